import { put, type Handler } from '../../domain/process/handler.ts';
import { suspension } from '../../domain/side-route/side-route-tables.ts';
import { oneOfWords, orderOf } from '../order-work.ts';
import { checkRuler, suspensionOf } from '../side-route-work.ts';

/** The secretary rules whether an order is put on the books. @throws {@link DomainError} ERR_SIDE_ROUTE_ROLE, ERR_OWN_REQUEST */
export const approveSuspension: Handler = {
  jobType: 'approve-suspension',
  run(input) {
    const row = suspensionOf(input, orderOf(input));
    checkRuler(input.actor, 'party_secretary', [row.requestedBy, row.agreedBy]);
    const ruling = oneOfWords('suspension', input.variables['suspension'], ['approved', 'refused']);
    return ruling === 'approved'
      ? { changes: [put(suspension, { ...row, approvedBy: input.actor.id, approvedAt: input.now })] }
      : {};
  },
};
