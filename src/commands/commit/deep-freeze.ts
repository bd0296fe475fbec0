/** Freezes plain data through and through and returns it; parts that are frozen already are taken as done. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  if (Array.isArray(value)) for (const part of value) deepFreeze(part);
  else for (const name in value) deepFreeze(value[name]);
  return value;
}
