import { completeJob } from '../../src/commands/process/complete-job.ts';
import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import { createProcessInstance } from '../../src/commands/process/create-process-instance.ts';
import { broadcastSignal } from '../../src/commands/process/broadcast-signal.ts';
import { fireTimer } from '../../src/commands/process/fire-timer.ts';
import { publishMessage } from '../../src/commands/process/publish-message.ts';
import { throwJobError } from '../../src/commands/process/throw-job-error.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { Command } from '../../src/domain/command.ts';
import type { ResourceFile } from '../../src/domain/process/engine-port.ts';
import type { ExecutableProcess } from '../../src/domain/process/executable.ts';
import type { HistoryEvent } from '../../src/domain/process/history.ts';
import type { ScopeInstance, SlotInstance } from '../../src/domain/process/process-instance.ts';
import type { ScriptEvent, Step, Variables } from '../conformance/case.ts';
import { deploy, testActor, type TestHost } from './host.ts';

/** Something open in a process instance of the run. */
interface Open {
  readonly elementId: string;
  /** Element instance key. */
  readonly key: number;
  readonly index: number | undefined;
  readonly isOffered: boolean;
}

interface TimerRow {
  readonly key: number;
  readonly due_at: number;
  readonly element_instance_key: number;
}

interface InstanceRow {
  readonly key: number;
  readonly state: string;
  readonly process_definition_key: number;
  readonly tree: string | null;
}

/** Plays the script of a conformance case through the real host: commands, commit loop, database. Each run is a tenant of its own. */
export class HostRunner {
  readonly #host: TestHost;
  readonly #actor: Actor;
  readonly #processes: ReadonlyMap<number, ExecutableProcess>;
  #events: HistoryEvent[] = [];
  #root = 0;

  private constructor(host: TestHost, actor: Actor, processes: ReadonlyMap<number, ExecutableProcess>) {
    this.#host = host;
    this.#actor = actor;
    this.#processes = processes;
  }

  static async deploy(
    host: TestHost,
    tenantId: string,
    xml: string,
    others: readonly ResourceFile[] = [],
  ): Promise<HostRunner> {
    const actor = testActor(tenantId);
    const files = [{ name: 'case.bpmn', content: xml }, ...others];
    const { processes } = await deploy(host, actor, files);
    const compiled = await host.engine.compile(files);
    const byKey = new Map<number, ExecutableProcess>();
    for (const { processDefinitionKey, processId } of processes) {
      const found = compiled.processes.find(({ process }) => process.processId === processId);
      if (found) byKey.set(processDefinitionKey, found.process);
    }
    return new HostRunner(host, actor, byKey);
  }

