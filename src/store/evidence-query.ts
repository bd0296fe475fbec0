import type { Knex } from 'knex';
import { party } from '../domain/appeal/appeal-tables.ts';
import type { EvidenceQuery, OpenCount, RevealItem } from '../domain/privacy/evidence-query-port.ts';
import { attachment, reportOfficer, revealLog } from '../domain/privacy/privacy-tables.ts';
import { columnsOf, rowOf } from './reading.ts';

/** Evidence, and who has seen personal data. */
export function createEvidenceQuery(knex: Knex): EvidenceQuery {
  const parties = (tenantId: string) =>
    knex('work_order as t')
      .join('appeal as a', 'a.key', 't.key')
      .join('party as p', 'p.key', 'a.party_key')
      .where('t.tenant_id', tenantId);
  return {
    async attachments(tenantId, orderKey) {
      const read: Record<string, unknown>[] = await knex('attachment as t')
        .where({ 't.tenant_id': tenantId, 't.order_key': orderKey })
        .orderBy('t.key')
        .select(columnsOf(knex, attachment, 't'));
      return read.map((row) => rowOf(attachment, row));
    },
    async officers(tenantId) {
      const read: Record<string, unknown>[] = await knex('report_officer as t')
        .where('t.tenant_id', tenantId)
        .select(columnsOf(knex, reportOfficer, 't'));
      return read.map((row) => rowOf(reportOfficer, row));
    },
    async isReport(tenantId, orderNo) {
      const found = await parties(tenantId).where('t.order_no', orderNo).first('a.type');
      return found?.type === 'report';
    },
    async party(tenantId, orderNo) {
      const read = await parties(tenantId)
        .where('t.order_no', orderNo)
        .select(columnsOf(knex, party, 'p'))
        .first();
      return read && rowOf(party, read);
    },
    async partyOfTask(tenantId, userTaskKey) {
      const read = await parties(tenantId)
        .join(
          'process_instance as r',
          (on) => void on.on('r.tenant_id', 't.tenant_id').andOn('r.business_key', 't.order_no'),
        )
        .join('process_instance as i', 'i.root_process_instance_key', 'r.key')
        .join('user_task as u', 'u.process_instance_key', 'i.key')
        .where('u.key', userTaskKey)
        .select([...columnsOf(knex, party, 'p'), 'a.type as appealType'])
        .first();
      if (!read) return undefined;
      const { appealType, ...row } = read;
      return { party: rowOf(party, row), isReport: appealType === 'report' };
    },
    async words(tenantId, orderNo) {
      const said = await parties(tenantId).where('t.order_no', orderNo).first('t.key', 'a.content_sealed');
      if (!said) return [];
      const notes: { text_sealed: string }[] = await knex('order_note')
        .where('order_key', said.key)
        .orderBy('key')
        .select('text_sealed');
      return [said.content_sealed, ...notes.map((note) => note.text_sealed)];
    },
    async codeHash(tenantId, orderNo) {
      const found = await knex('work_order as t')
        .join('access_code as c', 'c.key', 't.key')
        .where({ 't.tenant_id': tenantId, 't.order_no': orderNo })
        .first('c.code_hash');
      return found?.code_hash;
    },
    async openCounts(tenantId, from, to) {
      const rows: { unit_key: number | null; category: OpenCount['category']; count: number | string }[] = await knex(
        'appeal',
      )
        .where({ tenant_id: tenantId })
        .whereNot({ type: 'report' })
        .where('received_at', '>=', from)
        .where('received_at', '<', to)
        .groupBy('unit_key', 'category')
        .orderBy(['unit_key', 'category'])
        .select('unit_key', 'category')
        .count({ count: '*' });
      return rows.map(({ unit_key: unitKey, category, count }) => ({
        unitKey: unitKey === null ? null : Number(unitKey),
        category,
        count: Number(count),
      }));
    },
    async reveals(tenantId, { orderNo, by, beforeKey, limit }) {
      const query = knex('reveal_log as t')
        .leftJoin('work_order as w', 'w.key', 't.order_key')
        .where('t.tenant_id', tenantId)
        .where('t.key', '<', beforeKey)
        .orderBy('t.key', 'desc')
        .limit(limit)
        .select([...columnsOf(knex, revealLog, 't'), 'w.order_no as orderNo']);
      if (orderNo !== undefined) void query.where('w.order_no', orderNo);
      if (by !== undefined) void query.where('t.by', by);
      const read: Record<string, unknown>[] = await query;
      return read.map((row) => rowOf<typeof revealLog, RevealItem>(revealLog, row));
    },
  };
}
