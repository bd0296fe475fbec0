import { EvaluationFailure } from '../domain/process/expression-port.ts';
import type { DeploymentProblem } from '../domain/process/engine-port.ts';
import { FEEL_FUNCTION_NAMES } from '../domain/process/feel-functions.ts';
import { compileDecision } from './decision.ts';
import { checkTable } from './dmn-check.ts';
import { type DecisionModel, readDecisions, type TableModel } from './dmn-read.ts';
import { createFeel, type Feel } from './feel.ts';
import { checkLockedRows } from '../rules/locked-rows.ts';

/** What a DMN file contains, for the deploy gate. When `problems` is not empty nothing of it may be stored; `warnings` may be shown. */
export interface CompiledDecisions {
  readonly decisions: readonly { readonly decisionId: string; readonly name: string | null }[];
  readonly problems: readonly DeploymentProblem[];
  readonly warnings: readonly DeploymentProblem[];
}

/**
 * Reads and checks a DMN file: limits, XML, DMN 1.3, FEEL only, every cell parses, columns and cells agree, required decisions are there,
 * no two rules of a UNIQUE table can match together, rows fixed by law are kept. Gaps in a table are warnings.
 *
 * @param resource - file name, named in the problems
 */
export async function compileDecisions(xml: string, resource = ''): Promise<CompiledDecisions> {
  const { decisions, findings } = await readDecisions(xml);
  const problems: DeploymentProblem[] = findings.map((finding) => ({ resource, ...finding }));
  const warnings: DeploymentProblem[] = [];
  const feel = createFeel();
  for (const model of decisions) {
    const found = checkDecision(model, decisions, feel);
    problems.push(...found.problems.map((finding) => ({ resource, ...finding })));
    const table = model.logic.kind === 'table' ? model.logic : undefined;
    problems.push(...checkLockedRows(model.id, table).map((finding) => ({ resource, ...finding })));
    warnings.push(...found.warnings.map((finding) => ({ resource, ...finding })));
  }
  return { decisions: decisions.map(({ id, name }) => ({ decisionId: id, name })), problems, warnings };
}

// helpers

type Finding = Omit<DeploymentProblem, 'resource'>;

function checkDecision(
  model: DecisionModel,
  models: readonly DecisionModel[],
  feel: Feel,
): { problems: Finding[]; warnings: Finding[] } {
  const names = [...model.inputNames, ...models.flatMap(({ resultNames }) => resultNames)];
  const problems = model.logic.kind === 'table' ? shapeProblems(model.id, model.logic) : [];
  if (problems.length > 0) return { problems, warnings: [] };
  problems.push(...syntaxProblems(model, feel, names));
  if (problems.length > 0) return { problems, warnings: [] };
  try {
    compileDecision(model.id, models, feel);
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error;
    // a text that does not parse is told where it stands
    if (error.expression === model.id) return { problems: [requirement(model.id, error.message)], warnings: [] };
  }
  return model.logic.kind === 'table' ? checkTable(model.id, model.logic, feel, names) : { problems, warnings: [] };
}

function shapeProblems(id: string, table: TableModel): Finding[] {
  const problems: Finding[] = [];
  const report = (place: string, rule: string, zh: string, en: string) => problems.push({ place, rule, zh, en });
  if (table.outputs.length === 0) {
    report(
      id,
      'dmn-output',
      `决策表 ${id} 没有输出列。请添加`,
      `Expected decision table ${id} to have an output, but it has none. Add one`,
    );
  }
  for (const [index, rule] of table.rules.entries()) {
    if (rule.inputs.length === table.inputs.length && rule.outputs.length === table.outputs.length) continue;
    report(
      rule.id,
      'dmn-rule-shape',
      `第 ${index + 1} 行的单元格数与列数不符。请在建模工具中修正`,
      `Expected row ${index + 1} to have one cell for each column, but it has not. Correct it in a modelling tool`,
    );
  }
  if (table.aggregation !== null && table.outputs.length > 1) {
    report(
      id,
      'dmn-aggregation',
      `汇总方式 ${table.aggregation} 只能用于一个输出列，现有 ${table.outputs.length} 个。请拆分决策表`,
      `Expected one output for ${table.aggregation}, but found ${table.outputs.length}. Split the table`,
    );
  }
  if (/^(PRIORITY|OUTPUT ORDER)$/.test(table.hitPolicy) && table.outputs.every(({ values }) => values === null)) {
    report(
      id,
      'dmn-priority-values',
      `命中策略 ${table.hitPolicy} 需要输出列的“允许值”来排出先后。请填写`,
      `Expected allowed output values, best first, for hit policy ${table.hitPolicy}, but found none. Add them`,
    );
  }
  return problems;
}

/** Every text of a decision with the place where it stands. */
function textsOf({ id, logic }: DecisionModel): { place: string; what: string; text: string; tests: boolean }[] {
  if (logic.kind === 'literal') return [{ place: id, what: id, text: logic.text, tests: false }];
  return [
    ...logic.inputs.flatMap(({ label, expression, values }) => [
      { place: id, what: label, text: expression, tests: false },
      ...(values === null ? [] : [{ place: id, what: label, text: values, tests: true }]),
    ]),
    ...logic.outputs.flatMap(({ name, values, defaultEntry }) => [
      ...(values === null ? [] : [{ place: id, what: name, text: `[${values}]`, tests: false }]),
      ...(defaultEntry === null ? [] : [{ place: id, what: name, text: defaultEntry, tests: false }]),
    ]),
    ...logic.rules.flatMap((rule) => [
      ...rule.inputs.map((text, column) => ({
        place: rule.id,
        what: logic.inputs[column]?.label ?? '',
        text,
        tests: true,
      })),
      ...rule.outputs
        .map((text, column) => ({ place: rule.id, what: logic.outputs[column]?.name ?? '', text, tests: false }))
        .filter(({ text }) => text !== ''),
    ]),
  ];
}

function syntaxProblems(model: DecisionModel, feel: Feel, names: readonly string[]): Finding[] {
  const problems: Finding[] = [];
  for (const { place, what, text, tests } of textsOf(model)) {
    const problem = feel.problem(text, tests ? 'UnaryTests' : 'Expression', names, FEEL_FUNCTION_NAMES);
    if (!problem) continue;
    problems.push({
      place,
      rule: 'dmn-feel-syntax',
      zh: `“${what}”列的“${text.slice(0, 60)}”：${problem.zh}`,
      en: `Column '${what}', '${text.slice(0, 60)}': ${problem.en}`,
    });
  }
  return problems;
}

function requirement(id: string, message: string): Finding {
  return {
    place: id,
    rule: 'dmn-requirement',
    zh: `决策 ${id} 的依赖有误：${message}。请在依赖图中修正`,
    en: `Decision ${id}: ${message}. Correct the requirements diagram`,
  };
}
