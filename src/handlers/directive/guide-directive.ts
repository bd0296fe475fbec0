import type { Handler } from '../../domain/process/handler.ts';
import { changedDirective, directiveOf } from './directive-work.ts';

/** Records that the guiding leader was on site. */
export const guideDirective: Handler = {
  jobType: 'guide-directive',
  run(input) {
    return { changes: [changedDirective(directiveOf(input), { guidedAt: input.now })] };
  },
};
