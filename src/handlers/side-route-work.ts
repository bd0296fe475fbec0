import type { Actor, Role } from '../domain/actor.ts';
import { fieldError } from '../domain/field-error.ts';
import { put, type HandlerInput, type RowChange } from '../domain/process/handler.ts';
import { hasPersonalNumber } from '../domain/privacy/masking.ts';
import { sideRouteError } from '../domain/side-route/side-route-errors.ts';
import {
  extensionRequest,
  homesteadMediation,
  suspension,
  type SuspensionState,
} from '../domain/side-route/side-route-tables.ts';
import type { RowOf } from '../domain/table.ts';
import { text, type Order } from './order-work.ts';

/** What the handlers of extensions, suspensions and homestead disputes have in common. */

export type ExtensionRequest = RowOf<typeof extensionRequest>;
export type Suspension = RowOf<typeof suspension>;
export type HomesteadMediation = RowOf<typeof homesteadMediation>;

/** The order's request that has not come to an end. @throws {@link DomainError} ERR_EXTENSION_NOT_FOUND */
export function extensionOf(input: HandlerInput, order: Order): ExtensionRequest {
  const found = openExtension(input, order);
  if (!found) throw sideRouteError('ERR_EXTENSION_NOT_FOUND', { orderNo: order.orderNo });
  return found;
}

/** The order's suspension that has not come to an end. @throws {@link DomainError} ERR_SUSPENSION_NOT_FOUND */
export function suspensionOf(input: HandlerInput, order: Order): Suspension {
  const found = openSuspension(input, order);
  if (!found) throw sideRouteError('ERR_SUSPENSION_NOT_FOUND', { orderNo: order.orderNo });
  return found;
}

/** The order's three steps that have not come to an end. @throws {@link DomainError} ERR_HOMESTEAD_NOT_FOUND */
export function homesteadOf(input: HandlerInput, order: Order): HomesteadMediation {
  const found = openHomestead(input, order);
  if (!found) throw sideRouteError('ERR_HOMESTEAD_NOT_FOUND', { orderNo: order.orderNo });
  return found;
}

/** The order's suspension in its last state, when one is open. */
export function endSuspension(input: HandlerInput, order: Order, state: SuspensionState): readonly RowChange[] {
  const open = openSuspension(input, order);
  return open ? [put(suspension, { ...open, state, closedAt: input.now })] : [];
}

/** Ends what is open beside the handling of an order that nobody handles any more: it was withdrawn or merged. */
export function endSideRoutes(input: HandlerInput, order: Order): readonly RowChange[] {
  const asked = openExtension(input, order);
  const steps = openHomestead(input, order);
  const ended = { state: 'cancelled', closedAt: input.now } as const;
  return [
    ...(asked ? [put(extensionRequest, { ...asked, ...ended })] : []),
    ...endSuspension(input, order, 'cancelled'),
    ...(steps ? [put(homesteadMediation, { ...steps, ...ended })] : []),
  ];
}

/** Who rules; their names are for the refusal. */
const LABELS: Readonly<Partial<Record<Role, readonly [zh: string, en: string]>>> = {
  deputy_leader: ['分管领导', 'the deputy leader'],
  party_secretary: ['党委书记', 'the party secretary'],
  section_leader: ['科室负责人', 'the leader of the section'],
};

/**
 * Lets a person rule who has the role, and on nobody's own request.
 *
 * @throws {@link DomainError} ERR_SIDE_ROUTE_ROLE, ERR_OWN_REQUEST
 */
export function checkRuler(actor: Actor, role: Role, requestedBy: readonly (string | null)[]): void {
  if (actor.kind !== 'person') return;
  const [rolesZh, roles] = LABELS[role] ?? [role, role];
  if (!actor.roles.includes(role)) throw sideRouteError('ERR_SIDE_ROUTE_ROLE', { rolesZh, roles });
  if (requestedBy.includes(actor.id)) throw sideRouteError('ERR_OWN_REQUEST', {});
}

/**
 * A text that is kept in clear: something said, and no number of a person.
 *
 * @throws {@link DomainError} ERR_APPEAL_FIELD
 */
export function plainText(field: string, value: unknown): string {
  const said = text(value)?.trim() ?? '';
  const expected = {
    zh: '2–500 字、不含电话和证件号码的说明',
    en: 'a text of 2–500 characters without personal numbers',
  };
  if (said.length < 2 || said.length > 500)
    throw fieldError(field, expected, { zh: `${said.length} 字`, en: `${said.length} characters` });
  if (hasPersonalNumber(said)) throw fieldError(field, expected, { zh: '个人号码', en: 'a personal number' });
  return said;
}

// helpers

function openExtension(input: HandlerInput, { key }: Order): ExtensionRequest | undefined {
  return input.rows.list(extensionRequest, 'byOrder', [key]).find(({ closedAt }) => closedAt === null);
}

function openSuspension(input: HandlerInput, { key }: Order): Suspension | undefined {
  return input.rows.list(suspension, 'byOrder', [key]).find(({ closedAt }) => closedAt === null);
}

function openHomestead(input: HandlerInput, { key }: Order): HomesteadMediation | undefined {
  return input.rows.list(homesteadMediation, 'byOrder', [key]).find(({ closedAt }) => closedAt === null);
}
