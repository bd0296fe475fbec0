import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { clusterOf } from '../cluster/cluster-work.ts';
import { level, orderOf } from '../order-work.ts';

/** Raises the order that is worked on, itself or the parent it follows, to the level of what was found (`alertLevel`). Regulation art. 29. */
export const upgradeOrder: Handler = {
  jobType: 'upgrade-order',
  run(input) {
    const order = orderOf(input);
    const raisedLevel = level(input.variables['alertLevel']);
    if (raisedLevel === null) return {};
    const parentKey = clusterOf(input, order)?.cluster.parentOrderKey ?? order.key;
    const { orderNo } = input.rows.find(workOrder, parentKey) ?? order;
    return { messages: [{ name: 'SensitiveUpgrade', correlationKey: orderNo, variables: { raisedLevel } }] };
  },
};
