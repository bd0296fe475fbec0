import { agendaOf } from './agenda-of.ts';
import { type Watcher } from './agenda.ts';
import {
  type Activity,
  ActivityBase,
  CallBase,
  type Content,
  type Context,
  type ElementDefinition,
  type Message,
} from './library.ts';
import { tokenOutbound } from './outbound.ts';
import { isOpen, ownerOf } from './scope.ts';

/** Once discarded it listens no more: the called process's own end would otherwise revive it in the caller's scope. */
class Call extends CallBase {
  override _onApiMessage(called: string, executeMessage: Message, routingKey: string, message: Message): void {
    if (message.properties.type === 'discard') this._stop(executeMessage.content.executionId);
    super._onApiMessage(called, executeMessage, routingKey, message);
  }
}

/**
 * Call activity that the called process can find, so that its errors and escalations reach the caller's boundary, and that ends the called
 * process when a scope around it is interrupted or terminated.
 *
 * Wrong in bpmn-elements 17.3.0: an interrupted call is revived by the end of the called process; errors of the called process do not reach
 * the caller; a scope that is terminated, or interrupted after recovery, leaves the called process running. Delete when all work.
 *
 * @see no upstream issue known; BPMN 2.0.2 §13.3.4
 */
export function CallActivity(definition: ElementDefinition, context: Context): Activity {
  const activity = new ActivityBase(Call, definition, context);
  activity.broker.subscribeTmp('event', 'activity.call', (_, { content }) => follow(activity, content), {
    noAck: true,
    consumerTag: '_follow-call',
  });
  return tokenOutbound(activity);
}

function follow(activity: Activity, content: Content): void {
  const agenda = agendaOf(activity);
  const called = `${String(content.calledElement).replace(/[./\\#*:\s]/g, '_')}_${content.executionId}`;
  agenda.callers.set(called, activity);
  const watcher: Watcher = {
    tryFire: () => {
      if (isOpen(activity)) return false;
      agenda.unwatch(watcher);
      agenda.callers.delete(called);
      processOf(activity).broker.publish('event', 'activity.call.cancel', { ...content });
      return true;
    },
  };
  agenda.watch(watcher);
}

function processOf(activity: Activity): Activity {
  const owner = ownerOf(activity);
  return owner ? processOf(owner) : (activity.context.owner ?? activity);
}
