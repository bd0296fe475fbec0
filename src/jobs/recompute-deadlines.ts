import { recomputeDeadline } from '../commands/appeal/recompute-deadline.ts';
import { systemActor } from '../domain/actor.ts';
import type { Submit } from '../domain/command.ts';
import type { Log } from '../domain/committed.ts';
import { recomputeWait } from '../commands/process/recompute-wait.ts';
import type { DutyStore, ProvisionalDeadline, ProvisionalWait } from '../domain/duties-port.ts';
import { IDLE, type Duty, type Tick } from './duty.ts';

export interface RecomputeDeadlinesOptions {
  readonly store: Pick<DutyStore, 'provisionalDeadlines' | 'provisionalWaits'>;
  /** Years whose official table is there. */
  readonly officialYears: () => readonly number[];
  readonly submit: Submit;
  readonly log: Log;
  /** @defaultValue 60000 */
  readonly intervalMs?: number;
}

const LIMIT = 256;
/** What is counted again, one kind after another. */
const KINDS = ['deadline', 'user_task', 'timer'] as const satisfies readonly ('deadline' | ProvisionalWait)[];

/** Counts provisional deadlines, and due dates and timers that may move, again when the official table of a year has arrived; at start too, since it may have arrived meanwhile. */
export function recomputeDeadlines({
  store,
  officialYears,
  submit,
  log,
  intervalMs = 60_000,
}: RecomputeDeadlinesOptions): Duty {
  /** Years for which all deadlines have been counted. */
  let counted = '';
  let counting = '';
  let afterKey = 0;
  let kind: (typeof KINDS)[number] = 'deadline';

  async function tick(): Promise<Tick> {
    const years = officialYears().join();
    if (years === counted) return IDLE;
    if (years !== counting) [counting, kind, afterKey] = [years, 'deadline', 0];
    let [done, failed] = [0, 0];
    for (;;) {
      const found = await next();
      const moved = (await Promise.all(found.map(recompute))).filter(Boolean).length;
      [done, failed, afterKey] = [done + moved, failed + found.length - moved, found.at(-1)?.key ?? afterKey];
      if (found.length === LIMIT) return { done, failed, more: true };
      const following = KINDS[KINDS.indexOf(kind) + 1];
      if (following === undefined) break;
      [kind, afterKey] = [following, 0];
    }
    counted = years;
    return { done, failed, more: false };
  }

  function next(): Promise<readonly ProvisionalDeadline[]> {
    return kind === 'deadline'
      ? store.provisionalDeadlines(afterKey, LIMIT)
      : store.provisionalWaits(kind, afterKey, LIMIT);
  }

  async function recompute({ key, tenantId }: ProvisionalDeadline): Promise<boolean> {
    try {
      const actor = systemActor('recompute-deadlines', tenantId);
      if (kind === 'deadline') await submit(recomputeDeadline, { deadlineKey: key }, { actor });
      else await submit(recomputeWait, { kind, key }, { actor });
      return true;
    } catch (error) {
      log.warn({ err: error, kind, key }, 'deadline not recomputed');
      return false;
    }
  }

  return { name: 'recompute-deadlines', intervalMs, tick };
}
