import type { Knex } from 'knex';
import type { Column, TableSpec } from '../domain/table.ts';

/** What the store needs of a database system: where SQLite and PostgreSQL differ, and nothing else. */
export interface Database {
  readonly dialect: Dialect;
  /** For what changes rows. SQLite has one writing connection: never hold it while waiting for something else. */
  readonly writer: Knex;
  /** For queries: does not wait for writers, and cannot write. */
  readonly reader: Knex;
  /** Runs `work` in a transaction on a writing connection. It is on disk when this returns; a failing `work` leaves nothing. */
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  /**
   * Runs all statements in one transaction and one call to the driver, so that the program goes on meanwhile; on disk when this returns.
   * When one changes other than the expected number of rows, or fails, nothing is written and `stepByStep` is run in a transaction instead, to
   * tell why; nobody reads in between. Absent where the driver has no such call.
   */
  batch?(statements: readonly BatchStatement[], stepByStep: (statements: Statements) => Promise<void>): Promise<void>;
  /** Reads on a writing connection: sees the latest commit, and does not wait behind long queries. */
  readonly read: Read;
  /** Reads the database as it is at one instant, on a connection of its own until `end`. */
  snapshot(): Promise<{ readonly read: Read; end(): Promise<void> }>;
  /**
   * True when another program has written to the database since the last call: what is in memory may be old.
   * Always false where rows are not kept in memory.
   */
  changedByOthers(statements: Statements): Promise<boolean>;
  close(): Promise<void>;
}

export type Read = <T extends object>(sql: string, parameter: string) => Promise<T[]>;

/** A statement with one parameter, and how many rows it changes when all is as it should be. */
export interface BatchStatement {
  readonly sql: string;
  readonly parameter: string;
  readonly expected: number;
}

/** Statements with at most one parameter, sent as they are: on this path the query builder would cost more than the statement. */
export interface Statements {
  /** @returns how many rows it changed */
  run(sql: string, parameter: string): Promise<number>;
  rows<T extends object>(sql: string, ...parameters: string[]): Promise<T[]>;
}

/** How the bulk statements are spelled. Each takes one parameter: a JSON array of rows as objects. */
export interface Dialect {
  readonly isPostgres: boolean;
  /** A relation `v` with these columns of the rows in the parameter, named as in code. */
  source(columns: Readonly<Record<string, Column<unknown>>>): string;
  /** One row with one column `rows`: the rows of `table` that match a row of `from`, as a JSON array of objects. */
  joined(table: TableSpec, from: string, condition: string): string;
}

/** A name quoted for SQL. */
export function quoted(name: string): string {
  return `"${name}"`;
}

/** `processInstanceKey` → `process_instance_key` */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The column of a table, quoted, as SQL knows it. */
export function sqlColumn(name: string): string {
  return quoted(snakeCase(name));
}
