import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { TABLES } from '../../src/domain/tables.ts';

/** What must be nowhere in clear: collected while it is said. */
export class Marks {
  readonly #marks = new Set<string>();

  /** Short words are words of everybody. */
  add(...texts: readonly (string | undefined | null)[]): void {
    for (const text of texts) if (text && [...text.trim()].length >= 3) this.#marks.add(text.trim());
  }

  /** The marks that stand in a text. */
  in(text: string): string[] {
    return [...this.#marks].filter((mark) => text.includes(mark));
  }

  get size(): number {
    return this.#marks.size;
  }
}

/**
 * Where marks stand in clear: every column of every table, and for SQLite the bytes of the file and its log, what has been deleted included.
 *
 * @param dataDir - of SQLite; null for PostgreSQL
 */
export async function findClear(reader: Knex, dataDir: string | null, marks: Marks): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of TABLES) {
    const rows: Record<string, unknown>[] = await reader(name);
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
        for (const mark of marks.in(text)) found.push(`${name}.${column}: ${mark}`);
      }
    }
  }
  for (const file of dataDir === null ? [] : ['jiesu.sqlite', 'jiesu.sqlite-wal']) {
    const path = join(dataDir ?? '', file);
    if (existsSync(path))
      found.push(...marks.in(readFileSync(path).toString('utf8')).map((mark) => `${file}: ${mark}`));
  }
  return [...new Set(found)];
}
