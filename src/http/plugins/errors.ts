import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { httpError } from '../../domain/http-errors.ts';
import { problemOf } from '../problem.ts';
import { asksForPage, sendPage } from './pages.ts';

/** Turns every error into a problem document; what is not known becomes a neutral sentence, and the operator sees all of it. */
export function handleErrors(app: FastifyInstance, bodyBytes: number, pagesDir?: string): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = translate(error, request, bodyBytes);
    if (refusal.category === 'internal') request.log.error({ err: error }, 'request failed');
    return sendProblem(refusal, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    if (pagesDir && asksForPage(request)) return sendPage(reply, pagesDir);
    const place = `${request.method} ${pathOf(request)}`;
    return sendProblem(httpError('ERR_ROUTE_NOT_FOUND', { place }), request, reply);
  });
}

/** For {@link FastifyServerOptions.frameworkErrors}: a path that cannot be read at all. */
export function refuseBadPath(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const found = httpError('ERR_REQUEST_INVALID', {
    place: 'path',
    rule: 'encoding',
    found: 'not a path of a URL',
    foundZh: '不是有效的网址路径',
  });
  void sendProblem(found, request, reply);
}

/** Answers with a problem document. */
export function sendProblem(error: DomainError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, pathOf(request), request.id);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

// helpers

function translate(error: FastifyError, request: FastifyRequest, bodyBytes: number): DomainError {
  if (error instanceof DomainError) return error;
  if (error.validation) return invalidRequest(error);
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return httpError('ERR_BODY_TOO_LARGE', { limit: bodyBytes });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return httpError('ERR_MEDIA_TYPE', { found: request.headers['content-type'] ?? 'none' });
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return httpError('ERR_BODY_MALFORMED');
    default:
  }
  // Fastify and its plugins mark what is the caller's fault; their sentences speak of the request alone
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return httpError(
      'ERR_REQUEST_INVALID',
      { place: 'request', rule: error.code ?? 'http', found: error.message, foundZh: '请求格式有误' },
      { cause: error },
    );
  }
  return httpError('ERR_INTERNAL', { requestId: request.id }, { cause: error });
}

/** Names the place that is deepest in the request: where a value could have several shapes, that is the shape it came nearest to. */
function invalidRequest(error: FastifyError): DomainError {
  const problems = error.validation ?? [];
  const deepest = Math.max(0, ...problems.map(({ instancePath }) => instancePath.length));
  const problem = problems.find(({ instancePath }) => instancePath.length === deepest);
  const part = error.validationContext ?? 'request';
  const missing = problem?.params['requiredProperties'];
  const name = Array.isArray(missing) ? `/${missing.join(',')}` : '';
  // the schema of a property that must not be there is false
  const rule = problem?.keyword === 'boolean' ? 'additionalProperties' : (problem?.keyword ?? 'schema');
  return httpError('ERR_REQUEST_INVALID', {
    place: `${part}${problem?.instancePath ?? ''}${name}`,
    rule,
    ...whatIsWrong(rule, problem?.params ?? {}, problem?.message ?? error.message),
  });
}

/** What a value must be, in both languages; never the value itself, which may be personal. */
function whatIsWrong(rule: string, params: Readonly<Record<string, unknown>>, message: string) {
  const said = (en: string, zh: string) => ({ found: en, foundZh: zh });
  const list = (values: unknown) => (Array.isArray(values) ? values : [values]).map(String).join(', ');
  switch (rule) {
    case 'required':
      return said('is missing', '缺少必填字段');
    case 'additionalProperties':
      return said('is no field of this request', '不是本请求的字段');
    case 'enum':
      return said(`must be one of ${list(params['allowedValues'])}`, `应为以下之一:${list(params['allowedValues'])}`);
    case 'const':
      return said(`must be ${list(params['allowedValue'])}`, `应为 ${list(params['allowedValue'])}`);
    case 'type':
      return said(`must be ${list(params['type'])}`, `类型应为 ${list(params['type'])}`);
    case 'pattern':
      return said(`must match ${list(params['pattern'])}`, `格式应符合 ${list(params['pattern'])}`);
    case 'format':
      return said(`must be a ${list(params['format'])}`, `格式应为 ${list(params['format'])}`);
    default: {
      const limit = params['limit'];
      return said(message, typeof limit === 'number' ? `超出限制 ${limit}` : message);
    }
  }
}

/** Without the query, which may hold what somebody searched for. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}
