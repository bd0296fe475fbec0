import { agendaOf } from './agenda-of.ts';
import { iteration } from './iteration.ts';
import type { Activity, Message } from './library.ts';

interface LoopDefinition {
  readonly behaviour?: {
    readonly loopCondition?: string;
    readonly testBefore?: boolean;
    readonly loopMaximum?: string | number;
  };
}

/**
 * Standard loop: runs the activity again while `loopCondition` holds (tested before or after each run), at most `loopMaximum` times.
 *
 * Wrong in bpmn-elements 17.3.0: the condition is inverted, and a loop that tests before hangs or spins for ever. Delete when both are right.
 *
 * @see no upstream issue known; BPMN 2.0.2 §10.3.8, §13.3.6
 */
export class StandardLoopCharacteristics {
  readonly #activity: Activity;
  readonly #condition: string | undefined;
  readonly #testBefore: boolean;
  readonly #maximum: number;
  #root: Message | undefined;
  #isStopped = false;

  constructor(activity: Activity, { behaviour = {} }: LoopDefinition) {
    this.#activity = activity;
    this.#condition = behaviour.loopCondition;
    this.#testBefore = !!behaviour.testBefore;
    this.#maximum = behaviour.loopMaximum === undefined ? Infinity : Number(behaviour.loopMaximum);
  }

  execute(root: Message): void {
    this.#root = root;
    const { broker } = this.#activity;
    const { executionId, loopCounter } = root.content;
    const onApi = (_: string, { properties }: Message): void => {
      if (properties.type === 'stop' || properties.type === 'discard') this.#stop();
    };
    broker.subscribeTmp('api', `activity.*.${executionId}`, onApi, {
      noAck: true,
      consumerTag: '_loop-api',
      priority: 400,
    });
    broker.subscribeTmp('execution', 'execute.*', (key, message) => this.#onRunEnd(key, message), {
      noAck: true,
      consumerTag: '_loop-iteration',
      priority: 300,
    });

    if (root.fields.redelivered && typeof loopCounter === 'number') this.#start(root, loopCounter, true);
    else if (this.#testBefore && !this.#goesOn(0, root)) this.#complete(root);
    else this.#start(root, 0, false);
  }

  #goesOn(done: number, message: Message): boolean {
    if (done >= this.#maximum) return false;
    if (this.#condition === undefined) return this.#maximum < Infinity;
    return !!this.#activity.environment.resolveExpression(this.#condition, message);
  }

  #start({ content }: Message, loopCounter: number, ignoreIfExecuting: boolean): void {
    const { broker } = this.#activity;
    const next = { ...content, loopCounter, preventComplete: true, state: 'iteration.next' };
    broker.publish('execution', 'execute.iteration.next', next);
    broker.publish('execution', 'execute.start', {
      ...iteration(content, loopCounter),
      loopCounter,
      ignoreIfExecuting,
    });
  }

  #onRunEnd(key: string, message: Message): void {
    const root = this.#root;
    if (!root || !message.content.isMultiInstance || !/^execute\.(completed|discard|cancel)$/.test(key)) return;
    const { output } = message.content;
    const loopCounter = Number(message.content.loopCounter);
    const ended = { ...root.content, loopCounter, preventComplete: true, state: 'iteration.completed' };
    this.#activity.broker.publish('execution', 'execute.iteration.completed', ended);
    agendaOf(this.#activity).push(() => {
      if (this.#isStopped) return;
      if (this.#goesOn(loopCounter + 1, message)) this.#start(root, loopCounter + 1, false);
      else this.#complete(root, output);
    });
  }

  #complete({ content }: Message, output?: unknown): void {
    this.#stop();
    const completed = { ...content, loopCounter: undefined, ...(output !== undefined && { output }) };
    this.#activity.broker.publish('execution', 'execute.completed', completed);
  }

  #stop(): void {
    this.#isStopped = true;
    this.#activity.broker.cancel('_loop-api');
    this.#activity.broker.cancel('_loop-iteration');
  }
}
