import { resolutionTask } from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { context, oneOfWords } from '../order-work.ts';

/** Records what a unit made of its part of the plan. */
export const finishResolution: Handler = {
  jobType: 'finish-resolution',
  run(input) {
    const { key } = context(input.variables['resolution']);
    const task = typeof key === 'number' ? input.rows.find(resolutionTask, key) : undefined;
    const result = oneOfWords('resolutionResult', input.variables['resolutionResult'], ['done', 'partly', 'not_done']);
    return {
      variables: { resolutionResult: null },
      changes: task ? [put(resolutionTask, { ...task, doneAt: input.now, result })] : [],
    };
  },
};
