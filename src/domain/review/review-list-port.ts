import type { Actor } from '../actor.ts';
import type {
  agreement,
  agreementInstalment,
  ConsentPurpose,
  consultation,
} from '../round-table/consultation-tables.ts';
import type { handDownCase, publication, VoteStage } from '../hand-down/hand-down-tables.ts';
import type { RowOf } from '../table.ts';
import type { WorkOrderState } from '../appeal/work-order-state.ts';

/** Which consultations and hand-downs somebody may see, and what lists show of them. */

/** The order that a review belongs to, as lists name it. */
export interface ReviewedOrder {
  readonly orderNo: string;
  readonly title: string;
  readonly category: string;
  readonly state: WorkOrderState;
  readonly dueAt: number | null;
}

export interface ConsultationItem {
  readonly consultation: RowOf<typeof consultation>;
  readonly order: ReviewedOrder;
  readonly invited: number;
  readonly attending: number;
  readonly openResolutions: readonly { readonly dueAt: number }[];
  /** In force. */
  readonly agreement: RowOf<typeof agreement> | null;
  readonly openInstalments: readonly RowOf<typeof agreementInstalment>[];
}

/** A hand-down in a list names no title: who reviews learns the kind of issue and no more. */
export interface HandDownItem {
  readonly handDown: Pick<
    RowOf<typeof handDownCase>,
    'key' | 'villageKey' | 'state' | 'refusal' | 'method' | 'round' | 'verdicts' | 'openedAt' | 'closedAt'
  >;
  readonly order: ReviewedOrder;
  /** The newest one that was not withdrawn. */
  readonly publication: RowOf<typeof publication> | null;
}

/** How many votes were cast at one stage; never which. */
export interface BallotCount {
  readonly round: number;
  readonly stage: VoteStage;
  readonly cast: number;
}

/** What an appellant allowed last, for one purpose. */
export interface NewestConsent {
  readonly purpose: ConsentPurpose;
  readonly given: boolean;
  readonly form: 'written' | 'recorded';
  readonly at: number;
}

export interface ReviewListQuery {
  /** The newest, at most 200. @param open - whether under way; absent: all */
  consultations(asker: Actor, open?: boolean): Promise<readonly ConsultationItem[]>;
  /** The newest, at most 200. @param open - whether under way; absent: all */
  handDowns(asker: Actor, open?: boolean): Promise<readonly HandDownItem[]>;
  /**
   * Whether the asker may read the consultations of an order that is not theirs: mediators and invited units may, except of a report of
   * wrongdoing (Petition Regulation art. 30).
   */
  sitsAtTable(asker: Actor, orderNo: string): Promise<boolean>;
  /** Whether the asker may read the hand-down of an order: who sees the order, its village, and mediators; the last two never of a report. */
  seesHandDown(asker: Actor, orderNo: string): Promise<boolean>;
  consents(orderKey: number): Promise<readonly NewestConsent[]>;
  ballots(handDownKey: number): Promise<readonly BallotCount[]>;
  /** How the appellant took it in the end; null while that is open or when it counts no more. */
  converted(handDownKey: number): Promise<boolean | null>;
}
