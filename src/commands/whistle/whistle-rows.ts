import type { DecisionContext } from '../../domain/command.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { actsFor } from '../../domain/organisation/role-scopes.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import type { Role } from '../../domain/actor.ts';
import { whistle, whistleUnit } from '../../domain/whistle/whistle-tables.ts';

/** What a person wants to do, for refusals. */
export interface Act {
  readonly zh: string;
  readonly en: string;
}

/**
 * The township's whistle with this number.
 *
 * @throws DomainError ERR_WHISTLE_NOT_FOUND
 */
export function whistleByNo({ rows, actor }: DecisionContext, whistleNo: string): RowOf<typeof whistle> {
  const [row] = rows.list(whistle, 'byNo', [actor.tenantId, whistleNo]);
  if (row) return row;
  throw dutyError('ERR_WHISTLE_NOT_FOUND', { whistleNo });
}

/**
 * A unit that the whistle calls, for whom the actor may act: a person of that unit, or a program.
 *
 * @throws DomainError ERR_UNIT_NOT_INVITED · ERR_NOT_OWN_UNIT
 */
export function ownCalledUnit(
  context: DecisionContext,
  row: RowOf<typeof whistle>,
  unitKey: number,
  act: Act,
): RowOf<typeof whistleUnit> {
  const { rows, actor } = context;
  const said = { unit: unitNameOf(context, unitKey), whistleNo: row.whistleNo, do: act.en, doZh: act.zh };
  const called = rows.list(whistleUnit, 'byWhistle', [row.key]).find((each) => each.unitKey === unitKey);
  if (!called) throw dutyError('ERR_UNIT_NOT_INVITED', said);
  if (actor.kind === 'person' && !actsFor(actor, unitKey)) throw dutyError('ERR_NOT_OWN_UNIT', said);
  return called;
}

/** The name of a unit of the township, for sentences; of others only the key. */
export function unitNameOf({ rows, actor }: DecisionContext, unitKey: number): string {
  const unit = rows.find(orgUnit, unitKey);
  return unit?.tenantId === actor.tenantId ? unit.name : String(unitKey);
}

/**
 * Makes sure that a person has one of these roles; programs act for all.
 *
 * @throws DomainError ERR_WHISTLE_ROLE
 */
export function requireRole({ actor }: DecisionContext, roles: readonly Role[], act: Act, roleZh: string): void {
  if (actor.kind !== 'person' || actor.roles.some((role) => roles.includes(role))) return;
  throw dutyError('ERR_WHISTLE_ROLE', { do: act.en, doZh: act.zh, role: roles.join(', '), roleZh });
}
