import { EvaluationFailure } from '../domain/process/expression-port.ts';
import { temporalFrom } from './feel-box.ts';
import type { CompiledFeel, CompiledTests, Feel } from './feel.ts';
import type { FeelScope } from './feel-compile.ts';
import type { Aggregation, InputModel, OutputModel, TableModel } from './dmn-read.ts';

/** What a table says for some values: the explanation kept with the case. */
export interface TableAnswer {
  readonly output: unknown;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly matchedRules: readonly string[];
}

/** Longest time that one table may take, in milliseconds: each of its cells may be within its own limit, and all together not. */
export const TABLE_TIMEOUT_MS = 1_000;

export type CompiledTable = (scope: FeelScope) => TableAnswer;

/**
 * Compiles a decision table: cells become closures once, so that a table of ten rules takes about a microsecond.
 *
 * No rule matches: the default output, else null; for COLLECT, RULE ORDER and OUTPUT ORDER an empty list, for SUM and COUNT zero.
 *
 * @param id - of the decision, named in failures
 * @param names - names that cells may use and that hold operators or keywords
 * @throws {@link EvaluationFailure} when a cell does not parse
 * @see DMN 1.3 §8.2.11 (hit policies), §8.2.8 (default output)
 */
export function compileTable(id: string, table: TableModel, feel: Feel, names: readonly string[]): CompiledTable {
  const columns = table.inputs.map((input) => compileInput(id, input, feel, names));
  const rules = table.rules.map((rule) => ({
    id: rule.id,
    // `-` needs no test
    tests: rule.inputs.map((text) => (text === '-' ? null : feel.tests(text, names))),
    outputs: rule.outputs.map((text) => (text === '' ? nothing : feel.expression(text, names))),
  }));
  const outputs = table.outputs.map((output) => compileOutput(output, feel));
  const defaults = table.outputs.map(({ defaultEntry }) =>
    defaultEntry === null ? nothing : feel.expression(defaultEntry, names),
  );
  const shape = shaper(table.outputs);
  const decide = policyOf(id, table, outputs, shape, (scope) =>
    defaults.every((entry) => entry === nothing) ? null : shape(defaults.map((entry) => entry(scope))),
  );
  const single = table.hitPolicy === 'FIRST';

  return (scope) => {
    const inputs: Record<string, unknown> = {};
    const scopes = columns.map((column) => {
      const value = column.read(scope);
      inputs[column.label] = value;
      return { variables: scope.variables, functions: scope.functions, now: scope.now, input: column.tested(value) };
    });
    const matched: Matched[] = [];
    const began = performance.now();
    for (const rule of rules) {
      if (performance.now() - began > TABLE_TIMEOUT_MS) {
        throw new EvaluationFailure(id, `decision ${id} took longer than ${TABLE_TIMEOUT_MS} ms; use simpler cells`);
      }
      if (!rule.tests.every((test, index) => test === null || test(scopes[index] as FeelScope))) continue;
      matched.push({ id: rule.id, values: rule.outputs.map((output) => output(scope)) });
      if (single) break;
    }
    const { output, used } = decide(matched, scope);
    return { output, inputs, matchedRules: used.map((match) => match.id) };
  };
}

// helpers

interface Matched {
  readonly id: string;
  readonly values: readonly unknown[];
}

/** `used` are the matches that the output rests on. */
interface Decided {
  readonly output: unknown;
  readonly used: readonly Matched[];
}

type Shape = (values: readonly unknown[]) => unknown;
type Decide = (matched: readonly Matched[], scope: FeelScope) => Decided;

const nothing: CompiledFeel = () => null;

interface Column {
  readonly label: string;
  /** Value as plain data. */
  read(scope: FeelScope): unknown;
  /** The value that cells are tested with: dates and durations as FEEL's own. */
  tested(value: unknown): unknown;
}

function compileInput(id: string, input: InputModel, feel: Feel, names: readonly string[]): Column {
  const read = feel.expression(input.expression, names);
  const allowed: CompiledTests | null = input.values === null ? null : feel.tests(input.values, names);
  const fits = typeCheck(input.type);
  const fail = (expected: string): never => {
    throw new EvaluationFailure(input.expression, `input '${input.label}' of decision ${id}: expected ${expected}`);
  };
  return {
    label: input.label,
    read(scope) {
      const value = read(scope);
      if (value === null) return null;
      if (!fits(value)) fail(`${input.type}, but found ${typeOf(value)}`);
      if (allowed && !allowed({ ...scope, input: value })) fail(`one of ${input.values}, but found another value`);
      return value;
    },
    tested: (value) => (typeof value === 'string' ? (temporalFrom(input.type, value) ?? value) : value),
  };
}

