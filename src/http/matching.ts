import type { Match } from '../domain/search.ts';

/** Whether a value meets all conditions; no conditions are met by everything. */
export function matches<T extends string | number>(value: T, match: Match<T> | undefined): boolean {
  if (!match) return true;
  const { eq, neq, gt, gte, lt, lte, exists, like } = match;
  return (
    (eq === undefined || value === eq) &&
    (neq === undefined || value !== neq) &&
    (match.in?.includes(value) ?? true) &&
    !match.notIn?.includes(value) &&
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte) &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte) &&
    exists !== false &&
    (like === undefined || likeness(like).test(String(value)))
  );
}

/** `*` any characters, `?` one; a backslash takes the next one literally. */
function likeness(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|([*?])|[.+^${}()|[\]\\]/gsu, (whole, escaped?: string, wild?: string) => {
    if (wild) return wild === '*' ? '.*' : '.';
    return (escaped ?? whole).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'su');
}