  async start(variables: Variables, startElementId?: string): Promise<Step> {
    const processes = [...this.#processes.values()];
    const processId = (processes.find((process) => process.processId === 'main') ?? processes[0])?.processId ?? '';
    return this.#step(async () => {
      const created = await this.#submit(createProcessInstance, {
        processId,
        variables,
        ...(startElementId && { startElementId }),
      });
      this.#root = created.processInstanceKey;
    });
  }

  /** Takes one event of a script. */
  async take(event: ScriptEvent): Promise<Step> {
    if ('complete' in event) {
      const place = await this.find(event.complete, event.index);
      return this.#step(() => this.complete(place.key, event.variables ?? {}));
    }
    if ('jobError' in event) {
      const place = await this.find(event.jobError, event.index);
      const jobKey = (await this.#rowAt('job', place.key)) ?? 0;
      return this.#step(() => this.#submit(throwJobError, { jobKey, errorCode: event.code }));
    }
    if ('fireTimer' in event) {
      const timer = await this.#timer(event.fireTimer, event.index);
      this.#host.clock.moveTo(timer.due_at);
      return this.#step(() => this.#submit(fireTimer, { timerKey: timer.key }));
    }
    if ('message' in event) {
      const { message: name, variables = {} } = event;
      return this.#step(
        () => this.#submit(publishMessage, { name, correlationKey: 'k1', timeToLiveMs: 0, variables }),
        1,
      );
    }
    return this.#step(() => this.#submit(broadcastSignal, { name: event.signal, variables: event.variables ?? {} }), 1);
  }

  /** Completes the user task or job of an element instance. */
  async complete(elementInstanceKey: number, variables: Variables): Promise<unknown> {
    const jobKey = await this.#rowAt('job', elementInstanceKey);
    if (jobKey !== undefined) return this.#submit(completeJob, { jobKey, variables });
    const userTaskKey = (await this.#rowAt('user_task', elementInstanceKey)) ?? 0;
    return this.#submit(completeUserTask, { userTaskKey, variables });
  }

  async find(elementId: string, index: number | undefined): Promise<Open> {
    const found = (await this.open()).find(
      (each) => each.elementId === elementId && (index === undefined || each.index === index),
    );
    if (!found) throw new Error(`Expected ${elementId} to wait, but it does not`);
    return found;
  }

  /** Everything that waits or listens in the run. */
  async open(): Promise<Open[]> {
    const rows = await this.#instances();
    return rows.flatMap(({ tree, process_definition_key: key }) => {
      const process = this.#processes.get(key);
      return tree && process ? openIn(process, JSON.parse(tree) as ScopeInstance, undefined) : [];
    });
  }

  async #step(act: () => Promise<unknown>, ownEvents = 0): Promise<Step> {
    this.#events = [];
    const stop = this.#host.loop.onCommitted(({ entries }) =>
      this.#events.push(...entries.flatMap(({ events }) => events)),
    );
    await act();
    stop();
    const offered = (await this.open()).filter(({ isOffered }) => isOffered);
    const labels = offered
      .map(({ elementId, index }) => (index === undefined ? elementId : `${elementId}#${index}`))
      .sort();
    const thrown = this.#events.flatMap(thrownBy).slice(ownEvents);
    const root = (await this.#instances()).find(({ key }) => key === this.#root);
    const isFailed = this.#events.some(({ type }) => type === 'incident.created');
    return {
      offered: isFailed ? [] : labels,
      ...(thrown.length > 0 && { thrown }),
      ...(root?.state === 'COMPLETED' && { ended: true as const }),
      ...(isFailed && { failed: true as const }),
    };
  }

  async #timer(elementId: string, index: number | undefined): Promise<TimerRow> {
    const timers: TimerRow[] = await this.#host.store
      .reader('timer')
      .where({ tenant_id: this.#actor.tenantId, element_id: elementId });
    const places = await this.open();
    const isThere = ({ element_instance_key: key }: TimerRow) =>
      index === undefined || places.some((place) => place.key === key && place.index === index);
    const found = timers.find(isThere);
    if (!found) throw new Error(`Expected timer ${elementId} to run, but it does not`);
    return found;
  }

  #submit<I, O>(command: Command<I, O>, input: I): Promise<O> {
    return this.#host.loop.submit(command, input, { actor: this.#actor });
  }

  async #instances(): Promise<InstanceRow[]> {
    return this.#host.store.reader('process_instance').where({ tenant_id: this.#actor.tenantId });
  }

  async #rowAt(table: 'job' | 'user_task', elementInstanceKey: number): Promise<number | undefined> {
    const row = await this.#host.store
      .reader(table)
      .where({ element_instance_key: elementInstanceKey, state: 'CREATED' })
      .first();
    return (row as { key: number } | undefined)?.key;
  }
}

function openIn(process: ExecutableProcess, scope: ScopeInstance, index: number | undefined): Open[] {
  const own = Object.values(scope.slots).flatMap((slot) => openAt(process, slot, index));
  const inner = scope.children.flatMap((child) =>
    openIn(process, child.scope, child.role === 'item' ? child.index : index),
  );
  const self = { elementId: scope.unit, key: scope.key, index, isOffered: false };
  return [self, ...own, ...inner];
}

const LISTENING = new Set(['subProcess', 'call', 'throwCompensation']);

function openAt(process: ExecutableProcess, slot: SlotInstance, index: number | undefined): Open[] {
  const element = process.elements[slot.elementId];
  if (!element) throw new Error(`unknown element ${slot.elementId}`);
  const isOffered =
    element.behaviour !== null && !LISTENING.has(element.behaviour.kind) && element.type !== 'boundaryEvent';
  const { elementId } = slot;
  if (!slot.multi) return [{ elementId, key: slot.key, index, isOffered }];
  return Object.entries(slot.multi.open).map(([at, item]) => ({
    elementId,
    key: item.key,
    index: Number(at),
    isOffered,
  }));
}

function thrownBy({ type, detail }: HistoryEvent): string[] {
  if (type === 'message.published') return [`message ${String(detail?.['name'])}`];
  if (type === 'signal.broadcast') return [`signal ${String(detail?.['name'])}`];
  return [];
}
