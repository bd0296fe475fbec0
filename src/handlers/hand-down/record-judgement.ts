import { handDownCase } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { handDownOf } from './hand-down-work.ts';
import { oneOfWords } from '../order-work.ts';

/** Records what the village thinks of the claim at first; table D11 is asked again with it. */
export const recordJudgement: Handler = {
  jobType: 'record-judgement',
  run(input) {
    const kase = handDownOf(input);
    const judgement = oneOfWords('judgement', input.variables['judgement'], [
      'untrue',
      'unreasonable',
      'reasonable',
      'undecided',
    ]);
    const facts = { ...kase.facts, judgement };
    return { variables: { facts }, changes: [put(handDownCase, { ...kase, judgement, facts })] };
  },
};
