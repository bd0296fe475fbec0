import { hash } from 'node:crypto';
import type { Knex } from 'knex';
import { auditContent, type AuditEntry } from '../domain/audit-chain.ts';
import { auditEntry } from '../domain/process/process-tables.ts';
import { columnsOf, rowOf } from './reading.ts';

const PAGE = 1_000;

/** What a walk along the audit log found. */
export interface AuditReport {
  /** The last entry of each chain. Entries cut off at the end cannot be seen from within: compare with a report kept elsewhere. */
  readonly chains: readonly { readonly chain: string; readonly entries: number; readonly hash: string }[];
  /** The first link that does not hold, in the first chain that has one. */
  readonly broken: BrokenLink | null;
}

export interface BrokenLink {
  readonly chain: string;
  /** Sequence at which the chain breaks. */
  readonly sequence: number;
  /** `missing`: no entry with this sequence; `detached`: it does not name its predecessor's hash; `altered`: its content is not what was hashed. */
  readonly reason: 'missing' | 'detached' | 'altered';
}

/** Walks every chain of the audit log from its beginning and recomputes each hash. */
export async function verifyAudit(knex: Knex): Promise<AuditReport> {
  const names = await knex('audit_entry').distinct('chain').orderBy('chain');
  const chains: AuditReport['chains'][number][] = [];
  for (const { chain } of names as { chain: string }[]) {
    let previous = { sequence: 0, hash: '' };
    for await (const entry of entriesOf(knex, chain)) {
      const reason = whyBroken(entry, previous);
      if (reason) return { chains, broken: { chain, sequence: previous.sequence + 1, reason } };
      previous = entry;
    }
    chains.push({ chain, entries: previous.sequence, hash: previous.hash });
  }
  return { chains, broken: null };
}

// helpers

function whyBroken(entry: AuditEntry, previous: Pick<AuditEntry, 'sequence' | 'hash'>): BrokenLink['reason'] | null {
  if (entry.sequence !== previous.sequence + 1) return 'missing';
  if (entry.previousHash !== previous.hash) return 'detached';
  return hash('sha256', auditContent(entry), 'base64url') === entry.hash ? null : 'altered';
}

async function* entriesOf(knex: Knex, chain: string): AsyncGenerator<AuditEntry> {
  for (let sequence = 0; ;) {
    const rows = await knex({ t: 'audit_entry' })
      .select(columnsOf(knex, auditEntry, 't'))
      .where({ chain })
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(PAGE);
    for (const row of rows) {
      const entry = rowOf(auditEntry, row);
      yield entry;
      sequence = entry.sequence;
    }
    if (rows.length < PAGE) return;
  }
}
