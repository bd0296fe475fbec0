import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { TABLES } from '../../src/domain/tables.ts';
import type { Sealer, Vault } from '../../src/domain/privacy/vault.ts';
import { createVault } from '../../src/store/vault.ts';

/** What must be nowhere in clear: collected while it is said. */
export class Marks {
  readonly #marks = new Set<string>();

  /** Short words are words of everybody, and numbers shorter than a phone are keys. */
  add(...texts: readonly (string | undefined | null)[]): void {
    for (const text of texts) if (text && /^(?!\d{1,10}$)...+/su.test(text.trim())) this.#marks.add(text.trim());
  }

  /** The marks that stand in a text. */
  in(text: string): string[] {
    return [...this.#marks].filter((mark) => text.includes(mark));
  }

  /** The marks without those that stand in a text: words of a diagram or form are no secret. */
  without(text: string): Marks {
    const left = new Marks();
    for (const mark of this.#marks) if (!text.includes(mark)) left.add(mark);
    return left;
  }

  get size(): number {
    return this.#marks.size;
  }
}

/** All that the test file at work has sealed so far: what somebody thought personal once is personal everywhere. */
export const SEALED = new Marks();

/** A vault as the program has it, that remembers in {@link SEALED} what it was given. */
export function createMarkingVault(secret: string): Vault {
  const vault = createVault(secret);
  return { ...vault, ...marking(vault), reports: marking(vault.reports) };
}

/**
 * Where marks stand in clear: every column of every table, and for SQLite the bytes of the file and its log, what has been deleted included.
 *
 * @param dataDir - of SQLite; null for PostgreSQL
 */
export async function findClear(reader: Knex, dataDir: string | null, sought: Marks): Promise<string[]> {
  const found: string[] = [];
  if (sought.size === 0) return found;
  const deployed: { content: string }[] = await reader('resource').select('content');
  const marks = sought.without(deployed.map(({ content }) => content).join('\n'));
  for (const { name } of TABLES) {
    const rows: Record<string, unknown>[] = await reader(name);
    // what a table says at all first: most say nothing of it
    if (marks.in(JSON.stringify(rows)).length === 0) continue;
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

// helpers

function marking(sealer: Sealer): Sealer {
  return {
    ...sealer,
    seal(text) {
      // a word of the program, such as the name of a kind, tells nothing of anybody
      if (!/^[a-z_]*$/.test(text)) SEALED.add(text);
      return sealer.seal(text);
    },
  };
}
