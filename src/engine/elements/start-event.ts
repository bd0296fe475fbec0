import { type Activity, type Context, type ElementDefinition, stock } from './library.ts';
import { tokenOutbound } from './outbound.ts';
import { scopeOf } from './scope.ts';

/**
 * Start event that begins its scope alone: when it ends, the scope's other start events stop waiting. With the engine option `startId` the
 * instance was begun by that event: it needs no further trigger, and the process's others never run.
 *
 * Wrong in bpmn-elements 17.3.0: all start events of a process start, and the instance waits for all of them; the event sub-process is not
 * told that its start fired. Delete with bpmn-elements 18, where start events exclude each other, if sub-processes are told too.
 *
 * @see https://github.com/paed01/bpmn-elements/releases/tag/v18.0.26; BPMN 2.0.2 §10.5.2, §13.2
 */
export function StartEvent(definition: ElementDefinition, context: Context): Activity {
  const event = stock('StartEvent')(begunByOne(definition, context), context);
  event.shake = () => undefined;
  event.broker.subscribeTmp(
    'event',
    'activity.end',
    (_, { content }) => {
      const scope = scopeOf(event);
      const isOtherStart = ({ id }: { id: string }): boolean =>
        id !== event.id && scope?.getActivityById(id)?.type === event.type;
      for (const api of scope?.getPostponed(({ content: other }) => isOtherStart(other)) ?? []) api.discard();
      context.owner?.onTriggered?.(event, scope, content.repeat);
    },
    { noAck: true, consumerTag: '_other-starts', priority: 300 },
  );
  return tokenOutbound(event);
}

function begunByOne(definition: ElementDefinition, { environment, owner }: Context): ElementDefinition {
  const { startId } = environment.options;
  if (!startId || owner?.isSubProcess) return definition;
  const { id, behaviour } = definition;
  if (id === startId) return { ...definition, behaviour: { ...behaviour, eventDefinitions: undefined } };
  return { ...definition, behaviour: { ...behaviour, triggeredByEvent: true } };
}
