import type { Knex } from 'knex';
import { httpError } from '../domain/http-errors.ts';
import { COUNT_LIMIT, type Filter, type Match, type Page, type SearchRequest } from '../domain/search.ts';

type Value = string | number | boolean;

/**
 * How a field of a search is found in SQL: a column (`t.state`), or something of its own.
 * `words`: values written into the statement, which partial indexes need; a closed list, so nothing from outside gets there.
 */
export type Field =
  | string
  | { readonly column: string; readonly words: readonly string[] }
  | { readonly column: string; where(query: Knex.QueryBuilder, match: Match<Value>): void };

export interface SearchPlan<Fields, T> {
  readonly knex: Knex;
  /** Tables and fixed conditions, without columns, order and limit. Left joins cost nothing where a count does not need them. */
  readonly from: () => Knex.QueryBuilder;
  /** What is selected. */
  readonly columns: readonly (Knex.Raw | string)[];
  readonly fields: Readonly<Record<keyof Fields & string, Field>>;
  /** Column of the key, unique: breaks ties. */
  readonly key: string;
  readonly row: (read: Readonly<Record<string, unknown>>) => T;
}

/** Reads one page: by keyset when a cursor is given, so that the hundredth page costs what the first does. */
export async function searchPage<Fields, T>(
  plan: SearchPlan<Fields, T>,
  request: Omit<SearchRequest<Fields>, 'tenantId'>,
): Promise<Page<T>> {
  const { page, sort } = request;
  const cursor = page.after ?? page.before;
  const column = sort ? columnOf(plan.fields[sort.by]) : plan.key;
  const backwards = page.after === undefined && page.before !== undefined;
  const descending = (sort?.descending ?? false) !== backwards;

  const matching = () => where(plan.from(), plan.fields, request.filter);
  const listed = matching().select([
    ...plan.columns,
    plan.knex.raw(`${column} as "cursorValue"`),
    plan.knex.raw(`${plan.key} as "cursorKey"`),
  ]);
  if (cursor !== undefined) beyond(listed, column, plan.key, descending, readCursor(cursor));
  order(listed, column, plan.key, descending);
  const rows: Record<string, unknown>[] = await listed
    .limit(page.limit)
    .offset(cursor === undefined ? (page.from ?? 0) : 0);
  if (backwards) rows.reverse();

  const counted = plan.knex
    .from(
      matching()
        .select(plan.knex.raw('1 as one'))
        .limit(COUNT_LIMIT + 1)
        .as('counted'),
    )
    .count({ total: '*' });
  const total = Number(((await counted) as { total: number | string }[])[0]?.total ?? 0);
  return {
    items: rows.map(({ cursorValue: _value, cursorKey: _key, ...read }) => plan.row(read)),
    totalItems: Math.min(total, COUNT_LIMIT),
    hasMoreTotalItems: total > COUNT_LIMIT,
    startCursor: writeCursor(rows[0]),
    endCursor: writeCursor(rows.at(-1)),
  };
}

/** Adds the conditions of a filter. */
export function where<Fields>(
  query: Knex.QueryBuilder,
  fields: Readonly<Record<keyof Fields & string, Field>>,
  filter: Filter<Fields>,
): Knex.QueryBuilder {
  for (const [name, match] of Object.entries(filter) as [keyof Fields & string, Match<Value> | undefined][]) {
    if (!match) continue;
    const field = fields[name];
    if (typeof field === 'object' && 'where' in field) field.where(query, match);
    else conditions(query, columnOf(field), match, typeof field === 'object' ? field.words : []);
  }
  return query;
}

// helpers

function columnOf(field: Field): string {
  return typeof field === 'string' ? field : field.column;
}

function conditions(query: Knex.QueryBuilder, column: string, match: Match<Value>, words: readonly string[]): void {
  const { eq, neq, notIn, gt, gte, lt, lte, exists, like } = match;
  if (eq !== undefined && words.includes(String(eq))) query.whereRaw(`${column} = '${String(eq)}'`);
  else if (eq !== undefined) query.where(column, eq);
  if (neq !== undefined) query.whereRaw(`${column} is distinct from ?`, [neq]);
  if (match.in) query.whereIn(column, match.in);
  if (notIn) query.where((or) => void or.whereNull(column).orWhereNotIn(column, notIn));
  if (gt !== undefined) query.where(column, '>', gt);
  if (gte !== undefined) query.where(column, '>=', gte);
  if (lt !== undefined) query.where(column, '<', lt);
  if (lte !== undefined) query.where(column, '<=', lte);
  if (exists !== undefined) query.whereRaw(`${column} is ${exists ? 'not null' : 'null'}`);
  if (like !== undefined) query.whereRaw(`${column} like ? escape '\\'`, [likePattern(like)]);
}

/** `*` and `?` as SQL says them. A backslash takes the next character literally, in both. */
function likePattern(pattern: string): string {
  return pattern.replace(/\\.|[%_*?\\]/gsu, (found) => {
    if (found === '*') return '%';
    if (found === '?') return '_';
    if (found === '%' || found === '_' || found === '\\') return `\\${found}`;
    return ['\\%', '\\_', '\\\\'].includes(found) ? found : found.slice(1);
  });
}

/** Rows without a value come last in ascending order, on every database. */
function order(query: Knex.QueryBuilder, column: string, key: string, descending: boolean): void {
  const direction = descending ? 'desc' : 'asc';
  if (column !== key)
    query.orderByRaw(`case when ${column} is null then 1 else 0 end ${direction}, ${column} ${direction}`);
  query.orderByRaw(`${key} ${direction}`);
}

interface Cursor {
  readonly value: Value | null;
  readonly key: number;
}

function beyond(
  query: Knex.QueryBuilder,
  column: string,
  key: string,
  descending: boolean,
  { value, key: at }: Cursor,
): void {
  const further = descending ? '<' : '>';
  if (column === key) {
    query.where(key, further, at);
  } else if (value === null) {
    query.where((or) => {
      void or.where((tie) => void tie.whereRaw(`${column} is null`).where(key, further, at));
      if (descending) void or.orWhereRaw(`${column} is not null`);
    });
  } else {
    query.where((or) => {
      void or.whereRaw(`${column} ${further} ?`, [value]);
      void or.orWhere((tie) => void tie.whereRaw(`${column} = ?`, [value]).where(key, further, at));
      if (!descending) void or.orWhereRaw(`${column} is null`);
    });
  }
}

function writeCursor(row: Record<string, unknown> | undefined): string | null {
  return row ? Buffer.from(JSON.stringify([row['cursorValue'], row['cursorKey']])).toString('base64url') : null;
}

/** @throws {@link DomainError} ERR_CURSOR_INVALID */
function readCursor(text: string): Cursor {
  try {
    const [value, key] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [unknown, unknown];
    if (Number.isSafeInteger(key) && (value === null || ['string', 'number', 'boolean'].includes(typeof value))) {
      return { value: value as Value | null, key: key as number };
    }
  } catch {
    // not a cursor: said below
  }
  throw httpError('ERR_CURSOR_INVALID', { place: 'body/page', rule: 'cursor' });
}
