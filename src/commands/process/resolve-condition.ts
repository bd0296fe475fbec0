import type { Command } from '../../domain/command.ts';
import { sideRouteError } from '../../domain/side-route/side-route-errors.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';
import { requirePart } from '../appeal/order-part.ts';
import { orderByNo } from '../appeal/order-rows.ts';

/**
 * Says that what a suspended order waited for has come: it is worked on again at once.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_OWN_UNIT · ERR_SUSPENSION_NOT_FOUND when it is not on the books
 */
export const resolveCondition: Command<{ readonly orderNo: string }, Record<string, never>> = {
  type: 'resolve-condition',
  decide(context, { orderNo }) {
    const order = orderByNo(context, orderNo);
    requirePart(context, order, { zh: '恢复办理', en: 'take the order up again' });
    const executions = new Executions(context);
    const { processInstanceKeys } = publish(executions, {
      tenantId: context.actor.tenantId,
      name: 'ConditionResolved',
      correlationKey: orderNo,
      variables: {},
      timeToLiveMs: 0,
    });
    if (processInstanceKeys.length === 0) throw sideRouteError('ERR_SUSPENSION_NOT_FOUND', { orderNo });
    context.record({ type: 'suspension.condition-resolved', key: order.key });
    settle(executions);
    return {};
  },
};
