import { appealError } from './appeal/appeal-errors.ts';
import type { DomainError } from './errors.ts';

/** What was expected or found, in both languages; never personal data. */
export type Said = string | { readonly zh: string; readonly en: string };

/** The refusal of a field's value. */
export function fieldError(field: string, expected: Said, found: Said): DomainError {
  const zh = (said: Said) => (typeof said === 'string' ? said : said.zh);
  const en = (said: Said) => (typeof said === 'string' ? said : said.en);
  return appealError('ERR_APPEAL_FIELD', {
    field,
    expected: zh(expected),
    expectedEn: en(expected),
    found: zh(found),
    foundEn: en(found),
  });
}
