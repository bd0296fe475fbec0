import type { SyntaxNode } from '@lezer/common';
import type { DeploymentProblem } from '../domain/process/engine-port.ts';
import type { InputModel, TableModel } from './dmn-read.ts';
import { parseFeel } from './feel-parse.ts';
import type { CompiledTests, Feel } from './feel.ts';

type Finding = Omit<DeploymentProblem, 'resource'>;

/** Most overlaps that are reported for one table. */
const MAX_REPORTED = 10;
/** Most combinations of inputs that are tried for a gap. */
const MAX_COMBINATIONS = 50_000;
/** A text that no cell names. */
const OTHER_TEXT = '（其他）';

/**
 * Looks for cells that can never match, for rules of a UNIQUE table that can match together, and for inputs that no rule matches (a warning).
 *
 * Cells of literals, ranges and lists change their answer only at the values they name. So each column is tried at those values, between
 * them and beyond them: that decides the question exactly, and gives the example. Cells with other expressions are left to run time.
 *
 * @param names - names that cells may use and that hold operators or keywords
 */
export function checkTable(
  id: string,
  table: TableModel,
  feel: Feel,
  names: readonly string[],
): { problems: Finding[]; warnings: Finding[] } {
  const columns = table.inputs.map((input, index) =>
    columnOf(
      input,
      table.rules.map((rule) => rule.inputs[index] ?? '-'),
      feel,
      names,
    ),
  );
  const problems = [...strangers(table, columns), ...strangeOutputs(table)];
  if (problems.length > 0) return { problems, warnings: [] };
  return {
    problems: table.hitPolicy === 'UNIQUE' ? overlaps(table, columns) : [],
    warnings: gaps(id, table, columns),
  };
}

// helpers

interface TriedColumn {
  readonly label: string;
  /** Values at which the column is tried. */
  readonly points: readonly unknown[];
  /** For each rule a bit for each point its cell accepts; null when the cell is not made of literals. */
  readonly accepted: readonly (bigint | null)[];
}

function columnOf(input: InputModel, cells: readonly string[], feel: Feel, names: readonly string[]): TriedColumn {
  const literals = cells.map((text) => literalsOf(text));
  const allowedLiterals = input.values === null ? [] : (literalsOf(input.values) ?? []);
  const allowed = input.values === null ? null : feel.tests(input.values, names);
  const candidates = pointsOf(input.type, [...allowedLiterals, ...literals.flatMap((found) => found ?? [])]);
  const points = allowed ? candidates.filter((point) => holds(allowed, point)) : candidates;
  const accepted = cells.map((text, row) => {
    if (!literals[row]) return null;
    const test = feel.tests(text, names);
    return points.reduce<bigint>(
      (bits, point, index) => (holds(test, point) ? bits | (1n << BigInt(index)) : bits),
      0n,
    );
  });
  return { label: input.label, points, accepted };
}

function holds(test: CompiledTests, input: unknown): boolean {
  return test({ variables: [], functions: {}, now: 0, input });
}

const LITERAL_NODES = new Set([
  'UnaryTests',
  'Wildcard',
  'PositiveUnaryTests',
  'PositiveUnaryTest',
  'SimplePositiveUnaryTest',
  'Interval',
  'List',
  'CompareOp',
  'ArithOp',
  'NumericLiteral',
  'StringLiteral',
  'BooleanLiteral',
  'null',
  'not',
]);

/** The literals of a cell, or undefined when it holds anything else but ranges and lists of them. */
function literalsOf(text: string): readonly unknown[] | undefined {
  const parsed = parseFeel(text, 'UnaryTests');
  if ('problem' in parsed) return undefined;
  const literals: unknown[] = [];
  let plain = true;
  parsed.top.cursor().iterate(({ name, node }) => {
    if (/^\p{L}/u.test(name) && !LITERAL_NODES.has(name)) plain = false;
    const literal = text.slice(node.from, node.to);
    if (name === 'NumericLiteral') literals.push(Number(literal.replace(/\s/g, '')));
    if (name === 'StringLiteral') {
      literals.push(literal.slice(1, -1));
      // an order of texts has points in between that cannot be named
      if (isOrdered(node)) plain = false;
    }
    if (name === 'BooleanLiteral') literals.push(literal === 'true');
    if (name === 'null') literals.push(null);
  });
  return plain ? literals : undefined;
}

function isOrdered(node: SyntaxNode): boolean {
  return node.parent?.name === 'Interval' || node.parent?.name === 'SimplePositiveUnaryTest';
}

function pointsOf(type: string, literals: readonly unknown[]): readonly unknown[] {
  const points = new Set<unknown>();
  const numbers = [...new Set(literals.filter((each) => typeof each === 'number'))].sort((a, b) => a - b);
  const whole = type === 'integer';
  for (const [index, bound] of numbers.entries()) {
    const next = numbers[index + 1];
    points
      .add(bound - 1)
      .add(bound)
      .add(bound + 1);
    if (!whole && next !== undefined) points.add((bound + next) / 2);
  }
  if (literals.some((each) => typeof each === 'string') || type === 'string') points.add(OTHER_TEXT);
  for (const each of literals) if (typeof each === 'string') points.add(each);
  if (literals.some((each) => typeof each === 'boolean') || type === 'boolean') points.add(true).add(false);
  if (literals.includes(null) || points.size === 0) points.add(null);
  return [...points];
}

