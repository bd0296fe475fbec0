import type { Command } from '../../domain/command.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { villageLeader, type VillageLeaderKind } from '../../domain/organisation/organisation-tables.ts';
import { rolesOfPosts } from '../../domain/organisation/posts.ts';
import { scopesOfRoles } from '../../domain/organisation/role-scopes.ts';
import { activeAccount, activeUnit } from './organisation-rows.ts';

export interface NameVillageLeader {
  readonly villageKey: number;
  readonly kind: VillageLeaderKind;
  /** Null: nobody any more. */
  readonly accountKey: number | null;
}

/**
 * Names who answers for a village (包村干部, 包保领导); the one before ends.
 *
 * @throws DomainError ERR_UNIT_NOT_FOUND · ERR_NOT_A_VILLAGE · ERR_ACCOUNT_NOT_FOUND · ERR_STAND_IN when the person may not handle cases
 */
export const nameVillageLeader: Command<NameVillageLeader, Record<string, never>> = {
  type: 'name-village-leader',
  decide(context, { villageKey, kind, accountKey }) {
    const { rows, now, actor, nextKey, record } = context;
    const village = activeUnit(context, villageKey);
    if (village.kind !== 'village' && village.kind !== 'community')
      throw organisationError('ERR_NOT_A_VILLAGE', { unit: village.name });
    const person = accountKey === null ? null : activeAccount(context, accountKey);
    if (person && !scopesOfRoles([...person.roles, ...rolesOfPosts(rows, person.key)]).includes('appeals:write'))
      throw organisationError('ERR_STAND_IN', {
        person: person.displayName,
        do: 'answer for a village',
        doZh: '包村、包保',
      });
    for (const before of rows.list(villageLeader, 'byVillage', [villageKey]))
      if (before.kind === kind && before.endAt === null) rows.put(villageLeader, { ...before, endAt: now });
    if (person) {
      const row = { villageKey, kind, accountKey: person.key, startAt: now, endAt: null };
      rows.put(villageLeader, { ...row, key: nextKey(), revision: 0, tenantId: actor.tenantId });
    }
    record({ type: 'village-leader.named', key: villageKey, detail: { kind, accountKey } });
    return {};
  },
};
