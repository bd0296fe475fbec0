import type { Knex } from 'knex';
import { appeal, party, workOrder } from '../domain/appeal/appeal-tables.ts';
import {
  agreement,
  agreementInstalment,
  consultation,
  consultationInvitee,
  consultationSession,
  partyConsent,
  resolutionTask,
} from '../domain/round-table/consultation-tables.ts';
import {
  conversionRecord,
  handDownCase,
  panelCandidate,
  panelMember,
  pointsEntry,
  publication,
} from '../domain/hand-down/hand-down-tables.ts';
import type { ReviewQuery } from '../domain/review/review-query-ports.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';

/** Consultations and hand-downs of orders. Whether the asker may see the order is asked before. */
export function createReviewQuery(knex: Knex): ReviewQuery {
  return {
    async consultations(orderKey) {
      const held = await rows(consultation, { order_key: orderKey });
      return Promise.all(held.map(fileOf));
    },
    async handDown(tenantId, orderNo) {
      const [order] = await rows(workOrder, { tenant_id: tenantId, order_no: orderNo });
      const handDown = order && (await rows(handDownCase, { order_key: order.key })).at(-1);
      if (!handDown) return undefined;
      const ofCase = { case_key: handDown.key };
      const [[received], seats, publications, points, nameSealed] = await Promise.all([
        rows(appeal, { key: handDown.orderKey }),
        rows(panelMember, ofCase),
        rows(publication, ofCase),
        rows(pointsEntry, ofCase),
        nameFor(handDown.orderKey),
      ]);
      return { handDown, category: received?.category ?? 'other', seats, publications, points, nameSealed };
    },
    candidates: (tenantId, villageKey) =>
      rows(panelCandidate, { tenant_id: tenantId, village_key: villageKey, active: true }),
    points: (tenantId, villageKey) => rows(pointsEntry, { tenant_id: tenantId, village_key: villageKey }),
    async conversions(tenantId, from, to) {
      const read: Record<string, unknown>[] = await knex('conversion_record as t')
        .where('t.tenant_id', tenantId)
        .where('t.at', '>=', from)
        .where('t.at', '<', to)
        .orderBy('t.key')
        .select(columnsOf(knex, conversionRecord, 't', ['person', 'converted', 'cancelled']));
      return read.map((row) => rowOf(conversionRecord, row));
    },
  };

  async function fileOf(held: RowOf<typeof consultation>) {
    const ofConsultation = { consultation_key: held.key };
    const [invitees, sessions, resolutions, agreements] = await Promise.all([
      rows(consultationInvitee, ofConsultation),
      rows(consultationSession, ofConsultation),
      rows(resolutionTask, ofConsultation),
      rows(agreement, ofConsultation),
    ]);
    const withInstalments = agreements.map(async (row) => ({
      ...row,
      instalments: await rows(agreementInstalment, { agreement_key: row.key }),
    }));
    return { consultation: held, invitees, sessions, resolutions, agreements: await Promise.all(withInstalments) };
  }

  /** Only written consent names an appellant to a panel. */
  async function nameFor(orderKey: number): Promise<string | null> {
    const consent = (await rows(partyConsent, { order_key: orderKey, purpose: 'named_to_panel' })).at(-1);
    if (!consent?.given || consent.form !== 'written') return null;
    const read: Record<string, unknown> | undefined = await knex('appeal as a')
      .join('party as t', 't.key', 'a.party_key')
      .where('a.key', orderKey)
      .select(columnsOf(knex, party, 't', ['nameSealed']))
      .first();
    return (read?.['nameSealed'] as string | null | undefined) ?? null;
  }

  async function rows<S extends TableSpec>(table: S, where: Record<string, unknown>): Promise<RowOf<S>[]> {
    const read: Record<string, unknown>[] = await knex(`${table.name} as t`)
      .where(Object.fromEntries(Object.entries(where).map(([column, value]) => [`t.${column}`, value])))
      .orderBy('t.key')
      .select(columnsOf(knex, table, 't'));
    return read.map((row): RowOf<S> => rowOf(table, row));
  }
}
