import type { Command, Submit } from '../domain/command.ts';
import type { CommitMetrics, Committed } from '../domain/committed.ts';
import { outboxEntry } from '../domain/process/process-tables.ts';
import { RevisionConflict, type AuditHead } from '../domain/storage-port.ts';
import { storeError } from '../domain/store-errors.ts';
import { DomainError } from '../domain/errors.ts';
import { DefinitionNotLoaded } from '../domain/working-set.ts';
import { decideBatch, type DecidedBatch } from './commit/batch.ts';
import { commandFailed, type Waiting } from './commit/decide.ts';
import { idempotencyMark } from './commit/idempotency.ts';
import { createKeySource } from './commit/key-source.ts';
import type { CommitLoopOptions } from './commit/options.ts';
import { createRowCache, noRowCache } from './commit/row-cache.ts';

export interface CommitLoop {
  readonly submit: Submit;
  /** Reads the end of the audit chain and begins to take commands; those submitted before wait. */
  start(): Promise<void>;
  /** Finishes and answers the batch at hand; refuses everything else with ERR_STOPPING. */
  stop(): Promise<void>;
  /** @returns a function that ends the listening */
  onCommitted(listener: (committed: Committed) => void): () => void;
  readonly metrics: CommitMetrics;
}

/** A batch that is being saved. */
interface Pending {
  readonly batch: readonly Waiting[];
  /** Resolves when it is on disk and answered, or could not be saved. */
  readonly saved: Promise<void>;
  isOver: boolean;
  error?: unknown;
}

/** Fewer commands than this are not worth two transactions. */
const SMALL_BATCH = 32;
/** A batch that lost a race is decided again so often before it is taken apart. */
const BATCH_ATTEMPTS = 3;
/** A single command that lost so many races in a row is refused. */
const SINGLE_ATTEMPTS = 20;
/** A decision that needs more facts of the engine than this never ends. */
const MAX_SET_ASIDE = 1_000;

/**
 * One loop of one node: takes all waiting commands, decides them in memory, saves them in one transaction, answers them all.
 *
 * What is answered is on disk. What is not answered has happened whole or not at all. A rejected or failing command does not disturb
 * its neighbours; a lost race is decided again and never reaches the caller.
 */
