import type { Knex } from 'knex';
import { appeal, party, workOrder } from '../domain/appeal/appeal-tables.ts';
import { dayOf, formatDay } from '../domain/day.ts';
import { maskName } from '../domain/privacy/masking.ts';
import {
  findTemplate,
  percentOf,
  placeholdersFor,
  renderMessage,
  type MessageText,
  type Placeholder,
} from '../domain/reference/message-templates.ts';
import { formatInstant } from '../domain/iso-time.ts';
import { orgUnit } from '../domain/organisation/organisation-tables.ts';
import { messageTemplate, suspension } from '../domain/side-route/side-route-tables.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import type { Vault } from '../domain/privacy/vault.ts';
import { labelOf } from '../domain/appeal/work-order-state.ts';
import { columnsOf, rowOf } from './reading.ts';

export interface MessageTexts {
  /** The words of an outgoing message, as its township words it; undefined when it names no template. */
  textOf(message: OutgoingMessage): Promise<MessageText | undefined>;
}

interface OutgoingMessage {
  readonly tenantId: string;
  readonly channel: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Words outgoing messages when they are delivered: what a text names is looked up then, and of persons only the addressee, masked. */
export function createMessageTexts(knex: Knex, vault: Pick<Vault, 'open'>): MessageTexts {
  return { textOf };

  async function textOf({ tenantId, channel, payload }: OutgoingMessage): Promise<MessageText | undefined> {
    const { template: name, orderKey } = payload;
    const to = channel === 'appellant' ? 'appellant' : 'staff';
    const template = typeof name === 'string' ? findTemplate(name, to) : undefined;
    if (!template) return undefined;
    const own = await one(messageTemplate, { id: `${tenantId}/${template.name}` });
    const text = own ?? template;
    const facts = typeof orderKey === 'number' ? await factsOf(tenantId, orderKey) : {};
    const no = ['orderNo', 'whistleNo', 'directiveNo', 'findingNo'].map((field) => payload[field]).find(Boolean);
    const percent = percentOf(String(name));
    const allowed = new Set<Placeholder>(placeholdersFor(to));
    const known = { ...facts, ...(no !== undefined && { no: String(no) }), ...(percent !== undefined && { percent }) };
    const values = Object.fromEntries(Object.entries(known).filter(([each]) => allowed.has(each as Placeholder)));
    return renderMessage(text, values);
  }

  async function factsOf(tenantId: string, key: number): Promise<Partial<Record<Placeholder, string>>> {
    const order = await one(workOrder, { key, tenant_id: tenantId });
    if (!order) return {};
    const received = await one(appeal, { key });
    const [person, unit, held] = await Promise.all([
      received ? one(party, { key: received.partyKey }) : undefined,
      order.ownerUnitKey === null ? undefined : one(orgUnit, { key: order.ownerUnitKey }),
      all(suspension, { order_key: key }),
    ]);
    const last = held.at(-1);
    return {
      no: order.orderNo,
      state: labelOf(order.state).zh,
      ...(received && { title: received.title }),
      ...(order.dueAt !== null && { dueAt: dueText(order.dueAt) }),
      ...(order.level !== null && { level: order.level }),
      ...(unit && { unit: unit.name }),
      ...((last?.reply ?? order.publicReply) && { reply: last?.reply ?? order.publicReply ?? '' }),
      ...(order.publicReply !== null && { reply: order.publicReply }),
      ...(last && { expectedOn: last.expectedOn, plan: last.plan }),
      ...(person?.nameSealed && received?.type !== 'report' && { appellant: maskName(vault.open(person.nameSealed)) }),
    };
  }

  async function all<S extends TableSpec>(table: S, where: Record<string, unknown>): Promise<RowOf<S>[]> {
    const rows: Record<string, unknown>[] = await knex(`${table.name} as t`)
      .where(Object.fromEntries(Object.entries(where).map(([column, value]) => [`t.${column}`, value])))
      .orderBy(`t.${table.key === 'key' ? 'key' : 'id'}`)
      .select(columnsOf(knex, table, 't'));
    return rows.map((row) => rowOf(table, row));
  }

  async function one<S extends TableSpec>(table: S, where: Record<string, unknown>): Promise<RowOf<S> | undefined> {
    return (await all(table, where))[0];
  }
}

// helpers

/** 24:00 is of the day before: `2026-03-11 24:00` reads as people say it. */
function dueText(dueAt: number): string {
  const text = formatInstant(dueAt).slice(0, 16).replace('T', ' ');
  return text.endsWith('00:00') ? `${formatDay(dayOf(dueAt) - 1)} 24:00` : text;
}
