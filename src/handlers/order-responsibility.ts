import { appeal } from '../domain/appeal/appeal-tables.ts';
import { put, type HandlerInput, type RowChange } from '../domain/process/handler.ts';
import { orderResponsibility } from '../domain/worksheet/worksheet-tables.ts';
import { villageLeader } from '../domain/organisation/organisation-tables.ts';
import { text, unitByCode, type Order } from './order-work.ts';

/**
 * Fills the four slots (四办) of an order that is being dispatched: the leader whom the sign-off names, else who answers for the village (包保,
 * 包村), else the deputy leaders; the
 * section; the village of the place, else the response office, which finds it; the units that handle jointly.
 */
export function fourSlots(
  input: HandlerInput,
  order: Order,
  sectionKey: number,
  jointUnitKeys: readonly number[],
): RowChange {
  const known = input.rows.find(orderResponsibility, order.key);
  const place = input.rows.find(appeal, order.key)?.unitKey ?? unitByCode(input, 'response_office')?.key;
  return put(orderResponsibility, {
    revision: 0,
    ...known,
    key: order.key,
    tenantId: input.tenantId,
    leader: text(input.variables['leadLeader']) ?? known?.leader ?? leaderOf(input, place) ?? 'deputy_leader',
    sectionKey,
    villageKey: place ?? sectionKey,
    jointUnitKeys,
    filledAt: input.now,
  });
}

// helpers

/** The account of the leader who answers for a village: 包保领导 before 包村干部. */
function leaderOf({ rows }: HandlerInput, villageKey: number | undefined): string | undefined {
  if (villageKey === undefined) return undefined;
  const named = rows.list(villageLeader, 'byVillage', [villageKey]).filter(({ endAt }) => endAt === null);
  const leader = named.find(({ kind }) => kind === 'guide_leader') ?? named[0];
  return leader && `account:${leader.accountKey}`;
}
