import type { DecisionContext } from '../../domain/command.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { decisionDefinition } from '../../domain/process/process-tables.ts';

/** One table's answer, with the rows that decided. */
export interface EvaluatedTable {
  readonly decisionId: string;
  readonly name: string | null;
  readonly version: number;
  readonly rules: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly output: unknown;
}

/**
 * What the newest version of a decision table says to these variables.
 *
 * @throws DomainError ERR_DECISION_NOT_DEPLOYED
 */
export function evaluateTable(
  context: DecisionContext,
  decisionId: string,
  variables: Readonly<Record<string, unknown>>,
): EvaluatedTable {
  const versions = context.rows.list(decisionDefinition, 'byDecisionId', [context.actor.tenantId, decisionId]);
  const latest = [...versions].sort((a, b) => b.version - a.version)[0];
  if (!latest) throw processError('ERR_DECISION_NOT_DEPLOYED', { decisionId });
  const { matchedRules, inputs, output } = context.decisions.evaluate(
    latest.key,
    [variables],
    context.functions,
    context.now,
  );
  return { decisionId, name: latest.name, version: latest.version, rules: matchedRules, inputs, output };
}
