import type { Command, DecisionContext, SubmitOptions } from '../../domain/command.ts';
import { StepUnknown } from '../../domain/process/engine-port.ts';
import { DomainError } from '../../domain/errors.ts';
import type { HistoryEvent } from '../../domain/process/history.ts';
import { storeError } from '../../domain/store-errors.ts';
import { DefinitionNotLoaded, type LoadRequest } from '../../domain/working-set.ts';
import type { CommitLoopOptions } from './options.ts';
import { answerGiven, keepAnswer, type IdempotencyMark } from './idempotency.ts';
import { KeysExhausted, type KeySource } from './key-source.ts';
import type { BatchRows } from './working-set.ts';

/** A command that somebody waits for. */
export interface Waiting {
  readonly command: Command<unknown, unknown>;
  readonly input: unknown;
  readonly options: SubmitOptions;
  readonly mark: IdempotencyMark | null;
  /** How often it was set aside to learn or load a definition. */
  setAside: number;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** What came of deciding one command. Anything but `accepted` has left no trace in the rows. */
export type Decision =
  | {
      readonly kind: 'accepted';
      readonly answer: unknown;
      readonly events: readonly HistoryEvent[];
      readonly at: number;
    }
  | { readonly kind: 'rejected'; readonly error: DomainError }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'load'; readonly requests: readonly LoadRequest[] }
  | { readonly kind: 'keys' }
  | { readonly kind: 'aside'; readonly unknown: StepUnknown | DefinitionNotLoaded };

/** Decides one command on the rows of its batch. Never throws. */
export function decide(waiting: Waiting, rows: BatchRows, keys: KeySource, options: CommitLoopOptions): Decision {
  const position = keys.position();
  rows.begin();
  try {
    const decision = accepted(waiting, rows, keys, options);
    if (rows.unmet.length === 0) {
      rows.accept();
      return decision;
    }
    rows.rollback();
    keys.rewind(position);
    return { kind: 'load', requests: rows.unmet };
  } catch (error) {
    rows.rollback();
    keys.rewind(position);
    if (rows.unmet.length > 0) return { kind: 'load', requests: rows.unmet };
    if (error instanceof StepUnknown || error instanceof DefinitionNotLoaded) return { kind: 'aside', unknown: error };
    if (error instanceof KeysExhausted) return { kind: 'keys' };
    if (error instanceof DomainError) return { kind: 'rejected', error };
    return { kind: 'failed', error };
  }
}

function accepted(
  { command, input, options, mark }: Waiting,
  rows: BatchRows,
  keys: KeySource,
  host: CommitLoopOptions,
): Decision {
  const at = host.clock.now();
  if (mark) {
    const given = answerGiven(rows.set, mark, command.type);
    if (given) return { kind: 'accepted', answer: given.value, events: [], at };
  }
  const events: HistoryEvent[] = [];
  const context: DecisionContext = {
    rows: rows.set,
    now: at,
    actor: options.actor,
    engine: host.engine,
    expressions: host.expressions,
    decisions: host.decisions,
    handlers: host.handlers,
    process: (key) => host.definitions.process(key),
    get functions() {
      return host.functionsFor(options.actor.tenantId, at);
    },
    nextKey: () => keys.next(),
    record: (event) => void events.push(event),
  };
  const answer = command.decide(context, input);
  if (mark) keepAnswer(rows.set, mark, answer, at);
  return { kind: 'accepted', answer, events, at };
}

/** The error that a caller sees when a command failed inside; what happened is its cause. */
export function commandFailed(waiting: Waiting, cause: unknown): DomainError {
  return cause instanceof DomainError
    ? cause
    : storeError('ERR_COMMAND_FAILED', { command: waiting.command.type }, { cause });
}