export function createCommitLoop(options: CommitLoopOptions): CommitLoop {
  const { storage, log, maxBatch = 256, maxWaiting = 10_000 } = options;
  const keys = createKeySource(storage);
  // the outbox is changed by its delivery, past this loop
  const cache = storage.soleWriter
    ? createRowCache(options.cachedRows ?? 20_000, (t) => t.versioned && t !== outboxEntry)
    : noRowCache;
  const queue: Waiting[] = [];
  const setAside = new Set<Waiting>();
  const learning = new Map<string, Promise<void>>();
  const listeners = new Set<(committed: Committed) => void>();
  const totals = {
    batches: 0,
    accepted: 0,
    rejected: 0,
    conflicts: 0,
    loadSeconds: 0,
    decideSeconds: 0,
    saveSeconds: 0,
  };
  let head: AuditHead | null = null;
  let stopping = false;
  let running: Promise<void> | null = null;
  let wake: (() => void) | null = null;
  let pending: Pending | null = null;

  function submit<I, O>(command: Command<I, O>, input: I, submitOptions: Parameters<Submit>[2]): Promise<O> {
    return new Promise((resolve, reject) => {
      if (stopping) return reject(storeError('ERR_STOPPING'));
      if (queue.length + setAside.size >= maxWaiting)
        return reject(storeError('ERR_OVERLOADED', { limit: maxWaiting }));
      queue.push({
        command: command as Command<unknown, unknown>,
        input,
        options: submitOptions,
        mark: idempotencyMark(command as Command<never, unknown>, input, submitOptions),
        setAside: 0,
        resolve: resolve as (answer: unknown) => void,
        reject,
      });
      wake?.();
    });
  }

  async function run(): Promise<void> {
    while (!stopping) {
      if (queue.length === 0) await idle();
      // whoever was just answered may ask again within this turn
      await new Promise(setImmediate);
      if (queue.length > 0 && !stopping) await takeOrRefuse(queue.splice(0, share()));
      else if (pending?.isOver) await settled();
    }
    await settled();
  }

  /** Until somebody asks for something, or the batch that is being saved is over. */
  async function idle(): Promise<void> {
    const woken = new Promise<void>((resolve) => (wake = resolve));
    await (pending && !pending.isOver ? Promise.race([woken, pending.saved]) : pending ? undefined : woken);
    wake = null;
  }

  /** How many to take: while nothing is being saved only half of them, so that the others are decided during the save. */
  function share(): number {
    const half = Math.max(SMALL_BATCH, Math.ceil(queue.length / 2));
    const isIdle = !pending || pending.isOver;
    return storage.soleWriter && isIdle ? Math.min(half, maxBatch) : maxBatch;
  }

  /** Whatever happens, everybody is answered and the loop goes on. */
  async function takeOrRefuse(commands: readonly Waiting[]): Promise<void> {
    try {
      await take(commands);
    } catch (error) {
      refuse(commands, error);
    }
  }

  /**
   * Decides a batch while the one before is still being saved, on what that one decided; then begins to save it. When the one before could not
   * be saved as it was decided, this one is decided again.
   */
  async function take(commands: readonly Waiting[]): Promise<void> {
    // others may write between the two
    if (!storage.soleWriter) await settled();
    const started = performance.now();
    const [outcome] = await Promise.allSettled([decideOn(commands)]);
    if (!(await settled())) return commit(commands, 1);
    if (outcome.status === 'rejected') throw outcome.reason;
    const decided = outcome.value;
    const batch = setAsideOf(decided);
    if (batch.length > 0) pending = save(batch, decided, started);
  }

  async function decideOn(batch: readonly Waiting[]): Promise<DecidedBatch> {
    head ??= await storage.auditHead(options.nodeId);
    return decideBatch(batch, options, keys, cache, head);
  }

  /** Puts those aside that have to learn first. @returns the others */
  function setAsideOf({ aside, answers }: DecidedBatch): readonly Waiting[] {
    for (const { waiting, unknown } of aside) putAside(waiting, unknown);
    return answers.map(({ waiting }) => waiting);
  }

  /** What follows is decided on this batch at once; everybody is answered when it is on disk. */
  function save(batch: readonly Waiting[], decided: DecidedBatch, started: number): Pending {
    const decidedAt = performance.now();
    remember(decided);
    const writing = decided.changes.length > 0 ? storage.save(decided.changes) : Promise.resolve();
    const saving: Pending = {
      batch,
      isOver: false,
      saved: writing
        .then(
          () => answer(decided, started, decidedAt),
          (error: unknown) => void (saving.error = error ?? new Error('not saved')),
        )
        .finally(() => void (saving.isOver = true)),
    };
    return saving;
  }

  /** Waits for the batch that is being saved. @returns false when it was not saved as decided: it has been decided again since */
  async function settled(): Promise<boolean> {
    if (!pending) return true;
    const { batch, saved } = pending;
    await saved;
    const { error } = pending;
    pending = null;
    if (error === undefined) return true;
    await recover(batch, error, 1);
    return false;
  }

  /** Decides and saves a batch with nothing else on the way. */
  async function commit(commands: readonly Waiting[], attempt: number): Promise<void> {
    const started = performance.now();
    const decided = await decideOn(commands);
    const batch = setAsideOf(decided);
    if (batch.length === 0) return;
    const saving = save(batch, decided, started);
    await saving.saved;
    if (saving.error !== undefined) await recover(batch, saving.error, attempt);
  }

  async function recover(batch: readonly Waiting[], error: unknown, attempt: number): Promise<void> {
    cache.clear();
    const lost = error instanceof RevisionConflict;
    if (lost) totals.conflicts++;
    // whether it was written is only certain when the database said so
    head = null;
    const attempts = batch.length === 1 ? SINGLE_ATTEMPTS : BATCH_ATTEMPTS;
    if (lost && attempt < attempts) return commit(batch, attempt + 1);
    if (batch.length > 1 && (lost || isUnstorable(error))) return halve(batch);
    refuse(batch, lost ? contention(batch, attempt, error) : error);
  }

  /** Finds the command that cannot be saved, without harm to the others. */
  async function halve(batch: readonly Waiting[]): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    await commit(batch.slice(0, middle), 1);
    await commit(batch.slice(middle), 1);
  }

  function remember({ changes, entries }: DecidedBatch): void {
    const last = entries.at(-1);
    if (last) head = { sequence: last.sequence, hash: last.hash };
    for (const { table, inserts, updates, removes } of changes) {
      cache.forgetLists(table);
      for (const rows of [inserts, updates])
        for (const row of rows) cache.set(table, row[table.key] as number | string, row);
      for (const row of removes) cache.remove(table, row[table.key] as number | string);
    }
  }

  function answer({ answers, changes, entries, loadSeconds }: DecidedBatch, started: number, decidedAt: number): void {
    const rejected = answers.filter(({ error }) => error !== undefined).length;
    const measure = {
      size: answers.length,
      accepted: answers.length - rejected,
      rejected,
      loadSeconds,
      decideSeconds: (decidedAt - started) / 1000 - loadSeconds,
      saveSeconds: (performance.now() - decidedAt) / 1000,
    };
    totals.batches++;
    for (const name of ['accepted', 'rejected', 'loadSeconds', 'decideSeconds', 'saveSeconds'] as const)
      totals[name] += measure[name];
    for (const { waiting, value, error } of answers) {
      if (error === undefined) waiting.resolve(value);
      else waiting.reject(error);
    }
    tell(() => options.onBatch?.(measure));
    if (changes.length > 0) for (const listener of listeners) tell(() => listener({ entries, changes }));
  }

  function putAside(waiting: Waiting, unknown: DecidedBatch['aside'][number]['unknown']): void {
    if (++waiting.setAside > MAX_SET_ASIDE) {
      return waiting.reject(commandFailed(waiting, new Error(`needed more than ${MAX_SET_ASIDE} steps to be learned`)));
    }
    setAside.add(waiting);
    known(unknown).then(
      () => {
        // false: refused meanwhile, because the loop stops
        if (!setAside.delete(waiting)) return;
        queue.unshift(waiting);
        wake?.();
      },
      (error: unknown) => {
        if (!setAside.delete(waiting)) return;
        log.error({ err: error, command: waiting.command.type }, 'learning failed');
        waiting.reject(commandFailed(waiting, error));
      },
    );
  }

  /** Learns a step or loads a definition, once however many commands wait for it. */
  function known(unknown: DecidedBatch['aside'][number]['unknown']): Promise<void> {
    const isDefinition = unknown instanceof DefinitionNotLoaded;
    const id = JSON.stringify(isDefinition ? [unknown.kind, unknown.key] : [unknown.step, unknown.answers]);
    let learned = learning.get(id);
    if (!learned) {
      learned = Promise.resolve()
        .then(() =>
          isDefinition ? options.definitions.load(unknown.kind, unknown.key) : options.engine.learn(unknown),
        )
        .finally(() => learning.delete(id));
      learning.set(id, learned);
    }
    return learned;
  }

  function refuse(batch: readonly Waiting[], error: unknown): void {
    log.error({ err: error, size: batch.length }, 'batch not saved');
    for (const waiting of batch) waiting.reject(commandFailed(waiting, error));
  }

  function tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      log.error({ err: error }, 'listener failed');
    }
  }

  return {
    submit,
    async start() {
      head = await storage.auditHead(options.nodeId);
      stopping = false;
      running ??= run();
    },
    async stop() {
      stopping = true;
      const refused = [...queue.splice(0), ...setAside];
      setAside.clear();
      for (const waiting of refused) waiting.reject(storeError('ERR_STOPPING'));
      wake?.();
      await running;
      running = null;
      // what the last batch set aside
      for (const waiting of setAside) waiting.reject(storeError('ERR_STOPPING'));
      setAside.clear();
    },
    onCommitted(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get metrics() {
      return { waiting: queue.length + setAside.size, ...totals };
    },
  };
}

// helpers

function isUnstorable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'ERR_ROW_NOT_STORABLE';
}

function contention(batch: readonly Waiting[], attempts: number, cause: RevisionConflict): DomainError {
  const command = batch[0]?.command.type;
  return storeError('ERR_CONTENTION', { command, attempts }, { cause });
}
