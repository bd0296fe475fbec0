import type { Schema } from '@bpmn-io/form-js-viewer';

interface Component {
  readonly type?: string;
  readonly key?: string;
  readonly components?: readonly Component[];
}
type Values = Readonly<Record<string, unknown>>;

/** Kinds of fields by which people decide. */
const DECISIONS = ['radio', 'checkbox', 'checklist'];

/**
 * What is known beforehand, without what this form asks people to decide: the answer of an earlier round, or of the one before, must not be
 * taken over unseen. Texts, numbers and lists that were filled in before stay.
 */
export function undecided(schema: Schema | null, known: Values): Record<string, unknown> {
  return decisionsOf(schema?.components ?? []).reduce((left, key) => without(left, key.split('.')), { ...known });
}

function decisionsOf(components: readonly Component[]): string[] {
  return components.flatMap(({ type, key, components = [] }) => [
    ...(key !== undefined && DECISIONS.includes(type ?? '') ? [key] : []),
    ...decisionsOf(components),
  ]);
}

function without(values: Values, [name = '', ...rest]: readonly string[]): Record<string, unknown> {
  const { [name]: inner, ...others } = values;
  if (rest.length === 0 || inner === undefined) return others;
  return { ...others, [name]: isValues(inner) ? without(inner, rest) : inner };
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
