import { Type, type Static } from 'typebox';
import type { DomainError, ErrorCategory } from '../domain/errors.ts';

/** An error as every caller gets it. @see RFC 9457 */
export const Problem = Type.Object(
  {
    type: Type.String({ description: '`urn:jiesu:error:<code>`' }),
    title: Type.String({ description: 'The category of the error' }),
    status: Type.Integer(),
    detail: Type.String({ description: 'What was expected, what was found, what to do next' }),
    detailZh: Type.Optional(Type.String({ description: 'The same in Chinese' })),
    instance: Type.String({ description: 'Path of the request' }),
    code: Type.String({ description: 'Stable code of the error, `ERR_…`' }),
    requestId: Type.String(),
    place: Type.Optional(
      Type.String({ description: 'Where in the request: `body/variables`, a field, a file name …' }),
    ),
    rule: Type.Optional(Type.String({ description: 'Which rule is broken: `required`, `type` …' })),
    problems: Type.Optional(
      Type.Array(
        Type.Object({
          resource: Type.String(),
          place: Type.String(),
          rule: Type.String(),
          zh: Type.String(),
          en: Type.String(),
        }),
        { description: 'Everything that is wrong with the files of a deployment' },
      ),
    ),
  },
  { $id: 'Problem', description: 'Problem details, RFC 9457' },
);
export type Problem = Static<typeof Problem>;

const STATUS_OF_CATEGORY: Readonly<Record<ErrorCategory, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  unavailable: 503,
  internal: 500,
};

/** Codes for which HTTP has a word of its own. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  ERR_BODY_TOO_LARGE: 413,
  ERR_RESOURCE_TOO_LARGE: 413,
  ERR_ATTACHMENT_TOO_LARGE: 413,
  ERR_MEDIA_TYPE: 415,
  ERR_SIGN_IN_THROTTLED: 429,
  ERR_TOO_MANY_REQUESTS: 429,
  ERR_REVEAL_TOO_OFTEN: 429,
};

const TITLES: Readonly<Record<ErrorCategory, string>> = {
  invalid: 'Invalid request',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'Conflict',
  unavailable: 'Temporarily unavailable',
  internal: 'Internal error',
};

/** What an error about one field of a form or a request names. */
interface Field {
  readonly field?: string;
}

/** The HTTP status of an error. */
export function statusOf(error: DomainError): number {
  return STATUS_OF_CODE[error.code] ?? STATUS_OF_CATEGORY[error.category];
}

/** The problem document of an error, for the request at `instance`. */
export function problemOf(error: DomainError, instance: string, requestId: string): Problem {
  const { problems, field, ...at } = error.details as Partial<Pick<Problem, 'place' | 'rule' | 'problems'>> & Field;
  const { place = problems?.[0]?.place ?? field, rule = problems?.[0]?.rule } = at;
  return {
    type: `urn:jiesu:error:${error.code}`,
    title: TITLES[error.category],
    status: statusOf(error),
    detail: error.message,
    detailZh: error.zh,
    instance,
    code: error.code,
    requestId,
    ...(place !== undefined && { place }),
    ...(rule !== undefined && { rule }),
    ...(problems !== undefined && { problems }),
  };
}
