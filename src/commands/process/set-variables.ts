import type { Command } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { processInstance, userTask } from '../../domain/process/process-tables.ts';
import { Executions, locate, scopeByKey, type Execution } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';
import { setVariables as setIn } from '../execution/variables.ts';

export interface SetVariables {
  /** A process instance, or an element instance of it: then `processInstanceKey` names the instance. */
  readonly elementInstanceKey: number;
  /** @defaultValue elementInstanceKey itself */
  readonly processInstanceKey?: number;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Only in that scope, instead of where each variable is defined. */
  readonly local: boolean;
}

/**
 * Sets variables of an active process instance.
 *
 * @throws DomainError ERR_ELEMENT_INSTANCE_NOT_FOUND · ERR_PROCESS_INSTANCE_STATE
 */
export const setVariables: Command<SetVariables, Record<string, never>> = {
  type: 'set-variables',
  prefetch: ({ processInstanceKey, elementInstanceKey }) => [
    { table: processInstance, key: processInstanceKey ?? elementInstanceKey },
  ],
  decide(context, { elementInstanceKey, processInstanceKey = elementInstanceKey, variables, local }) {
    const row = context.rows.find(processInstance, processInstanceKey);
    if (row?.tenantId !== context.actor.tenantId)
      throw processError('ERR_ELEMENT_INSTANCE_NOT_FOUND', { key: elementInstanceKey });
    const executions = new Executions(context);
    const execution = executions.get(processInstanceKey);
    const scope = scopeByKey(execution, elementInstanceKey);
    if (scope) {
      if (!local) setIn(execution, scope, variables);
      else if (scope === execution.root) Object.assign(execution.variables, variables);
      else scope.variables = { ...scope.variables, ...variables };
    } else setAtSlot(execution, elementInstanceKey, variables, local);
    context.record({
      type: 'variables.set',
      processInstanceKey,
      key: elementInstanceKey,
      detail: { names: Object.keys(variables) },
    });
    settle(executions);
    return {};
  },
};

// helpers

function setAtSlot(
  execution: Execution,
  elementInstanceKey: number,
  variables: SetVariables['variables'],
  local: boolean,
): void {
  const place = locate(execution, elementInstanceKey);
  if (!place) throw processError('ERR_ELEMENT_INSTANCE_NOT_FOUND', { key: elementInstanceKey });
  if (!local) return setIn(execution, place.scope, variables);
  const holder = place.item?.instance ?? place.slot;
  const { rows } = execution.context;
  const task = holder.userTask === undefined ? undefined : rows.find(userTask, holder.userTask);
  if (task) rows.put(userTask, { ...task, variables: { ...task.variables, ...variables } });
  else holder.variables = { ...holder.variables, ...variables };
}
