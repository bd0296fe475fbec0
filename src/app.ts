import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createCommitLoop, type CommitLoop } from './commands/commit-loop.ts';
import { createDefinitionCache, readProcessSource } from './commands/process/definition-cache.ts';
import { loadOfficialCalendar } from './commands/reference/load-official-calendar.ts';
import type { Config } from './config.ts';
import { configError } from './domain/config-errors.ts';
import { systemActor } from './domain/actor.ts';
import type { Clock } from './domain/clock.ts';
import type { Handler } from './domain/process/handler.ts';
import { createReferences, type References } from './domain/references.ts';
import { createDecisions } from './engine/decision.ts';
import { createEngine, type EngineRoom } from './engine/engine.ts';
import type { EngineWorker } from './engine/worker-client.ts';
import { createExpressions } from './engine/feel.ts';
import { createHandlers } from './handlers/handlers.ts';
import { buildServer } from './http/server.ts';
import { correlateWaitingMessages } from './jobs/correlate-waiting-messages.ts';
import { deliverOutbox, type Delivery } from './jobs/deliver-outbox.ts';
import { deliverToHotline } from './jobs/deliver-to-hotline.ts';
import { deliverWebhooks } from './jobs/deliver-webhooks.ts';
import { fireDueTimers } from './jobs/fire-due-timers.ts';
import { destroyExpired } from './jobs/destroy-expired.ts';
import { pruneAttachments } from './jobs/prune-attachments.ts';
import { pruneIdempotency } from './jobs/prune-idempotency.ts';
import { openSeasons } from './jobs/open-seasons.ts';
import { pruneMessages } from './jobs/prune-messages.ts';
import { recomputeDeadlines } from './jobs/recompute-deadlines.ts';
import { tellClusters } from './jobs/tell-clusters.ts';
import { writeLinesDaily } from './jobs/write-daily-lines.ts';
import { createRunner } from './jobs/runner.ts';
import { createMetrics, type HostMetrics } from './metrics.ts';
import { lockFile } from './store/file-lock.ts';
import { createMessageRecipients } from './store/message-recipients.ts';
import { createMessageTexts } from './store/message-texts.ts';
import { openStore, type Store } from './store/open.ts';
import { createQueries } from './store/queries.ts';
import { createVault } from './store/vault.ts';

/** The program without its doors: everything that decides and keeps. */
export interface Host {
  readonly store: Store;
  readonly engine: EngineRoom;
  readonly loop: CommitLoop;
  readonly references: References;
  readonly metrics: HostMetrics;
  /** Finishes what has begun and closes the database. */
  close(): Promise<void>;
}

export interface HostParts {
  readonly config: Pick<Config, 'databaseUrl' | 'dataDir' | 'nodeId'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** @defaultValue the township's own */
  readonly handlers?: ReadonlyMap<string, Handler>;
  /** Worker thread of the engine that outlives the host; it costs a second to start. @defaultValue one of its own */
  readonly worker?: EngineWorker;
}

/** Opens the database, starts the commit loop, and knows the official calendars. */
export async function openHost({ config, clock, log, handlers = createHandlers(), worker }: HostParts): Promise<Host> {
  const file = join(config.dataDir, 'jiesu.sqlite');
  const lock = config.databaseUrl === null ? await lockFile(file) : undefined;
  const store = await openStore({ databaseUrl: config.databaseUrl, file });
  const { storage } = store;
  const metrics = createMetrics();
  const references = createReferences(store.references);
  const engine = createEngine({
    facts: store.engineFacts,
    source: (key) => readProcessSource(storage, key),
    ...(worker && { worker }),
  });
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
    functionsFor: (tenantId, now) => references.functionsFor(tenantId, now),
    clock,
    log,
    nodeId: config.nodeId,
    onBatch: metrics.onBatch,
  });
  metrics.watch(loop);
  loop.onCommitted((committed) => references.apply(committed));
  await references.load();
  await loop.start();
  for (const year of references.missingYears()) {
    await loop.submit(loadOfficialCalendar, year, { actor: systemActor('load-official-calendar', 'host') });
  }
  return {
    store,
    engine,
    loop,
    references,
    metrics,
    async close() {
      await loop.stop();
      await engine.close();
      await store.close();
      await lock?.release();
    },
  };
}

