import { agendaOf } from './agenda-of.ts';
import { findCatcher, type Thrown } from './catchers.ts';
import { EscalationDefinitionBase, EXECUTE_MESSAGE, type Message } from './library.ts';

/**
 * Escalation that is caught by the innermost handler only, before the throwing token moves on; without a handler it has no effect.
 *
 * Wrong in bpmn-elements 17.3.0: every catch event of the definition gets it, catching goes by element id instead of code, and an escalation
 * start event of an event sub-process is never armed. Delete when the library walks scopes outwards.
 *
 * @see no upstream issue known; BPMN 2.0.2 §10.5.5, §13.5.3
 */
export class EscalationEventDefinition extends EscalationDefinitionBase {
  override armed = false;

  /** Undefined catches every escalation. */
  override get code(): string | undefined {
    return this._getReferenceInfo().message.code;
  }

  override executeCatch(message: Message): void {
    this.armed = true;
    super.executeCatch(message);
  }

  executeThrow({ content }: Message & { content: Message['content'] }): void {
    const { message: escalation } = this._getReferenceInfo();
    const { parent } = this.activity;
    const told = { ...content, executionId: content.parent.executionId, parent, message: escalation, state: 'throw' };
    this.broker.publish('event', 'activity.escalate', told, { type: 'escalate' });
    agendaOf(this.activity).push(() => {
      findCatcher(this.activity, this.type, escalation)?.trigger(escalation, this.activity);
      this.broker.publish('execution', 'execute.completed', { ...content });
    });
  }

  trigger(escalation: Thrown): void {
    const { id } = this._getReferenceInfo(this[EXECUTE_MESSAGE]).message;
    this._onCatchMessage('escalate', { content: { message: { ...escalation, id } } });
  }

  override _stop(): void {
    this.armed = false;
    super._stop();
  }
}
