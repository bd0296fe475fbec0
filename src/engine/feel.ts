import type { SyntaxNode } from '@lezer/common';
import { EvaluationFailure, type Expressions } from '../domain/process/expression-port.ts';
import { createFeelBox, type FeelBox, isFeelBuiltin, sizeChecked, toPlain } from './feel-box.ts';
import { BUILTINS, EXTENSIONS, type Builtin } from './feel-builtins.ts';
import { asksInput, compileExpression, compileTests, type FeelScope, nameOf } from './feel-compile.ts';
import { childrenOf, type FeelGrammar, type FeelProblem, parseFeel } from './feel-parse.ts';
import { NOT_HERE } from './feel-values.ts';

/** A parsed expression, ready to be evaluated any number of times. */
export type CompiledFeel = (scope: FeelScope) => unknown;
/** The parsed unary tests of a decision table's cell; they test `input` of the scope. */
export type CompiledTests = (scope: FeelScope) => boolean;

/** How many parsed expressions are kept; a town's diagrams have a few hundred. */
const CACHE_SIZE = 5_000;

/** FEEL for commands: parsed once, the usual part compiled to closures (about a microsecond), the rest evaluated by feelin in its time box. */
export function createExpressions(): Expressions {
  const feel = createFeel();
  const compiled = new Map<string, CompiledFeel>();
  return {
    evaluate(text, variables, functions, now) {
      let run = compiled.get(text);
      if (!run) {
        if (compiled.size >= CACHE_SIZE) compiled.clear();
        run = feel.expression(text);
        compiled.set(text, run);
      }
      return run({ variables, functions, now });
    },
  };
}

/** Compiles FEEL texts. */
export interface Feel {
  /**
   * @param names - names with operators or keywords in them that the text may use
   * @throws {@link EvaluationFailure} when the text does not parse
   */
  expression(text: string, names?: readonly string[]): CompiledFeel;
  tests(text: string, names?: readonly string[]): CompiledTests;
  /** What is wrong with a text, or undefined; see {@link findFeelProblem}. */
  problem(
    text: string,
    grammar: FeelGrammar,
    names: readonly string[],
    functionNames?: readonly string[],
  ): FeelProblem | undefined;
}

export function createFeel(): Feel {
  const box = createFeelBox();
  return {
    expression(text, names = []) {
      const top = parsed(text, 'Expression', names);
      const closure = compileExpression(top, text);
      const boxed = boxedExpression(box, top, text);
      return closure ? guarded(text, (scope) => sizeChecked(closure(scope)), boxed) : boxed;
    },
    tests(text, names = []) {
      const top = parsed(text, 'UnaryTests', names);
      const closure = compileTests(top, text);
      const boxed = boxedTests(box, top, text);
      return closure ? guarded(text, (scope) => closure(scope.input ?? null, scope), boxed) : boxed;
    },
    problem,
  };
}

/**
 * What is wrong with a FEEL expression, or undefined: it does not parse, is longer than 10,000 characters or nested too deep,
 * or calls a function that neither FEEL nor `functionNames` has.
 *
 * @param functionNames - our own functions; without them calls are not checked
 */
export function findFeelProblem(text: string, functionNames?: readonly string[]): FeelProblem | undefined {
  return problem(text, 'Expression', [], functionNames);
}

/** {@link findFeelProblem} in English, for the deploy gate. */
export function checkFeelSyntax(text: string, functionNames?: readonly string[]): string | undefined {
  return findFeelProblem(text, functionNames)?.en;
}

// helpers

function problem(
  text: string,
  grammar: FeelGrammar,
  names: readonly string[],
  functionNames?: readonly string[],
): FeelProblem | undefined {
  const result = parseFeel(text, grammar, names);
  if ('problem' in result) return result.problem;
  return functionNames && unknownCall(result.top, text, new Set(functionNames));
}

function parsed(text: string, grammar: FeelGrammar, names: readonly string[]): SyntaxNode {
  const result = parseFeel(text, grammar, names);
  if ('problem' in result) throw new EvaluationFailure(text, result.problem.en);
  return result.top;
}

