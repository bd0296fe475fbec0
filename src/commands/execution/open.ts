import type { Behaviour, ExecutableElement, MultiInstanceDefinition } from '../../domain/process/executable.ts';
import { EvaluationFailure } from '../../domain/process/expression-port.ts';
import type { ItemInstance, ScopeInstance, SlotInstance } from '../../domain/process/process-instance.ts';
import {
  decisionDefinition,
  job,
  processDefinition,
  userTask,
  type IncidentType,
} from '../../domain/process/process-tables.ts';
import { addDuration, parseDuration, parseInstant } from '../../domain/iso-time.ts';
import {
  addChild,
  elementOf,
  slotByKey,
  unitOf,
  type Execution,
  type Executions,
  type Variables,
} from './execution.ts';
import { provisionalRequest } from '../appeal/provisional-request.ts';
import { runHandler, runListeners } from './handlers.ts';
import { evaluating, markStuck } from './incidents.ts';
import { broadcast, publish } from './publish.ts';
import { begin, newestDefinition } from './start.ts';
import { listen, listenAtBoundaries, stopListening } from './triggers.ts';
import { describe, evaluate, evaluateText, evaluateTexts, map, merged, show, visibleIn } from './variables.ts';

/** Does what the diagram says when a token has come to an element that waits. */
export function openSlot(executions: Executions, execution: Execution, scope: ScopeInstance, slotKey: number): void {
  const slot = slotByKey(scope, slotKey)?.slot;
  if (!slot) return;
  delete slot.stuck;
  const element = elementOf(execution, slot.elementId);
  evaluating(
    () => {
      if (element.type === 'boundaryEvent') return listenAsBoundary(executions, execution, scope, slot);
      listenAtBoundaries(executions, execution, scope, slot);
      if (element.multiInstance) return openItems(executions, execution, scope, slot, element.multiInstance);
      enter({ executions, execution, scope, slot, element, holder: slot, locals: undefined });
    },
    (message) => {
      stopListening(execution, slot);
      markStuck(execution, slot, 'open', troubleOf(element), message);
    },
  );
}

/** Opens one item of a multi-instance activity. */
export function openItem(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slotKey: number,
  index: number,
): void {
  const slot = slotByKey(scope, slotKey)?.slot;
  const holder = slot?.multi?.open[index];
  if (!slot || !holder) return;
  const element = elementOf(execution, slot.elementId);
  evaluating(
    () =>
      enter({
        executions,
        execution,
        scope,
        slot,
        element,
        holder,
        index,
        locals: itemVariables(element, slot, index),
      }),
    (message) => {
      stopListening(execution, holder);
      markStuck(execution, slot, 'open', troubleOf(element), message, holder.key);
    },
  );
}

/** What only one item of a multi-instance activity sees: its element of the collection, its number from 1, and its result when it has a name. */
export function itemVariables(element: ExecutableElement, slot: SlotInstance, index: number): Variables {
  const { inputElement, outputElement } = element.multiInstance ?? {};
  return {
    loopCounter: index + 1,
    ...(outputElement && VARIABLE_NAME.test(outputElement) && { [outputElement]: null }),
    ...(inputElement && { [inputElement]: slot.multi?.items[index] ?? null }),
  };
}

/** Starts the next item of a multi-instance activity. */
export function startItem(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slot: SlotInstance,
): void {
  const { multi } = slot;
  if (!multi) return;
  const index = multi.started++;
  multi.open[index] = { key: execution.context.nextKey() };
  executions.push({ do: 'open-item', execution, scope, slotKey: slot.key, index });
}

// helpers

/** A process that calls itself without waiting is stopped here, while its instances can still be cancelled together. */
const MAX_CALL_DEPTH = 50;
const VARIABLE_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

interface Entry {
  readonly executions: Executions;
  readonly execution: Execution;
  readonly scope: ScopeInstance;
  readonly slot: SlotInstance;
  readonly element: ExecutableElement;
  /** The slot itself, or the item of a multi-instance activity. */
  readonly holder: SlotInstance | ItemInstance;
  readonly index?: number;
  readonly locals: Variables | undefined;
}

