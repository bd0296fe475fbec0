import type { DecisionContext } from '../../domain/command.ts';
import { directiveError } from '../../domain/directive/directive-errors.ts';
import { directive, DIRECTIVE_STATES } from '../../domain/directive/directive-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import type { DomainError } from '../../domain/errors.ts';
import { Executions } from '../execution/execution.ts';
import { publish } from '../execution/publish.ts';
import { settle } from '../execution/settle.ts';

/** What somebody wants to do with a directive. */
interface Act {
  readonly zh: string;
  readonly en: string;
}

/** The township's directive. @throws DomainError ERR_DIRECTIVE_NOT_FOUND */
export function directiveByKey({ rows, actor }: DecisionContext, directiveKey: number): RowOf<typeof directive> {
  const row = rows.find(directive, directiveKey);
  if (row?.tenantId === actor.tenantId) return row;
  throw directiveError('ERR_DIRECTIVE_NOT_FOUND', { directive: directiveKey });
}

/**
 * Tells the process of a directive.
 *
 * @throws DomainError ERR_DIRECTIVE_STATE when it does not listen for this now
 */
export function tellDirective(context: DecisionContext, row: RowOf<typeof directive>, name: string, act: Act): void {
  const executions = new Executions(context);
  const { processInstanceKeys } = publish(executions, {
    tenantId: row.tenantId,
    name,
    correlationKey: row.draftNo,
    variables: {},
    timeToLiveMs: 0,
  });
  if (processInstanceKeys.length === 0) throw notNow(row, act);
  settle(executions);
}

/** That a directive does not take this now. */
export function notNow({ directiveNo, draftNo, state }: RowOf<typeof directive>, act: Act): DomainError {
  return directiveError('ERR_DIRECTIVE_STATE', {
    directive: directiveNo ?? draftNo,
    state,
    stateZh: DIRECTIVE_STATES[state].zh,
    do: act.en,
    doZh: act.zh,
  });
}