function typeCheck(type: string): (value: unknown) => boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return (value) => typeof value === type;
    case 'number':
      return (value) => typeof value === 'number';
    case 'integer':
      return (value) => Number.isInteger(value);
    case 'list':
      return (value) => Array.isArray(value);
    default:
      return (value) => typeof value !== 'string' || temporalFrom(type, value) !== null;
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return 'number';
  return typeof value === 'object' ? 'context' : typeof value;
}

/** Ranks of the allowed values of an output, best first. */
function compileOutput(output: OutputModel, feel: Feel): readonly unknown[] {
  if (output.values === null) return [];
  const list = feel.expression(`[${output.values}]`);
  return list({ variables: [], functions: {}, now: 0 }) as readonly unknown[];
}

function shaper(outputs: readonly OutputModel[]): Shape {
  if (outputs.length === 1) return ([value]) => value ?? null;
  const names = outputs.map((output) => output.name);
  return (values) => Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));
}

function policyOf(
  id: string,
  table: TableModel,
  ranks: readonly (readonly unknown[])[],
  shape: Shape,
  otherwise: (scope: FeelScope) => unknown,
): Decide {
  const one = (match: Matched | undefined, scope: FeelScope): Decided =>
    match ? { output: shape(match.values), used: [match] } : { output: otherwise(scope), used: [] };
  const all = (matched: readonly Matched[]): Decided => ({
    output: matched.map(({ values }) => shape(values)),
    used: matched,
  });
  switch (table.hitPolicy) {
    case 'FIRST':
      return (matched, scope) => one(matched[0], scope);
    case 'UNIQUE':
      return (matched, scope) => {
        if (matched.length > 1) throw clash(id, 'UNIQUE', matched, 'at most one rule to match');
        return one(matched[0], scope);
      };
    case 'ANY':
      return (matched, scope) => {
        const answers = new Set(matched.map(({ values }) => JSON.stringify(values)));
        if (answers.size > 1) throw clash(id, 'ANY', matched, 'all matching rules to agree');
        return { output: matched[0] ? shape(matched[0].values) : otherwise(scope), used: matched };
      };
    case 'PRIORITY':
      return (matched, scope) => one(byRank(matched, ranks)[0], scope);
    case 'OUTPUT ORDER':
      return (matched) => all(byRank(matched, ranks));
    case 'RULE ORDER':
      return all;
    case 'COLLECT':
      if (table.aggregation === null) return all;
      return aggregate(id, table.aggregation);
  }
}

function aggregate(id: string, aggregation: Aggregation): Decide {
  return (matched) => {
    if (aggregation === 'COUNT') return { output: matched.length, used: matched };
    const numbers = matched.map(({ values }) => values[0]);
    if (!numbers.every((value) => typeof value === 'number')) {
      throw new EvaluationFailure(id, `${aggregation} of decision ${id}: expected numbers from every matching rule`);
    }
    if (aggregation === 'SUM') return { output: numbers.reduce((a, b) => a + b, 0), used: matched };
    if (numbers.length === 0) return { output: null, used: [] };
    return {
      output: numbers.reduce((a, b) => (aggregation === 'MIN' ? Math.min(a, b) : Math.max(a, b))),
      used: matched,
    };
  };
}

/** Best output first: by the order of allowed output values, first output before second; equal ones in rule order. */
function byRank(matched: readonly Matched[], ranks: readonly (readonly unknown[])[]): readonly Matched[] {
  const rank = (match: Matched, column: number) => {
    const at = ranks[column]?.indexOf(match.values[column]) ?? -1;
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  return matched.toSorted((a, b) => {
    const column = ranks.findIndex((_, index) => rank(a, index) !== rank(b, index));
    return column < 0 ? 0 : rank(a, column) - rank(b, column);
  });
}

function clash(id: string, policy: HitPolicyName, matched: readonly Matched[], expected: string): EvaluationFailure {
  const rules = matched.map((match) => match.id).join(', ');
  return new EvaluationFailure(id, `decision ${id} (${policy}): expected ${expected}, but these did: ${rules}`);
}
type HitPolicyName = 'UNIQUE' | 'ANY';
