/**
 * FEEL's operators on JSON values, as feelin has them; whatever only feelin knows (dates, contexts, nested lists) raises {@link NOT_HERE}.
 */
export type Test = (value: unknown) => boolean | null;

/** Raised when a value needs feelin; the whole expression is then evaluated by it. */
export const NOT_HERE: unique symbol = Symbol('needs feelin');

/** `+` */
export function add(a: unknown, b: unknown): number | string | null {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return typeof a === 'string' && typeof b === 'string' ? a + b : null;
}

/** `-`, `*`, `/`, `**`: null for anything but two numbers, and where there is no finite result. */
export function arithmetic(operator: string): (a: unknown, b: unknown) => number | null {
  const apply = OPERATIONS[operator];
  if (!apply) throw new TypeError(`no operation ${operator}`);
  return (a, b) => {
    if (typeof a !== 'number' || typeof b !== 'number') return null;
    const result = apply(a, b);
    return Number.isFinite(result) ? result : null;
  };
}

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
};

/** `=`: null when the types differ, false when only one is null. */
export function equal(a: unknown, b: unknown): boolean | null {
  if (typeof a === 'object' || typeof b === 'object') {
    if (a === null || b === null) return a === b;
    throw NOT_HERE;
  }
  return typeof a === typeof b ? a === b : null;
}

/** The comparison that an operator names. Null when a side is null or the types differ. */
export function compare(operator: string): (a: unknown, b: unknown) => boolean | null {
  const order = ORDERS[operator];
  if (order) {
    return (a, b) => {
      if (typeof a === 'number' && typeof b === 'number') return order(a, b);
      if (typeof a === 'string' && typeof b === 'string') return order(a, b);
      return incomparable(a, b);
    };
  }
  if (operator === '=') return equal;
  if (operator !== '!=') throw new TypeError(`no comparison ${operator}`);
  return (a, b) => {
    const same = equal(a, b);
    return same === null ? null : !same;
  };
}

const ORDERS: Readonly<Record<string, <T extends number | string>(a: T, b: T) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/**
 * Whether a value lies between two bounds; null bounds are open, and bounds in descending order are taken the other way round.
 * Null when the value is null or of another type than the bounds.
 */
export function within(
  value: unknown,
  from: unknown,
  to: unknown,
  fromIncluded: boolean,
  toIncluded: boolean,
): boolean | null {
  if (from === null && to === null) return null;
  const type = typeof (from ?? to);
  if ((type !== 'number' && type !== 'string') || typeof (to ?? from) !== type) throw NOT_HERE;
  if (typeof value !== type) return incomparable(value, null);
  const descending = from !== null && to !== null && (from as number) > (to as number);
  const [low, high] = descending ? [to, from] : [from, to];
  const [lowIn, highIn] = descending ? [toIncluded, fromIncluded] : [fromIncluded, toIncluded];
  const probe = value as number;
  const above = low === null || (lowIn ? probe >= (low as number) : probe > (low as number));
  return above && (high === null || (highIn ? probe <= (high as number) : probe < (high as number)));
}

/** `in`: one test that holds decides; otherwise a test that is unknown makes the answer unknown. A value is a test for equality. */
export function inTests(value: unknown, tests: readonly unknown[]): boolean | null {
  let unknown = false;
  for (const test of tests) {
    const isTest = typeof test === 'function';
    const result = isTest ? (test as Test)(value) : equal(test, value);
    if (result === true) return true;
    if (result === null && isTest) unknown = true;
  }
  return unknown ? null : false;
}

function incomparable(a: unknown, b: unknown): null {
  if (typeof a === 'object' && a !== null) throw NOT_HERE;
  if (typeof b === 'object' && b !== null) throw NOT_HERE;
  // two booleans have no order; feelin says how that fails
  if (typeof a === 'boolean' && typeof b === 'boolean') throw NOT_HERE;
  return null;
}
