import type { Knex } from 'knex';
import type { WorksheetQuery, WorksheetRow } from '../domain/proactive/proactive-query-ports.ts';

/** A row with its four slots beside each other. */
type ReadRow = Omit<WorksheetRow, 'slots'> & {
  readonly leader: string | null;
  readonly sectionKey: number | null;
  readonly villageKey: number | null;
  readonly jointUnitKeys: string | null;
};

/** The worksheet 1330: a projection of orders that were submitted to screening. */
export function createWorksheetQuery(knex: Knex): WorksheetQuery {
  return {
    async rows(tenantId) {
      const rows: ReadRow[] = await knex('worksheet_entry as w')
        .join('work_order as o', 'o.key', 'w.key')
        .join('appeal as a', 'a.key', 'w.key')
        .leftJoin('org_unit as u', 'u.key', 'o.owner_unit_key')
        .leftJoin('order_responsibility as r', 'r.key', 'w.key')
        .where('w.tenant_id', tenantId)
        .orderBy('w.key')
        .select(
          'o.order_no as orderNo',
          'w.task_source as taskSource',
          'w.target_result as targetResult',
          // a sheet that hangs on the wall says no more of a report of wrongdoing
          knex.raw(
            `case when a.type = 'report' then '举报事项' else coalesce(w.main_content, a.title) end as "mainContent"`,
          ),
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
          'w.claim_leader as claimLeader',
          'r.leader as leader',
          'r.section_key as sectionKey',
          'r.village_key as villageKey',
          knex.raw('cast(r.joint_unit_keys as text) as "jointUnitKeys"'),
        );
      const names = await namesOf(tenantId, rows);
      const named = (person: string | null) => (person === null ? null : (names.get(bare(person)) ?? person));
      return rows.map(({ leader, sectionKey, villageKey, jointUnitKeys, ...row }) => ({
        ...row,
        responsible: named(row.responsible) ?? row.unit,
        claimLeader: named(row.claimLeader),
        slots:
          leader === null || sectionKey === null || villageKey === null
            ? null
            : {
                leader: named(leader) ?? leader,
                sectionKey,
                villageKey,
                jointUnitKeys: JSON.parse(jointUnitKeys ?? '[]') as readonly number[],
              },
      }));
    },
  };

  /** Display names of the accounts that rows name. */
  async function namesOf(tenantId: string, rows: readonly ReadRow[]): Promise<ReadonlyMap<string, string>> {
    const people = rows.flatMap(({ responsible, claimLeader, leader }) => [responsible, claimLeader, leader]);
    const keys = [...new Set(people.map((person) => Number(bare(person ?? ''))))].filter(Number.isSafeInteger);
    const accounts: { readonly key: number; readonly displayName: string }[] = await knex('account')
      .where('tenant_id', tenantId)
      .whereIn('key', keys)
      .select('key', 'display_name as displayName');
    return new Map(accounts.map(({ key, displayName }) => [String(key), displayName]));
  }
}

// helpers

/** An account by its key alone: who claims is named as actors are, `account:12`. */
function bare(person: string): string {
  return person.replace(/^account:/, '');
}
