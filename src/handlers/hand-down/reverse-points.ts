import type { Handler } from '../../domain/process/handler.ts';
import { reversePoints as reversed } from '../../domain/hand-down/overturning.ts';
import { handDownOf } from './hand-down-work.ts';

/** Undoes the points of a verdict that was overturned. */
export const reversePoints: Handler = {
  jobType: 'reverse-points',
  run(input) {
    return {
      changes: reversed({ ...input, actorId: input.actor.id, nextKey: () => input.nextKey() }, handDownOf(input)),
    };
  },
};
