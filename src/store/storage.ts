import { indexValuesId } from '../domain/process/index-values.ts';
import { RevisionConflict, type Row, type Storage, type TableChanges } from '../domain/storage-port.ts';
import type { TableSpec } from '../domain/table.ts';
import type { LoadRequest } from '../domain/working-set.ts';
import { createBulkSql, identityOf, type BulkStatements } from './bulk-sql.ts';
import type { BatchStatement, Database, Read, Statements } from './database.ts';
import { translated } from './errors.ts';

type Key = number | string;

/** Loads and saves in bulk: the measured hot path. A batch costs one statement for each table and kind of change, never one for each row. */
export function createStorage(database: Database): Storage {
  const sqlOf = createBulkSql(database.dialect);
  return {
    soleWriter: !database.dialect.isPostgres,
    load: (requests) => load(requests, database.read),
    async snapshot() {
      const { read, end } = await failingClearly(() => database.snapshot());
      return { load: (requests) => load(requests, read), end };
    },
    async save(changes) {
      let table: string | null = null;
      try {
        const writes = changes.flatMap((change) => writesOf(change, sqlOf(change.table)));
        const stepByStep = async (statements: Statements): Promise<void> => {
          if (await database.changedByOthers(statements)) throw new RevisionConflict('database', []);
          for (const write of writes) {
            table = write.table.name;
            await carryOut(write, statements);
          }
        };
        if (database.batch) await database.batch(writes, stepByStep);
        else await database.transaction(stepByStep);
      } catch (error) {
        throw translated(error, table);
      }
    },
    async allocateKeys(count) {
      return failingClearly(() =>
        database.transaction(async ({ rows }) => {
          const sql = `update key_allocation set next_key = next_key + ${database.dialect.isPostgres ? '$1::bigint' : 'cast(? as integer)'} where id = 1 returning next_key`;
          const [row] = await rows<{ next_key: number }>(sql, String(count));
          if (!row) throw new Error('key_allocation has no row');
          return row.next_key - count;
        }),
      );
    },
    async auditHead(chain) {
      return failingClearly(async () => {
        const sql = `select sequence, hash from audit_entry where chain = ${database.dialect.isPostgres ? '$1' : '?'} order by sequence desc limit 1`;
        const [head] = await database.read<{ sequence: number; hash: string }>(sql, chain);
        return head ?? { sequence: 0, hash: '' };
      });
    },
  };

  async function load(requests: readonly LoadRequest[], read: Read): Promise<readonly (readonly Row[])[]> {
    const results: (readonly Row[])[] = requests.map(() => []);
    // one after another: they share a connection
    for (const group of grouped(requests)) await loadGroup(group, read, results);
    return results;
  }

  async function loadGroup(
    { table, index, nulls, requests }: Group,
    read: Read,
    results: (readonly Row[])[],
  ): Promise<void> {
    const statements = sqlOf(table);
    const columns = index === null ? [table.key] : (table.indexes[index] ?? []);
    const sql = index === null ? statements.loadByKey : statements.loadByIndex(index, nulls);
    const parameter = JSON.stringify(
      [...requests.values()].map(({ values }) => Object.fromEntries(columns.map((c, at) => [c, values[at]]))),
    );
    const [found] = await failingClearly(() => read<{ rows: string }>(sql, parameter));
    for (const row of JSON.parse(found?.rows ?? '[]') as Row[]) {
      const id = indexValuesId(columns.map((column) => row[column] as Key | null));
      (requests.get(id) as Wanted).rows.push(row);
    }
    for (const { positions, rows } of requests.values()) for (const position of positions) results[position] = rows;
  }
}

// helpers

/** Requests that one statement answers. */
interface Group {
  readonly table: TableSpec;
  /** null: by primary key */
  readonly index: string | null;
  readonly nulls: readonly boolean[];
  readonly requests: Map<string, Wanted>;
}

interface Wanted {
  readonly values: readonly (Key | null)[];
  readonly positions: number[];
  readonly rows: Row[];
}

function grouped(requests: readonly LoadRequest[]): Group[] {
  const groups = new Map<string, Group>();
  requests.forEach((request, position) => {
    const values = 'key' in request ? [request.key] : request.values;
    const index = 'key' in request ? null : request.index;
    const nulls = values.map((value) => value === null);
    const groupId = `${request.table.name} ${index} ${nulls.join()}`;
    let group = groups.get(groupId);
    if (!group) groups.set(groupId, (group = { table: request.table, index, nulls, requests: new Map() }));
    const id = indexValuesId(values);
    const wanted = group.requests.get(id);
    if (wanted) wanted.positions.push(position);
    else group.requests.set(id, { values, positions: [position], rows: [] });
  });
  return [...groups.values()];
}

interface Write extends BatchStatement {
  readonly table: TableSpec;
  readonly rows: readonly Row[];
}

function writesOf({ table, removes, updates, changedColumns, inserts }: TableChanges, sql: BulkStatements): Write[] {
  const identity = identityOf(table);
  const write = (statement: string, rows: readonly Row[], columns: readonly string[] | null): Write => {
    const sent = columns ? rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]]))) : rows;
    return { table, rows, sql: statement, parameter: JSON.stringify(sent), expected: rows.length };
  };
  return [
    // what leaves makes room for what comes, where two rows must differ
    ...(removes.length > 0 ? [write(sql.remove, removes, identity)] : []),
    ...(updates.length > 0 && changedColumns.length > 0
      ? [write(sql.update(changedColumns), updates, [...identity, ...changedColumns])]
      : []),
    ...(inserts.length > 0 ? [write(sql.insert, inserts, null)] : []),
  ];
}

async function carryOut({ table, rows, sql, parameter, expected }: Write, statements: Statements): Promise<void> {
  const changed = await statements.run(sql, parameter);
  if (changed !== expected)
    throw new RevisionConflict(
      table.name,
      rows.map((row) => row[table.key] as Key),
    );
}

async function failingClearly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translated(error, null);
  }
}
