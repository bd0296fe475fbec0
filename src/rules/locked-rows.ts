import { LOCKED_TABLES, type LockedRow } from '../domain/process/locked-rows.ts';
import type { Finding } from './rule.ts';

/** A decision table as this rule looks at it; texts are FEEL, an empty cell is `-`. */
export interface CheckedTable {
  readonly hitPolicy: string;
  readonly inputs: readonly { readonly expression: string }[];
  readonly outputs: readonly { readonly name: string }[];
  readonly rules: readonly {
    readonly id: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
  }[];
}

/**
 * Checks that a table which the law has a say in keeps the rows that the law fixes.
 *
 * @returns for each row that is missing, changed, or robbed of its cases by a row above it: table, row and rule
 */
export function checkLockedRows(decisionId: string, table: CheckedTable | undefined): readonly Finding[] {
  const locked = LOCKED_TABLES.find((each) => each.decisionId === decisionId);
  if (!locked) return [];
  if (table?.hitPolicy !== locked.hitPolicy) {
    const found = table?.hitPolicy ?? 'literal';
    return [
      {
        place: decisionId,
        rule: 'dmn-locked-row',
        zh: `决策表 ${decisionId} 有法定行🔒,须为命中策略 ${locked.hitPolicy} 的决策表,现为 ${found}。请改回`,
        en: `Expected ${decisionId}, which has rows that the law fixes, to be a table of hit policy ${locked.hitPolicy}, but found ${found}. Change it back`,
      },
    ];
  }
  return locked.rows.flatMap((row) => {
    const at = table.rules.findIndex(({ id }) => id === row.id);
    const rule = table.rules[at];
    if (!rule) return [finding(decisionId, row, '缺失', 'missing')];
    const changed = firstChange(table, rule, row);
    if (changed !== undefined) return [finding(decisionId, row, `被改动(${changed})`, `changed (${changed})`)];
    const harmless = [row.then, ...locked.harmless];
    const ids = new Set(locked.rows.map(({ id }) => id));
    const above = table.rules
      .slice(0, at)
      .find((each) => !ids.has(each.id) && !harmless.some((then) => answers(table, each.outputs, then)));
    return above
      ? [finding(decisionId, row, `被其上的行 ${above.id} 抢先`, `robbed of its cases by row ${above.id} above it`)]
      : [];
  });
}

// helpers

/** The first cell that is not as the law has it, as `column: found`. */
function firstChange(
  table: CheckedTable,
  { inputs, outputs }: CheckedTable['rules'][number],
  { when, then }: LockedRow,
): string | undefined {
  for (const expression of Object.keys(when))
    if (!table.inputs.some((input) => plain(input.expression) === plain(expression))) return `${expression}: –`;
  for (const [column, { expression }] of table.inputs.entries()) {
    const found = inputs[column] ?? '-';
    if (plain(found) !== plain(valueOf(when, expression) ?? '-')) return `${expression}: ${found}`;
  }
  if (answers(table, outputs, then)) return undefined;
  return Object.keys(then)
    .map((name) => `${name}: ${outputs[table.outputs.findIndex((output) => output.name === name)] ?? '–'}`)
    .join(', ');
}

function valueOf(when: LockedRow['when'], expression: string): string | undefined {
  return Object.entries(when).find(([name]) => plain(name) === plain(expression))?.[1];
}

function answers({ outputs }: CheckedTable, cells: readonly string[], then: LockedRow['then']): boolean {
  return Object.entries(then).every(
    ([name, cell]) => plain(cells[outputs.findIndex((output) => output.name === name)] ?? '') === plain(cell),
  );
}

/** Without spaces outside of texts, which mean nothing in FEEL cells like these. */
function plain(feel: string): string {
  return feel.replace(/"[^"]*"|\s+/g, (part) => (part.startsWith('"') ? part : ''));
}

function finding(decisionId: string, { id, zh, en }: LockedRow, what: string, whatEn: string): Finding {
  return {
    place: id,
    rule: 'dmn-locked-row',
    zh: `决策表 ${decisionId} 的法定行🔒 ${id}(${zh})${what}。法定行乡镇不得修改,请恢复原样`,
    en: `Expected row ${id} of table ${decisionId} as the law has it (${en}), but it is ${whatEn}. Restore it; a township cannot change it`,
  };
}
