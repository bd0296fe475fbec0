import type { Knex } from 'knex';

/** The townships that have an account, in the order of their ids. */
export async function listTenants(reader: Knex): Promise<readonly string[]> {
  const rows: { tenant_id: string }[] = await reader('account').distinct('tenant_id').orderBy('tenant_id');
  return rows.map(({ tenant_id: tenantId }) => tenantId);
}
