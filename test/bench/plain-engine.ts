import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from 'bpmn-engine';
import type { Execution } from 'bpmn-engine';
import knexOf from 'knex';

/**
 * What a host does that keeps bpmn-engine's own state: for each command read it, recover, resume, take the step, get the state, save it durably.
 * No data, no listeners, no forms; service tasks and decisions pass at once. So the real thing would be slower still.
 */

/** A diagram and which of its conditional flows are true on the path. */
export interface PlainDefinition {
  readonly xml: string;
  readonly taken: ReadonlySet<string>;
}

/** `at`: the element that is signalled; null begins the instance. */
export interface PlainStep {
  readonly instance: string;
  readonly processId: string;
  readonly at: string | null;
}

/** All steps that one command of a client causes; saved together. */
export type PlainCommand = readonly PlainStep[];

/**
 * Commands per second of the plain engine on a path, taken again and again by new cases.
 *
 * @param dir - folder in which its SQLite file gets a folder of its own (WAL, synchronous FULL)
 * @param seconds - how long to go on; at least one whole path is taken
 */
export async function plainEngineRate(
  dir: string,
  definitions: ReadonlyMap<string, PlainDefinition>,
  path: readonly PlainCommand[],
  seconds: number,
): Promise<number> {
  const knex = knexOf({ client: 'sqlite3', connection: { filename: join(mkdtempSync(join(dir, 'plain-')), 'plain.sqlite') }, useNullAsDefault: true });
  try {
    await knex.raw('pragma journal_mode = wal');
    await knex.raw('pragma synchronous = full');
    await knex.schema.createTable('state', (table) => {
      table.text('id').primary();
      table.text('state');
    });
    const start = performance.now();
    const end = start + seconds * 1000;
    let commands = 0;
    for (let round = 0; round === 0 || performance.now() < end; round++) {
      for (const command of path) {
        await knex.transaction(async (tx) => {
          for (const step of command) {
            const id = `${round} ${step.instance}`;
            const row = (await tx('state').where({ id }).first('state')) as { state: string } | undefined;
            const definition = definitions.get(step.processId);
            if (definition === undefined) throw new Error(`no diagram ${step.processId}`);
            const state = await take(definition, row?.state ?? null, step.at);
            await tx('state').insert({ id, state }).onConflict('id').merge();
          }
        });
        commands++;
      }
    }
    return (commands * 1000) / (performance.now() - start);
  } finally {
    await knex.destroy();
  }
}

// helpers

interface PlainApi {
  readonly id: string;
  readonly executionId: string;
  readonly type: string;
  readonly owner?: { readonly isSubProcess?: boolean; readonly execution?: { getPostponed(): readonly PlainApi[] } | null };
  signal(): void;
}

/** What waits, in embedded sub-processes too; a sub-process lists itself among its own. */
function waitingIn(postponed: readonly PlainApi[], seen = new Set<string>()): PlainApi[] {
  return postponed.flatMap((api) => {
    if (seen.has(api.executionId)) return [];
    seen.add(api.executionId);
    return [api, ...(api.owner?.isSubProcess === true ? waitingIn(api.owner.execution?.getPostponed() ?? [], seen) : [])];
  });
}

async function take(definition: PlainDefinition, saved: string | null, at: string | null): Promise<string> {
  const options = {
    settings: { enableDummyService: true },
    // nothing may fire by itself
    timers: { executing: [], register: () => ({ setTimeout: () => ({}), clearTimeout: () => undefined }), setTimeout: () => ({}), clearTimeout: () => undefined },
    scripts: {
      register: () => undefined,
      getScript: (_language: unknown, element: { id: string }) => ({
        execute: (_scope: unknown, done: (error: null, result: boolean) => void) => {
          done(null, definition.taken.has(element.id));
        },
      }),
    },
    expressions: { resolveExpression: (text: unknown) => text },
  };
  let execution: Execution;
  if (saved === null) {
    execution = await new Engine({ ...options, source: definition.xml } as never).execute();
  } else {
    execution = await new Engine(options as never).recover(JSON.parse(saved) as never).resume();
  }
  if (at !== null) {
    const waiting = waitingIn(execution.getPostponed() as readonly PlainApi[]);
    const place = waiting.find(({ id }) => id === at);
    if (place === undefined) throw new Error(`the plain engine does not wait at ${at}; it waits at ${waiting.map(({ id }) => id).join(', ')}`);
    // a timer is passed by cancelling its wait
    if (place.type === 'bpmn:IntermediateCatchEvent') execution.cancelActivity({ id: at });
    else place.signal();
  }
  return JSON.stringify(execution.getState());
}
