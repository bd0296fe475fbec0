import {
  type DecisionResult,
  type Decisions,
  EvaluationFailure,
  type FeelFunctions,
  type VariableScopes,
} from '../domain/process/expression-port.ts';
import { DefinitionNotLoaded } from '../domain/working-set.ts';
import { type CompiledTable, compileTable } from './decision-table.ts';
import { type DecisionModel, readDecisions } from './dmn-read.ts';
import { createFeel, type Feel } from './feel.ts';

/** DMN for commands, with the definitions that are in memory. */
export interface DecisionRoom extends Decisions {
  /**
   * Brings a deployed decision into memory, with the decisions it requires from the same file.
   *
   * @param xml - the whole DMN file
   * @throws {@link EvaluationFailure} when the file holds no such decision or does not compile; deployed files have been checked
   */
  put(decisionDefinitionKey: number, xml: string, decisionId: string): Promise<void>;
  has(decisionDefinitionKey: number): boolean;
}

/** Evaluates decision tables and literal expressions, compiled once when they are put in memory. */
export function createDecisions(): DecisionRoom {
  const feel = createFeel();
  const decisions = new Map<number, CompiledDecision>();
  return {
    evaluate(key, variables, functions, now) {
      const decision = decisions.get(key);
      if (!decision) throw new DefinitionNotLoaded('decision', key);
      return decision({ variables, functions, now });
    },
    async put(key, xml, decisionId) {
      const { decisions: models, findings } = await readDecisions(xml);
      const [finding] = findings;
      if (finding) throw new EvaluationFailure(decisionId, finding.en);
      decisions.set(key, compileDecision(decisionId, models, feel));
    },
    has: (key) => decisions.has(key),
  };
}

export interface DecisionScope {
  readonly variables: VariableScopes;
  readonly functions: FeelFunctions;
  readonly now: number;
}

export type CompiledDecision = (scope: DecisionScope) => DecisionResult;

/**
 * Compiles a decision with those it requires. A required decision is evaluated once, and its result is known by the names of its variable,
 * of itself, and by its id.
 *
 * @throws {@link EvaluationFailure} when a decision is missing, requires itself, or holds a text that does not parse
 */
export function compileDecision(id: string, models: readonly DecisionModel[], feel: Feel): CompiledDecision {
  const { steps, last } = orderOf(id, models);
  const names = [...new Set(steps.flatMap((model) => [...model.resultNames, ...model.inputNames]))];
  const required = steps.map((model) => ({ model, run: compileLogic(model, feel, names) }));
  const top = compileLogic(last, feel, [...names, ...last.inputNames]);
  if (required.length === 0) return top;
  return (scope) => {
    const results: Record<string, unknown> = {};
    const inner = { ...scope, variables: [results, ...scope.variables] };
    const explanations: Record<string, DecisionResult> = {};
    for (const { model, run } of required) {
      const result = run(inner);
      explanations[model.id] = result;
      for (const name of model.resultNames) results[name] = result.output;
    }
    return { ...top(inner), required: explanations };
  };
}

// helpers

function compileLogic(model: DecisionModel, feel: Feel, names: readonly string[]): CompiledTable {
  const { logic } = model;
  if (logic.kind === 'table') return compileTable(model.id, logic, feel, names);
  const run = feel.expression(logic.text, names);
  return (scope) => ({ output: run(scope), inputs: {}, matchedRules: [] });
}

/** The decision and, in the order they must be evaluated, all that it requires. */
function orderOf(
  id: string,
  models: readonly DecisionModel[],
): { steps: readonly DecisionModel[]; last: DecisionModel } {
  const steps: DecisionModel[] = [];
  const open = new Set<string>();
  const visit = (wanted: string): DecisionModel => {
    const model = models.find((each) => each.id === wanted);
    if (!model) throw new EvaluationFailure(id, `expected a decision '${wanted}' in the file, but there is none`);
    if (open.has(wanted)) throw new EvaluationFailure(id, `decision '${wanted}' requires itself`);
    if (steps.includes(model)) return model;
    open.add(wanted);
    model.requires.forEach(visit);
    open.delete(wanted);
    steps.push(model);
    return model;
  };
  const last = visit(id);
  return { steps: steps.slice(0, -1), last };
}