function listenAsBoundary(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slot: SlotInstance,
): void {
  for (const boundaries of Object.values(unitOf(execution, scope).boundaries)) {
    const boundary = boundaries.find(({ trigger }) => trigger.elementId === slot.elementId);
    if (boundary) return listen(executions, execution, scope, slot, boundary.trigger, visibleIn(execution, scope));
  }
}

function openItems(
  executions: Executions,
  execution: Execution,
  scope: ScopeInstance,
  slot: SlotInstance,
  definition: MultiInstanceDefinition,
): void {
  const value = evaluate(execution, { feel: definition.collection }, visibleIn(execution, scope));
  const items =
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10_000
      ? Array.from({ length: value }, (_, i) => i + 1)
      : value;
  if (!Array.isArray(items))
    throw new EvaluationFailure(`=${definition.collection}`, `expected a list, but the value is ${describe(value)}`);
  slot.multi = {
    items,
    open: {},
    started: 0,
    completed: 0,
    ...(definition.outputCollection && { outputs: items.map(() => null) }),
  };
  if (items.length === 0)
    return executions.push({ do: 'complete', execution, scope, slotKey: slot.key, variables: {} });
  const count = definition.sequential ? 1 : items.length;
  for (let i = 0; i < count; i++) startItem(executions, execution, scope, slot);
}

function enter(entry: Entry): void {
  const { executions, execution, scope, element, holder } = entry;
  const outer = visibleIn(execution, scope, entry.locals);
  const locals =
    element.inputs.length > 0 ? { ...entry.locals, ...map(execution, element.inputs, outer) } : entry.locals;
  const started =
    element.listeners.length > 0
      ? runListeners(executions, execution, element, 'start', merged(visibleIn(execution, scope, locals)))
      : undefined;
  const seen = started && Object.keys(started).length > 0 ? { ...locals, ...started } : locals;
  if (!element.behaviour) return complete(entry, {});
  if (seen && element.behaviour.kind !== 'userTask' && element.behaviour.kind !== 'job') holder.variables = { ...seen };
  ENTRIES[element.behaviour.kind](entry, element.behaviour as never, seen);
}

function complete({ executions, execution, scope, slot, holder, index }: Entry, variables: Variables): void {
  executions.push({
    do: 'complete',
    execution,
    scope,
    slotKey: slot.key,
    ...(index !== undefined && { itemKey: holder.key }),
    variables,
  });
}

type Of<K extends Behaviour['kind']> = Extract<Behaviour, { kind: K }>;

const ENTRIES: {
  readonly [K in Behaviour['kind']]: (entry: Entry, behaviour: Of<K>, locals: Variables | undefined) => void;
} = {
  userTask: openUserTask,
  job: openJob,
  script(entry, { expression, resultVariable }, locals) {
    const value = evaluate(entry.execution, { feel: expression }, visibleIn(entry.execution, entry.scope, locals));
    complete(entry, resultVariable ? { [resultVariable]: value } : {});
  },
  decision: decide,
  call,
  subProcess({ executions, execution, scope, slot, index }, { unit }, locals) {
    const role =
      index === undefined
        ? { role: 'body' as const, slotKey: slot.key }
        : { role: 'item' as const, slotKey: slot.key, index };
    const inner = addChild(execution, scope, role, unit, locals);
    executions.push({ do: 'begin', execution, scope: inner, startElementId: null });
  },
  catch({ executions, execution, scope, holder }, { trigger }, locals) {
    listen(executions, execution, scope, holder, trigger, visibleIn(execution, scope, locals));
  },
  throw(entry, { trigger }, locals) {
    const { executions, execution, scope } = entry;
    const scopes = visibleIn(execution, scope, locals);
    const { tenantId } = execution.row;
    if (trigger.kind === 'message') {
      const correlationKey = trigger.correlationKey
        ? evaluateText(execution, trigger.correlationKey, scopes)
        : (execution.row.businessKey ?? '');
      publish(executions, {
        tenantId,
        name: evaluateText(execution, trigger.name, scopes),
        correlationKey,
        variables: locals ?? {},
        timeToLiveMs: 0,
      });
    } else if (trigger.kind === 'signal') {
      broadcast(executions, tenantId, evaluateText(execution, trigger.name, scopes), locals ?? {});
    }
    complete(entry, {});
  },
  throwError({ executions, execution, scope, slot }, { code }, locals) {
    executions.push({
      do: 'throw-error',
      execution,
      scope,
      slotKey: slot.key,
      code,
      message: `error '${code}'`,
      variables: locals ?? {},
    });
  },
  throwEscalation({ executions, execution, scope, slot }, { code }) {
    executions.push({ do: 'escalate', execution, scope, slotKey: slot.key, code });
  },
  throwCompensation({ executions, execution, scope, slot }) {
    executions.push({ do: 'compensate', execution, scope, slotKey: slot.key });
  },
};

