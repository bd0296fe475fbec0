import { agendaOf } from './agenda-of.ts';
import { iteration } from './iteration.ts';
import { type Activity, type Content, type Message, type Owner, SCOPE_ELEMENTS, type ScopeRun } from './library.ts';
import { cancelScope, scopeOf } from './scope.ts';

/**
 * Runs an event sub-process: one inner run waits at its start event (armed); when it fires, an interrupting start cancels the rest of the
 * parent scope, a non-interrupting one arms the next run, so triggers may repeat and overlap. While only armed, the activity is detached: it
 * does not keep its parent scope alive.
 *
 * Takes the place of loop characteristics, since the library keeps several runs of a sub-process only for those. Delete with `sub-process.ts`.
 *
 * @see BPMN 2.0.2 §13.5.4
 */
export class EventTriggers {
  readonly #activity: Owner;
  #root: Content | undefined;
  #isStopped = false;

  constructor(activity: Activity) {
    this.#activity = activity;
  }

  execute(executeMessage: Message): void {
    const activity = this.#activity;
    const { broker } = activity;
    this.#root = executeMessage.content;
    activity.onTriggered = (start, run, repeat) => this.#onTriggered(start, run, repeat);
    broker.subscribeTmp('execution', 'execute.*', (key, { content }) => this.#onRunEnd(key, content), {
      noAck: true,
      consumerTag: '_trigger-run',
      priority: 300,
    });
    broker.subscribeTmp('execution', 'execution.#', () => this.#stop(), {
      noAck: true,
      consumerTag: '_trigger-over',
      priority: 300,
    });
    if (executeMessage.fields.redelivered) return;

    this.#remember({});
    this.#arm();
    this.#announce('detach');
  }

  get #content(): Content {
    if (!this.#root) throw new Error(`Expected event sub-process ${this.#activity.id} to be executing`);
    return this.#root;
  }

  /** Keeps the root run open, with what has to survive a restart. */
  #remember(extra: object): void {
    this.#root = { ...this.#content, ...extra, preventComplete: true };
    this.#activity.broker.publish('execution', 'execute.update', this.#root);
  }

  #arm(): void {
    const root = this.#content;
    const taken = new Set(this.#runs().map((run) => run.executionId));
    let index = 0;
    while (taken.has(`${root.executionId}_${index}`)) index++;
    this.#activity.broker.publish('execution', 'execute.start', { ...iteration(root, index), left: undefined });
  }

  #onTriggered(start: Activity, run: ScopeRun | undefined, repeat: unknown): void {
    this.#announce('triggered');
    if (start.behaviour.isInterrupting !== false) {
      for (const other of this.#runs()) if (other !== run) discard(other);
      const scope = scopeOf(this.#activity);
      if (scope) cancelScope(scope, this.#content.executionId);
      return;
    }
    if (this.#isSpent(start, repeat)) return;
    agendaOf(this.#activity).push(() => {
      if (this.#isStopped) return;
      this.#arm();
    }, 'first');
  }

  /** A timer that is no cycle fires once; a cycle as often as it says (-1: for ever). */
  #isSpent(start: Activity, repeat: unknown): boolean {
    const timer = start.eventDefinitions?.find(({ type }) => type === 'bpmn:TimerEventDefinition');
    if (!timer) return false;
    if (!timer.timeCycle) return true;
    const left = repeat === -1 ? -1 : Number(this.#content.left ?? repeat) - 1;
    this.#remember({ left });
    return left === 0;
  }

  #onRunEnd(key: string, content: Content): void {
    if (!content.isMultiInstance || !/^execute\.(completed|discard|cancel)$/.test(key)) return;
    agendaOf(this.#activity).push(() => {
      const scope = scopeOf(this.#activity);
      if (!scope || this.#isStopped) return;
      const runs = this.#runs();
      this.#announce('released');
      if (runs.some((run) => !isArmed(run))) return;
      const { postponed, detachedActivities } = scope[SCOPE_ELEMENTS];
      if (runs.length && postponed.size > detachedActivities.size + 1) return this.#announce('detach');
      const completed = { ...this.#content, preventComplete: undefined, left: undefined };
      this.#activity.broker.publish('execution', 'execute.completed', completed);
    });
  }

  #runs(): readonly ScopeRun[] {
    return this.#activity.execution?.source.executions.filter((run) => !run.completed) ?? [];
  }

  #announce(state: string): void {
    const { broker, parent } = this.#activity;
    broker.publish('event', `activity.${state}`, { ...this.#content, parent: { ...parent }, state });
  }

  #stop(): void {
    this.#isStopped = true;
    this.#activity.broker.cancel('_trigger-run');
    this.#activity.broker.cancel('_trigger-over');
  }
}

function isArmed(run: ScopeRun): boolean {
  return run.getPostponed().every(({ content }) => content.isStart);
}

function discard(run: ScopeRun): void {
  cancelScope(run);
  if (!run.completed) run.discard();
}
