import type { SyntaxNode } from '@lezer/common';
import { EvaluationFailure, type VariableScopes } from '../domain/process/expression-port.ts';
import { formatInstant } from '../domain/iso-time.ts';
import { isFeelBuiltin } from './feel-box.ts';
import { BUILTINS, EXTENSIONS, type Builtin } from './feel-builtins.ts';
import { childrenOf } from './feel-parse.ts';
import { add, arithmetic, compare, equal, inTests, NOT_HERE, type Test, within } from './feel-values.ts';

/**
 * What an expression is evaluated in. `input` is the tested value of a decision table's cell (`?`).
 */
export interface FeelScope {
  readonly variables: VariableScopes;
  readonly functions: Readonly<Record<string, (...args: never[]) => unknown>>;
  readonly now: number;
  readonly input?: unknown;
}

/** @throws {@link NOT_HERE} when a value turns up that only feelin knows how to treat */
export type Closure = (scope: FeelScope) => unknown;
export type CellClosure = (value: unknown, scope: FeelScope) => boolean;

/** Raised while compiling: the text uses something outside the compiled part of FEEL, so feelin evaluates it. */
class OutsideSubset extends Error {
  override readonly name = 'OutsideSubset';
}

/**
 * A closure for the usual part of FEEL on JSON values, or undefined when the expression uses more of the language.
 * It means what feelin means, about a hundred times faster; only comparing values of different types is always null here, as DMN 1.3 says
 * (table 53), where feelin lets `"a" >= 5` be true.
 */
export function compileExpression(top: SyntaxNode, text: string): Closure | undefined {
  return orOutside(() => moment(top, text) ?? expression(onlyChild(top), text));
}

/**
 * The same for the unary tests of a cell. A condition about the input (`contains(?, "x")`) matches only when it is true:
 * feelin would also let it match a missing input when it has no answer.
 */
export function compileTests(top: SyntaxNode, text: string): CellClosure | undefined {
  return orOutside(() => {
    const parts = childrenOf(top);
    const first = parts[0];
    if (first?.name === 'Wildcard') return () => true;
    const negated = first?.name === 'not';
    const list = parts.find((part) => part.name === 'PositiveUnaryTests');
    if (!list) throw new OutsideSubset();
    const tests = childrenOf(list).map((child) => cellTest(onlyChild(child), text));
    const some = (value: unknown, scope: FeelScope): boolean | null => {
      let answer: boolean | null = false;
      for (const test of tests) {
        const held = test(value, scope);
        if (held === true) return true;
        if (held === null) answer = null;
      }
      return answer;
    };
    const wanted = !negated;
    return (value: unknown, scope: FeelScope) => some(value, scope) === wanted;
  });
}

// helpers

function orOutside<T>(compile: () => T): T | undefined {
  try {
    return compile();
  } catch (error) {
    if (error instanceof OutsideSubset) return undefined;
    throw error;
  }
}

function onlyChild(node: SyntaxNode): SyntaxNode {
  const [child, ...more] = childrenOf(node);
  if (!child || more.length > 0) throw new OutsideSubset();
  return child;
}

const compilers: Readonly<Record<string, (node: SyntaxNode, text: string) => Closure>> = {
  NumericLiteral: (node, text) => constant(numberOf(text.slice(node.from, node.to))),
  StringLiteral: (node, text) => constant(stringOf(text.slice(node.from, node.to))),
  BooleanLiteral: (node, text) => constant(text.slice(node.from, node.to) === 'true'),
  null: () => constant(null),
  '?': () => (scope) => scope.input ?? null,
  VariableName: (node, text) => variable(nameOf(node, text)),
  PathExpression: (node, text) => path(node, text),
  ParenthesizedExpression: (node, text) => expression(childAt(node, 1), text),
  ArithmeticExpression: (node, text) => arithmeticOf(node, text),
  Comparison: (node, text) => comparison(node, text),
  Conjunction: (node, text) => logic(node, text, false),
  Disjunction: (node, text) => logic(node, text, true),
  IfExpression: (node, text) => ifThenElse(node, text),
  List: (node, text) => list(childrenOf(node).slice(1, -1), text),
  Context: (node, text) => context(node, text),
  FunctionInvocation: (node, text) => invocation(node, text),
};

function expression(node: SyntaxNode, text: string): Closure {
  const compiler = Object.hasOwn(compilers, node.name) ? compilers[node.name] : undefined;
  if (!compiler) throw new OutsideSubset();
  return compiler(node, text);
}

function childAt(node: SyntaxNode, index: number): SyntaxNode {
  const child = childrenOf(node)[index];
  if (!child) throw new OutsideSubset();
  return child;
}

function constant(value: unknown): Closure {
  return () => value;
}

function numberOf(digits: string): number {
  return digits.includes('.') ? Number.parseFloat(digits) : Number.parseInt(digits, 10);
}

function stringOf(quoted: string): string {
  const inner = quoted.slice(1, -1);
  // escapes are left to feelin
  if (inner.includes('\\')) throw new OutsideSubset();
  return inner;
}

