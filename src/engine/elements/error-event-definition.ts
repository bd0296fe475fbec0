import { agendaOf } from './agenda-of.ts';
import { findCatcher, type Thrown } from './catchers.ts';
import { type Activity, ErrorDefinitionBase, EXECUTE_MESSAGE, type Message } from './library.ts';

/**
 * Error that is caught by the innermost handler only; without a handler the throwing scope fails, outwards to the process.
 *
 * Wrong in bpmn-elements 17.3.0: a throw is offered to every catch event of the definition, an uncaught error end event passes silently, and
 * an error start event of an event sub-process is never armed. Delete when the library walks scopes outwards.
 *
 * @see no upstream issue known; BPMN 2.0.2 §10.5.6, §13.5.3
 */
export class ErrorEventDefinition extends ErrorDefinitionBase {
  override armed = false;

  /** Undefined catches every error. */
  override get code(): string | undefined {
    return this._getReferenceInfo(this[EXECUTE_MESSAGE]).message.code;
  }

  override executeCatch(message: Message): void {
    this.armed = true;
    super.executeCatch(message);
  }

  executeThrow(executeMessage: Message): void {
    const { message: error, description } = this._getReferenceInfo(executeMessage);
    agendaOf(this).push(() => {
      if (!this.activity.status) return;
      const catcher = findCatcher(this.activity, this.type, error);
      if (catcher) return catcher.trigger(error, this.activity);
      const failure = Object.assign(new Error(`uncaught ${description}`), {
        type: 'BpmnError',
        code: error.code,
        id: error.id,
      });
      this.broker.publish('execution', 'execute.error', { ...executeMessage.content, error: failure });
    });
  }

  trigger(error: Thrown, source: Activity): void {
    const { id, type, executionId } = source;
    this._catchError('throw', { content: { id, type, executionId } }, error);
  }

  override _stop(): void {
    this.armed = false;
    super._stop();
  }
}
