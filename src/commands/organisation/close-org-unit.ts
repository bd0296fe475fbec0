import { account, session } from '../../domain/organisation/account-tables.ts';
import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { dutyListItem, inForce } from '../../domain/duty-dispute/duty-tables.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import {
  accountPost,
  allianceTier,
  ASSISTING_KINDS,
  orgUnit,
  parentKinds,
} from '../../domain/organisation/organisation-tables.ts';
import { userTask } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import { whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { orderResponsibility } from '../../domain/worksheet/worksheet-tables.ts';
import { changeDutyItem } from '../duty-dispute/change-duty-item.ts';
import { isWithin, unitByKey, type Unit } from './organisation-rows.ts';

export interface CloseOrgUnit {
  readonly unitKey: number;
  /** Takes over what is left: orders, tasks, people, units below, items of the duty list. */
  readonly successorKey?: number;
}

/** What went to the successor. */
export interface ClosedOrgUnit {
  readonly orders: number;
  readonly tasks: number;
  readonly people: number;
}

/**
 * Closes a unit. One that still has something to do is closed only in favour of a successor, which takes everything over at once; tasks that
 * come up later for the closed unit are the successor's too. Nothing is left without an owner.
 *
 * @throws DomainError ERR_UNIT_NOT_FOUND · ERR_UNIT_STATE · ERR_UNIT_IN_USE with how many and where to look · ERR_UNIT_SUCCESSOR ·
 *   ERR_NOT_FIRST_RECIPIENT when a village would become the handling unit (Regulation art. 17)
 */
export const closeOrgUnit: Command<CloseOrgUnit, ClosedOrgUnit> = {
  type: 'close-org-unit',
  decide(context, { unitKey, successorKey }) {
    const { rows, record } = context;
    const unit = unitByKey(context, unitKey);
    if (!unit.active)
      throw organisationError('ERR_UNIT_STATE', {
        unit: unit.name,
        state: 'closed',
        stateZh: '撤销',
        do: 'be closed',
        doZh: '撤并',
      });
    const left = leftWith(context, unit);
    const successor = successorKey === undefined ? undefined : successorOf(context, unit, successorKey, left);
    if (!successor && Object.values(left).some(({ length }) => length > 0)) {
      throw organisationError('ERR_UNIT_IN_USE', {
        unit: unit.name,
        ...Object.fromEntries(Object.entries(left).map(([name, { length }]) => [name, length])),
        orderNo: left.orders[0]?.orderNo ?? '–',
      });
    }
    rows.put(orgUnit, { ...unit, active: false, successorKey: successor?.key ?? null });
    if (successor) handOver(context, unit, successor, left);
    const count = { orders: left.orders.length, tasks: left.tasks.length, people: left.people.length };
    record({ type: 'org-unit.closed', key: unitKey, detail: { successorKey: successor?.key ?? null, ...count } });
    return count;
  },
};

// helpers

interface Left {
  readonly orders: readonly RowOf<typeof workOrder>[];
  readonly tasks: readonly RowOf<typeof userTask>[];
  readonly whistles: readonly RowOf<typeof whistleUnit>[];
  readonly people: readonly (RowOf<typeof account> | RowOf<typeof accountPost>)[];
  readonly children: readonly Unit[];
  readonly dutyItems: readonly RowOf<typeof dutyListItem>[];
}

function leftWith({ rows, actor, now }: DecisionContext, { key, code }: Unit): Left {
  const { tenantId } = actor;
  const open = rows.list(workOrder, 'byOpen', [tenantId, null]);
  const tasks = rows.list(userTask, 'byState', [tenantId, 'CREATED']);
  const items = inForce(rows.list(dutyListItem, 'byTenant', [tenantId]), now);
  return {
    orders: open.filter(({ ownerUnitKey, coUnitKeys }) => ownerUnitKey === key || coUnitKeys.includes(key)),
    tasks: tasks.filter(({ candidateGroups }) => candidateGroups.some((group) => isOf(group, key))),
    whistles: rows.list(whistleUnit, 'byOpen', [key, null]),
    people: [
      ...rows.list(account, 'byUnit', [tenantId, key]).filter(({ active }) => active),
      ...rows.list(accountPost, 'byUnit', [key]).filter(({ endedAt }) => endedAt === null),
    ],
    children: rows.list(orgUnit, 'byParent', [key]).filter(({ active }) => active),
    dutyItems: items.filter(({ mainUnitCode, coUnitCodes }) => mainUnitCode === code || coUnitCodes.includes(code)),
  };
}

function isOf(group: string, unitKey: number): boolean {
  return group === `unit:${unitKey}` || group.startsWith(`unit:${unitKey}:`);
}

function successorOf(context: DecisionContext, unit: Unit, key: number, { orders, children }: Left): Unit {
  const successor = context.rows.find(orgUnit, key);
  if (successor?.tenantId !== context.actor.tenantId) throw appealError('ERR_UNIT_NOT_FOUND', { unit: key });
  const fits =
    successor.active &&
    !isWithin(context, successor, unit.key) &&
    children.every(({ kind }) => parentKinds(kind).includes(successor.kind));
  if (!fits) throw organisationError('ERR_UNIT_SUCCESSOR', { unit: unit.name, successor: successor.name });
  if (ASSISTING_KINDS.includes(successor.kind) && orders.some(({ ownerUnitKey }) => ownerUnitKey === unit.key))
    throw appealError('ERR_NOT_FIRST_RECIPIENT', { unit: successor.name });
  return successor;
}

function handOver(context: DecisionContext, unit: Unit, successor: Unit, left: Left): void {
  const { rows, record } = context;
  const [from, to] = [unit.key, successor.key];
  for (const order of left.orders) {
    const ownerUnitKey = order.ownerUnitKey === from ? to : order.ownerUnitKey;
    const coUnitKeys = [...new Set(swapped(order.coUnitKeys, from, to))].filter((key) => key !== ownerUnitKey);
    rows.put(workOrder, { ...order, ownerUnitKey, coUnitKeys });
    const slots = rows.find(orderResponsibility, order.key);
    if (slots) {
      const sectionKey = slots.sectionKey === from ? to : slots.sectionKey;
      const villageKey = slots.villageKey === from ? to : slots.villageKey;
      rows.put(orderResponsibility, {
        ...slots,
        sectionKey,
        villageKey,
        jointUnitKeys: swapped(slots.jointUnitKeys, from, to),
      });
    }
    record({ type: 'order.handed-over', key: order.key, detail: { from, to } });
  }
  for (const task of left.tasks) {
    const candidateGroups = task.candidateGroups.map((group) =>
      isOf(group, from) ? group.replace(`unit:${from}`, `unit:${to}`) : group,
    );
    rows.put(userTask, { ...task, candidateGroups: [...new Set(candidateGroups)] });
  }
  for (const person of left.people) {
    if ('login' in person) {
      rows.put(account, { ...person, unitKey: to });
      for (const open of rows.list(session, 'byAccount', [person.key])) rows.remove(session, open.id);
    } else rows.put(accountPost, { ...person, unitKey: to });
  }
  for (const child of left.children)
    rows.put(orgUnit, { ...child, parentKey: to, allianceTier: allianceTier(child.kind, successor.kind) });
  for (const { code, title, category, mainUnitCode, coUnitCodes, legalBasis, scope } of left.dutyItems) {
    const codes = swapped(coUnitCodes, unit.code, successor.code);
    const main = mainUnitCode === unit.code ? successor.code : mainUnitCode;
    changeDutyItem.decide(context, {
      code,
      title,
      category,
      mainUnitCode: main,
      coUnitCodes: codes,
      legalBasis,
      scope,
    });
  }
}

function swapped<T>(list: readonly T[], from: T, to: T): readonly T[] {
  return list.map((each) => (each === from ? to : each));
}
