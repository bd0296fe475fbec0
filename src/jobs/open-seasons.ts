import { openSeason } from '../commands/proactive/open-season.ts';
import { systemActor } from '../domain/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { Submit } from '../domain/command.ts';
import type { Log } from '../domain/committed.ts';
import { dayOf, formatDay } from '../domain/day.ts';
import type { DutyStore } from '../domain/duties-port.ts';
import { type Duty } from './duty.ts';

export interface OpenSeasonsOptions {
  readonly store: Pick<DutyStore, 'dueSeasons'>;
  readonly submit: Submit;
  readonly clock: Clock;
  readonly log: Log;
  /** @defaultValue 600000 */
  readonly intervalMs?: number;
}

const LIMIT = 64;

/** Opens planned seasons on their day, so that grids look before anybody complains. */
export function openSeasons({ store, submit, clock, log, intervalMs = 600_000 }: OpenSeasonsOptions): Duty {
  return {
    name: 'open-seasons',
    intervalMs,
    async tick() {
      const seasons = await store.dueSeasons(formatDay(dayOf(clock.now())), LIMIT);
      let failed = 0;
      for (const { key, tenantId } of seasons) {
        const actor = systemActor('open-seasons', tenantId);
        await submit(openSeason, { seasonKey: key }, { actor }).catch((error: unknown) => {
          failed++;
          log.warn({ err: error, seasonKey: key, tenantId }, 'season not opened');
        });
      }
      return { done: seasons.length - failed, failed, more: seasons.length === LIMIT && failed === 0 };
    },
  };
}
