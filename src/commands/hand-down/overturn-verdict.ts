import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Command } from '../../domain/command.ts';
import { fieldError } from '../../domain/field-error.ts';
import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import { overturn, reversePoints, staysExcluded } from '../../domain/hand-down/overturning.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { isOpen, type WorkOrderState } from '../../domain/appeal/work-order-state.ts';
import { newestHandDown, requireRole } from './hand-down-rows.ts';
import { Executions } from '../execution/execution.ts';
import { publish, send } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface OverturnVerdict {
  readonly orderNo: string;
  /** Rule or finding it rests on, without personal data; at least 4 characters. */
  readonly reason: string;
}

const MINIMUM_REASON = 4;

/** An order's result has been given, and the order is not archived yet. */
const RESULT_GIVEN: readonly WorkOrderState[] = [
  'feedback_submitted',
  'verifying',
  'callback_pending',
  'closed',
  'closed_unresolved',
];

/**
 * Overturns a verdict that proved wrong: points are taken back, it excludes the order from no rate, the publication is withdrawn, the appellant
 * gets an apology, and the order is worked on again, also when it was closed.
 *
 * @returns whether the order is in work again; one that is archived stays as it is
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_HAND_DOWN_NOT_FOUND · ERR_HAND_DOWN_ROLE · ERR_VERDICT_STANDS · ERR_APPEAL_FIELD
 * @see Organic Law of the Villagers' Committees art. 27: the township corrects what breaks the law
 */
export const overturnVerdict: Command<OverturnVerdict, { readonly reopened: boolean }> = {
  type: 'overturn-verdict',
  decide(context, { orderNo, reason }) {
    requireRole(context, ['party_secretary', 'district_command'], '党委书记、区指挥中心');
    if ([...reason.trim()].length < MINIMUM_REASON || hasPersonalNumber(reason))
      throw fieldError(
        'reason',
        {
          zh: `${MINIMUM_REASON} 字以上、不含个人信息的理由`,
          en: `${MINIMUM_REASON} characters or more, no personal data`,
        },
        { zh: '其他内容', en: 'something else' },
      );
    const order = orderByNo(context, orderNo);
    const kase = newestHandDown(context, order);
    if (kase.state !== 'calming' && kase.state !== 'closed')
      throw handDownError('ERR_VERDICT_STANDS', { orderNo, state: kase.state });
    const { rows, now, actor, nextKey, record } = context;
    const { tenantId } = actor;
    record({ type: 'verdict.overturning', key: order.key, detail: { reason: reason.trim() } });
    const executions = new Executions(context);
    const tell = (name: string) =>
      publish(executions, { tenantId, name, correlationKey: orderNo, variables: {}, timeToLiveMs: 0 });
    if (kase.state === 'calming') {
      tell('VerdictOverturned');
      settle(executions);
      return { reopened: true };
    }
    const undoing = { rows, now, actorId: actor.id, nextKey };
    for (const change of [...reversePoints(undoing, kase), ...overturn(undoing, kase)])
      if ('put' in change) rows.put(change.table, change.put);
    rows.put(workOrder, { ...order, excluded: staysExcluded(rows, order.key) });
    const about = { orderNo, orderKey: order.key };
    send(executions, tenantId, {
      name: 'AppellantNotified',
      channel: 'appellant',
      variables: { ...about, template: 'verdict_overturned_apology' },
    });
    record({ type: 'verdict.overturned', key: order.key });
    send(executions, tenantId, {
      name: 'StaffNotified',
      channel: 'staff',
      variables: { ...about, template: 'verdict_overturned', to: order.ownerUnitKey ?? 'response_office' },
    });
    // whether its result is examined, called back about or final: what was built on the verdict does not stand
    const heard = RESULT_GIVEN.includes(order.state)
      ? tell('VerdictOverturned').processInstanceKeys.length > 0
      : isOpen(order.state);
    settle(executions);
    return { reopened: heard };
  },
};
