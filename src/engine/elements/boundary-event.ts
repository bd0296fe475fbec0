import {
  type Activity,
  ActivityBase,
  BoundaryBase,
  type Content,
  type Context,
  type ElementDefinition,
  EXECUTE_MESSAGE,
  type Message,
} from './library.ts';
import { tokenOutbound } from './outbound.ts';

/** Listens again after a non-interrupting event fired, as long as its activity runs. */
class Boundary extends BoundaryBase {
  override _onCompleted(routingKey: string, message: Message): void {
    super._onCompleted(routingKey, message);
    const { type, cancelActivity } = message.content;
    if (this.cancelActivity || cancelActivity || type === 'bpmn:TimerEventDefinition') return;
    const [inbound] = this[EXECUTE_MESSAGE].content.inbound as readonly Content[];
    if (!inbound || this.attachedTo.executionId !== inbound.executionId || !this.attachedTo.status) return;
    const again = { ...inbound, rearmed: true };
    this.broker.getQueue('inbound-q').queueMessage({ routingKey: 'activity.restart' }, again);
  }
}

/**
 * Boundary event; a non-interrupting one fires as often as it is triggered. A timer is left alone: the library repeats cycles itself.
 *
 * Wrong in bpmn-elements 17.3.0: a non-interrupting boundary event fires once. Delete when it listens again.
 *
 * @see no upstream issue known; BPMN 2.0.2 §10.5.4, §13.5.3
 */
export function BoundaryEvent(definition: ElementDefinition, context: Context): Activity {
  return tokenOutbound(new ActivityBase(Boundary, definition, context));
}
