import type { party } from './appeal-tables.ts';
import type { AppealSource, AppealType, Category, Level, PlaceKind } from './appeal-words.ts';
import type { RowOf } from '../table.ts';

/** What decision tables ask about an appeal; the variable `facts` of its process. No personal data. */
export interface AppealFacts {
  readonly type: AppealType;
  readonly category: Category;
  readonly placeKind: PlaceKind;
  /** Words of table D10 found in the text. */
  readonly keywords: readonly string[];
  /** People who came together. */
  readonly crowd: number;
  /** People affected. */
  readonly affected: number;
  /** Departments involved. */
  readonly departments: number;
  /** Days of a statutory period, null when there is none. */
  readonly statutoryDays: number | null;
  readonly risk: 'high' | 'medium' | 'low';
  readonly supplyCut: boolean;
  /** The level that the hotline gave it. */
  readonly hotlineLevel?: Level;
}

/** An appeal with its personal data sealed; made by `sealAppeal`. */
export interface RegisterAppealInput {
  readonly externalNo: string | null;
  readonly source: AppealSource;
  readonly type: AppealType;
  readonly category: Category;
  readonly title: string;
  readonly contentSealed: string;
  readonly placeKind: PlaceKind;
  readonly unitKey: number | null;
  /** Of a report of wrongdoing: the unit that is accused. */
  readonly accusedUnitKey?: number;
  readonly objectKey: string | null;
  /** ms since the epoch. */
  readonly occurredAt: number | null;
  readonly fingerprint: string;
  readonly party: Omit<RowOf<typeof party>, 'key' | 'tenantId'>;
  readonly facts: AppealFacts;
  /** What the hotline that dispatched it says of its urgency. */
  readonly hotline?: HotlineTerms;
}

/** The hotline's own level and date: a more urgent level and an earlier date than ours win. */
export interface HotlineTerms {
  readonly level?: Level;
  /** ms since the epoch. */
  readonly dueAt?: number;
}
