import type { Handler } from '../domain/handler.ts';
import { checkedAnalysis } from '../domain/whistle-analysis.ts';
import { context } from './order-work.ts';
import { unitsByCode } from './whistle-work.ts';

/**
 * Refuses an analysis that leaves open why, where or whom to call.
 *
 * @throws {@link DomainError} ERR_WHISTLE_FIELD, ERR_UNIT_NOT_FOUND
 */
export const checkAnalysis: Handler = {
  jobType: 'check-analysis',
  run(input) {
    const analysis = checkedAnalysis(context(input.variables['analysis']));
    unitsByCode(input, analysis.units);
    return {
      variables: { analysis: { ...analysis }, ...(analysis.solvableAlone && { whistleResult: 'rejected' }) },
    };
  },
};
