import { agendaOf } from './agenda-of.ts';
import { JoinActivity, oldestPerFlow } from './join-activity.ts';
import {
  type Activity,
  ActivityBase,
  type Context,
  type ElementDefinition,
  InclusiveBase,
  MESSAGE_HANDLERS,
} from './library.ts';
import { tokenOutbound } from './outbound.ts';
import { upstreamOf } from './reach.ts';
import { scopeOf, tokensIn } from './scope.ts';

/**
 * Inclusive gateway that joins: fires when a token waits, and no other token of the scope can reach an empty inbound flow (without passing
 * this gateway) unless it can also reach a flow where a token already waits. Asked when nothing else is left to do in the step.
 *
 * Wrong in bpmn-elements 17.3.0: it does not join at all. Delete when it does.
 *
 * @see https://github.com/paed01/bpmn-elements/issues/46; BPMN 2.0.2 §13.4.3
 */
export function InclusiveGateway(definition: ElementDefinition, context: Context): Activity {
  const flows = context.getInboundSequenceFlows(definition.id);
  if (flows.length < 2) return tokenOutbound(new ActivityBase(InclusiveBase, definition, context), 'any');

  const gateway: JoinActivity = new JoinActivity(InclusiveBase, definition, context, (tokens) => {
    const scope = scopeOf(gateway);
    if (!scope) return null;
    const arrived = new Set(tokens.map((token) => token.content.id));
    const empty = flows.filter((flow) => !arrived.has(flow.id));
    const full = flows.filter((flow) => arrived.has(flow.id));
    const toEmpty = upstreamOf(context, gateway, empty, true);
    const toFull = upstreamOf(context, gateway, full, false);
    const isAwaited = tokensIn(scope).some((id) => toEmpty.has(id) && !toFull.has(id));
    return isAwaited ? null : oldestPerFlow(tokens);
  });
  gateway[MESSAGE_HANDLERS].onInbound = () => agendaOf(gateway).watch(gateway);
  return tokenOutbound(gateway, 'any');
}
