import type { Command } from '../../domain/command.ts';
import { dayOf, formatDay } from '../../domain/day.ts';
import { proactiveError } from '../../domain/proactive/proactive-errors.ts';
import { seasonPlan } from '../../domain/proactive/proactive-tables.ts';
import { foreseen } from './foresee.ts';
import type { ReportedFinding } from './report-finding.ts';

/**
 * Opens a planned season that has come: a finding for each of its places, once a year.
 *
 * @returns nothing reported when it was opened this year, has not come, or is planned no more
 * @throws DomainError ERR_SEASON_NOT_FOUND
 */
export const openSeason: Command<{ readonly seasonKey: number }, { readonly findings: readonly ReportedFinding[] }> = {
  type: 'open-season',
  prefetch: ({ seasonKey }) => [{ table: seasonPlan, key: seasonKey }],
  decide(context, { seasonKey }) {
    const { rows, now, actor, record } = context;
    const plan = rows.find(seasonPlan, seasonKey);
    if (plan?.tenantId !== actor.tenantId) throw proactiveError('ERR_SEASON_NOT_FOUND', { season: seasonKey });
    const today = formatDay(dayOf(now));
    const year = Number(today.slice(0, 4));
    if (plan.stoppedAt !== null || plan.openedYear >= year || today.slice(5) < plan.startsOn) return { findings: [] };
    const findings = foreseen(context, plan);
    rows.put(seasonPlan, { ...plan, openedYear: year });
    record({ type: 'season.opened', key: plan.key, detail: { year, places: findings.length } });
    return { findings };
  },
};
