import {
  type Activity,
  type Context,
  type ElementDefinition,
  type Message,
  MESSAGE_QUEUE,
  REFERENCE_INFO,
  SignalDefinitionBase,
} from './library.ts';

/**
 * Signal that is told to the outside when thrown, and that reaches a catch event only while it waits. The caller of the engine broadcasts:
 * a signal knows no borders of processes.
 *
 * Wrong in bpmn-elements 17.3.0: a signal is taken by the first catch event and kept for catch events that wait later. Delete when a signal
 * is a broadcast that is not kept.
 *
 * @see no upstream issue known; BPMN 2.0.2 §10.5.5 (signal event definition)
 */
export class SignalEventDefinition extends SignalDefinitionBase {
  constructor(activity: Activity, definition: ElementDefinition, context: Context, index: number) {
    super(activity, definition, context, index);
    const queue = this[MESSAGE_QUEUE];
    if (queue) this.broker.unbindQueue(queue.name, 'api', '*.signal.#');
  }

  executeThrow(executeMessage: Message): void {
    const { content } = executeMessage;
    const { message } = this._getReferenceInfo(executeMessage);
    const { parent } = this.activity;
    const told = { ...content, executionId: content.parent.executionId, parent, message, state: 'throw' };
    this.broker.publish('event', 'activity.signal', told, { type: 'signal' });
    this.broker.publish('execution', 'execute.completed', { ...content });
  }

  _onCatchMessage(_routingKey: string, { content, properties }: Message): void {
    const signal = content.message as { id?: string } | undefined;
    if (signal?.id === this[REFERENCE_INFO].message.id) this._complete(signal, properties);
  }
}
