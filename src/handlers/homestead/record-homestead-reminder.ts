import { put, type Handler } from '../../domain/process/handler.ts';
import { homesteadMediation } from '../../domain/side-route/side-route-tables.ts';
import { context, oneOfWords, orderOf } from '../order-work.ts';
import { homesteadOf } from '../side-route-work.ts';

/** Step one of a homestead dispute: both neighbours were reminded of the rules. Either may settle, or refuse to talk at all. */
export const recordHomesteadReminder: Handler = {
  jobType: 'record-homestead-reminder',
  run(input) {
    const order = orderOf(input);
    const row = homesteadOf(input, order);
    const said = context(input.variables['reminder']);
    const outcome = oneOfWords('reminder.outcome', said['outcome'], ['settled', 'failed', 'refused']);
    const refusedBy = outcome === 'refused' ? refuser('reminder.refusedBy', said['refusedBy']) : null;
    return {
      variables: { homesteadOutcome: outcome },
      changes: [
        put(homesteadMediation, {
          ...row,
          reminder: outcome,
          remindedAt: input.now,
          remindedBy: input.actor.id,
          refusedBy,
        }),
      ],
      events: [{ type: 'homestead.reminded', key: order.key, detail: { outcome } }],
    };
  },
};

/** Who does not want to mediate. @throws {@link DomainError} ERR_APPEAL_FIELD @see People's Mediation Law art. 17: mediation is voluntary */
export function refuser(field: string, value: unknown): 'appellant' | 'respondent' {
  return oneOfWords(field, value, ['appellant', 'respondent']);
}
