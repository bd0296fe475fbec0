import { Worker } from 'node:worker_threads';
import type { WorkerAnswer, WorkerCall, WorkerCalls } from './worker-messages.ts';

/** A deployment may hold a whole folder of diagrams, and nobody's step waits for it. */
const COMPILE_PATIENCE = 6;

export interface WorkerOptions {
  /** How long one call may take before the worker is killed, in ms; reading a deployment six times that. @defaultValue 10000 */
  readonly timeoutMs?: number;
  /** Heap of the worker, in MB. @defaultValue 256 */
  readonly memoryMb?: number;
}

/** The worker took too long or too much memory over a call, and was killed. The next call gets a new one. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost';
}

/** The worker answered with an error: something that the engine room does not expect of a diagram that passed the gate. */
export class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed';
}

interface Pending {
  readonly call: WorkerCall;
  readonly isUrgent: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread may take this long to load its code, in ms. */
const START_TIMEOUT_MS = 60_000;

/** The engine's worker thread: one call at a time, urgent ones first, each with a deadline. Started by the first call. */
export class EngineWorker {
  readonly #timeoutMs: number;
  readonly #memoryMb: number;
  readonly #urgent: Pending[] = [];
  readonly #patient: Pending[] = [];
  #worker: Worker | undefined;
  #isReady = false;
  #current: Pending | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor({ timeoutMs = 10_000, memoryMb = 256 }: WorkerOptions = {}) {
    this.#timeoutMs = timeoutMs;
    this.#memoryMb = memoryMb;
  }

  /**
   * @param isUrgent - goes before calls that are not
   * @throws {@link WorkerLost} when the call took too long or too much, {@link WorkerFailed} when it failed
   */
  call<K extends keyof WorkerCalls>(
    kind: K,
    input: WorkerCalls[K]['input'],
    isUrgent = true,
  ): Promise<WorkerCalls[K]['output']> {
    if (this.#isClosed) return Promise.reject(new WorkerLost('the engine is closed'));
    return new Promise((resolve, reject) => {
      const pending = {
        call: { kind, input } as WorkerCall,
        isUrgent,
        resolve: resolve as (value: unknown) => void,
        reject,
      };
      (isUrgent ? this.#urgent : this.#patient).push(pending);
      this.#next();
    });
  }

  /** Ends the thread; calls that are open are rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    this.#lose('the engine is closed');
    for (const pending of [...this.#urgent.splice(0), ...this.#patient.splice(0)])
      pending.reject(new WorkerLost('the engine is closed'));
    await worker?.terminate();
  }

  #next(): void {
    if (this.#current) return;
    this.#current = this.#urgent.shift() ?? this.#patient.shift();
    if (!this.#current) {
      // an idle worker keeps no program alive
      this.#worker?.unref();
      return;
    }
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    if (this.#isReady) this.#post(worker);
  }

  #post(worker: Worker): void {
    const call = this.#current?.call;
    worker.postMessage(call);
    const timeoutMs = this.#timeoutMs * (call?.kind === 'compile' ? COMPILE_PATIENCE : 1);
    this.#await(timeoutMs, `took longer than ${timeoutMs} ms`);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./engine-worker-start.js', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb },
    });
    this.#isReady = false;
    this.#await(START_TIMEOUT_MS, 'did not start');
    worker.on('message', (message: 'ready' | WorkerAnswer) => {
      if (worker !== this.#worker) return;
      if (message === 'ready') {
        this.#isReady = true;
        this.#post(worker);
      } else this.#settle(message);
    });
    worker.on('error', (error) => worker === this.#worker && this.#lose(`failed: ${error.message}`));
    worker.on('exit', () => worker === this.#worker && this.#lose('ended'));
    return worker;
  }

  #await(ms: number, what: string): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#lose(what), ms);
  }

  #settle(answer: WorkerAnswer): void {
    clearTimeout(this.#deadline);
    const pending = this.#current;
    this.#current = undefined;
    if ('error' in answer) pending?.reject(new WorkerFailed(answer.error));
    else pending?.resolve(answer.value);
    this.#next();
  }

  #lose(what: string): void {
    clearTimeout(this.#deadline);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    const pending = this.#current;
    this.#current = undefined;
    pending?.reject(new WorkerLost(`the engine's worker ${what}`));
    if (!this.#isClosed) this.#next();
  }
}