function openUserTask(
  { executions, execution, scope, element, holder }: Entry,
  behaviour: Of<'userTask'>,
  locals: Variables | undefined,
): void {
  const { context, row } = execution;
  const scopes = visibleIn(execution, scope, locals);
  const valueOf = (expression: typeof behaviour.dueDate) => expression && evaluate(execution, expression, scopes);
  const dueDate = valueOf(behaviour.dueDate);
  const instant = (expression: typeof behaviour.dueDate, value: unknown) => {
    if (!expression || value === null || value === undefined || value === '') return null;
    const duration = typeof value === 'string' ? parseDuration(value) : undefined;
    const at = duration
      ? addDuration(context.now, duration)
      : typeof value === 'string'
        ? parseInstant(value)
        : undefined;
    if (at === undefined)
      throw new EvaluationFailure(
        show(expression),
        `expected an ISO 8601 date-time or duration, but the value is ${describe(value)}`,
      );
    return at;
  };
  const priority = behaviour.priority ? Number(evaluate(execution, behaviour.priority, scopes)) : 50;
  const key = context.nextKey();
  context.rows.put(userTask, {
    key,
    revision: 0,
    tenantId: row.tenantId,
    processInstanceKey: row.key,
    processDefinitionKey: row.processDefinitionKey,
    elementId: element.id,
    elementInstanceKey: holder.key,
    name: element.name,
    state: 'CREATED',
    assignee: (behaviour.assignee && evaluateTexts(execution, behaviour.assignee, scopes)[0]) ?? null,
    candidateGroups: behaviour.candidateGroups ? evaluateTexts(execution, behaviour.candidateGroups, scopes) : [],
    candidateUsers: behaviour.candidateUsers ? evaluateTexts(execution, behaviour.candidateUsers, scopes) : [],
    formId: behaviour.formId,
    priority: Number.isFinite(priority) ? priority : 50,
    dueAt: instant(behaviour.dueDate, dueDate),
    followUpAt: instant(behaviour.followUpDate, valueOf(behaviour.followUpDate)),
    provisional: provisionalRequest(context.functions, dueDate),
    variables: locals ?? null,
    createdAt: context.now,
    endedAt: null,
  });
  holder.userTask = key;
  runListeners(executions, execution, element, 'creating', merged(scopes), key);
  context.record({ type: 'user-task.created', processInstanceKey: row.key, elementId: element.id, key });
}

