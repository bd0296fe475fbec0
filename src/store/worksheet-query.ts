import type { Knex } from 'knex';
import type { WorksheetQuery, WorksheetRow } from '../domain/proactive-query-ports.ts';

/** The worksheet 1330: a projection of orders that were submitted to screening. */
export function createWorksheetQuery(knex: Knex): WorksheetQuery {
  return {
    async rows(tenantId) {
      const rows: WorksheetRow[] = await knex('worksheet_entry as w')
        .join('work_order as o', 'o.key', 'w.key')
        .join('appeal as a', 'a.key', 'w.key')
        .leftJoin('org_unit as u', 'u.key', 'o.owner_unit_key')
        .where('w.tenant_id', tenantId)
        .orderBy('w.key')
        .select(
          'o.order_no as orderNo',
          'w.task_source as taskSource',
          'w.target_result as targetResult',
          knex.raw('coalesce(w.main_content, a.title) as "mainContent"'),
          'w.measures',
          knex.raw('coalesce(w.responsible, w.claim_leader) as "responsible"'),
          'w.reported_at as reportedAt',
          'o.due_at as dueAt',
          'w.screening',
          'w.screening_reason as screeningReason',
          'w.issue_class as issueClass',
          'u.name as unit',
          'o.closed_at as closedAt',
          'o.state',
          'o.closing_label as closingLabel',
        );
      const names = await namesOf(tenantId, rows);
      return rows.map((row) => ({
        ...row,
        responsible: row.responsible === null ? row.unit : (names.get(row.responsible) ?? row.responsible),
      }));
    },
  };

  /** Display names of the accounts that rows name. */
  async function namesOf(tenantId: string, rows: readonly WorksheetRow[]): Promise<ReadonlyMap<string, string>> {
    const keys = [...new Set(rows.map(({ responsible }) => Number(responsible)))].filter(Number.isSafeInteger);
    const accounts: { readonly key: number; readonly displayName: string }[] = await knex('account')
      .where('tenant_id', tenantId)
      .whereIn('key', keys)
      .select('key', 'display_name as displayName');
    return new Map(accounts.map(({ key, displayName }) => [String(key), displayName]));
  }
}