/** Runs the closure; feelin takes over when a value turns up that the closure does not know. */
function guarded<T>(
  text: string,
  closure: (scope: FeelScope) => T,
  boxed: (scope: FeelScope) => T,
): (scope: FeelScope) => T {
  return (scope) => {
    try {
      return closure(scope);
    } catch (error) {
      if (error === NOT_HERE) return boxed(scope);
      if (error instanceof RangeError) throw new EvaluationFailure(text, error.message, { cause: error });
      throw error;
    }
  };
}

function boxedExpression(box: FeelBox, top: SyntaxNode, text: string): CompiledFeel {
  const names = namesIn(top, text);
  return (scope) => box.evaluate({ text, context: contextFor(text, names, scope), now: scope.now });
}

function boxedTests(box: FeelBox, top: SyntaxNode, text: string): (scope: FeelScope) => boolean {
  const names = namesIn(top, text);
  // a single condition about the input is an expression: see compileTests
  const isCondition = asksInput(top) && !('problem' in parseFeel(text, 'Expression'));
  return (scope) => {
    const call = { text, context: { ...contextFor(text, names, scope), '?': scope.input ?? null }, now: scope.now };
    return isCondition ? box.evaluate(call) === true : box.test(call);
  };
}

/** Names of a text by use. */
interface Names {
  readonly variables: ReadonlySet<string>;
  /** Functions that the text neither binds itself nor finds in FEEL. */
  readonly calls: ReadonlySet<string>;
}

function namesIn(top: SyntaxNode, text: string): Names {
  const variables = new Set<string>();
  const calls = new Set<string>();
  top.cursor().iterate((node) => {
    if (node.name !== 'VariableName') return;
    const isCall = node.node.parent?.name === 'FunctionInvocation' && node.node.parent.firstChild?.from === node.from;
    (isCall ? calls : variables).add(nameOf(node.node, text));
  });
  const bound = boundNames(top, text);
  return { variables, calls: new Set([...calls].filter((name) => !bound.has(name) && !isFeelBuiltin(name))) };
}

/** The flat context that feelin wants: only what the text names, so that nothing else is copied. */
function contextFor(text: string, { variables, calls }: Names, scope: FeelScope): Record<string, unknown> {
  const context: Record<string, unknown> = {};
  for (const name of variables) {
    const holder = scope.variables.find((each) => Object.hasOwn(each, name) && each[name] !== undefined);
    if (holder) context[name] = holder[name];
  }
  for (const name of calls) {
    const functions = Object.hasOwn(scope.functions, name) ? scope.functions : EXTENSIONS;
    const call = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!call) throw new EvaluationFailure(text, `expected a function, but there is none named '${name}'`);
    context[name] = plainly(call as Builtin);
  }
  return context;
}

/** Our own functions take and give plain data, never feelin's values. */
function plainly(call: Builtin & { readonly $args?: readonly string[] }): Builtin {
  const wrapped = (...args: unknown[]) => call(...args.map(toPlain)) ?? null;
  return Object.assign(wrapped, { $args: call.$args ?? ['...arguments'] });
}

function unknownCall(top: SyntaxNode, text: string, own: ReadonlySet<string>): FeelProblem | undefined {
  const bound = boundNames(top, text);
  let found: FeelProblem | undefined;
  top.cursor().iterate((node) => {
    if (found || node.name !== 'FunctionInvocation') return;
    const target = childrenOf(node.node)[0];
    if (target?.name !== 'VariableName') return;
    const name = nameOf(target, text);
    if (own.has(name) || bound.has(name) || name in BUILTINS || name in EXTENSIONS || isFeelBuiltin(name)) return;
    found = {
      at: target.from,
      zh: `第 ${target.from + 1} 个字符处调用了不存在的函数“${name}”；可用的有 FEEL 内置函数和 ${[...own].join('、')}`,
      en: `expected a known function at character ${target.from + 1}, but found '${name}'; known are FEEL's own and ${[...own].join(', ')}`,
    };
  });
  return found;
}

/** Names that the text itself binds to values: parameters of functions, variables of loops, keys of contexts. */
function boundNames(top: SyntaxNode, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  top.cursor().iterate((node) => {
    if (node.name === 'Name' || node.name === 'ParameterName') names.add(nameOf(node.node, text));
  });
  return names;
}
