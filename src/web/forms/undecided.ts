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
  const left = structuredClone({ ...known });
  for (const key of decisionsOf(schema?.components ?? [])) drop(left, key.split('.'));
  return left;
}

function decisionsOf(components: readonly Component[]): string[] {
  return components.flatMap(({ type, key, components = [] }) => [
    ...(key !== undefined && DECISIONS.includes(type ?? '') ? [key] : []),
    ...decisionsOf(components),
  ]);
}

function drop(values: Record<string, unknown>, [name = '', ...rest]: readonly string[]): void {
  const inner = values[name];
  if (rest.length === 0) delete values[name];
  else if (typeof inner === 'object' && inner !== null) drop(inner as Record<string, unknown>, rest);
}
