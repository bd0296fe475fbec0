import type { Command } from '../../domain/command.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { fieldError } from '../../domain/whistle/whistle-analysis.ts';
import { isCalling, stageError, toStage } from '../../domain/whistle/whistle-state.ts';
import { whistle, whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { ownCalledUnit, unitNameOf, whistleByNo } from './whistle-rows.ts';

export interface ReportIn {
  readonly whistleNo: string;
  readonly unitKey: number;
  /** Where, made by `sealSpot`; null where it is not known. */
  readonly placeSealed: string | null;
  /** How many came, 1–500. */
  readonly personCount: number;
  /** Rank of who leads them. */
  readonly topRank: 'unit_leader' | 'section_leader' | 'staff';
}

/**
 * Checks a called unit in at the place: time, place where known, number of people and the rank of who leads them. A unit that was already counted as absent
 * may still come and is late.
 *
 * @throws DomainError ERR_WHISTLE_NOT_FOUND · ERR_UNIT_NOT_INVITED · ERR_NOT_OWN_UNIT · ERR_WHISTLE_STAGE when nobody is called any more ·
 *   ERR_ALREADY_REPORTED · ERR_WHISTLE_FIELD
 * @see Regulation art. 16
 */
export const reportIn: Command<ReportIn, { readonly late: boolean }> = {
  type: 'report-in',
  decide(context, { whistleNo, unitKey, placeSealed, personCount, topRank }) {
    const { rows, now, actor, record } = context;
    const row = whistleByNo(context, whistleNo);
    const act = { zh: '报到', en: 'be reported in to' };
    const unit = ownCalledUnit(context, row, unitKey, { zh: '报到', en: 'report in' });
    if (!isCalling(row.stage) || unit.releasedAt !== null) throw stageError(row, act);
    if (unit.arrivedAt !== null) {
      const said = { unit: unitNameOf(context, unitKey), whistleNo, at: formatInstant(unit.arrivedAt) };
      throw dutyError('ERR_ALREADY_REPORTED', said);
    }
    if (!Number.isInteger(personCount) || personCount < 1 || personCount > 500) {
      throw fieldError('personCount', '1–500 的整数', 'a whole number 1–500', String(personCount), String(personCount));
    }
    if (!['unit_leader', 'section_leader', 'staff'].includes(topRank)) {
      const words = 'unit_leader | section_leader | staff';
      throw fieldError('topRank', words, words, `'${topRank}'`, `'${topRank}'`);
    }
    const late = unit.reportDueAt !== null && now > unit.reportDueAt;
    rows.put(whistleUnit, {
      ...unit,
      arrivedAt: now,
      arrivedPlaceSealed: placeSealed,
      personCount,
      topRank,
    });
    rows.put(whistle, toStage(row, 'tracking', now));
    record({
      type: 'whistle.reported-in',
      key: row.orderKey ?? row.key,
      detail: { whistleNo, unitKey, late, personCount, topRank },
    });
    const executions = new Executions(context);
    publish(executions, {
      tenantId: actor.tenantId,
      name: 'ReportedIn',
      correlationKey: `${whistleNo}/${unitKey}`,
      variables: {},
      timeToLiveMs: 0,
    });
    settle(executions);
    return { late };
  },
};
