import type { Clock } from '../../domain/clock.ts';
import type { BatchMeasure, Log } from '../../domain/committed.ts';
import type { Definitions } from '../../domain/process/definitions-port.ts';
import type { Engine } from '../../domain/process/engine-port.ts';
import type { Decisions, Expressions, FeelFunctions } from '../../domain/process/expression-port.ts';
import type { Handler } from '../../domain/process/handler.ts';
import type { Storage } from '../../domain/storage-port.ts';

/** What a commit loop is made of. */
export interface CommitLoopOptions {
  readonly storage: Storage;
  readonly engine: Engine;
  readonly expressions: Expressions;
  readonly decisions: Decisions;
  readonly definitions: Definitions;
  readonly handlers: ReadonlyMap<string, Handler>;
  /** FEEL functions of a township at an instant, from memory. */
  functionsFor(tenantId: string, now: number): FeelFunctions;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this node and its chain of audit entries; no two running nodes may share it. */
  readonly nodeId: string;
  /** Commands of one transaction. @defaultValue 256 */
  readonly maxBatch?: number;
  /** Commands that may wait; more are refused with ERR_OVERLOADED. @defaultValue 10000 */
  readonly maxWaiting?: number;
  /** Rows of each table kept in memory, when nobody else writes. @defaultValue 20000 */
  readonly cachedRows?: number;
  /** Told after each batch. */
  onBatch?(measure: BatchMeasure): void;
}
