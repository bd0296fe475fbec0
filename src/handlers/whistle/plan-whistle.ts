import { BpmnError, put, type Handler } from '../../domain/process/handler.ts';
import { approversOf, checkedAnalysis } from '../../domain/whistle/whistle-analysis.ts';
import { privacyError } from '../../domain/privacy/privacy-errors.ts';
import { toStage } from '../../domain/whistle/whistle-state.ts';
import { whistle, whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { mayCall, type WhistleKind, type WhistleLevel } from '../../domain/whistle/whistle-words.ts';
import { context, isAccused, oneOfWords } from '../order-work.ts';
import { unitsByCode, whistleOf } from './whistle-work.ts';

/**
 * Writes down what table D05 decided and whom the whistle will call. A whistle that needs no approval is the grid leader's or the
 * secretary's own; blown by anybody else, a leading member approves it.
 *
 * @throws {@link BpmnError} UNIT_BEYOND_LEVEL when the level may not call one of the units
 * @throws {@link DomainError} ERR_REPORT_ACCUSED when a report of wrongdoing accuses one of them
 */
export const planWhistle: Handler = {
  jobType: 'plan-whistle',
  run(input) {
    const row = whistleOf(input);
    const analysis = checkedAnalysis(context(input.variables['analysis']));
    const d05 = context(input.variables['d05']);
    const kind: WhistleKind = oneOfWords('kind', d05['kind'], ['emergency', 'enforcement', 'priority']);
    const level: WhistleLevel = oneOfWords('level', d05['level'], ['grid', 'community', 'township']);
    const units = unitsByCode(input, analysis.units);
    const beyond = units.find((unit) => !mayCall(level, unit.kind));
    if (beyond)
      throw new BpmnError('UNIT_BEYOND_LEVEL', `'${beyond.code}' cannot be called by a whistle of level ${level}`);
    const accused = units.find(({ key }) => row.orderKey !== null && isAccused(input, row.orderKey, key));
    if (accused) throw privacyError('ERR_REPORT_ACCUSED', { orderNo: row.whistleNo, unit: accused.name });
    const called = units.map((unit) => ({
      key: input.nextKey(),
      revision: 0,
      tenantId: input.tenantId,
      whistleKey: row.key,
      unitKey: unit.key,
      signDueAt: null,
      contactDueAt: null,
      reportDueAt: null,
      signedAt: null,
      contactAt: null,
      arrivedAt: null,
      arrivedPlaceSealed: null,
      personCount: null,
      topRank: null,
      absent: false,
      objection: null,
      taskResult: null,
      taskDoneAt: null,
      releasedAt: null,
      backRating: null,
      backRatedAt: null,
    }));
    return {
      variables: {
        unitKeys: units.map(({ key }) => key),
        approvers: approversOf(input.actor, level, d05['approvers']),
      },
      changes: [
        put(whistle, {
          ...toStage(row, 'blown', input.now),
          kind,
          level,
          place: analysis.place,
          reason: analysis.reason,
        }),
        ...called.map((unit) => put(whistleUnit, unit)),
      ],
    };
  },
};
