import { hash } from 'node:crypto';
import type { Actor } from '../../domain/actor.ts';
import { auditContent, type AuditEntry } from '../../domain/audit-chain.ts';
import type { HistoryEvent } from '../../domain/process/history.ts';
import type { AuditHead } from '../../domain/storage-port.ts';

/** An accepted command and what it recorded. */
export interface Deed {
  readonly command: string;
  readonly actor: Actor;
  readonly at: number;
  readonly events: readonly HistoryEvent[];
}

/** The audit entries of `deeds`, chained to `head`. Deeds without events leave none. */
export function auditEntries(
  chain: string,
  head: AuditHead,
  deeds: readonly Deed[],
  nextKey: () => number,
): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  let { sequence, hash: previousHash } = head;
  for (const { command, actor, at, events } of deeds) {
    if (events.length === 0) continue;
    const entry = {
      key: nextKey(),
      chain,
      sequence: ++sequence,
      tenantId: actor.tenantId,
      at,
      actor: actor.id,
      command,
      processInstanceKey: events.find((event) => event.processInstanceKey !== undefined)?.processInstanceKey ?? null,
      subjectKey: events.find((event) => event.key !== undefined)?.key ?? null,
      events,
      previousHash,
    };
    previousHash = hash('sha256', auditContent(entry), 'base64url');
    entries.push({ ...entry, hash: previousHash });
  }
  return entries;
}