/** A name as it is looked up: its words with single spaces, without the back-ticks that may surround them. */
export function nameOf(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to).replaceAll('`', '').replaceAll(/\s+/g, ' ');
}

function variable(name: string): Closure {
  // feelin spells names with operators in its own way
  if (/[^\p{L}\p{N}_$]/u.test(name)) throw new OutsideSubset();
  return ({ variables }) => {
    for (const scope of variables) {
      const value = scope[name];
      if (value !== undefined && Object.hasOwn(scope, name)) return value;
    }
    return null;
  };
}

function path(node: SyntaxNode, text: string): Closure {
  const parts = childrenOf(node);
  const [from, , to] = parts;
  if (!from || !to || parts.length !== 3) throw new OutsideSubset();
  const target = expression(from, text);
  const name = nameOf(to, text);
  if (/[^\p{L}\p{N}_$]/u.test(name)) throw new OutsideSubset();
  const property = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return null;
    return Object.hasOwn(value, name) ? ((value as Record<string, unknown>)[name] ?? null) : null;
  };
  return (scope) => {
    const value = target(scope);
    return Array.isArray(value) ? value.map(property) : property(value);
  };
}

function arithmeticOf(node: SyntaxNode, text: string): Closure {
  const parts = childrenOf(node);
  if (parts.length === 2) {
    const value = expression(childAt(node, 1), text);
    const minus = arithmetic('-');
    return (scope) => minus(0, value(scope));
  }
  const [a, operatorNode, b] = parts;
  if (!a || !operatorNode || !b) throw new OutsideSubset();
  const left = expression(a, text);
  const right = expression(b, text);
  const operator = text.slice(operatorNode.from, operatorNode.to);
  const apply = operator === '+' ? add : arithmetic(operator);
  return (scope) => apply(left(scope), right(scope));
}

function comparison(node: SyntaxNode, text: string): Closure {
  const parts = childrenOf(node);
  const [subject, operatorNode] = parts;
  if (!subject || !operatorNode) throw new OutsideSubset();
  const left = expression(subject, text);
  if (operatorNode.name === 'between') {
    const low = expression(childAt(node, 2), text);
    const high = expression(childAt(node, 4), text);
    return (scope) => {
      const start = low(scope);
      const end = high(scope);
      return start === null || end === null ? null : within(left(scope), start, end, true, true);
    };
  }
  if (operatorNode.name === 'in') {
    const tests = memberships(parts.slice(2), text);
    return (scope) => inTests(left(scope), tests(scope));
  }
  const right = expression(childAt(node, 2), text);
  const apply = compare(text.slice(operatorNode.from, operatorNode.to));
  return (scope) => apply(left(scope), right(scope));
}

/** Right side of `in`: one test, a list of tests in parentheses, or an expression that gives a list. */
function memberships(parts: readonly SyntaxNode[], text: string): (scope: FeelScope) => readonly unknown[] {
  const tests = parts.find((part) => part.name === 'PositiveUnaryTests' || part.name === 'PositiveUnaryTest');
  if (!tests) throw new OutsideSubset();
  if (tests.name === 'PositiveUnaryTests') {
    const items = childrenOf(tests).map((test) => testOrValue(onlyChild(test), text));
    return (scope) => items.map((item) => item(scope));
  }
  const only = testOrValue(onlyChild(tests), text);
  return (scope) => {
    const value = only(scope);
    return Array.isArray(value) ? value : value === null ? [NOT_A_TEST] : [value];
  };
}

/** `x in null` is null whatever x is. */
const NOT_A_TEST: Test = () => null;

/** A closure that gives either a {@link Test} or a value to be equal to. */
function testOrValue(node: SyntaxNode, text: string): (scope: FeelScope) => unknown {
  return node.name === 'SimplePositiveUnaryTest' ? simpleTest(node, text) : expression(node, text);
}

function simpleTest(node: SyntaxNode, text: string): (scope: FeelScope) => Test {
  const parts = childrenOf(node);
  const [first, second] = parts;
  if (first?.name === 'Interval') {
    const [open, low, , high, close] = childrenOf(first);
    if (!open || !low || !high || !close) throw new OutsideSubset();
    const start = expression(low, text);
    const end = expression(high, text);
    const fromIncluded = open.name === '[';
    const toIncluded = close.name === ']';
    return (scope) => {
      const from = start(scope);
      const to = end(scope);
      return (value) => within(value, from, to, fromIncluded, toIncluded);
    };
  }
  if (first?.name !== 'CompareOp' || !second) throw new OutsideSubset();
  const apply = compare(text.slice(first.from, first.to));
  const bound = expression(second, text);
  return (scope) => {
    const limit = bound(scope);
    return (value) => apply(value, limit);
  };
}

