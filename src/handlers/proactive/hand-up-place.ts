import { put, type Handler } from '../../domain/process/handler.ts';
import { sweepPoint } from '../../domain/proactive/proactive-tables.ts';
import { findingOf, findingToStaff } from './finding-work.ts';
import { pointOf } from './sweep-work.ts';

/** Hands a point outside the township up to the district. Regulation art. 20. */
export const handUpPlace: Handler = {
  jobType: 'hand-up-place',
  run(input) {
    const row = findingOf(input);
    const done = { doneAt: input.now, doneBy: input.actor.id };
    return {
      changes: [put(sweepPoint, { ...pointOf(input, row), state: 'handed_up', ...done })],
      messages: [findingToStaff(row, 'sweep_handed_up', 'district_command')],
    };
  },
};