/** Cells that accept nothing the column may hold: a misspelt value, or one of the wrong type. */
function strangers(table: TableModel, columns: readonly TriedColumn[]): Finding[] {
  const findings: Finding[] = [];
  table.inputs.forEach(({ label, type, values }, index) => {
    table.rules.forEach((rule, row) => {
      const text = rule.inputs[index] ?? '-';
      const named = literalsOf(text) ?? [];
      const wrong = named.filter((each) => each !== null && !fitsType(each, type));
      const never = columns[index]?.accepted[row] === 0n;
      if (wrong.length === 0 && !never) return;
      const expected = wrong.length > 0 ? type : (values ?? type);
      findings.push({
        place: rule.id,
        rule: 'dmn-cell-value',
        zh: `第 ${row + 1} 行“${label}”列的“${text}”永远不会命中：该列应为 ${expected}。请更正单元格或列的允许值`,
        en: `Row ${row + 1}, column '${label}': expected ${expected}, but '${text}' can never match. Correct the cell or the column's allowed values`,
      });
    });
  });
  return findings;
}

function strangeOutputs(table: TableModel): Finding[] {
  const findings: Finding[] = [];
  table.outputs.forEach(({ name, type, values }, index) => {
    const allowed = values === null ? undefined : literalsOf(values);
    table.rules.forEach((rule, row) => {
      const text = rule.outputs[index] ?? '';
      const literals = literalsOf(text);
      const [literal] = literals ?? [];
      // only a single literal says at once what the cell gives
      if (literals?.length !== 1 || literal === null || !/^(".*"|-?[\d.]+|true|false)$/s.test(text)) return;
      const value = text.startsWith('-') && typeof literal === 'number' ? -Math.abs(literal) : literal;
      if (fitsType(value, type) && (!allowed || allowed.includes(value))) return;
      findings.push({
        place: rule.id,
        rule: 'dmn-cell-value',
        zh: `第 ${row + 1} 行输出“${name}”的值 ${text} 不在允许范围（${values ?? type}）内。请更正`,
        en: `Row ${row + 1}, output '${name}': expected ${values ?? type}, but found ${text}. Correct it`,
      });
    });
  });
  return findings;
}

function fitsType(value: unknown, type: string): boolean {
  if (type === 'string' || type === 'boolean' || type === 'number') return typeof value === type;
  return type === 'integer' ? typeof value === 'number' : true;
}

function overlaps(table: TableModel, columns: readonly TriedColumn[]): Finding[] {
  const findings: Finding[] = [];
  for (let a = 0; a < table.rules.length; a++) {
    for (let b = a + 1; b < table.rules.length; b++) {
      const common = columns.map(({ accepted }) => both(accepted[a], accepted[b]));
      if (common.some((bits) => bits === null || bits === 0n)) continue;
      const example = exampleOf(columns, common as readonly bigint[]);
      const [first, second] = [table.rules[a]?.id ?? '', table.rules[b]?.id ?? ''];
      findings.push({
        place: second,
        rule: 'dmn-unique-overlap',
        zh: `第 ${a + 1} 行（${first}）与第 ${b + 1} 行（${second}）会同时命中，例如 ${example}；命中策略 UNIQUE 只允许一行命中。请改条件，或改用 FIRST`,
        en: `Expected at most one row to match (UNIQUE), but rows ${a + 1} (${first}) and ${b + 1} (${second}) both match for ${example}. Change the conditions, or use FIRST`,
      });
      if (findings.length === MAX_REPORTED) return findings;
    }
  }
  return findings;
}

function both(a: bigint | null | undefined, b: bigint | null | undefined): bigint | null {
  return a === null || b === null || a === undefined || b === undefined ? null : a & b;
}

function exampleOf(columns: readonly TriedColumn[], bits: readonly bigint[]): string {
  return sentence(
    columns,
    columns.map(({ points }, index) => points.find((_, point) => ((bits[index] ?? 0n) >> BigInt(point)) & 1n)),
  );
}

function sentence(columns: readonly TriedColumn[], values: readonly unknown[]): string {
  return (
    columns
      .map(({ label, points }, index) => ({
        label,
        value: values[index],
        free: points.length === 1 && points[0] === null,
      }))
      .filter(({ free }) => !free)
      .map(({ label, value }) => `${label} = ${JSON.stringify(value)}`)
      .join(', ') || '-'
  );
}

/** Tries all combinations of points; the first that no rule accepts is a gap. */
function gaps(id: string, table: TableModel, columns: readonly TriedColumn[]): Finding[] {
  if (table.hitPolicy === 'COLLECT' || table.outputs.some(({ defaultEntry }) => defaultEntry !== null)) return [];
  const combinations = columns.reduce((product, { points }) => product * points.length, 1);
  if (combinations > MAX_COMBINATIONS || columns.some(({ accepted }) => accepted.includes(null))) return [];
  // for each point of each column a bit for each rule that accepts it
  const rulesAt = columns.map(({ points, accepted }) =>
    points.map((_, point) =>
      accepted.reduce<bigint>(
        (bits, cell, row) => (((cell ?? 0n) >> BigInt(point)) & 1n ? bits | (1n << BigInt(row)) : bits),
        0n,
      ),
    ),
  );
  const all = (1n << BigInt(table.rules.length)) - 1n;
  const search = (column: number, left: bigint, chosen: readonly unknown[]): readonly unknown[] | undefined => {
    if (left === 0n) return chosen;
    const rules = rulesAt[column];
    if (!rules) return undefined;
    for (const [point, bits] of rules.entries()) {
      const found = search(column + 1, left & bits, [...chosen, columns[column]?.points[point]]);
      if (found) return found;
    }
    return undefined;
  };
  const gap = search(0, all, []);
  if (!gap) return [];
  const example = sentence(columns.slice(0, gap.length), gap);
  return [
    {
      place: id,
      rule: 'dmn-gap',
      zh: `决策表 ${id} 没有覆盖 ${example} 的情形，此时没有结果。可补一行或设默认值`,
      en: `Decision table ${id} has no row for ${example}; it then has no result. Add a row or a default`,
    },
  ];
}
