import { EngineWorker } from '../../src/engine/worker-client.ts';
import type { DefinitionCall, WorkerCalls } from '../../src/engine/worker-messages.ts';
import type { DiagramSource } from '../../src/domain/process/engine-port.ts';

/*
 * The engine's worker answers for a text and a question about it, and knows of no case. So all hosts of a test file ask one thread, and what has
 * been asked about the same text is not asked again: a host that restarts reads everything of its cases and what it has learned from the
 * database, but need not have its diagrams compiled anew.
 */

type Kind = keyof WorkerCalls;

const thread = new EngineWorker({ timeoutMs: 60_000 });
const answers = new Map<string, Promise<unknown>>();
/** Numbers of texts, by which the thread holds them. */
const numbers = new Map<string, number>();

/** The worker of one host, to which definition keys mean what they mean in its own database. */
export class SharedWorker extends EngineWorker {
  readonly #texts = new Map<number, number>();

  override call<K extends Kind>(
    kind: K,
    input: WorkerCalls[K]['input'],
    isUrgent?: boolean,
  ): Promise<WorkerCalls[K]['output']> {
    if (!('processDefinitionKey' in input)) return ask(kind, input, isUrgent);
    const { source, processDefinitionKey } = input as DefinitionCall;
    const text = source ? numberOf(source) : this.#texts.get(processDefinitionKey);
    if (text === undefined) return Promise.resolve(null) as Promise<WorkerCalls[K]['output']>;
    this.#texts.set(processDefinitionKey, text);
    return ask(kind, { ...input, processDefinitionKey: text }, isUrgent);
  }

  override close(): Promise<void> {
    // an idle thread keeps no program alive
    return Promise.resolve();
  }
}

// helpers

function numberOf({ processId, xml }: DiagramSource): number {
  const text = `${processId} ${xml}`;
  const number = numbers.get(text) ?? numbers.size + 1;
  numbers.set(text, number);
  return number;
}

function ask<K extends Kind>(
  kind: K,
  input: WorkerCalls[K]['input'],
  isUrgent?: boolean,
): Promise<WorkerCalls[K]['output']> {
  const { source: _source, ...question } = input as DefinitionCall;
  const key = JSON.stringify([kind, 'processDefinitionKey' in question ? question : input]);
  let answer = answers.get(key) as Promise<WorkerCalls[K]['output']> | undefined;
  if (answer === undefined) {
    answer = thread.call(kind, input, isUrgent).then((value) => {
      // the thread does not hold the text any more, and asks for it
      if (value === null) answers.delete(key);
      return value;
    });
    answer.catch(() => answers.delete(key));
    answers.set(key, answer);
  }
  return answer;
}
