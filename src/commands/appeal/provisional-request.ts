import type { DeadlineRequest } from '../../domain/appeal/deadline.ts';
import type { FeelFunctions } from '../../domain/process/expression-port.ts';

/** What a date that an expression gave was counted from, when the holidays of a year on its way are not published yet; else null. */
export function provisionalRequest(functions: FeelFunctions, value: unknown): DeadlineRequest | null {
  const ask = functions['provisional_request'] as unknown as ((date: unknown) => DeadlineRequest | null) | undefined;
  return typeof value === 'string' ? (ask?.(value) ?? null) : null;
}
