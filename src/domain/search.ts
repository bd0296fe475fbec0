/** How lists are asked for and answered: one shape for every screen and both databases. */

/** Conditions on one field; all that are given must hold. `like` takes `*` for any characters and `?` for one. */
export interface Match<T> {
  readonly eq?: T;
  readonly neq?: T;
  readonly in?: readonly T[];
  readonly notIn?: readonly T[];
  readonly gt?: T;
  readonly gte?: T;
  readonly lt?: T;
  readonly lte?: T;
  readonly exists?: boolean;
  readonly like?: string;
}

/** A filter: conditions by field name; every field must match. */
export type Filter<Fields> = { readonly [F in keyof Fields]?: Match<Fields[F]> };

/**
 * Which part of a list. `after` and `before` are cursors of an earlier page of the same search; `from` skips that many instead.
 * `limit` 1 … 1000.
 */
export interface PageRequest {
  readonly limit: number;
  readonly from?: number;
  readonly after?: string;
  readonly before?: string;
}

/** `by` absent: oldest first. Equal values are in the order of their keys. */
export interface SortOrder<F extends string> {
  readonly by: F;
  readonly descending: boolean;
}

export interface SearchRequest<Fields> {
  readonly tenantId: string;
  readonly filter: Filter<Fields>;
  readonly sort?: SortOrder<keyof Fields & string>;
  readonly page: PageRequest;
}

/** One page. `totalItems` is counted up to {@link COUNT_LIMIT}; beyond, `hasMoreTotalItems` is true and nobody waits for an exact number. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly totalItems: number;
  readonly hasMoreTotalItems: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export const COUNT_LIMIT = 10_000;

/** The longest page. */
export const PAGE_LIMIT = 1_000;
