import { Type, type TObjectOptions, type TProperties, type TSchema } from 'typebox';
import { httpError } from '../../domain/http-errors.ts';
import { PAGE_LIMIT, type Match, type Page, type PageRequest, type SortOrder } from '../../domain/search.ts';

/** A key in a request: decimal text. */
export const Key = Type.String({
  pattern: '^[0-9]{1,16}$',
  description: 'Key of a thing, as decimal text',
  examples: ['2251799813685'],
});
/** An instant: ISO 8601 with a zone. */
export const Instant = Type.String({ format: 'date-time' });
/** Values by name. */
export const Variables = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });

/** What a request may hold and nothing else: a misspelt field is refused, not left aside. */
export function Closed<const P extends TProperties>(properties: P, options: TObjectOptions = {}) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/** A field that Camunda clients send empty and that has no meaning here. */
export const Unused = Type.Optional(
  Type.Union([Type.Null(), Type.Array(Type.Unknown(), { maxItems: 0 })], { description: 'Not used here: empty' }),
);

/** A value that may be null. */
export function Nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** Path parameters: keys by name. */
export function keyParams<const N extends string>(name: N) {
  return Type.Object({ [name]: Key } as Record<N, typeof Key>);
}

/**
 * The number of a key.
 *
 * @throws {@link DomainError} ERR_REQUEST_INVALID when it is larger than any key can be
 */
export function keyOf(text: string): number {
  const key = Number(text);
  if (Number.isSafeInteger(key)) return key;
  throw httpError('ERR_REQUEST_INVALID', {
    place: 'key',
    rule: 'maximum',
    found: 'larger than any key',
    foundZh: '编号过大',
  });
}

/** A key for an answer. */
export function keyText(key: number): string {
  return String(key);
}
export function keyTextOrNull(key: number | null): string | null {
  return key === null ? null : String(key);
}

/** An instant for an answer. */
export function instantText(at: number): string {
  return new Date(at).toISOString();
}
export function instantTextOrNull(at: number | null): string | null {
  return at === null ? null : instantText(at);
}

/**
 * The instant of a text.
 *
 * @throws {@link DomainError} ERR_REQUEST_INVALID
 */
export function instantOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isFinite(at)) return at;
  throw httpError('ERR_REQUEST_INVALID', {
    place: 'body',
    rule: 'date-time',
    found: 'not an instant of ISO 8601',
    foundZh: '应为带时区的 ISO 8601 时间',
  });
}

/** Which part of a list, as Camunda clients say it. */
export const PageQuery = Closed({
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10_000, default: 100, description: `At most ${PAGE_LIMIT} are given at once` }),
  ),
  from: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Skips that many; prefer a cursor' }),
  ),
  after: Type.Optional(Type.String({ maxLength: 2_000, description: 'endCursor of the page before' })),
  before: Type.Optional(Type.String({ maxLength: 2_000, description: 'startCursor of the page behind' })),
});

/** How a page describes itself. */
export const PageInfo = Type.Object({
  totalItems: Type.Integer({ minimum: 0 }),
  hasMoreTotalItems: Type.Boolean({ description: 'True when there are more than were counted' }),
  startCursor: Nullable(Type.String()),
  endCursor: Nullable(Type.String()),
});

/** The answer of a search. */
export function PageOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), page: PageInfo });
}

/** The body of a search: everything may be left out. */
export function SearchBody<const F extends string, T extends TSchema>(sortFields: readonly F[], filter: T) {
  return Type.Union([
    Closed({
      page: Type.Optional(PageQuery),
      sort: Type.Optional(
        Type.Array(
          Closed({
            field: Type.Enum(sortFields as readonly [F, ...F[]]),
            order: Type.Optional(Type.Enum(['ASC', 'DESC'])),
          }),
          { maxItems: 3, description: 'The first one counts' },
        ),
      ),
      filter: Type.Optional(filter),
    }),
    Type.Null(),
  ]);
}

/** A filter property: a value, or conditions on it. */
export function Matching<T extends TSchema>(value: T) {
  return Type.Optional(
    Type.Union([
      value,
      Type.Object(
        {
          $eq: Type.Optional(value),
          $neq: Type.Optional(value),
          $exists: Type.Optional(Type.Boolean()),
          $in: Type.Optional(Type.Array(value, { maxItems: 1_000 })),
          $notIn: Type.Optional(Type.Array(value, { maxItems: 1_000 })),
          $gt: Type.Optional(value),
          $gte: Type.Optional(value),
          $lt: Type.Optional(value),
          $lte: Type.Optional(value),
          $like: Type.Optional(Type.String({ maxLength: 200 })),
        },
        { additionalProperties: false },
      ),
    ]),
  );
}

/** A filter property as it was sent. */
export type Sent<T> =
  | T
  | {
      readonly $eq?: T;
      readonly $neq?: T;
      readonly $exists?: boolean;
      readonly $in?: readonly T[];
      readonly $notIn?: readonly T[];
      readonly $gt?: T;
      readonly $gte?: T;
      readonly $lt?: T;
      readonly $lte?: T;
      readonly $like?: string;
    };

/** Conditions of a filter property, its values read by `read`; nothing when it was not sent. */
export function matchOf<T, R>(sent: Sent<T> | undefined, read: (value: T) => R): Match<R> | undefined {
  if (sent === undefined) return undefined;
  if (typeof sent !== 'object' || sent === null) return { eq: read(sent as T) };
  const { $eq, $neq, $exists, $in, $notIn, $gt, $gte, $lt, $lte, $like } = sent as Exclude<Sent<T>, T>;
  return {
    ...($eq !== undefined && { eq: read($eq) }),
    ...($neq !== undefined && { neq: read($neq) }),
    ...($exists !== undefined && { exists: $exists }),
    ...($in !== undefined && { in: $in.map(read) }),
    ...($notIn !== undefined && { notIn: $notIn.map(read) }),
    ...($gt !== undefined && { gt: read($gt) }),
    ...($gte !== undefined && { gte: read($gte) }),
    ...($lt !== undefined && { lt: read($lt) }),
    ...($lte !== undefined && { lte: read($lte) }),
    ...($like !== undefined && { like: $like }),
  };
}

/** Reads nothing into a value. */
export function same<T>(value: T): T {
  return value;
}

/** Leaves out what is undefined, so that optional means absent. */
export function present<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}

interface SentPage {
  readonly limit?: number;
  readonly from?: number;
  readonly after?: string;
  readonly before?: string;
}
interface SentSearch<F extends string> {
  readonly page?: SentPage;
  readonly sort?: readonly { readonly field: F; readonly order?: 'ASC' | 'DESC' }[];
}

/** Page and order of a search; `fields` gives our name of each sort field. */
export function listing<F extends string, O extends string>(
  body: SentSearch<F> | null,
  fields: Readonly<Record<F, O>>,
): { readonly page: PageRequest; readonly sort?: SortOrder<O> } {
  const page = pageOf(body?.page ?? {});
  const first = body?.sort?.[0];
  return first ? { page, sort: { by: fields[first.field], descending: first.order === 'DESC' } } : { page };
}

/** @see {@link PageQuery} */
export function pageOf(sent: SentPage): PageRequest {
  return { ...sent, limit: Math.min(sent.limit ?? 100, PAGE_LIMIT) };
}

/** A page for an answer. */
export function pageAnswer<T, R>({ items, ...page }: Page<T>, show: (item: T) => R) {
  return { items: items.map(show), page };
}
