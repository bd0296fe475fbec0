import { handDownCase } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { handDownOf } from './hand-down-work.ts';
import { orderOf, toAppellant } from '../order-work.ts';

/** Records that the appellant was told: that the claim is reviewed without their name, may be objected to, and that the courts stay open. */
export const informHandDown: Handler = {
  jobType: 'inform-hand-down',
  run(input) {
    return {
      changes: [put(handDownCase, { ...handDownOf(input), informedAt: input.now })],
      messages: [toAppellant(orderOf(input), 'hand_down_notice')],
    };
  },
};
