import type { Knex } from 'knex';
import { account, apiKey } from '../domain/organisation/account-tables.ts';
import type { AccountFields, AccountQuery, ApiKeyFields } from '../domain/query-ports.ts';
import type { RowOf, TableSpec } from '../domain/table.ts';
import { columnsOf, rowOf } from './reading.ts';
import { searchPage } from './search.ts';

/** Who is who. */
export function createAccountQuery(knex: Knex): AccountQuery {
  return {
    findByLogin: (login) => first(account, knex('account as t').where('t.login', login)),
    findApiKey: (hash) => first(apiKey, knex('api_key as t').where('t.hash', hash).whereNull('t.revoked_at')),
    find: (tenantId, key) => first(account, knex('account as t').where({ 't.key': key, 't.tenant_id': tenantId })),
    search: ({ tenantId, ...request }) =>
      searchPage<AccountFields, RowOf<typeof account>>(
        {
          knex,
          from: () => knex('account as t').where('t.tenant_id', tenantId),
          columns: columnsOf(knex, account, 't'),
          fields: { login: 't.login', displayName: 't.display_name', unitKey: 't.unit_key' },
          key: 't.key',
          row: (read) => rowOf(account, read),
        },
        request,
      ),
    searchApiKeys: ({ tenantId, ...request }) =>
      searchPage<ApiKeyFields, RowOf<typeof apiKey>>(
        {
          knex,
          from: () => knex('api_key as t').where('t.tenant_id', tenantId),
          columns: columnsOf(knex, apiKey, 't'),
          fields: { name: 't.name' },
          key: 't.key',
          row: (read) => rowOf(apiKey, read),
        },
        request,
      ),
  };

  async function first<S extends TableSpec>(table: S, query: Knex.QueryBuilder): Promise<RowOf<S> | undefined> {
    const read = await query.select(columnsOf(knex, table, 't')).first();
    return read && rowOf(table, read);
  }
}
