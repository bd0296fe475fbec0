import type { DecisionContext } from '../../domain/command.ts';
import type { ScopeInstance } from '../../domain/process/process-instance.ts';
import { processDefinition } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import type { Execution, Executions, Variables } from './execution.ts';

type Definition = RowOf<typeof processDefinition>;

export interface Beginning {
  readonly definition: Definition;
  readonly businessKey: string | null;
  readonly variables: Variables;
  /** null: the process's none start event. */
  readonly startElementId: string | null;
  /** The slot of a call activity. */
  readonly caller?: { readonly execution: Execution; readonly elementInstanceKey: number };
}

/** Creates a process instance; it begins when the executions settle. */
export function begin(
  executions: Executions,
  { definition, businessKey, variables, startElementId, caller }: Beginning,
): Execution {
  const { context } = executions;
  const key = context.nextKey();
  const root: ScopeInstance = { key, unit: context.process(definition.key).root, state: null, slots: {}, children: [] };
  const execution = executions.create(
    {
      key,
      revision: 0,
      tenantId: definition.tenantId,
      processDefinitionKey: definition.key,
      businessKey,
      state: 'ACTIVE',
      parentProcessInstanceKey: caller?.execution.row.key ?? null,
      parentElementInstanceKey: caller?.elementInstanceKey ?? null,
      rootProcessInstanceKey: caller?.execution.row.rootProcessInstanceKey ?? key,
      tree: root,
      variables: { ...variables },
      hasIncident: false,
      startedAt: context.now,
      endedAt: null,
    },
    root,
  );
  context.record({
    type: 'process-instance.started',
    processInstanceKey: key,
    key,
    detail: { processId: definition.processId, version: definition.version },
  });
  executions.push({ do: 'begin', execution, scope: root, startElementId });
  return execution;
}

/** The newest version of a process among those that `choose` takes; undefined when there is none. */
export function newestDefinition(
  context: DecisionContext,
  tenantId: string,
  processId: string,
  choose: (row: Definition) => boolean = () => true,
): Definition | undefined {
  const versions = context.rows.list(processDefinition, 'byProcessId', [tenantId, processId]).filter(choose);
  return versions.reduce<Definition | undefined>(
    (best, row) => (best && best.version > row.version ? best : row),
    undefined,
  );
}