/** The doors of a host: HTTP and the clockwork. */
export interface Doors {
  readonly server: FastifyInstance;
  /** Listens and starts the clockwork; when it cannot listen, the host is closed. @returns the address @throws DomainError ERR_ADDRESS_UNUSABLE */
  open(): Promise<string>;
  /** Lets requests and ticks at hand end. */
  close(): Promise<void>;
}

export interface DoorParts {
  readonly host: Host;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where outgoing messages go, by channel; those to a hotline go to its own address when the township has set one. */
  readonly channels: ReadonlyMap<string, Delivery>;
  /** Folder of the built browser program. Absent: the API alone. */
  readonly pagesDir?: string;
}

/** Builds the doors; they are shut until {@link Doors.open}. */
export async function buildDoors({ host, config, clock, log, channels, pagesDir }: DoorParts): Promise<Doors> {
  const { store, loop, engine, metrics, references } = host;
  const { submit } = loop;
  const vault = createVault(config.secret, config.reportSecret);
  const server = await buildServer({
    submit,
    queries: createQueries(store.reader),
    gate: engine,
    feed: loop,
    clock,
    vault,
    files: store.files,
    referenceOf: (tenantId) => references.of(tenantId),
    settings: config,
    metrics: metrics.registry,
    ...(pagesDir !== undefined && { pagesDir }),
    logger: log,
    health: () => healthOf(host),
  });
  const runner = createRunner({
    duties: [
      fireDueTimers({ store: store.duties, submit, clock, log }),
      deliverOutbox({
        store: store.duties,
        channels: withHotlines(channels),
        textOf: createMessageTexts(store.reader, vault).textOf,
        recipientsOf: createMessageRecipients(store.reader).recipientsOf,
        clock,
        log,
      }),
      deliverWebhooks({
        store: store.webhooks,
        vault,
        submit,
        referenceOf: (tenantId) => references.of(tenantId),
        hosts: config.outletHosts,
        clock,
        log,
      }),
      correlateWaitingMessages({ store: store.duties, submit, clock, log }),
      pruneMessages({ store: store.duties, clock }),
      pruneIdempotency({ store: store.duties, clock }),
      pruneAttachments({ files: store.files, clock, ...(store.storage.soleWriter && { aloneSince: clock.now() }) }),
      destroyExpired({
        store: store.retention,
        referenceOf: (tenantId) => references.of(tenantId),
        vault,
        submit,
        clock,
        log,
      }),
      recomputeDeadlines({
        store: store.duties,
        officialYears: () => references.of('host').calendar.years,
        submit,
        log,
      }),
      writeLinesDaily({ store: store.duties, submit, clock, log }),
      tellClusters({ store: store.duties, submit, log }),
      openSeasons({ store: store.duties, submit, clock, log }),
      // other nodes change references too
      ...(store.storage.soleWriter ? [] : [reloadReferences(references)]),
    ],
    clock,
    log,
    onTick: metrics.onTick,
  });
  function withHotlines(all: ReadonlyMap<string, Delivery>): ReadonlyMap<string, Delivery> {
    const { hotline } = createQueries(store.reader);
    async function outletOf(tenantId: string) {
      const outlet = await hotline.outlet(tenantId);
      return outlet && { url: outlet.url, secret: vault.open(outlet.secretSealed) };
    }
    return new Map([
      ...all,
      ['hotline', deliverToHotline({ outletOf, hosts: config.outletHosts, otherwise: all.get('hotline') })],
    ]);
  }

  return {
    server,
    async open() {
      const address = await server.listen({ host: config.host, port: config.port }).catch(async (error: Error) => {
        await server.close();
        await host.close();
        throw configError(
          'ERR_ADDRESS_UNUSABLE',
          { place: `${config.host}:${config.port}`, cause: error.message },
          { cause: error },
        );
      });
      runner.start();
      return address;
    },
    async close() {
      await runner.stop();
      await server.close();
    },
  };
}

// helpers

async function healthOf({ store, loop }: Host): Promise<{ ok: boolean; parts: Record<string, string> }> {
  const database = await store.storage.auditHead('health').then(
    () => 'ok',
    (error: Error) => error.message,
  );
  const parts = { database, loop: loop.metrics.waiting < 9_000 ? 'ok' : `${loop.metrics.waiting} commands wait` };
  return { ok: Object.values(parts).every((part) => part === 'ok'), parts };
}

function reloadReferences(references: References) {
  return {
    name: 'reload-references',
    intervalMs: 5_000,
    async tick() {
      await references.load();
      return { done: 0, failed: 0, more: false };
    },
  };
}
