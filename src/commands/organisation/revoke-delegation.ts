import type { Command } from '../../domain/command.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { delegation } from '../../domain/organisation/organisation-tables.ts';
import { accountKeyOf } from './organisation-rows.ts';

/** Takes back what was handed over. @throws DomainError ERR_DELEGATION_NOT_FOUND, also when it is over · ERR_DELEGATION_OF_OTHERS */
export const revokeDelegation: Command<{ readonly delegationKey: number }, Record<string, never>> = {
  type: 'revoke-delegation',
  decide(context, { delegationKey }) {
    const { rows, now, actor, record } = context;
    const given = rows.find(delegation, delegationKey);
    if (given?.tenantId !== actor.tenantId || given.revokedAt !== null || given.endAt <= now)
      throw organisationError('ERR_DELEGATION_NOT_FOUND', { delegation: delegationKey });
    const isOwn = accountKeyOf(context) === given.fromAccountKey;
    if (actor.kind === 'person' && !isOwn && !actor.roles.includes('township_admin'))
      throw organisationError('ERR_DELEGATION_OF_OTHERS', { delegation: delegationKey });
    rows.put(delegation, { ...given, revokedAt: now });
    record({ type: 'delegation.revoked', key: delegationKey });
    return {};
  },
};
