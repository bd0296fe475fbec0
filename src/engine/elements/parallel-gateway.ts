import { JoinActivity, oldestPerFlow } from './join-activity.ts';
import { type Activity, ActivityBase, type Context, type ElementDefinition, ParallelBase } from './library.ts';
import { tokenOutbound } from './outbound.ts';

/**
 * Parallel gateway: consumes one token of every inbound flow, then takes every outbound flow, whatever its condition.
 *
 * Wrong in bpmn-elements 17.3.0: see {@link JoinActivity} and {@link tokenOutbound}; delete with them.
 *
 * @see BPMN 2.0.2 §13.4.1
 */
export function ParallelGateway(definition: ElementDefinition, context: Context): Activity {
  const inboundCount = context.getInboundSequenceFlows(definition.id).length;
  if (inboundCount < 2) return tokenOutbound(new ActivityBase(ParallelBase, definition, context), 'all');
  const join = new JoinActivity(ParallelBase, definition, context, (tokens) => {
    const chosen = oldestPerFlow(tokens);
    return chosen.length === inboundCount ? chosen : null;
  });
  return tokenOutbound(join, 'all');
}
