import type { Expression, Mapping } from '../../domain/process/executable.ts';
import { EvaluationFailure, type VariableScopes } from '../../domain/process/expression-port.ts';
import type { ScopeInstance } from '../../domain/process/process-instance.ts';
import type { Execution, Variables } from './execution.ts';

/** What is visible in a scope: `locals` first, then the scope's own variables, outwards to the process's. */
export function visibleIn(
  execution: Execution,
  scope: ScopeInstance,
  ...locals: (Variables | undefined)[]
): VariableScopes {
  const scopes: Variables[] = [];
  for (const local of locals) if (local) scopes.push(local);
  for (let at: ScopeInstance | undefined = scope; at; at = execution.parents.get(at)?.scope) {
    if (at.variables) scopes.push(at.variables);
  }
  scopes.push(execution.variables);
  return scopes;
}

/** All that is visible as one object, inner values over outer ones. */
export function merged(scopes: VariableScopes): Record<string, unknown> {
  return Object.assign({}, ...[...scopes].reverse()) as Record<string, unknown>;
}

/** The value of an expression of the diagram. @throws EvaluationFailure */
export function evaluate(execution: Execution, expression: Expression, scopes: VariableScopes): unknown {
  if ('literal' in expression) return expression.literal;
  const { context } = execution;
  return context.expressions.evaluate(expression.feel, scopes, context.functions, context.now);
}

/** The value as text. @throws EvaluationFailure when it is not text or a number */
export function evaluateText(execution: Execution, expression: Expression, scopes: VariableScopes): string {
  const value = evaluate(execution, expression, scopes);
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new EvaluationFailure(show(expression), `expected text, but the value is ${describe(value)}`);
}

/** The value as a list of texts; one text stands for a list of one, null for none. @throws EvaluationFailure */
export function evaluateTexts(execution: Execution, expression: Expression, scopes: VariableScopes): readonly string[] {
  const value = evaluate(execution, expression, scopes);
  if (value === null || value === undefined) return [];
  if ('literal' in expression)
    return expression.literal
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  const list = Array.isArray(value) ? value : [value];
  if (list.every((item) => typeof item === 'string')) return list;
  throw new EvaluationFailure(show(expression), `expected a list of texts, but the value is ${describe(value)}`);
}

/** What mappings make of what is visible: `{target: value}`, dotted targets nested. @throws EvaluationFailure */
export function map(
  execution: Execution,
  mappings: readonly Mapping[],
  scopes: VariableScopes,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { source, target } of mappings) assign(result, target, evaluate(execution, source, [result, ...scopes]));
  return result;
}

/** Sets variables where they are defined, innermost scope first, and otherwise in the process. */
export function setVariables(execution: Execution, scope: ScopeInstance, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    let at: ScopeInstance | undefined = scope;
    while (at && !(at.variables && name in at.variables)) at = execution.parents.get(at)?.scope;
    (at?.variables ?? execution.variables)[name] = value;
  }
}

/** A sentence's word for what a value is; never the value itself. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}

export function show(expression: Expression): string {
  return 'feel' in expression ? `=${expression.feel}` : expression.literal;
}

// helpers

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

function assign(target: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  if (names.some((name) => UNSAFE.has(name))) throw new EvaluationFailure(path, 'not a variable name');
  const last = names.pop() as string;
  let at = target;
  for (const name of names) {
    const inner = at[name];
    const next: Record<string, unknown> =
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? { ...inner } : {};
    at[name] = next;
    at = next;
  }
  at[last] = value;
}
