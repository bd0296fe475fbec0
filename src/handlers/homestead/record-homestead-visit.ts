import { put, type Handler } from '../../domain/process/handler.ts';
import { sideRouteError } from '../../domain/side-route/side-route-errors.ts';
import { homesteadMediation, homesteadVisit, VISITOR_KINDS } from '../../domain/side-route/side-route-tables.ts';
import { context, oneOfWords, orderOf } from '../order-work.ts';
import { refuser } from './record-homestead-reminder.ts';
import { homesteadOf } from '../side-route-work.ts';

/**
 * Step two of a homestead dispute: a mediation at home, who went there, and how it came out. What was said is a note of the order.
 *
 * @throws {@link DomainError} ERR_VISIT_PARTICIPANTS, ERR_APPEAL_FIELD
 */
export const recordHomesteadVisit: Handler = {
  jobType: 'record-homestead-visit',
  run(input) {
    const order = orderOf(input);
    const row = homesteadOf(input, order);
    const said = context(input.variables['visit']);
    const outcome = oneOfWords('visit.outcome', said['outcome'], ['settled', 'next', 'failed', 'refused']);
    const refusedBy = outcome === 'refused' ? refuser('visit.refusedBy', said['refusedBy']) : row.refusedBy;
    const went = Array.isArray(said['visitors']) ? said['visitors'] : [];
    const missing = VISITOR_KINDS.filter((kind) => !went.includes(kind));
    if (missing.length > 0) throw sideRouteError('ERR_VISIT_PARTICIPANTS', { missing: missing.join(', ') });
    const number = row.visits + 1;
    return {
      variables: { homesteadOutcome: outcome, homesteadVisits: number, visit: null },
      changes: [
        put(homesteadMediation, { ...row, visits: number, refusedBy }),
        put(homesteadVisit, {
          key: input.nextKey(),
          tenantId: input.tenantId,
          orderKey: order.key,
          mediationKey: row.key,
          number,
          at: input.now,
          by: input.actor.id,
          visitors: VISITOR_KINDS,
          outcome,
        }),
      ],
      events: [{ type: 'homestead.visited', key: order.key, detail: { number, outcome } }],
    };
  },
};
