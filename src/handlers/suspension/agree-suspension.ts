import { put, type Handler } from '../../domain/process/handler.ts';
import { suspension } from '../../domain/side-route/side-route-tables.ts';
import { oneOfWords, orderOf } from '../order-work.ts';
import { checkRuler, suspensionOf } from '../side-route-work.ts';

/** The leader of the section says whether an order should be put on the books. @throws {@link DomainError} ERR_SIDE_ROUTE_ROLE, ERR_OWN_REQUEST */
export const agreeSuspension: Handler = {
  jobType: 'agree-suspension',
  run(input) {
    const row = suspensionOf(input, orderOf(input));
    checkRuler(input.actor, 'section_leader', [row.requestedBy]);
    const opinion = oneOfWords('sectionOpinion', input.variables['sectionOpinion'], ['agree', 'refuse']);
    return opinion === 'agree'
      ? { changes: [put(suspension, { ...row, state: 'agreed', agreedBy: input.actor.id, agreedAt: input.now })] }
      : {};
  },
};
