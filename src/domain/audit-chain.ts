import { canonicalJson } from './canonical-json.ts';
import type { auditEntry } from './process/process-tables.ts';
import type { RowOf } from './table.ts';

export type AuditEntry = RowOf<typeof auditEntry>;

/** The text whose SHA-256 (base64url) is an audit entry's `hash`: all it says, and the hash of the entry before it in its chain. */
export function auditContent(entry: Omit<AuditEntry, 'hash'>): string {
  const { key, chain, sequence, tenantId, at, actor, command, processInstanceKey, subjectKey, events, previousHash } =
    entry;
  return canonicalJson([
    key,
    chain,
    sequence,
    tenantId,
    at,
    actor,
    command,
    processInstanceKey,
    subjectKey,
    events,
    previousHash,
  ]);
}
