import type { Role } from '../../domain/actor.ts';
import type { Command } from '../../domain/command.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { actsFor } from '../../domain/organisation/role-scopes.ts';
import { fieldError } from '../../domain/whistle/whistle-analysis.ts';
import { hasEnded, stageError } from '../../domain/whistle/whistle-state.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { unitNameOf, whistleByNo } from './whistle-rows.ts';

export interface CallOffWhistle {
  readonly whistleNo: string;
  /** Why, 1–500 characters without personal data; kept with what happened. */
  readonly reason?: string;
}

const LEADERS: readonly Role[] = ['response_office', 'deputy_leader', 'party_secretary'];

/**
 * Calls a whistle off, as after a false alarm; its units are told and let go.
 *
 * @throws DomainError ERR_WHISTLE_NOT_FOUND · ERR_NOT_OWN_UNIT when neither the blower nor a leader asks · ERR_WHISTLE_STAGE when it has ended ·
 *   ERR_WHISTLE_FIELD
 */
export const callOffWhistle: Command<CallOffWhistle, Record<string, never>> = {
  type: 'call-off-whistle',
  decide(context, { whistleNo, reason }) {
    const { actor, record } = context;
    const row = whistleByNo(context, whistleNo);
    const act = { zh: '撤哨', en: 'be called off' };
    const isOwn = row.blowerUnitKey !== null && actsFor(actor, row.blowerUnitKey);
    if (actor.kind === 'person' && !isOwn && !actor.roles.some((role) => LEADERS.includes(role))) {
      const unit = row.blowerUnitKey === null ? 'response_office' : unitNameOf(context, row.blowerUnitKey);
      throw dutyError('ERR_NOT_OWN_UNIT', { unit, do: 'call the whistle off', doZh: act.zh });
    }
    if (hasEnded(row.stage)) throw stageError(row, act);
    if (reason !== undefined && (reason.trim() === '' || [...reason].length > 500 || hasPersonalNumber(reason))) {
      const zh = '1–500 字且不含个人号码';
      throw fieldError('reason', zh, '1–500 characters without a personal number', '其他内容', 'something else');
    }
    const executions = new Executions(context);
    const { processInstanceKeys } = publish(executions, {
      tenantId: actor.tenantId,
      name: 'WhistleCancelled',
      correlationKey: whistleNo,
      variables: {},
      timeToLiveMs: 0,
    });
    // rated already: there is nobody left to call off
    if (processInstanceKeys.length === 0) throw stageError(row, act);
    settle(executions);
    if (reason !== undefined) {
      record({ type: 'whistle.called-off', key: row.orderKey ?? row.key, detail: { whistleNo, reason } });
    }
    return {};
  },
};
