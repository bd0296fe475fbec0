import type { Command } from '../../domain/command.ts';
import { dayOf, formatDay, parseDay } from '../../domain/day.ts';
import { fieldError } from '../../domain/field-error.ts';
import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { proactiveError } from '../../domain/proactive/proactive-errors.ts';
import { seasonPlan } from '../../domain/proactive/proactive-tables.ts';
import type { Foresee } from './foresee.ts';

export interface PlanSeason extends Foresee {
  /** `MM-DD`, the day of each year from which it is looked at. */
  readonly startsOn: string;
}

/**
 * Plans what comes back every year: the cold, the rains, the harvest. A day of this year that has passed counts from the next year on.
 *
 * @throws DomainError ERR_APPEAL_FIELD · ERR_UNIT_NOT_FOUND · ERR_FINDING_REPORTER for anybody but the office
 */
export const planSeason: Command<PlanSeason, { readonly seasonKey: number }> = {
  type: 'plan-season',
  decide({ rows, now, actor, nextKey, record }, { startsOn, forecast, unitKeys }) {
    if (actor.kind === 'person' && !actor.roles.includes('response_office'))
      throw proactiveError('ERR_FINDING_REPORTER', {
        ...{ kind: 'forecast', kindZh: '季节计划' },
        ...{ expected: 'response_office', expectedZh: '接诉即办办公室' },
      });
    // a leap year has all the days there are
    if (parseDay(`2024-${startsOn}`) === undefined) throw fieldError('startsOn', 'MM-DD', `'${startsOn}'`);
    if (forecast.kind !== 'forecast') throw fieldError('kind', 'forecast', `'${forecast.kind}'`);
    for (const unit of unitKeys) {
      if (rows.find(orgUnit, unit)?.tenantId !== actor.tenantId) throw appealError('ERR_UNIT_NOT_FOUND', { unit });
    }
    const today = formatDay(dayOf(now));
    const year = Number(today.slice(0, 4));
    const key = nextKey();
    rows.put(seasonPlan, {
      key,
      revision: 0,
      tenantId: actor.tenantId,
      startsOn,
      forecast,
      unitKeys,
      openedYear: startsOn < today.slice(5) ? year : year - 1,
      stoppedAt: null,
      createdBy: actor.id,
      createdAt: now,
    });
    record({ type: 'season.planned', key, detail: { startsOn, category: forecast.category } });
    return { seasonKey: key };
  },
};
