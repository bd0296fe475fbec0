import type { Knex } from 'knex';
import type { Actor } from '../domain/actor.ts';
import {
  agreement,
  agreementInstalment,
  consultation,
  consultationInvitee,
  partyConsent,
  resolutionTask,
} from '../domain/round-table/consultation-tables.ts';
import { conversionRecord, handDownCase, publication } from '../domain/hand-down/hand-down-tables.ts';
import type {
  BallotCount,
  ConsultationItem,
  HandDownItem,
  NewestConsent,
  ReviewedOrder,
  ReviewListQuery,
} from '../domain/review/review-list-port.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';
import { visibleOrders } from './visible-orders.ts';

const LISTED = 200;
/** States of a hand-down in which somebody still has something to do. */
const UNDER_WAY = ['preparing', 'in_review', 'published', 'calming'];

/** Lists of consultations and hand-downs. */
export function createReviewListQuery(knex: Knex): ReviewListQuery {
  return {
    async consultations(asker, open) {
      const query = tables(asker).orderBy('c.key', 'desc').limit(LISTED);
      if (open !== undefined) void query[open ? 'whereNull' : 'whereNotNull']('c.closed_at');
      const held = await read(consultation, query, 'c');
      const keys = held.map(({ key }) => key);
      const [orders, invitees, resolutions, agreements] = await Promise.all([
        ordersOf(held),
        of(consultationInvitee, 'consultation_key', keys),
        of(resolutionTask, 'consultation_key', keys),
        of(agreement, 'consultation_key', keys),
      ]);
      const instalments = await of(
        agreementInstalment,
        'agreement_key',
        agreements.map(({ key }) => key),
      );
      return held.flatMap((each): ConsultationItem[] => {
        const order = orders.get(each.orderKey);
        if (!order) return [];
        const mine = (row: { readonly consultationKey: number }) => row.consultationKey === each.key;
        const asked = invitees.filter(mine);
        const signed = agreements.filter(mine).findLast(({ voidedAt }) => voidedAt === null) ?? null;
        return [
          {
            consultation: each,
            order,
            invited: asked.length,
            attending: asked.filter(({ answer }) => answer === 'attends').length,
            openResolutions: resolutions.filter(mine).filter(({ doneAt }) => doneAt === null),
            agreement: signed,
            openInstalments: instalments.filter((row) => row.agreementKey === signed?.key && row.paidAt === null),
          },
        ];
      });
    },
    async handDowns(asker, open) {
      const query = handDownsOf(asker).orderBy('h.key', 'desc').limit(LISTED);
      if (open !== undefined) void query[open ? 'whereIn' : 'whereNotIn']('h.state', UNDER_WAY);
      const held = await read(handDownCase, query, 'h');
      const [orders, published] = await Promise.all([
        ordersOf(held),
        of(
          publication,
          'case_key',
          held.map(({ key }) => key),
        ),
      ]);
      return held.flatMap((handDown): HandDownItem[] => {
        const order = orders.get(handDown.orderKey);
        const mine = published.filter(({ caseKey, withdrawnAt }) => caseKey === handDown.key && withdrawnAt === null);
        return order ? [{ handDown, order, publication: mine.at(-1) ?? null }] : [];
      });
    },
    async sitsAtTable(asker, orderNo) {
      return isThere(tables(asker), 'c', orderNo);
    },
    async seesHandDown(asker, orderNo) {
      return isThere(handDownsOf(asker), 'h', orderNo);
    },
    async consents(orderKey) {
      const newest = new Map<string, NewestConsent>();
      for (const each of await of(partyConsent, 'order_key', [orderKey])) newest.set(each.purpose, each);
      return [...newest.values()];
    },
    async ballots(handDownKey) {
      const rows: (Pick<BallotCount, 'round' | 'stage'> & { readonly votes: number | string })[] = await knex(
        'vote as t',
      )
        .where('t.case_key', handDownKey)
        .groupBy('t.round', 't.stage')
        .orderBy(['t.round', 't.stage'])
        .select('t.round', 't.stage', knex.raw('count(*) as "votes"'));
      return rows.map(({ round, stage, votes }) => ({ round, stage, cast: Number(votes) }));
    },
    async converted(handDownKey) {
      const newest = (await of(conversionRecord, 'case_key', [handDownKey])).at(-1);
      return newest && !newest.cancelled ? newest.converted : null;
    },
  };

  /** Consultations `c` of orders that the asker sees, leads as mediator, or is invited to. */
  function tables(asker: Actor): Knex.QueryBuilder {
    return knex('consultation as c')
      .where('c.tenant_id', asker.tenantId)
      .where((or) => {
        void or.whereIn('c.order_key', visibleOrders(knex, asker.tenantId, asker).select('t.key'));
        if (asker.roles.includes('mediator')) void or.orWhereNotExists(reportOf('c'));
        else if (asker.unitKey !== null) void or.orWhere((own) => void invited(own, asker));
      });
  }

  function invited(own: Knex.QueryBuilder, { unitKey }: Actor): void {
    const seats = knex('consultation_invitee as i').whereRaw('i.consultation_key = c.key').where('i.unit_key', unitKey);
    void own.whereNotExists(reportOf('c')).whereExists(seats.select('i.key'));
  }

  /** Hand-downs `h` of orders that the asker sees, or reviews. */
  function handDownsOf(asker: Actor): Knex.QueryBuilder {
    return knex('hand_down_case as h')
      .where('h.tenant_id', asker.tenantId)
      .where((or) => {
        void or.whereIn('h.order_key', visibleOrders(knex, asker.tenantId, asker).select('t.key'));
        if (asker.roles.includes('mediator')) void or.orWhereNotExists(reportOf('h'));
        else if (asker.unitKey !== null)
          void or.orWhere((own) => void own.where('h.village_key', asker.unitKey).whereNotExists(reportOf('h')));
      });
  }

  function reportOf(alias: string): Knex.QueryBuilder {
    return knex('appeal as r').whereRaw(`r.key = ${alias}.order_key`).where('r.type', 'report').select('r.key');
  }

  async function isThere(query: Knex.QueryBuilder, alias: string, orderNo: string): Promise<boolean> {
    const found: unknown = await query
      .join('work_order as w', 'w.key', `${alias}.order_key`)
      .where('w.order_no', orderNo)
      .select('w.key')
      .first();
    return found !== undefined;
  }

  async function ordersOf(rows: readonly { readonly orderKey: number }[]): Promise<ReadonlyMap<number, ReviewedOrder>> {
    const keys = [...new Set(rows.map(({ orderKey }) => orderKey))];
    const found: (ReviewedOrder & { readonly key: number })[] = await knex('work_order as t')
      .join('appeal as a', 'a.key', 't.key')
      .whereIn('t.key', keys)
      .select('t.key', 't.order_no as orderNo', 'a.title', 'a.category', 't.state', 't.due_at as dueAt');
    return new Map(found.map((order) => [order.key, order]));
  }

  async function of<S extends TableSpec>(table: S, column: string, keys: readonly number[]): Promise<RowOf<S>[]> {
    return read(
      table,
      knex(`${table.name} as t`)
        .whereIn(`t.${column}`, [...keys])
        .orderBy('t.key'),
      't',
    );
  }

  async function read<S extends TableSpec>(table: S, query: Knex.QueryBuilder, alias: string): Promise<RowOf<S>[]> {
    const rows: Record<string, unknown>[] = await query.select(columnsOf(knex, table, alias));
    return rows.map((row): RowOf<S> => rowOf(table, row));
  }
}
