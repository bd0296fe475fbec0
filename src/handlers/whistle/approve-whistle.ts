import type { Role } from '../../domain/actor.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { rolesFor, standingIn } from '../../domain/organisation/role-scopes.ts';
import { whistle } from '../../domain/whistle/whistle-tables.ts';
import { fieldError } from '../../domain/whistle/whistle-analysis.ts';
import { whistleOf } from './whistle-work.ts';

/**
 * Records a leader's word on a whistle, before or, for an emergency, after it was blown. When a leader lets the time lapse, the other may answer
 * in that one's place, but nobody answers twice.
 *
 * @throws {@link DomainError} ERR_WHISTLE_ROLE, ERR_WHISTLE_FIELD
 */
export const approveWhistle: Handler = {
  jobType: 'approve-whistle',
  run(input) {
    const row = whistleOf(input);
    const { approved, approver } = input.variables;
    if (typeof approved !== 'boolean') throw fieldError('approved', '是或否', 'yes or no', '空', 'nothing');
    const isLapsed = input.elementId === 'approve_delegated';
    const role = isLapsed ? 'authorised_leader' : typeof approver === 'string' ? approver : 'leading_member';
    requireRole(input, role);
    if (isLapsed && row.approvals.some(({ by, after }) => by === input.actor.id && !after))
      throw dutyError('ERR_WHISTLE_TWICE');
    const lent = standingIn(input.actor, input.elementId, neededFor(role));
    const onBehalfOf = lent?.onBehalfOf ?? null;
    const approval = { role, by: input.actor.id, onBehalfOf, at: input.now, approved, after: role === 'after' };
    return {
      variables: approved || approval.after ? {} : { whistleResult: 'rejected' },
      changes: [put(whistle, { ...row, approvals: [...row.approvals, approval] })],
      events: [
        {
          type: 'whistle.approved',
          key: row.orderKey ?? row.key,
          detail: { whistleNo: row.whistleNo, role, approved, by: input.actor.id, onBehalfOf },
        },
      ],
    };
  },
};

// helpers

function neededFor(role: string): readonly Role[] {
  return role === 'party_secretary' || role === 'deputy_leader' ? [role] : ['party_secretary', 'deputy_leader'];
}

function requireRole({ actor, elementId }: HandlerInput, role: string): void {
  const needed = neededFor(role);
  if (actor.kind !== 'person' || rolesFor(actor, elementId).some((own) => needed.includes(own))) return;
  throw dutyError('ERR_WHISTLE_ROLE', {
    do: 'approve this whistle',
    doZh: '吹哨审批',
    role: needed.join(' or '),
    roleZh: needed.map((each) => (each === 'party_secretary' ? '党委书记' : '分管领导')).join('或'),
  });
}
