import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { callback, type workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Satisfaction } from '../../domain/appeal/appeal-words.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { DAY_MS } from '../../domain/day.ts';
import type { RowOf } from '../../domain/table.ts';
import { requireOthersWork } from '../../domain/appeal/own-work.ts';
import { labelOf, type WorkOrderState } from '../../domain/appeal/work-order-state.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { requireOneOf } from './order-part.ts';
import { orderByNo } from './order-rows.ts';

export interface CallbackAnswers {
  /** False after all attempts failed; the answers are then ignored. */
  readonly reached: boolean;
  readonly contacted: boolean;
  readonly resolved: boolean;
  readonly satisfaction: Satisfaction;
  /** Whether the claim is reasonable. @defaultValue true */
  readonly reasonable?: boolean;
  /** Whether it cannot be solved for objective reasons. @defaultValue false */
  readonly objective?: boolean;
}

export interface RecordCallbackResult extends CallbackAnswers {
  readonly orderNo: string;
  readonly channel: 'hotline' | 'sms' | 'web';
}

/**
 * Records what the appellant answered to a callback from outside, and lets the case go on. Nobody records one about their own work.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_ALLOWED · ERR_OWN_WORK · ERR_OWN_UNIT_WORK · ERR_CALLBACK_STATE when the order does not wait for a callback
 * @throws DomainError ERR_CALLBACK_GIVEN when the appellant rates once more what has an answer already
 * @see Regulation arts. 23 and 32
 */
export const recordCallbackResult: Command<RecordCallbackResult, Record<string, never>> = {
  type: 'record-callback-result',
  decide(context, { orderNo, channel, ...answers }) {
    const order = orderByNo(context, orderNo);
    requireOneOf(context, ['callback_agent', 'response_office']);
    requireOthersWork(context, order, { zh: '登记回访结果', en: 'record a callback' });
    recordCallback(context, order, channel, answers);
    return {};
  },
};

/** Who calls back on the strength of the feedback does not know that the result is still being examined here. */
const EARLY: readonly WorkOrderState[] = ['feedback_submitted', 'verifying'];
const KEPT_MS = 180 * DAY_MS;

/**
 * Writes a callback down and tells the case. What comes while the result is still being examined is kept for it.
 *
 * @throws DomainError ERR_CALLBACK_STATE · ERR_CALLBACK_GIVEN
 */
export function recordCallback(
  context: DecisionContext,
  order: RowOf<typeof workOrder>,
  channel: RecordCallbackResult['channel'],
  { reasonable, objective, ...said }: CallbackAnswers,
): void {
  const { orderNo } = order;
  const isEarly = channel === 'hotline' && EARLY.includes(order.state);
  if (order.state !== 'callback_pending' && !isEarly) {
    throw appealError('ERR_CALLBACK_STATE', { orderNo, state: order.state, stateZh: labelOf(order.state).zh });
  }
  const { rows, now, actor, nextKey, record } = context;
  const round = order.reworkCount + 1;
  const attempts = rows.list(callback, 'byOrder', [order.key]).filter((row) => row.round === round).length + 1;
  const answers = {
    reached: said.reached,
    contacted: said.reached ? said.contacted : null,
    resolved: said.reached ? said.resolved : null,
    satisfaction: said.reached ? said.satisfaction : ('unrated' as const),
  };
  rows.put(callback, {
    ...answers,
    key: nextKey(),
    tenantId: actor.tenantId,
    orderKey: order.key,
    round,
    attempt: attempts,
    channel,
    at: now,
    by: actor.id,
    valid: said.reached,
  });
  record({ type: 'callback.recorded', key: order.key, detail: { round, attempt: attempts, channel } });
  const executions = new Executions(context);
  const { processInstanceKeys } = publish(executions, {
    tenantId: actor.tenantId,
    name: 'CallbackResult',
    correlationKey: orderNo,
    variables: {
      callback: {
        ...answers,
        attempts,
        reworks: order.reworkCount,
        reasonable: reasonable ?? true,
        objective: objective ?? false,
      },
    },
    timeToLiveMs: isEarly ? KEPT_MS : 0,
  });
  // whoever rates without being asked may do so again and again: only what the case still waits for counts
  if (channel === 'web' && processInstanceKeys.length === 0) throw appealError('ERR_CALLBACK_GIVEN', { orderNo });
  settle(executions);
}
