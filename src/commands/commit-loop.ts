import type { Clock } from '../domain/clock.ts';
import type { Submit } from '../domain/command.ts';
import type { BatchMeasure, CommitMetrics, Committed, Log } from '../domain/committed.ts';
import type { Definitions } from '../domain/definitions-port.ts';
import type { Engine } from '../domain/engine-port.ts';
import type { Decisions, Expressions, FeelFunctions } from '../domain/expression-port.ts';
import type { Handler } from '../domain/handler.ts';
import type { Storage } from '../domain/storage-port.ts';

export interface CommitLoopOptions {
  readonly storage: Storage;
  readonly engine: Engine;
  readonly expressions: Expressions;
  readonly decisions: Decisions;
  readonly definitions: Definitions;
  readonly handlers: ReadonlyMap<string, Handler>;
  /** FEEL functions of a township, from memory. */
  functionsFor(tenantId: string): FeelFunctions;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this node and its chain of audit entries; no two running nodes may share it. */
  readonly nodeId: string;
  /** Commands of one transaction. @defaultValue 256 */
  readonly maxBatch?: number;
  /** Commands that may wait; more are refused with ERR_OVERLOADED. @defaultValue 10000 */
  readonly maxWaiting?: number;
  /** Told after each batch. */
  onBatch?(measure: BatchMeasure): void;
}

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

/** One loop of one node: takes all waiting commands, decides them in memory, saves them in one transaction, answers them all. */
export function createCommitLoop(_options: CommitLoopOptions): CommitLoop {
  throw new Error('being written');
}
