import { recomputeDeadline } from '../commands/recompute-deadline.ts';
import { systemActor } from '../domain/actor.ts';
import type { Submit } from '../domain/command.ts';
import type { Log } from '../domain/committed.ts';
import type { DutyStore, ProvisionalDeadline } from '../domain/duties-port.ts';
import { IDLE, type Duty, type Tick } from './duty.ts';

export interface RecomputeDeadlinesOptions {
  readonly store: Pick<DutyStore, 'provisionalDeadlines'>;
  /** Years whose official table is there. */
  readonly officialYears: () => readonly number[];
  readonly submit: Submit;
  readonly log: Log;
  /** @defaultValue 60000 */
  readonly intervalMs?: number;
}

const LIMIT = 256;

/** Counts provisional deadlines again when the official table of a year has arrived; at start too, since it may have arrived meanwhile. */
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

  async function tick(): Promise<Tick> {
    const years = officialYears().join();
    if (years === counted) return IDLE;
    if (years !== counting) [counting, afterKey] = [years, 0];
    const found = await store.provisionalDeadlines(afterKey, LIMIT);
    const done = (await Promise.all(found.map(recompute))).filter(Boolean).length;
    afterKey = found.at(-1)?.key ?? afterKey;
    const more = found.length === LIMIT;
    if (!more) counted = years;
    return { done, failed: found.length - done, more };
  }

  async function recompute({ key, tenantId }: ProvisionalDeadline): Promise<boolean> {
    try {
      await submit(recomputeDeadline, { deadlineKey: key }, { actor: systemActor('recompute-deadlines', tenantId) });
      return true;
    } catch (error) {
      log.warn({ err: error, deadlineKey: key }, 'deadline not recomputed');
      return false;
    }
  }

  return { name: 'recompute-deadlines', intervalMs, tick };
}
