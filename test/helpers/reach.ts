import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { Reach } from '../../src/cli/simulate/reached.ts';
import type { HistoryEvent } from '../../src/domain/process/history.ts';
import type { Store } from '../../src/store/open.ts';

/*
 * What the tests of one run came to in the diagrams and tables: each test file leaves a record, and when all have run they are read together.
 */

const FOLDER = 'node_modules/.cache/jiesu-reach';
let records = 0;

/** Forgets the last run. */
export function forgetReach(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** Leaves a record of the places that the test file at work came to. */
export function recordReach(places: Iterable<string>): void {
  const file = relative('.', process.argv[1] ?? '');
  mkdirSync(FOLDER, { recursive: true });
  const name = `${basename(file)}-${process.pid}-${++records}.json`;
  writeFileSync(join(FOLDER, name), JSON.stringify({ file, places: [...places] }));
}

/** Leaves a record of the places that the township's cases of a database came to. */
export async function recordReachOf({ reader }: Store): Promise<void> {
  const isTownship = await reader('process_definition').where({ process_id: 'appeal' }).first();
  if (isTownship === undefined) return;
  const reach = new Reach();
  const entries = (await reader('audit_entry').orderBy('key').select('events')) as {
    events: string | HistoryEvent[];
  }[];
  for (const { events } of entries) {
    // the driver of PostgreSQL parses JSON itself
    const list = typeof events === 'string' ? (JSON.parse(events) as HistoryEvent[]) : events;
    for (const event of list) reach.take(event);
  }
  if (reach.places.size > 0) recordReach(reach.places);
}

/** The records of this run: test files, and all places that they came to. */
export function readReach(): { readonly files: ReadonlySet<string>; readonly places: ReadonlySet<string> } {
  const files = new Set<string>();
  const places = new Set<string>();
  for (const name of names()) {
    const record = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as { file: string; places: string[] };
    files.add(record.file);
    for (const place of record.places) places.add(place);
  }
  return { files, places };
}

// helpers

function names(): readonly string[] {
  try {
    return readdirSync(FOLDER);
  } catch {
    return [];
  }
}
