import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf } from './directive-work.ts';

/** Records that the lead unit has signed for it. */
export const signDirective: Handler = {
  jobType: 'sign-directive',
  run(input) {
    return { changes: [changedDirective(directiveOf(input), { state: 'signed', signedAt: input.now })] };
  },
};
