import type { RegisterAppealInput } from '../../domain/appeal/appeal-input.ts';
import { LEVELS, type Level } from '../../domain/appeal/appeal-words.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import type { Deadline } from '../../domain/appeal/deadline-basis.ts';
import { LIMITS } from '../../domain/reference/limits.ts';
import { findRepeat } from '../../domain/appeal/repeat.ts';
import { evaluateTable, type EvaluatedTable } from '../process/evaluate-table.ts';

/** What the registrar has entered so far, and what they have found. */
export type PreviewAppeal = Pick<RegisterAppealInput, 'type' | 'category' | 'unitKey' | 'objectKey' | 'facts'> & {
  readonly phoneHash: string | null;
  /** Answers of the check, as the registrar would give them. */
  readonly screening: Readonly<Record<string, unknown>>;
};

/** What would become of it, and why. */
export interface Preview {
  readonly alertLevel: string | null;
  readonly level: string | null;
  readonly limit: { readonly amount: number; readonly unit: string; readonly basis: string | null } | null;
  /** If it were dispatched now. */
  readonly dueAt: number | null;
  /** Answers of D01, D09 and D03: the code of the unit, null when the office must find it. */
  readonly acceptance: string | null;
  readonly repeat: string | null;
  readonly unit: string | null;
  readonly decisions: readonly EvaluatedTable[];
}

/** The order in which intake asks them. */
const TABLES = [
  ['d10_sensitive', 'd10'],
  ['d01_acceptance', 'd01'],
  ['d09_repeat', 'd09'],
  ['d02_level', 'd02'],
  ['d03_catalogue', 'd03'],
] as const;

/**
 * Says what the tables in force would make of an appeal: whether it is accepted, known already, how urgent it is and whose. Registers nothing.
 *
 * @throws DomainError ERR_DECISION_NOT_DEPLOYED when a table is not deployed
 */
export const previewAppeal: Command<PreviewAppeal, Preview> = {
  type: 'preview-appeal',
  decide(context, asked) {
    const { rows, now, actor } = context;
    const number = (name: string, otherwise: number) => Number(setting(context, name) ?? otherwise);
    const { type, category, unitKey, objectKey, phoneHash, facts, screening } = asked;
    const repeat = findRepeat(rows, {
      ...{ type, category, unitKey, objectKey, phoneHash },
      tenantId: actor.tenantId,
      orderKey: null,
      now,
      windowMs: number('cluster_hours', 72) * 3_600_000,
      repeatDays: number('repeat_days', 30),
    });
    const variables: Record<string, unknown> = { facts, repeat, screening };
    const decisions = TABLES.map(([decisionId, variable]) => {
      const decided = evaluateTable(context, decisionId, variables);
      variables[variable] = decided.output;
      if (variable === 'd10') variables['alertLevel'] = highest(decided.output);
      return decided;
    });
    const of = (variable: string) => record(variables[variable]);
    const score = of('d03')['score'];
    return {
      alertLevel: text(variables['alertLevel']),
      ...limitOf(context, of('d02')),
      acceptance: text(of('d01')['outcome']),
      repeat: text(of('d09')['outcome']),
      unit: typeof score === 'number' && score > 0 ? text(of('d03')['unit']) : null,
      decisions,
    };
  },
};

// helpers

/** The township's own limit of the level, where it has set one, else what table D02 says. */
function limitOf(
  { functions, now }: DecisionContext,
  d02: Readonly<Record<string, unknown>>,
): Pick<Preview, 'level' | 'limit' | 'dueAt'> {
  const level = LEVELS.find((each) => each === d02['level']);
  const { amount, unit } = d02;
  if (level === undefined || typeof amount !== 'number' || typeof unit !== 'string')
    return { level: level ?? null, limit: null, dueAt: null };
  const explain = functions as unknown as Explain;
  const own = explain.explained_limit?.('order', level, now).basis;
  const standard = LIMITS.order.values[level];
  const isOwn = own !== undefined && (own.amount !== standard.amount || own.unit !== standard.unit);
  const limit = isOwn
    ? { amount: own.amount, unit: own.unit, basis: `本镇时限 ${level}` }
    : { amount, unit, basis: text(d02['basis']) };
  const due = explain.explained_deadline?.(now, limit.amount, limit.unit, 'hotline');
  return { level, limit, dueAt: due?.dueAt ?? null };
}

interface Explain {
  readonly explained_limit?: (name: string, level: Level, start: number) => Deadline;
  readonly explained_deadline?: (start: number, amount: number, unit: string, calendar: string) => Deadline;
}

function highest(output: unknown): string | null {
  const levels = (Array.isArray(output) ? output : []).map((row: unknown) => record(row)['level']);
  return LEVELS.find((level) => levels.includes(level)) ?? null;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function setting({ functions }: DecisionContext, name: string): unknown {
  return (functions['setting'] as unknown as ((name: string) => unknown) | undefined)?.(name);
}
