import { account } from '../../domain/organisation/account-tables.ts';
import { accountError } from '../../domain/organisation/account-errors.ts';
import { appealError } from '../../domain/appeal/appeal-errors.ts';
import type { DecisionContext } from '../../domain/command.ts';
import { DAY_MS } from '../../domain/day.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import {
  ORG_UNIT_KIND_SPECS,
  orgUnit,
  parentKinds,
  type OrgUnitKind,
} from '../../domain/organisation/organisation-tables.ts';
import { actsFor } from '../../domain/organisation/role-scopes.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import type { RowOf } from '../../domain/table.ts';

/** What the commands of the organisation have in common. */

export type Unit = RowOf<typeof orgUnit>;

/** The township's unit, also a closed one. @throws DomainError ERR_UNIT_NOT_FOUND */
export function unitByKey({ rows, actor }: DecisionContext, key: number): Unit {
  const unit = rows.find(orgUnit, key);
  if (unit?.tenantId !== actor.tenantId) throw appealError('ERR_UNIT_NOT_FOUND', { unit: key });
  return unit;
}

/** The township's unit, in use. @throws DomainError ERR_UNIT_NOT_FOUND */
export function activeUnit(context: DecisionContext, key: number): Unit {
  const unit = unitByKey(context, key);
  if (!unit.active) throw appealError('ERR_UNIT_NOT_FOUND', { unit: unit.name });
  return unit;
}

/**
 * The parent, when a unit of `kind` may hang there; null on top, which is for kinds that nothing yet in the township could be a parent of.
 *
 * @throws DomainError ERR_UNIT_NOT_FOUND · ERR_UNIT_PARENT
 */
export function parentFor(context: DecisionContext, kind: OrgUnitKind, parentKey: number | null): Unit | null {
  const { rows, actor } = context;
  const parent = parentKey === null ? null : activeUnit(context, parentKey);
  const allowed = parentKinds(kind);
  if (parent) {
    if (allowed.includes(parent.kind)) return parent;
    throw wrongParent(kind, allowed, ORG_UNIT_KIND_SPECS[parent.kind]);
  }
  const units = rows.list(orgUnit, 'byTenant', [actor.tenantId]);
  if (units.some((unit) => unit.active && allowed.includes(unit.kind)))
    throw wrongParent(kind, allowed, { zh: '最上级', en: 'nothing' });
  return null;
}

/** Whether a unit is `above` or hangs below it. */
export function isWithin({ rows }: DecisionContext, unit: Unit, above: number): boolean {
  for (let at: Unit | undefined = unit; at; at = at.parentKey === null ? undefined : rows.find(orgUnit, at.parentKey)) {
    if (at.key === above) return true;
  }
  return false;
}

/** The township's active account. @throws DomainError ERR_ACCOUNT_NOT_FOUND */
export function activeAccount({ rows, actor }: DecisionContext, key: number): RowOf<typeof account> {
  const found = rows.find(account, key);
  if (found?.tenantId !== actor.tenantId || !found.active) throw accountError('ERR_ACCOUNT_NOT_FOUND', { key });
  return found;
}

/** The account of the person who asks; undefined for programs. */
export function accountKeyOf({ actor }: DecisionContext): number | undefined {
  return actor.kind === 'person' && actor.id.startsWith('account:')
    ? Number(actor.id.slice('account:'.length))
    : undefined;
}

/** Refuses periods that are the wrong way round, over, or too long. @throws DomainError ERR_PERIOD */
export function requirePeriod({ now }: DecisionContext, startAt: number, endAt: number, days: number): void {
  if (startAt < endAt && endAt > now && endAt - startAt <= days * DAY_MS) return;
  throw organisationError('ERR_PERIOD', { days, start: formatInstant(startAt), end: formatInstant(endAt) });
}

/** Whether two periods have an instant in common. */
export function overlap(a: Period, b: Period): boolean {
  return a.startAt < b.endAt && b.startAt < a.endAt;
}

/** The administrator and the office plan duty for all units, a leader for their own. @throws DomainError ERR_ROLE_NOT_HELD */
export function requirePlanner({ actor }: DecisionContext, unitKey: number): void {
  if (actor.kind !== 'person' || actor.scopes.includes('*')) return;
  if (actor.roles.includes('township_admin') || actor.roles.includes('response_office')) return;
  const leads = actor.roles.some((role) => ['section_leader', 'village_secretary', 'grid_leader'].includes(role));
  if (leads && actsFor(actor, unitKey)) return;
  throw organisationError('ERR_ROLE_NOT_HELD', { role: 'township_admin | response_office | section_leader' });
}

interface Period {
  readonly startAt: number;
  readonly endAt: number;
}

// helpers

function wrongParent(kind: OrgUnitKind, allowed: readonly OrgUnitKind[], found: { zh: string; en: string }) {
  const { zh, en } = ORG_UNIT_KIND_SPECS[kind];
  return organisationError('ERR_UNIT_PARENT', {
    kind: en,
    kindZh: zh,
    expected: allowed.map((each) => ORG_UNIT_KIND_SPECS[each].en).join(' or ') || 'nothing',
    expectedZh: allowed.map((each) => ORG_UNIT_KIND_SPECS[each].zh).join('或') || '最上级',
    found: found.en,
    foundZh: found.zh,
  });
}
