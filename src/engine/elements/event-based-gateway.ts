import {
  type Activity,
  ActivityBase,
  type Context,
  type ElementDefinition,
  EventBasedBase,
  GATEWAY_TARGETS,
  type Message,
} from './library.ts';
import { tokenOutbound } from './outbound.ts';
import { scopeOf, withdrawTokens } from './scope.ts';

/** The first event wins; targets that have not begun are withdrawn, not run as discarded. */
class FirstEvent extends EventBasedBase {
  override _onTargetCompleted(executeMessage: Message, key: string, message: Message, owner: Activity): void {
    const scope = scopeOf(this.activity);
    const losers = this.activity.outbound.filter((flow) => flow.targetId !== owner.id);
    if (scope) withdrawTokens(scope, losers);
    const targets = this[GATEWAY_TARGETS];
    this._stop();
    this[GATEWAY_TARGETS] = new Set([...targets].filter((target) => target === owner || target.status));
    super._onTargetCompleted(executeMessage, key, message, owner);
    this[GATEWAY_TARGETS] = targets;
  }
}

/**
 * Event-based gateway whose first event wins, also when it happens while the others are not yet waiting.
 *
 * Wrong in bpmn-elements 17.3.0: it discards all other targets, and a target that has not begun runs as discarded and leaves residue in the
 * state. Delete with {@link tokenOutbound}.
 *
 * @see no upstream issue known; BPMN 2.0.2 §13.4.4
 */
export function EventBasedGateway(definition: ElementDefinition, context: Context): Activity {
  return tokenOutbound(new ActivityBase(FirstEvent, definition, context));
}