function openJob(entry: Entry, behaviour: Of<'job'>, locals: Variables | undefined): void {
  const { executions, execution, scope, slot, element, holder } = entry;
  const { context, row } = execution;
  const scopes = visibleIn(execution, scope, locals);
  const jobType = evaluateText(execution, behaviour.jobType, scopes);
  if (context.handlers.has(jobType)) {
    const done = runHandler(executions, execution, {
      jobType,
      element,
      variables: merged(scopes),
      headers: behaviour.headers,
    });
    if (locals) holder.variables = { ...locals };
    if (done.outcome === 'done') return complete(entry, done.variables);
    if (done.outcome === 'failed')
      return markStuck(
        execution,
        slot,
        'open',
        done.type,
        done.message,
        entry.index === undefined ? undefined : holder.key,
        done.cause?.zh,
      );
    return executions.push({
      do: 'throw-error',
      execution,
      scope,
      slotKey: slot.key,
      code: done.code,
      message: done.message,
      variables: done.variables,
    });
  }
  const retries = behaviour.retries ? Number(evaluate(execution, behaviour.retries, scopes)) : 3;
  const key = context.nextKey();
  context.rows.put(job, {
    key,
    revision: 0,
    tenantId: row.tenantId,
    type: jobType,
    processInstanceKey: row.key,
    processDefinitionKey: row.processDefinitionKey,
    elementId: element.id,
    elementInstanceKey: holder.key,
    state: 'CREATED',
    retries: Number.isInteger(retries) ? retries : 3,
    headers: behaviour.headers,
    variables: locals ?? null,
    worker: null,
    lockedUntil: null,
    dueAt: context.now,
    errorMessage: null,
    createdAt: context.now,
    endedAt: null,
  });
  holder.job = key;
  context.record({
    type: 'job.created',
    processInstanceKey: row.key,
    elementId: element.id,
    key,
    detail: { type: jobType },
  });
}

function decide(entry: Entry, behaviour: Of<'decision'>, locals: Variables | undefined): void {
  const { execution, scope, element } = entry;
  const { context, row } = execution;
  const scopes = visibleIn(execution, scope, locals);
  const decisionId = evaluateText(execution, behaviour.decisionId, scopes);
  const versions = context.rows.list(decisionDefinition, 'byDecisionId', [row.tenantId, decisionId]);
  const latest = versions.reduce<(typeof versions)[number] | undefined>(
    (best, next) => (best && best.version > next.version ? best : next),
    undefined,
  );
  if (!latest)
    throw new EvaluationFailure(decisionId, `expected decision '${decisionId}' to be deployed, but it is not`);
  const result = context.decisions.evaluate(latest.key, scopes, context.functions, context.now);
  context.record({
    type: 'decision.evaluated',
    processInstanceKey: row.key,
    elementId: element.id,
    detail: {
      decisionId,
      version: latest.version,
      rules: result.matchedRules,
      inputs: result.inputs,
      output: result.output,
    },
  });
  complete(entry, { [behaviour.resultVariable]: result.output });
}

function call(
  { executions, execution, scope, holder }: Entry,
  behaviour: Of<'call'>,
  locals: Variables | undefined,
): void {
  const { context, row } = execution;
  const scopes = visibleIn(execution, scope, locals);
  const processId = evaluateText(execution, behaviour.processId, scopes);
  if (executions.callDepth(execution) >= MAX_CALL_DEPTH)
    throw new EvaluationFailure(processId, `expected at most ${MAX_CALL_DEPTH} processes calling one another in a row`);
  const deploymentOf = (key: number) => context.rows.find(processDefinition, key)?.deploymentKey;
  const definition = newestDefinition(context, row.tenantId, processId, (candidate) => {
    if (behaviour.binding === 'deployment') return candidate.deploymentKey === deploymentOf(row.processDefinitionKey);
    return behaviour.binding === 'latest' || candidate.versionTag === behaviour.versionTag;
  });
  if (!definition)
    throw new EvaluationFailure(processId, `expected process '${processId}' to be deployed, but it is not`);
  const variables = behaviour.propagateAllParentVariables ? merged(scopes) : { ...locals };
  holder.call = begin(executions, {
    definition,
    businessKey: row.businessKey,
    variables,
    startElementId: null,
    caller: { execution, elementInstanceKey: holder.key },
  }).row.key;
}

function troubleOf(element: ExecutableElement): IncidentType {
  if (element.behaviour?.kind === 'decision') return 'DECISION_EVALUATION_ERROR';
  if (element.behaviour?.kind === 'call') return 'CALLED_ELEMENT_ERROR';
  return element.inputs.length > 0 ? 'IO_MAPPING_ERROR' : 'EXTRACT_VALUE_ERROR';
}
