import { deadline, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { directiveError } from '../../domain/directive/directive-errors.ts';
import { directive, DIRECTIVE_STATES, type DirectiveState } from '../../domain/directive/directive-tables.ts';
import { put, type HandlerInput, type RowChange, type ThrownMessage } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { actsFor } from '../../domain/organisation/role-scopes.ts';
import type { RowOf } from '../../domain/table.ts';
import { currentDeadline, openDeadline } from '../order-deadline.ts';
import { changed, toAppellant, toHotline, type Order } from '../order-work.ts';

/** What the handlers of directives have in common. */

export type Directive = RowOf<typeof directive>;

/** Name of the deadlines that follow a directive. */
const FOLLOWING = 'directive';

/** What it is called: its number, or that of its draft. */
export function nameOf({ directiveNo, draftNo }: Directive): string {
  return directiveNo ?? draftNo;
}

/**
 * The directive that the process instance is about, named by the variable `directiveKey`.
 *
 * @throws {@link DomainError} ERR_DIRECTIVE_NOT_FOUND
 */
export function directiveOf(input: HandlerInput): Directive {
  const key = input.variables['directiveKey'];
  const row = typeof key === 'number' ? input.rows.find(directive, key) : undefined;
  if (row?.tenantId === input.tenantId) return row;
  throw directiveError('ERR_DIRECTIVE_NOT_FOUND', { directive: String(input.variables['draftNo'] ?? key) });
}

/** The directive with some columns changed. */
export function changedDirective(row: Directive, columns: Partial<Directive>): RowChange {
  return put(directive, { ...row, ...columns });
}

/** A refusal because of the state it is in. */
export function directiveStateError(row: Directive, act: { readonly zh: string; readonly en: string }) {
  const state: DirectiveState = row.state;
  return directiveError('ERR_DIRECTIVE_STATE', {
    directive: nameOf(row),
    state,
    stateZh: DIRECTIVE_STATES[state].zh,
    do: act.en,
    doZh: act.zh,
  });
}

/** A message to the people of a unit or role. */
export function directiveToStaff(row: Directive, template: string, to: string | number): ThrownMessage {
  const about = { directiveNo: nameOf(row), directiveKey: row.key };
  return { name: 'StaffNotified', channel: 'staff', variables: { ...about, template, to } };
}

/** Refuses people of the units that carry it out. @throws {@link DomainError} ERR_DIRECTIVE_OWN_WORK */
export function requireOutsider(
  { actor }: HandlerInput,
  row: Directive,
  act: { readonly zh: string; readonly en: string },
): void {
  const own = actor.kind === 'person' && [row.leadUnitKey, ...row.coUnitKeys].some((key) => actsFor(actor, key));
  if (own) throw directiveError('ERR_DIRECTIVE_OWN_WORK', { directive: nameOf(row), do: act.en, doZh: act.zh });
}

/** Orders still at work take the directive's date as theirs; appellants and hotline are told. Regulation art. 15. */
export function followDirective(input: HandlerInput, row: Directive, days: number, startAt: number) {
  const orders = openOrders(input, row);
  const changes: RowChange[] = [];
  const messages: ThrownMessage[] = [];
  for (const order of orders) {
    const { dueAt, change } = openDeadline(input, order, {
      kind: 'external',
      name: FOLLOWING,
      startAt,
      amount: days,
      unit: 'natural_days',
      calendar: 'hotline',
      basis: `工作指令 ${nameOf(row)}`,
      replacesKey: currentDeadline(input, order)?.key,
    });
    changes.push(change, changed(order, { dueAt }));
    messages.push(...dateMoved(input, order, dueAt, 'directive_issued', 'DirectiveIssued'));
  }
  return { changes, messages };
}

/** Orders at work get back the date that they had before the directive, unless it was moved for another reason since. */
export function restoreDates(input: HandlerInput, row: Directive) {
  const changes: RowChange[] = [];
  const messages: ThrownMessage[] = [];
  for (const order of openOrders(input, row)) {
    const current = currentDeadline(input, order);
    if (current?.name !== FOLLOWING) continue;
    const before = beforeDirective(input, order);
    if (!before) continue;
    const replaced = { key: input.nextKey(), replacesKey: current.key, createdAt: input.now };
    changes.push(put(deadline, { ...before, ...replaced }), changed(order, { dueAt: before.dueAt }));
    messages.push(...dateMoved(input, order, before.dueAt, 'directive_withdrawn', 'DirectiveWithdrawn'));
  }
  return { changes, messages };
}

/** Orders of the directive that have not ended. */
export function openOrders({ rows, tenantId }: HandlerInput, { orderKeys }: Directive): readonly Order[] {
  return orderKeys
    .map((key) => rows.find(workOrder, key))
    .filter((order): order is Order => order?.tenantId === tenantId && order.closedAt === null);
}

// helpers

function dateMoved(
  input: HandlerInput,
  order: Order,
  dueAt: number,
  template: string,
  toldHotline: string,
): readonly ThrownMessage[] {
  return [
    {
      name: 'OrderLimitChanged',
      correlationKey: order.orderNo,
      variables: { dueAt: formatInstant(dueAt) },
    },
    toAppellant(order, template),
    ...toHotline(input, order, toldHotline, { dueAt: formatInstant(dueAt) }),
  ];
}

/** The last deadline of the order that did not follow a directive. */
function beforeDirective(input: HandlerInput, order: Order): RowOf<typeof deadline> | undefined {
  return input.rows
    .list(deadline, 'byOrder', [order.key])
    .findLast(({ kind, name }) => kind !== 'statutory' && name !== FOLLOWING);
}
