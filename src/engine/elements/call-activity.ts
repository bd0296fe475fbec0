import { agendaOf } from './agenda.ts';
import {
  type Activity,
  ActivityBase,
  CallBase,
  type Context,
  type ElementDefinition,
  type Message,
} from './library.ts';
import { tokenOutbound } from './outbound.ts';

/** Once discarded it listens no more: the called process's own end would otherwise revive it in the caller's scope. */
class Call extends CallBase {
  override _onApiMessage(called: string, executeMessage: Message, routingKey: string, message: Message): void {
    if (message.properties.type === 'discard') this._stop(executeMessage.content.executionId);
    super._onApiMessage(called, executeMessage, routingKey, message);
  }
}

/**
 * Call activity that the called process can find, so that its errors and escalations reach the caller's boundary.
 *
 * Wrong in bpmn-elements 17.3.0: an interrupted call is revived by the end of the called process; errors of the called process do not reach
 * the caller. Delete when both work.
 *
 * @see no upstream issue known; BPMN 2.0.2 §13.3.4
 */
export function CallActivity(definition: ElementDefinition, context: Context): Activity {
  const activity = new ActivityBase(Call, definition, context);
  activity.broker.subscribeTmp(
    'event',
    'activity.call',
    (_, { content }) => {
      const called = String(content.calledElement).replace(/[./\\#*:\s]/g, '_');
      agendaOf(activity).callers.set(`${called}_${content.executionId}`, activity);
    },
    { noAck: true, consumerTag: '_register-call' },
  );
  return tokenOutbound(activity);
}
