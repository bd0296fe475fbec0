import { deadline } from '../../domain/appeal/appeal-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { extensionRequest } from '../../domain/side-route/side-route-tables.ts';
import { currentDeadline } from '../order-deadline.ts';
import { changed, orderOf, toHotline, toStaff } from '../order-work.ts';
import { extensionOf } from '../side-route-work.ts';

/** Takes an extension back that the appellant was not told of in time: the earlier date holds again, as a new row. */
export const cancelExtension: Handler = {
  jobType: 'cancel-extension',
  run(input) {
    const order = orderOf(input);
    const row = extensionOf(input, order);
    const before = row.replacedKey === null ? undefined : input.rows.find(deadline, row.replacedKey);
    const dueAt = before?.dueAt ?? order.dueAt ?? input.now;
    return {
      variables: { dueAt: formatInstant(dueAt) },
      changes: [
        changed(order, { dueAt, extensionCount: Math.max(0, order.extensionCount - 1) }),
        put(extensionRequest, { ...row, state: 'cancelled', closedAt: input.now }),
        ...(before
          ? [
              put(deadline, {
                ...before,
                key: input.nextKey(),
                basis: `延期取消:未在规定时间内告知诉求人(条例第十五条),恢复 ${before.basis}`,
                reason: 'not_informed',
                approvedBy: null,
                replacesKey: currentDeadline(input, order)?.key ?? null,
                createdAt: input.now,
              }),
            ]
          : []),
      ],
      messages: [
        { name: 'OrderLimitChanged', correlationKey: order.orderNo, variables: {} },
        toStaff(order, 'extension_cancelled', order.ownerUnitKey ?? 'response_office'),
        ...toHotline(input, order, 'ExtensionCancelled'),
      ],
      events: [{ type: 'extension.cancelled', key: order.key, detail: { dueAt } }],
    };
  },
};
