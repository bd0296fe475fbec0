import { EventTriggers } from './event-triggers.ts';
import { type Activity, type Context, type ElementDefinition, type ScopeRun, stock } from './library.ts';
import { tokenOutbound } from './outbound.ts';
import { emptyScope } from './scope.ts';

/**
 * Sub-process whose inner work stops for good when it ends or is interrupted; one that is triggered by an event listens as long as its
 * parent scope runs (see {@link EventTriggers}).
 *
 * Wrong in bpmn-elements 17.3.0: tokens that have not begun an activity survive an interruption; a message starts an event sub-process once,
 * and timer, error and escalation starts do nothing. Delete when interrupting empties the scope and event sub-processes repeat.
 *
 * @see no upstream issue known; BPMN 2.0.2 §13.3.4 (sub-process), §13.5.4 (event sub-process)
 */
export function SubProcess(definition: ElementDefinition, context: Context): Activity {
  if (!definition.behaviour?.triggeredByEvent) return closing(stock('SubProcess')(definition, context));

  const { triggeredByEvent: _, ...behaviour } = definition.behaviour;
  const loopCharacteristics = { type: 'EventTriggers', Behaviour: EventTriggers };
  const activity = stock('SubProcess')({ ...definition, behaviour: { ...behaviour, loopCharacteristics } }, context);
  activity.isEventSubProcess = true;
  activity.shake = () => undefined;
  return closing(activity);
}

function closing(activity: Activity): Activity {
  const { broker } = activity;
  const empty = (): void => openRuns(activity).forEach((run) => emptyScope(run));
  const on = (
    exchange: string,
    pattern: string,
    consumerTag: string,
    priority: number,
    listener: Parameters<typeof broker.subscribeTmp>[2],
  ) => broker.subscribeTmp(exchange, pattern, listener, { noAck: true, consumerTag, priority });

  on('api', 'activity.discard.#', '_empty-on-discard', 500, (_, { content }) => {
    if (content.executionId === activity.executionId) empty();
  });
  on('execution', 'execute.#', '_empty-on-end', 500, (key, { content }) => {
    if (content.isRootScope && /^execute\.(completed|error|cancel)$/.test(key)) empty();
  });
  on('execution', 'execution.#', '_close-scopes', 200, () => {
    for (const run of openRuns(activity)) run._deactivate();
  });
  return tokenOutbound(activity);
}

function openRuns(activity: Activity): readonly ScopeRun[] {
  return activity.execution?.source?.executions.filter((run) => !run.completed) ?? [];
}
