import {
  type Activity,
  type Context,
  type ElementDefinition,
  type Message,
  MESSAGE_QUEUE,
  MessageDefinitionBase,
} from './library.ts';

/**
 * Message that is told to the outside when thrown, and that reaches a catch event only while it waits. The caller of the engine correlates.
 *
 * Wrong in bpmn-elements 17.3.0: a thrown message is delivered to catch events of its own definition and kept for those that wait later; the
 * saved state grows with each throw. Delete when a message leaves the definition and is not kept.
 *
 * @see no upstream issue known; BPMN 2.0.2 §10.5.5 (message event definition): a message goes to another participant
 */
export class MessageEventDefinition extends MessageDefinitionBase {
  constructor(activity: Activity, definition: ElementDefinition, context: Context, index: number) {
    super(activity, definition, context, index);
    const queue = this[MESSAGE_QUEUE];
    if (queue) this.broker.unbindQueue(queue.name, 'api', '*.message.#');
  }

  executeThrow(executeMessage: Message): void {
    const { content } = executeMessage;
    const { message } = this._getReferenceInfo(executeMessage);
    const { parent } = this.activity;
    const told = { ...content, executionId: content.parent.executionId, parent, message, state: 'throw' };
    this.broker.publish('event', 'activity.message', told, { type: 'message' });
    this.broker.publish('execution', 'execute.completed', { ...content });
  }
}
