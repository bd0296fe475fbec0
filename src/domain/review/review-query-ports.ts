import type {
  agreement,
  agreementInstalment,
  consultation,
  consultationInvitee,
  consultationSession,
  resolutionTask,
} from '../round-table/consultation-tables.ts';
import type { Conversion } from '../hand-down/conversion-rate.ts';
import type {
  handDownCase,
  panelCandidate,
  panelMember,
  pointsEntry,
  publication,
} from '../hand-down/hand-down-tables.ts';
import type { PointsMovement } from '../hand-down/points-balance.ts';
import type { RowOf } from '../table.ts';

/** What people read about consultations and hand-downs. Votes are never read one by one. */

/** A consultation with all that belongs to it. */
export interface ConsultationFile {
  readonly consultation: RowOf<typeof consultation>;
  readonly invitees: readonly RowOf<typeof consultationInvitee>[];
  readonly sessions: readonly RowOf<typeof consultationSession>[];
  readonly resolutions: readonly RowOf<typeof resolutionTask>[];
  readonly agreements: readonly (RowOf<typeof agreement> & {
    readonly instalments: readonly RowOf<typeof agreementInstalment>[];
  })[];
}

/** An order's newest hand-down. */
export interface HandDownFile {
  readonly handDown: RowOf<typeof handDownCase>;
  /** Category of the appeal. */
  readonly category: string;
  readonly seats: readonly RowOf<typeof panelMember>[];
  readonly publications: readonly RowOf<typeof publication>[];
  readonly points: readonly RowOf<typeof pointsEntry>[];
  /** The appellant's name, sealed, when they agreed in writing to be named to the panel; otherwise null. */
  readonly nameSealed: string | null;
}

export interface ReviewQuery {
  /** Oldest first. */
  consultations(orderKey: number): Promise<readonly ConsultationFile[]>;
  handDown(tenantId: string, orderNo: string): Promise<HandDownFile | undefined>;
  /** A village's roster in use. */
  candidates(tenantId: string, villageKey: number): Promise<readonly RowOf<typeof panelCandidate>[]>;
  /** Entries of points of a village's hand-downs. */
  points(tenantId: string, villageKey: number): Promise<readonly PointsMovement[]>;
  /** Hand-downs that ended from `from` until before `to`. */
  conversions(tenantId: string, from: number, to: number): Promise<readonly Conversion[]>;
}
