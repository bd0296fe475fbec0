import { StepUnknown } from '../../domain/process/engine-port.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ExecutableElement, Listener } from '../../domain/process/executable.ts';
import { EvaluationFailure } from '../../domain/process/expression-port.ts';
import { BpmnError } from '../../domain/process/handler.ts';
import type { IncidentType } from '../../domain/process/process-tables.ts';
import { DefinitionNotLoaded } from '../../domain/working-set.ts';
import type { Execution, Executions, Variables } from './execution.ts';
import { send } from './publish.ts';

export type Done =
  | { readonly outcome: 'done'; readonly variables: Variables }
  | {
      readonly outcome: 'bpmn-error';
      readonly code: string;
      readonly message: string;
      readonly variables: Variables;
      readonly cause?: undefined;
    }
  | { readonly outcome: 'failed'; readonly type: IncidentType; readonly message: string; readonly cause?: DomainError };

export interface Call {
  readonly jobType: string;
  readonly element: Pick<ExecutableElement, 'id'>;
  readonly variables: Variables;
  readonly headers?: Readonly<Record<string, string>>;
  readonly userTaskKey?: number;
}

/** Does the work of a job type that has a local handler: its row changes, messages and events become part of the decision. */
export function runHandler(
  executions: Executions,
  execution: Execution,
  { jobType, element, variables, headers = {}, userTaskKey }: Call,
): Done {
  const { context, row } = execution;
  const handler = context.handlers.get(jobType);
  if (!handler)
    return {
      outcome: 'failed',
      type: 'HANDLER_FAILED',
      message: `Expected a handler for job type '${jobType}', but there is none.`,
    };
  try {
    const result = handler.run({
      variables,
      headers,
      rows: context.rows,
      now: context.now,
      actor: context.actor,
      tenantId: row.tenantId,
      processInstanceKey: row.key,
      businessKey: row.businessKey,
      elementId: element.id,
      ...(userTaskKey !== undefined && { userTaskKey }),
      nextKey: () => context.nextKey(),
      functions: context.functions,
    });
    for (const change of result.changes ?? []) {
      if ('put' in change) context.rows.put(change.table, change.put);
      else context.rows.remove(change.table, change.remove);
    }
    for (const event of result.events ?? [])
      context.record({ ...event, processInstanceKey: row.key, elementId: element.id });
    for (const thrown of result.messages ?? []) send(executions, row.tenantId, thrown);
    return { outcome: 'done', variables: result.variables ?? {} };
  } catch (error) {
    return refusal(error);
  }
}

/**
 * Runs the listeners of an element for one moment. A refusal of a `completing` or `assigning` listener refuses the command;
 * of a `canceling` one it is only recorded, since nothing may keep a cancelled task; of any other it is an evaluation failure.
 *
 * @returns the variables that they set
 */
export function runListeners(
  executions: Executions,
  execution: Execution,
  element: ExecutableElement,
  on: Listener['on'],
  variables: Variables,
  userTaskKey?: number,
): Variables {
  const set: Record<string, unknown> = {};
  for (const { jobType } of element.listeners.filter((listener) => listener.on === on)) {
    const done = runHandler(executions, execution, {
      jobType,
      element,
      variables: { ...variables, ...set },
      ...(userTaskKey !== undefined && { userTaskKey }),
    });
    if (done.outcome === 'done') Object.assign(set, done.variables);
    else if (on === 'canceling')
      execution.context.record({
        type: 'listener.failed',
        processInstanceKey: execution.row.key,
        elementId: element.id,
        detail: { jobType },
      });
    else if (done.cause instanceof DomainError && (on === 'completing' || on === 'assigning')) throw done.cause;
    else throw new EvaluationFailure(jobType, done.message);
  }
  return set;
}

// helpers

function refusal(error: unknown): Done {
  if (error instanceof DefinitionNotLoaded || error instanceof StepUnknown) throw error;
  if (error instanceof BpmnError)
    return { outcome: 'bpmn-error', code: error.code, message: error.message, variables: error.variables };
  if (error instanceof DomainError)
    return { outcome: 'failed', type: 'FORBIDDEN_TRANSITION', message: error.message, cause: error };
  if (error instanceof EvaluationFailure)
    return { outcome: 'failed', type: 'EXTRACT_VALUE_ERROR', message: `${error.expression}: ${error.message}` };
  return { outcome: 'failed', type: 'HANDLER_FAILED', message: error instanceof Error ? error.message : String(error) };
}
