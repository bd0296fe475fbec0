import { subTask } from '../../domain/appeal/appeal-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { oneOfWords, orderOf } from '../order-work.ts';

/** Records a co-handling unit's report to the first recipient. Regulation art. 14. */
export const finishSubTask: Handler = {
  jobType: 'finish-sub-task',
  run(input) {
    const order = orderOf(input);
    const open = input.rows
      .list(subTask, 'byOrder', [order.key])
      .find(({ unitKey, doneAt }) => unitKey === input.variables['coUnitKey'] && doneAt === null);
    const result = oneOfWords('subTaskResult', input.variables['subTaskResult'], ['done', 'partly', 'not_ours']);
    return { changes: open ? [put(subTask, { ...open, doneAt: input.now, result })] : [] };
  },
};
