import type { AppealSource, AppealType, PlaceKind } from '../../domain/appeal/appeal-words.ts';
import type { IssueClass } from '../../domain/worksheet/worksheet-words.ts';
import type { Behaviour } from './behaviour.ts';
import type { CategoryProfile } from './categories.ts';
import type { SyntheticPerson } from './identity.ts';

export type Repetition = 'none' | 'repeat_same' | 'multi_same' | 'mass';

/** The part of an appeal in published figures. */
export type Docket =
  | { readonly kind: 'worksheet'; readonly issueClass: IssueClass | null; readonly done: boolean }
  | { readonly kind: 'hand_down'; readonly person: number; readonly converted: boolean };

/** One appeal as it reaches the township, and how its people will act. */
export interface SyntheticAppeal {
  /** From 0, in order of arrival. */
  readonly index: number;
  /** The other system's number; unique within seed and preset. */
  readonly externalNo: string;
  readonly at: number;
  readonly source: AppealSource;
  readonly type: AppealType;
  readonly category: CategoryProfile;
  readonly title: string;
  readonly content: string;
  readonly person: SyntheticPerson;
  /** Where it happened; index of the village or community, from 0. */
  readonly village: number;
  /** Missing when a hurried snapshot names no place. */
  readonly placeText: string | null;
  readonly placeKind: PlaceKind;
  /** Building, company or road it is about, when many call about the same. */
  readonly objectKey: string | null;
  readonly repetition: Repetition;
  /** Index of the earlier appeal that this one repeats or joins. */
  readonly earlier: number | null;
  /** People who complain together, as the hotline counts them. */
  readonly crowd: number;
  /** Days that the law allows, where it does. */
  readonly statutoryDays: number | null;
  readonly behaviour: Behaviour;
  /** Its part in published figures. */
  readonly docket: Docket | null;
}
