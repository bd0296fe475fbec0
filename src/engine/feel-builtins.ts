import { NOT_HERE } from './feel-values.ts';

export type Builtin = (...args: unknown[]) => unknown;

/** FEEL's own functions that are compiled, for the arguments they usually get; for others {@link NOT_HERE} is raised. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  not: oneOf((value) => (typeof value === 'boolean' ? !value : null)),
  count: oneOf((value) => (Array.isArray(value) ? value.length : needsFeelin())),
  contains: texts((text, part) => text.includes(part)),
  'starts with': texts((text, part) => text.startsWith(part)),
  'ends with': texts((text, part) => text.endsWith(part)),
  'string length': oneOf((value) => (typeof value === 'string' ? [...value].length : nullOnly(value))),
  string: oneOf((value) => (typeof value === 'object' ? nullOnly(value) : String(value))),
  'list contains': (list, element, ...more) => {
    if (more.length > 0 || element === undefined || (typeof element === 'object' && element !== null)) throw NOT_HERE;
    return Array.isArray(list) ? list.includes(element) : nullOnly(list);
  },
  sum: numbers((list) => list.reduce((a, b) => a + b)),
  min: numbers((list) => list.reduce((a, b) => Math.min(a, b))),
  max: numbers((list) => list.reduce((a, b) => Math.max(a, b))),
  floor: oneOf((value) => (typeof value === 'number' ? Math.floor(value) : nullOnly(value))),
  ceiling: oneOf((value) => (typeof value === 'number' ? Math.ceil(value) : nullOnly(value))),
  concatenate: (...lists) => (lists.every(Array.isArray) ? lists.flat() : needsFeelin()),
  append: (list, ...items) => (Array.isArray(list) ? [...(list as unknown[]), ...items] : nullOnly(list)),
};

/**
 * Functions of Camunda's FEEL that feelin lacks and that diagrams drawn for Camunda 8 use.
 *
 * @see https://docs.camunda.io/docs/components/modeler/feel/builtin-functions/feel-built-in-functions-introduction/
 */
export const EXTENSIONS: Readonly<Record<string, Builtin>> = {
  'is defined': (value) => value !== null && value !== undefined,
  'get or else': (value, otherwise) => value ?? otherwise ?? null,
  'is empty': (list) => (Array.isArray(list) ? list.length === 0 : null),
  'is blank': (text) => (typeof text === 'string' ? text.trim() === '' : null),
};

// helpers

function needsFeelin(): never {
  throw NOT_HERE;
}

function nullOnly(value: unknown): null {
  if (value !== null) throw NOT_HERE;
  return null;
}

function oneOf(apply: (value: unknown) => unknown): Builtin {
  return (...args) => (args.length === 1 ? apply(args[0]) : needsFeelin());
}

function texts(apply: (a: string, b: string) => boolean): Builtin {
  return (...args) => {
    const [a, b] = args;
    if (args.length === 2 && typeof a === 'string' && typeof b === 'string') return apply(a, b);
    return args.length === 2 && (a === null || b === null) ? null : needsFeelin();
  };
}

function numbers(apply: (list: number[]) => number): Builtin {
  return (...args) => {
    const list: unknown = args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'number')) throw NOT_HERE;
    return list.length === 0 ? null : apply(list);
  };
}
