import type { Command, DecisionContext } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { processDefinition } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import { Executions } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';
import { begin, newestDefinition } from '../execution/start.ts';

export interface CreateProcessInstance {
  readonly processDefinitionKey?: number;
  /** Process id, when no key is given. */
  readonly processId?: string;
  /** Absent: the latest. */
  readonly version?: number;
  readonly businessKey?: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Absent: the none start event. */
  readonly startElementId?: string;
}

export interface CreatedProcessInstance {
  readonly processInstanceKey: number;
  readonly processDefinitionKey: number;
  readonly processId: string;
  readonly version: number;
}

/**
 * Starts a process instance and lets it run to its first waits.
 *
 * @throws DomainError ERR_PROCESS_DEFINITION_NOT_FOUND · ERR_START_EVENT_NOT_FOUND
 */
export const createProcessInstance: Command<CreateProcessInstance, CreatedProcessInstance> = {
  type: 'create-process-instance',
  decide(context, input) {
    const executions = new Executions(context);
    const created = startProcess(executions, input);
    settle(executions);
    return created;
  },
};

/** The same within another decision; the instance begins when `executions` settle. */
export function startProcess(executions: Executions, input: CreateProcessInstance): CreatedProcessInstance {
  const { context } = executions;
  const definition = wanted(context, input);
  const startElementId = input.startElementId ?? null;
  const { starts } = context.process(definition.key);
  const start = starts.find(({ kind, elementId }) =>
    startElementId === null ? kind === 'none' : elementId === startElementId,
  );
  if (!start)
    throw processError('ERR_START_EVENT_NOT_FOUND', {
      processId: definition.processId,
      elementId: startElementId ?? '',
    });
  const { row } = begin(executions, {
    definition,
    businessKey: input.businessKey ?? null,
    variables: input.variables,
    startElementId: start.elementId,
  });
  return {
    processInstanceKey: row.key,
    processDefinitionKey: definition.key,
    processId: definition.processId,
    version: definition.version,
  };
}

// helpers

function wanted(
  context: DecisionContext,
  { processDefinitionKey, processId, version }: CreateProcessInstance,
): RowOf<typeof processDefinition> {
  const { tenantId } = context.actor;
  if (processDefinitionKey !== undefined) {
    const row = context.rows.find(processDefinition, processDefinitionKey);
    if (row?.tenantId === tenantId) return row;
  } else if (processId !== undefined) {
    const row = newestDefinition(
      context,
      tenantId,
      processId,
      (candidate) => version === undefined || candidate.version === version,
    );
    if (row) return row;
  }
  throw processError('ERR_PROCESS_DEFINITION_NOT_FOUND', { reference: processDefinitionKey ?? processId ?? '' });
}