/** Null where an expression about the input has no answer: then neither it nor its negation matches. */
function cellTest(node: SyntaxNode, text: string): (value: unknown, scope: FeelScope) => boolean | null {
  if (node.name === 'SimplePositiveUnaryTest') {
    const test = simpleTest(node, text);
    return (value, scope) => test(scope)(value) === true;
  }
  const item = expression(node, text);
  if (node.name === 'BooleanLiteral') return (value, scope) => value === item(scope);
  if (asksInput(node)) {
    return (_value, scope) => {
      const answer = item(scope);
      return typeof answer === 'boolean' ? answer : null;
    };
  }
  return (value, scope) => {
    const found = item(scope);
    if (typeof found === 'boolean') return found;
    if (!Array.isArray(found)) return equal(found, value) === true;
    return found.some((one: unknown) => {
      if (Array.isArray(one)) throw NOT_HERE;
      return typeof one === 'boolean' ? one : equal(one, value) === true;
    });
  };
}

/** Whether an expression speaks of the input as `?`: then it is a condition and not a value to be equal to. */
export function asksInput(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate(({ name }) => {
    if (name === '?') found = true;
  });
  return found;
}

function logic(node: SyntaxNode, text: string, decisive: boolean): Closure {
  const left = expression(childAt(node, 0), text);
  const right = expression(childAt(node, 2), text);
  return (scope) => {
    const a = left(scope);
    if (a === decisive) return decisive;
    const b = right(scope);
    if (b === decisive) return decisive;
    return a === !decisive && b === !decisive ? !decisive : null;
  };
}

function ifThenElse(node: SyntaxNode, text: string): Closure {
  const condition = expression(childAt(node, 1), text);
  const yes = branch(childAt(node, 3), text);
  const no = branch(childAt(node, 5), text);
  return (scope) => {
    const answer = condition(scope);
    return answer !== false && answer !== null ? yes(scope) : no(scope);
  };
}

/** A branch outside the subset takes the whole expression to feelin only when it is gone. */
function branch(node: SyntaxNode, text: string): Closure {
  return (
    orOutside(() => expression(node, text)) ??
    (() => {
      throw NOT_HERE;
    })
  );
}

function list(nodes: readonly SyntaxNode[], text: string): Closure {
  const items = nodes.map((node) => expression(node, text));
  return (scope) => items.map((item) => item(scope));
}

function context(node: SyntaxNode, text: string): Closure {
  const keys = new Set<string>();
  const entries = childrenOf(node)
    .slice(1, -1)
    .map((entry) => {
      const [keyNode, valueNode] = childrenOf(entry);
      if (entry.name !== 'ContextEntry' || !keyNode || !valueNode) throw new OutsideSubset();
      // an entry that uses an earlier one can double its size again and again: left to the time box
      if (usesAny(valueNode, text, keys)) throw new OutsideSubset();
      const inner = onlyChild(keyNode);
      const key = inner.name === 'StringLiteral' ? stringOf(text.slice(inner.from, inner.to)) : nameOf(inner, text);
      keys.add(key);
      return [key, expression(valueNode, text)] as const;
    });
  return (scope) => Object.fromEntries(entries.map(([key, value]) => [key, value(scope)]));
}

function usesAny(node: SyntaxNode, text: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  let found = false;
  node.cursor().iterate((inner) => {
    if (inner.name === 'VariableName' && names.has(nameOf(inner.node, text))) found = true;
  });
  return found;
}

function invocation(node: SyntaxNode, text: string): Closure {
  const parts = childrenOf(node);
  const target = parts[0];
  const parameters = parts.find((part) => part.name.endsWith('Parameters'));
  if (target?.name !== 'VariableName' || parameters?.name !== 'PositionalParameters') throw new OutsideSubset();
  const name = nameOf(target, text);
  const nodes = childrenOf(parameters);
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  const own = builtin ?? (Object.hasOwn(EXTENSIONS, name) ? EXTENSIONS[name] : undefined);
  if (own) {
    const args = nodes.map((argument) => expression(argument, text));
    const [first] = args;
    if (args.length === 1 && first) return (scope) => own(first(scope));
    return (scope) => own(...args.map((argument) => argument(scope)));
  }
  if (isFeelBuiltin(name)) throw new OutsideSubset();
  const args = nodes.map((argument) => moment(argument, text) ?? expression(argument, text));
  return (scope) => {
    const call = Object.hasOwn(scope.functions, name) ? scope.functions[name] : undefined;
    if (!call) throw new EvaluationFailure(text, `expected a function, but there is none named '${name}'`);
    return (call as Builtin)(...args.map((argument) => argument(scope))) ?? null;
  };
}

/** `now()` and `today()` where nothing but plain data is wanted: an argument of our own functions, or the whole expression. */
function moment(node: SyntaxNode, text: string): Closure | undefined {
  const call = text.slice(node.from, node.to).replaceAll(/\s/g, '');
  if (call === 'now()') return (scope) => formatInstant(scope.now);
  return call === 'today()' ? (scope) => formatInstant(scope.now).slice(0, 10) : undefined;
}
