import { accountPost } from '../organisation/organisation-tables.ts';
import type { Actor } from '../actor.ts';
import { appealError } from './appeal-errors.ts';
import type { workOrder } from './appeal-tables.ts';
import { actsFor } from '../organisation/role-scopes.ts';
import type { RowOf } from '../table.ts';
import type { ReadSet } from '../working-set.ts';

/**
 * Makes sure that nobody calls back, inspects or judges their own work: neither who filled in the result, nor anybody with a post in a unit
 * that handled the order. Programs act for outside bodies.
 *
 * @throws {@link DomainError} ERR_OWN_WORK · ERR_OWN_UNIT_WORK
 */
export function requireOthersWork(
  { rows, actor }: { readonly rows: ReadSet; readonly actor: Actor },
  order: RowOf<typeof workOrder>,
  act: { readonly zh: string; readonly en: string },
): void {
  const said = { orderNo: order.orderNo, do: act.en, doZh: act.zh };
  if (order.handledBy !== null && order.handledBy === actor.id) throw appealError('ERR_OWN_WORK', said);
  if (actor.kind !== 'person') return;
  const handling = [...(order.ownerUnitKey === null ? [] : [order.ownerUnitKey]), ...order.coUnitKeys];
  const posts = actor.id.startsWith('account:')
    ? rows.list(accountPost, 'byAccount', [Number(actor.id.slice('account:'.length))])
    : [];
  const units = posts.filter(({ endedAt }) => endedAt === null).map(({ unitKey }) => unitKey);
  if (handling.some((key) => actsFor(actor, key) || units.includes(key))) throw appealError('ERR_OWN_UNIT_WORK', said);
}
