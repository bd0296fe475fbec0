import type { Command } from '../../domain/command.ts';
import { proactiveError } from '../../domain/proactive/proactive-errors.ts';
import { seasonPlan } from '../../domain/proactive/proactive-tables.ts';

/** Plans a season no more; findings that it opened go on. @throws DomainError ERR_SEASON_NOT_FOUND */
export const stopSeason: Command<{ readonly seasonKey: number }, Record<string, never>> = {
  type: 'stop-season',
  prefetch: ({ seasonKey }) => [{ table: seasonPlan, key: seasonKey }],
  decide({ rows, now, actor, record }, { seasonKey }) {
    const plan = rows.find(seasonPlan, seasonKey);
    if (plan?.tenantId !== actor.tenantId || plan.stoppedAt !== null)
      throw proactiveError('ERR_SEASON_NOT_FOUND', { season: seasonKey });
    rows.put(seasonPlan, { ...plan, stoppedAt: now });
    record({ type: 'season.stopped', key: plan.key });
    return {};
  },
};
