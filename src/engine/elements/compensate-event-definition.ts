import { agendaOf } from './agenda-of.ts';
import {
  type Activity,
  COMPENSATE_ASSOCIATIONS,
  CompensateDefinitionBase,
  type Context,
  type ElementDefinition,
  EXECUTE_MESSAGE,
  type Message,
} from './library.ts';
import { scopeOf } from './scope.ts';

/** Names the order in which activities of a scope completed. */
const ORDER = 'completionOrder';

/**
 * Compensation: a boundary event remembers each completion of its activity; a throw runs the handlers, the last completion first and one
 * after another, and waits for them.
 *
 * Wrong in bpmn-elements 17.3.0: a throw starts every handler at once and does not wait, ignores its `activityRef`, and forgets activities
 * that complete after it. Delete when a throw waits and keeps the order. Not covered: what a completed sub-process did inside.
 *
 * @see no upstream issue known; BPMN 2.0.2 §10.7.1, §13.5.5
 */
export class CompensateEventDefinition extends CompensateDefinitionBase {
  readonly #activityId: string | undefined;

  constructor(activity: Activity, definition: ElementDefinition, context: Context, index: number) {
    super(activity, definition, context, index);
    const reference = definition.behaviour?.activityRef as { readonly id: string } | undefined;
    this.#activityId = reference?.id;
  }

  /** Completions of the activity that this boundary event is attached to, which have not been compensated. */
  get completions(): readonly Message[] {
    return this.broker.getQueue('compensate-q').messages;
  }

  /** Activities that undo it. */
  get handlers(): Activity[] {
    const ids = this[COMPENSATE_ASSOCIATIONS].map(({ targetId }) => targetId);
    return ids.flatMap((id) => this.activity.context.getActivityById(id) ?? []);
  }

  /** Called by the library with all that its activity does. */
  _onCollect(routingKey: string, { content }: Message): void {
    if (routingKey !== 'execute.completed' || !content.isRootScope) return;
    const known = boundariesIn(this.activity).flatMap(({ completions }) => completions);
    const order = Math.max(0, ...known.map(orderOf)) + 1;
    this.broker.getQueue('compensate-q').queueMessage({ routingKey }, { ...content, [ORDER]: order });
  }

  /** Called by the library when the scope is over: nothing can be undone any more. */
  _onDiscardApiMessage(): void {
    this._stop();
    this.broker.getQueue('compensate-q').purge();
    this.broker.publish('execution', 'execute.discard', { ...this[EXECUTE_MESSAGE].content });
  }

  executeThrow(executeMessage: Message): void {
    const boundaries = boundariesIn(this.activity).filter(
      ({ activity }) => this.#activityId === undefined || activity.attachedTo?.id === this.#activityId,
    );
    const handlers = new Set(boundaries.flatMap((boundary) => boundary.handlers));
    const consumerTag = `_compensating-${executeMessage.content.executionId}`;
    const stop = (): void => {
      for (const handler of handlers) handler.broker.cancel(consumerTag);
    };
    const next = (): void => {
      if (!this.activity.status) return stop();
      if ([...handlers].some(isBusy)) return;
      const [last] = boundaries
        .filter(({ completions }) => completions.length)
        .sort((a, b) => orderOf(b.completions.at(-1)) - orderOf(a.completions.at(-1)));
      if (last) return last.compensateLast();
      stop();
      this.broker.publish('execution', 'execute.completed', { ...executeMessage.content });
    };
    for (const { broker } of handlers) {
      broker.subscribeTmp('event', 'activity.leave', () => agendaOf(this.activity).push(next), {
        noAck: true,
        consumerTag,
      });
    }
    agendaOf(this.activity).push(next);
  }

  /** Undoes the last completion. */
  compensateLast(): void {
    const queue = this.broker.getQueue('compensate-q');
    const contents = this.completions.map(({ content }) => content);
    const last = contents.pop();
    // a queue gives from its head only
    queue.purge();
    for (const content of contents) queue.queueMessage({ routingKey: 'execute.completed' }, content);
    for (const association of this[COMPENSATE_ASSOCIATIONS]) association.take({ content: { ...last } });
  }
}

function boundariesIn(activity: Activity): CompensateEventDefinition[] {
  const children = scopeOf(activity)?.getActivities() ?? [];
  return children
    .filter((child) => !child.placeholder && child.attachedTo)
    .flatMap((child) => child.eventDefinitions ?? [])
    .filter((definition) => definition instanceof CompensateEventDefinition);
}

function orderOf(completion: Message | undefined): number {
  return Number(completion?.content[ORDER]);
}

function isBusy(handler: Activity): boolean {
  return !!handler.status || handler.broker.getQueue('inbound-q').messages.length > 0;
}
