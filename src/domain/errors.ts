/** Why a request is refused or fails, in seven words that every caller can act on. */
export type ErrorCategory =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'unavailable'
  | 'internal';

/** One kind of error: its category and its sentence in both languages; `{name}` is replaced by `details.name`. */
export interface ErrorSpec {
  readonly category: ErrorCategory;
  readonly zh: string;
  readonly en: string;
}

/** The errors of one room, by stable code. Each room keeps its own list; `error-catalogue.ts` joins them. */
export type ErrorCatalogue = Readonly<Record<`ERR_${string}`, ErrorSpec>>;

/** What an error is about; values appear in its sentence and in the problem document. Never personal data. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * A refusal or failure with a stable code.
 *
 * `message` is the English sentence, `zh` the Chinese one.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly category: ErrorCategory;
  readonly code: string;
  readonly zh: string;
  readonly details: ErrorDetails;

  constructor(code: string, spec: ErrorSpec, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(fill(spec.en, details), options);
    this.code = code;
    this.category = spec.category;
    this.zh = fill(spec.zh, details);
    this.details = details;
  }
}

/**
 * Gives a room its own maker of errors: `const rejection = errorsOf(CATALOGUE); throw rejection('ERR_X', { … })`.
 *
 * @param catalogue - the room's errors by code
 */
export function errorsOf<C extends ErrorCatalogue>(catalogue: C) {
  return (code: keyof C & string, details: ErrorDetails = {}, options?: ErrorOptions): DomainError =>
    new DomainError(code, catalogue[code as keyof C] as ErrorSpec, details, options);
}

function fill(sentence: string, details: ErrorDetails): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in details ? String(details[name]) : whole));
}
