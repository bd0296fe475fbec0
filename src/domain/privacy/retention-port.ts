import type { RetentionClass } from './retention.ts';

/** Finds personal data that has been kept long enough. */
export interface RetentionStore {
  /** Townships that have an account. */
  tenants(): Promise<readonly string[]>;
  /**
   * Orders, findings and whistles of their own that ended before `cutoff` and still hold data of a class, by key. Where there is an agreement or a hand-down,
   * recordings are evidence and count from a year later.
   */
  due(tenantId: string, retentionClass: RetentionClass, cutoff: number, limit: number): Promise<readonly DueCase[]>;
}

export interface DueCase {
  readonly orderKey: number;
  readonly endedAt: number;
}
