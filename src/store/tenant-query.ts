import type { Knex } from 'knex';

/** The townships that have an account, in the order of their ids. */
export async function listTenants(reader: Knex): Promise<readonly string[]> {
  const rows: { tenant_id: string }[] = await reader('account').distinct('tenant_id').orderBy('tenant_id');
  return rows.map(({ tenant_id: tenantId }) => tenantId);
}

/** Checksums of all files that were ever deployed for a township. */
export async function listChecksums(reader: Knex, tenantId: string): Promise<ReadonlySet<string>> {
  const rows: { checksum: string }[] = await reader('resource').distinct('checksum').where({ tenant_id: tenantId });
  return new Set(rows.map(({ checksum }) => checksum));
}
