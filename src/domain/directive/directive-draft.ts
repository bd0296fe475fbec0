import { directiveError } from './directive-errors.ts';
import type { DomainError } from '../errors.ts';
import { hasPersonalNumber } from '../privacy/masking.ts';

/** Words of a directive that everybody may read. */
export interface DirectiveWords {
  readonly title: string;
  readonly path: string;
  /** Natural days, 1–365. */
  readonly limitDays: number;
}

/** What is wrong with the words of a directive, if anything. */
export function directiveProblem({ title, path, limitDays }: DirectiveWords): DomainError | undefined {
  if (title.trim().length < 1 || [...title].length > 60 || hasPersonalNumber(title))
    return refused('title', '1–60 字且不含个人号码', '1–60 characters without a personal number');
  if (path.trim().length < 1 || [...path].length > 500 || hasPersonalNumber(path))
    return refused('path', '1–500 字且不含个人号码', '1–500 characters without a personal number');
  if (!Number.isInteger(limitDays) || limitDays < 1 || limitDays > 365)
    return refused('limitDays', '1–365 的整数天', 'whole days from 1 to 365');
  return undefined;
}

/** The refusal of a field of a directive. */
export function refused(field: string, expected: string, expectedEn: string): DomainError {
  return directiveError('ERR_DIRECTIVE_FIELD', { field, expected, expectedEn });
}
