import type { AuditEntry } from '../../domain/audit-chain.ts';
import { auditEntry, idempotency } from '../../domain/process/process-tables.ts';
import type { AuditHead, Row, TableChanges } from '../../domain/storage-port.ts';
import type { LoadRequest } from '../../domain/working-set.ts';
import { auditEntries, type Deed } from './audit-trail.ts';
import type { CommitLoopOptions } from './options.ts';
import { commandFailed, decide, type Decision, type Waiting } from './decide.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { KeySource } from './key-source.ts';
import { createLoader } from './loader.ts';
import type { RowCache } from './row-cache.ts';
import { createBatchRows } from './working-set.ts';

/** More rounds of loading than any sane decision needs: one that asks for ever must not hold up the others. */
const MAX_ROUNDS = 1_000;

/** A batch that has been decided and waits to be saved and answered. */
export interface DecidedBatch {
  readonly answers: readonly Answer[];
  /** Those that have to learn or load a definition first; they are no longer part of the batch. */
  readonly aside: readonly { readonly waiting: Waiting; readonly unknown: (Decision & { kind: 'aside' })['unknown'] }[];
  readonly changes: readonly TableChanges[];
  readonly entries: readonly AuditEntry[];
  readonly loadSeconds: number;
}

/** What a caller will hear once the batch is on disk. */
export interface Answer {
  readonly waiting: Waiting;
  readonly value?: unknown;
  readonly error?: unknown;
}

/**
 * Decides commands one after another in memory; a later one sees an earlier one's result. Commands that need rows which are not there
 * are decided after the others, when the rows have been loaded: commands that wait at the same time have no promised order.
 */
export async function decideBatch(
  batch: readonly Waiting[],
  options: CommitLoopOptions,
  keys: KeySource,
  cache: RowCache,
  head: AuditHead,
): Promise<DecidedBatch> {
  await keys.atLeast(batch.length * 16);
  keys.begin();
  const rows = createBatchRows(cache, (key) => keys.isFresh(key));
  const answers: Answer[] = [];
  const aside: { waiting: Waiting; unknown: (Decision & { kind: 'aside' })['unknown'] }[] = [];
  const deeds: Deed[] = [];
  const loader = createLoader(rows, options.storage);
  try {
    await decideAll();
  } finally {
    await loader.end();
  }

  await keys.atLeast(deeds.length);
  const entries = auditEntries(options.nodeId, head, deeds, () => keys.next());
  return { answers, aside, changes: [...rows.changes(), ...inserts(entries)], entries, loadSeconds: loader.seconds };

  async function decideAll(): Promise<void> {
    await loader.load(batch.flatMap(foreseen));
    let open = batch;
    for (let round = 1; open.length > 0; round++) {
      const again: Waiting[] = [];
      const requests: LoadRequest[] = [];
      let keysMissing = false;
      for (const waiting of open) {
        const decision = round > MAX_ROUNDS ? tooManyRounds() : decide(waiting, rows, keys, options);
        switch (decision.kind) {
          case 'accepted':
            answers.push({ waiting, value: decision.answer });
            deeds.push({
              command: waiting.command.type,
              actor: waiting.options.actor,
              at: decision.at,
              events: decision.events,
            });
            break;
          case 'rejected':
            answers.push({ waiting, error: decision.error });
            break;
          case 'failed':
            options.log.error({ err: decision.error, command: waiting.command.type }, 'command failed');
            answers.push({ waiting, error: commandFailed(waiting, decision.error) });
            break;
          case 'load':
            again.push(waiting);
            requests.push(...decision.requests);
            break;
          case 'keys':
            again.push(waiting);
            keysMissing = true;
            break;
          case 'aside':
            aside.push({ waiting, unknown: decision.unknown });
            break;
        }
      }
      if (keysMissing) await keys.grow();
      await loader.load(requests);
      open = again;
    }
  }
}

// helpers

function inserts(entries: readonly AuditEntry[]): readonly TableChanges[] {
  if (entries.length === 0) return [];
  const rows = deepFreeze(entries) as readonly Row[];
  return [{ table: auditEntry, inserts: rows, updates: [], changedColumns: [], removes: [] }];
}

/** What a command will surely read; a command that cannot say fails when it is decided. */
function foreseen({ command, input, mark }: Waiting): readonly LoadRequest[] {
  const own: LoadRequest[] = mark ? [{ table: idempotency, key: mark.id }] : [];
  try {
    return [...own, ...(command.prefetch?.(input) ?? [])];
  } catch {
    return own;
  }
}

function tooManyRounds(): Decision {
  return { kind: 'failed', error: new Error(`asked for rows more than ${MAX_ROUNDS} times`) };
}
