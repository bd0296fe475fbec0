import type { auditEntry } from './process/process-tables.ts';
import type { TableChanges } from './storage-port.ts';
import type { RowOf } from './table.ts';

/** What one transaction brought, told after it is on disk: event streams, long polls and clockwork follow from it. */
export interface Committed {
  /** In the order of decision; their events are what happened. */
  readonly entries: readonly RowOf<typeof auditEntry>[];
  readonly changes: readonly TableChanges[];
}

/** What the commit loop has done since it was started. Seconds are wall-clock time. */
export interface CommitMetrics {
  readonly waiting: number;
  readonly batches: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly conflicts: number;
  readonly loadSeconds: number;
  readonly decideSeconds: number;
  readonly saveSeconds: number;
}

/** One batch, for histograms. */
export interface BatchMeasure {
  readonly size: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly loadSeconds: number;
  readonly decideSeconds: number;
  readonly saveSeconds: number;
}

/** Where the host's rooms report what a person should know; pino fits. */
export interface Log {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}
