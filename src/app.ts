import { join } from 'node:path';
import type { Logger } from 'pino';
import { createCommitLoop, type CommitLoop } from './commands/commit-loop.ts';
import { createDefinitionCache, readProcessSource } from './commands/definition-cache.ts';
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import type { FeelFunctions } from './domain/expression-port.ts';
import type { Handler } from './domain/handler.ts';
import { createDecisions } from './engine/decision.ts';
import { createEngine, type EngineRoom } from './engine/engine.ts';
import { createExpressions } from './engine/feel.ts';
import { openStore, type Store } from './store/open.ts';

/** The program without its doors: everything that decides and keeps. */
export interface Host {
  readonly store: Store;
  readonly engine: EngineRoom;
  readonly loop: CommitLoop;
  /** Finishes what has begun and closes the database. */
  close(): Promise<void>;
}

export interface HostParts {
  readonly config: Pick<Config, 'databaseUrl' | 'dataDir'> & { readonly nodeId?: string };
  readonly clock: Clock;
  readonly log: Logger;
  readonly handlers: ReadonlyMap<string, Handler>;
  functionsFor(tenantId: string, now: number): FeelFunctions;
}

/** Opens the database and starts the commit loop. */
export async function openHost({ config, clock, log, handlers, functionsFor }: HostParts): Promise<Host> {
  const store = await openStore({ databaseUrl: config.databaseUrl, file: join(config.dataDir, 'jiesu.sqlite') });
  const { storage } = store;
  const engine = createEngine({ facts: store.engineFacts, source: (key) => readProcessSource(storage, key) });
  const decisions = createDecisions();
  const definitions = createDefinitionCache({
    storage,
    gate: engine,
    putDecision: (...decision) => decisions.put(...decision),
  });
  const loop = createCommitLoop({
    storage,
    engine,
    expressions: createExpressions(),
    decisions,
    definitions,
    handlers,
    functionsFor,
    clock,
    log,
    nodeId: config.nodeId ?? 'node-1',
  });
  await loop.start();
  return {
    store,
    engine,
    loop,
    async close() {
      await loop.stop();
      await engine.close();
      await store.close();
    },
  };
}
