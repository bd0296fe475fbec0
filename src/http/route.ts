import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static, type TSchema } from 'typebox';
import type { Actor } from '../domain/actor.ts';
import type { SubmitOptions } from '../domain/command.ts';
import { httpError } from '../domain/http-errors.ts';
import type { Access } from './access.ts';

/** What a route promises, all in one place: who may use it, what it takes and what it answers. */
export interface RouteSpec<P extends TSchema, Q extends TSchema, B extends TSchema, A extends TSchema> {
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
  /** More about it, for the documentation. */
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  /** Wrap in {@link optionalBody} when it may be left out. */
  readonly body?: B;
  /** Absent: nothing is answered, status 204. */
  readonly answer?: A;
  /** Status of an answer. @defaultValue 200 */
  readonly status?: 200 | 201;
  /** Answers of another media type, by type. */
  readonly produces?: string;
  readonly deprecated?: boolean;
}

/** A request that has been let through and checked. */
export interface Ask<P, Q, B> {
  /** The caller; the system's nobody on public routes must not be asked for. */
  readonly actor: Actor;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** For {@link Submit}: the caller and their Idempotency-Key. */
  readonly options: SubmitOptions;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A route, ready to be put on the server. */
export interface Route {
  readonly method: Method;
  readonly url: string;
  register(app: FastifyInstance): void;
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Nothing = ReturnType<typeof Type.Unknown>;

/**
 * Describes a route. The handler gets checked input and answers plain data; the reply is only for what is not JSON.
 */
export function route<
  P extends TSchema = Nothing,
  Q extends TSchema = Nothing,
  B extends TSchema = Nothing,
  A extends TSchema = Nothing,
>(
  method: Method,
  url: string,
  spec: RouteSpec<P, Q, B, A>,
  handle: (ask: Ask<Static<P>, Static<Q>, Static<B>>) => Promise<unknown>,
): Route {
  return {
    method,
    url,
    register(app) {
      app.route({
        method,
        url: url.replace(/\{(\w+)\}/g, ':$1'),
        config: { access: spec.access },
        schema: documentation(method, spec),
        async handler(request, reply) {
          const answer = await handle(askOf(request, reply));
          if (reply.sent || reply.raw.headersSent) return reply;
          if (answer === undefined && !spec.answer) return reply.code(204).send();
          return reply.code(spec.status ?? 200).send(answer);
        },
      });
    },
  };

  function askOf(request: FastifyRequest, reply: FastifyReply): Ask<Static<P>, Static<Q>, Static<B>> {
    const idempotencyKey = request.headers['idempotency-key'];
    return {
      get actor() {
        if (!request.actor) throw httpError('ERR_NOT_SIGNED_IN');
        return request.actor;
      },
      params: request.params as Static<P>,
      query: request.query as Static<Q>,
      body: request.body as Static<B>,
      get options() {
        return { actor: this.actor, ...(typeof idempotencyKey === 'string' && { idempotencyKey }) };
      },
      request,
      reply,
    };
  }
}

/** A body that may be left out. */
export function optionalBody<B extends TSchema>(body: B) {
  return Type.Union([body, Type.Null()]);
}

// helpers

/** Sent with every write, as the caller likes. */
const IdempotencyHeader = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The same key with the same request answers the same result and does nothing twice; kept 7 days.',
    }),
  ),
});

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Nobody is signed in',
  403: 'The caller may not do this',
  404: 'There is no such thing for this caller',
  409: 'The thing is in another state',
  413: 'The body is too large',
  415: 'The content type is not taken here',
  429: 'Too many requests',
  500: 'Something went wrong inside',
  503: 'Not able to serve right now',
};

/** What any route may answer. */
const ALWAYS = [400, 413, 415, 429, 500, 503];

function documentation<P extends TSchema, Q extends TSchema, B extends TSchema, A extends TSchema>(
  method: Method,
  spec: RouteSpec<P, Q, B, A>,
): Record<string, unknown> {
  const open = spec.access === 'public';
  const changes = method !== 'GET';
  const refusals = [
    ...ALWAYS,
    ...(open ? (spec.params ? [404] : []) : [403, 404]),
    ...(open && !changes ? [] : [401]),
    ...(changes ? [409] : []),
  ];
  const problems = refusals
    .sort()
    .map((status) => [
      status,
      { description: REFUSALS[status], content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } } },
    ]);
  const success = spec.answer
    ? { description: 'Done', content: { [spec.produces ?? 'application/json']: { schema: spec.answer } } }
    : { description: 'Done', type: 'null' };
  return {
    tags: [spec.tag],
    summary: spec.summary,
    ...(spec.description && { description: spec.description }),
    ...(spec.deprecated && { deprecated: true }),
    ...(spec.params && { params: spec.params }),
    ...(spec.query && { querystring: spec.query }),
    ...(spec.body && { body: spec.body }),
    ...(changes && !open && { headers: IdempotencyHeader }),
    ...(open ? { security: [] } : { 'x-scopes': (spec.access as { scopes: readonly string[] }).scopes }),
    response: { [spec.answer ? (spec.status ?? 200) : 204]: success, ...Object.fromEntries(problems) },
  };
}
