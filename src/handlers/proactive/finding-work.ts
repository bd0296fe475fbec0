import { findingTransition, type FindingState } from '../../domain/proactive/finding-state.ts';
import type { CountChange } from '../../domain/proactive/grid-count.ts';
import { put, type HandlerInput, type RowChange, type ThrownMessage } from '../../domain/process/handler.ts';
import { proactiveError } from '../../domain/proactive/proactive-errors.ts';
import { finding, gridCounter } from '../../domain/proactive/proactive-tables.ts';
import { actsFor } from '../../domain/organisation/role-scopes.ts';
import type { RowOf } from '../../domain/table.ts';

/** What the handlers of findings have in common. */

export type Finding = RowOf<typeof finding>;

/**
 * The finding that the process instance is about, named by the variable `orderKey`.
 *
 * @throws {@link DomainError} ERR_FINDING_NOT_FOUND
 */
export function findingOf(input: HandlerInput): Finding {
  const key = input.variables['orderKey'];
  const row = typeof key === 'number' ? input.rows.find(finding, key) : undefined;
  if (row?.tenantId === input.tenantId) return row;
  throw proactiveError('ERR_FINDING_NOT_FOUND', { findingNo: String(input.variables['orderNo']) });
}

/** The finding with some columns changed. */
export function changedFinding(row: Finding, columns: Partial<Finding>): RowChange {
  return put(finding, { ...row, ...columns });
}

/** The finding in another state. @throws {@link DomainError} ERR_FINDING_TRANSITION */
export function movedFinding(row: Finding, to: FindingState, columns: Partial<Finding> = {}): RowChange {
  return changedFinding(findingTransition(row, to), columns);
}

/** Counters that moved, as changes. */
export function counterChanges({ counters }: CountChange): readonly RowChange[] {
  return counters.map((counter) => put(gridCounter, counter));
}

/** Who gets the credit: who found it, else who took it on. */
export function creditedPerson({ counted, reportedBy, claimedBy }: Finding): string | null {
  return counted.some(({ count }) => count === 'discover') ? reportedBy : claimedBy;
}

/** A message to who reported it; who and where to is looked up when it is delivered. */
export function toReporter({ findingNo, key }: Finding, template: string): ThrownMessage {
  return { name: 'ReporterNotified', channel: 'appellant', variables: { orderNo: findingNo, orderKey: key, template } };
}

/** A message to the people of a unit or role. */
export function findingToStaff({ findingNo, key }: Finding, template: string, to: string | number): ThrownMessage {
  return { name: 'StaffNotified', channel: 'staff', variables: { orderNo: findingNo, orderKey: key, template, to } };
}

/**
 * Refuses people of another unit. Programs and people without a unit act for the township.
 *
 * @throws {@link DomainError} ERR_FINDING_UNIT
 */
export function requireUnit(
  { actor }: HandlerInput,
  { findingNo }: Finding,
  unitKey: unknown,
  act: { readonly zh: string; readonly en: string },
): void {
  if (actor.kind !== 'person' || actor.unitKey === null || actsFor(actor, Number(unitKey))) return;
  throw proactiveError('ERR_FINDING_UNIT', { findingNo, do: act.en, doZh: act.zh });
}

/** The refusal of a step that lacks something. */
export function missingError({ findingNo }: Finding, missing: { readonly zh: string; readonly en: string }) {
  return proactiveError('ERR_FINDING_EVIDENCE', { findingNo, missing: missing.en, missingZh: missing.zh });
}
