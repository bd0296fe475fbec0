import type { Knex } from 'knex';
import type { Actor } from '../domain/actor.ts';
import { seesAllUnits } from '../domain/organisation/role-scopes.ts';

/** A select of orders `t` that the asker may see: those of every unit, or those that their unit handles or assists in. */
export function visibleOrders(knex: Knex, tenantId: string, asker: Actor): Knex.QueryBuilder {
  const orders = knex('work_order as t').where('t.tenant_id', tenantId);
  if (asker.kind === 'person' || asker.unitKey !== null)
    void orders.where((open) => void reportsFor(knex, open, asker));
  if (seesAllUnits(asker)) return orders;
  const { unitKey } = asker;
  if (unitKey === null) return orders.whereRaw('1 = 0');
  return orders.where((or) => {
    void or.where('t.owner_unit_key', unitKey);
    listed(or, 't.co_unit_keys', unitKey);
  });
}

// helpers

/**
 * Reports of wrongdoing are for the two who are named and the unit that handles them, never for the accused unit and those below it.
 *
 * @see Petition Regulation art. 30
 */
function reportsFor(knex: Knex, open: Knex.QueryBuilder, { id, tenantId, unitKey }: Actor): void {
  const report = knex('report_case as rc').whereRaw('rc.key = t.key');
  void open
    .whereNotExists(report.clone().select('rc.key'))
    .orWhereExists(knex('report_officer').where({ tenant_id: tenantId, person: id }).select('id'));
  if (unitKey === null) return;
  void open.orWhere((own) => {
    void own.where('t.owner_unit_key', unitKey).whereNotExists(
      report
        .clone()
        .where((accused) => void listed(accused, 'rc.excluded_unit_keys', unitKey))
        .select('rc.key'),
    );
  });
}

/** A list of numbers as JSON: a number stands between brackets and commas. */
function listed(or: Knex.QueryBuilder, column: string, number: number): void {
  for (const pattern of [`[${number}]`, `[${number},%`, `%,${number},%`, `%,${number}]`]) {
    void or.orWhereRaw(`cast(${column} as text) like ?`, [pattern]);
  }
}
