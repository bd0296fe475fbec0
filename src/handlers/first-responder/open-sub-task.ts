import { subTask } from '../../domain/appeal/appeal-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { orderOf, setting, toStaff } from '../order-work.ts';

/** Gives a co-handling unit its part when its task is created; it is due within a share of the time left. Regulation art. 14. */
export const openSubTask: Handler = {
  jobType: 'open-sub-task',
  run(input) {
    const order = orderOf(input);
    const unitKey = input.variables['coUnitKey'];
    if (typeof unitKey !== 'number') return {};
    const share = setting(input, 'sub_task_percentage');
    const left = Math.max(0, (order.dueAt ?? input.now) - input.now);
    return {
      changes: [
        put(subTask, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          orderKey: order.key,
          unitKey,
          createdAt: input.now,
          dueAt: input.now + Math.round((left * (typeof share === 'number' ? share : 70)) / 100),
          doneAt: null,
          result: null,
        }),
      ],
      messages: [toStaff(order, 'sub_task_opened', unitKey)],
    };
  },
};
