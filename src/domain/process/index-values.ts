/**
 * One text for the values of an index's columns, equal exactly when the values are equal.
 *
 * Lengths are part of it, so that no text in a value can imitate another list of values.
 */
export function indexValuesId(values: readonly (number | string | null)[]): string {
  let id = '';
  for (const value of values)
    id += value === null ? '-' : typeof value === 'number' ? `${value};` : `${value.length}:${value}`;
  return id;
}
