import { type Activity, ActivityError, type Message, type OutboundChoice, type SequenceFlow } from './library.ts';

/**
 * How an element chooses among its outgoing flows. `one`: the first that is true; `any`: all that are true; `all`: every flow, conditions
 * ignored; `activity`: unconditional flows always, conditional ones when true. The default flow is taken when no condition was true.
 */
export type OutboundRule = 'one' | 'any' | 'all' | 'activity';

/**
 * Gives an activity the outgoing semantics of the standard.
 *
 * Wrong in bpmn-elements 17.3.0: a parallel gateway asks conditions, an activity's default flow is not taken beside an unconditional one, and
 * two flows to the same target become one token. Delete when the library's OutboundEvaluator does the same. No upstream issue known.
 *
 * @see BPMN 2.0.2 §13.3.1 (activities), §13.4.1 (parallel), §13.4.2 (exclusive), §13.4.3 (inclusive)
 */
export function tokenOutbound<A extends Activity>(activity: A, rule: OutboundRule = 'activity'): A {
  activity.evaluateOutbound = (message, _takeOne, callback) => {
    choose(activity.outbound, rule, message, (error, taken) => {
      if (error) return callback(error);
      if (activity.outbound.length && !taken.length) {
        return callback(new ActivityError(`<${activity.id}> no conditional flow taken`, message));
      }
      return callback(null, taken);
    });
  };
  // two flows to one target are two tokens; nothing is sent along flows that are not taken
  activity._doRunOutbound = (outbound, content) => {
    const taken = outbound.filter((flow) => flow.action === 'take');
    for (const flow of taken) activity._publishRunOutbound(flow, content);
    return taken;
  };
  return activity;
}

function choose(
  outbound: readonly SequenceFlow[],
  rule: OutboundRule,
  message: Message,
  callback: (error: Error | null, taken: readonly OutboundChoice[]) => void,
): void {
  const byDefault = rule === 'all' ? undefined : outbound.find((flow) => flow.isDefault);
  const flows = outbound.filter((flow) => flow !== byDefault);
  const taken: OutboundChoice[] = [];
  let isChosen = false;

  const next = (index: number): void => {
    const flow = flows[index];
    if (!flow || (rule === 'one' && isChosen)) {
      if (byDefault && !isChosen) taken.push(choice(byDefault, message));
      return callback(null, taken);
    }
    if (rule === 'all' || !flow.behaviour.conditionExpression) {
      if (rule !== 'activity') isChosen = true;
      taken.push(choice(flow, message));
      return next(index + 1);
    }
    flow.evaluate({ ...message, content: { ...message.content } }, (error, result) => {
      if (error) return callback(error, []);
      if (result) {
        isChosen = true;
        taken.push(choice(flow, message, result));
      }
      next(index + 1);
    });
  };
  next(0);
}

function choice(flow: SequenceFlow, source: Message, result?: unknown): OutboundChoice {
  const { message } = source.content;
  return {
    id: flow.id,
    action: 'take',
    targetId: flow.targetId,
    ...(result !== undefined && { result }),
    ...(flow.isDefault && { isDefault: true }),
    ...(message !== undefined && { message }),
  };
}
