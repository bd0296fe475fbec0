/** JSON with the keys of every object in code-unit order and nothing left to choice: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isPlainObject(part) ? inKeyOrder(part) : part)) ?? 'null';
}

function inKeyOrder(object: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(object);
  if (names.every((name, index) => index === 0 || (names[index - 1] as string) < name)) return object;
  return Object.fromEntries(names.sort().map((name) => [name, object[name]]));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
