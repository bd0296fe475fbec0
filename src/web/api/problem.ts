import type { components } from './schema.d.ts';

/** What the host answers to a request that it refuses. @see RFC 9457 */
export type Problem = components['schemas']['Problem'];

/** A refusal, as an error: its sentences say what was expected, what was found and what to do next, in both languages. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The host could not be reached: nothing is known of what became of the request; sending it again with the same key is safe. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
}

/** The sentence of an error in the reader's language. Errors that are no refusals speak for themselves. */
export function sentenceOf(error: unknown, language: string): string {
  if (error instanceof ProblemError) return (language === 'zh' && error.problem.detailZh) || error.problem.detail;
  return error instanceof Error ? error.message : String(error);
}

/** The code of a refusal, `ERR_…`; null for what is none. */
export function codeOf(error: unknown): string | null {
  return error instanceof ProblemError ? error.problem.code : null;
}
