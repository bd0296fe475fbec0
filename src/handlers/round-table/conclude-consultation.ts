import { consultation } from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { consultationOf, inviteesOf } from './consultation-work.ts';
import { context, moved, oneOfWords, orderOf, toAppellant } from '../order-work.ts';
import { workState } from '../resume-order.ts';

/**
 * Closes a consultation as header `outcome` says, puts the order back to work, and tells the appellant. What was `settled` is an agreement or a plan, and has failed when it was not carried out. After a refused mediation the message names the ways of the law
 * (People's Mediation Law art. 26).
 */
export const concludeConsultation: Handler = {
  jobType: 'conclude-consultation',
  run(input) {
    const order = orderOf(input);
    const held = consultationOf(input);
    const outcome = outcomeOf(input);
    const back = workState(order);
    const refused = inviteesOf(input, held).find(({ answer }) => answer === 'refuses')?.kind;
    const refusedBy = refused === 'appellant' || refused === 'respondent' ? refused : held.refusedBy;
    return {
      variables: { consultationOutcome: outcome },
      changes: [
        put(consultation, { ...held, state: outcome, refusedBy, closedAt: input.now }),
        ...(back === order.state ? [] : [moved(order, back)]),
      ],
      messages: [toAppellant(order, `consultation_${outcome}`)],
      events: [
        { type: 'consultation.concluded', key: order.key, detail: { consultationNo: held.consultationNo, outcome } },
      ],
    };
  },
};

// helpers

function outcomeOf({ headers, variables }: HandlerInput) {
  const outcome = oneOfWords('outcome', headers['outcome'], ['settled', 'guided_to_law', 'failed', 'voided']);
  if (outcome !== 'settled') return outcome;
  if (variables['performed'] === 'no') return 'failed';
  return context(variables['session'])['outcome'] === 'agreed' ? 'agreed' : 'plan_adopted';
}
