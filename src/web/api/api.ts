import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { inject, type InjectionKey } from 'vue';
import { OfflineError, ProblemError, type Problem } from './problem.ts';
import type { paths } from './schema.d.ts';

/** The HTTP API, typed by its own OpenAPI document. */
export type Api = Client<paths>;

/** What a call of {@link Api} answers. */
interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

const API: InjectionKey<Api> = Symbol('api');

/**
 * The API for this page's origin.
 *
 * @param onSignedOut - called when the host no longer knows the caller
 */
export function createApi(onSignedOut: () => void): Api {
  const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' });
  api.use(watchSession(onSignedOut));
  return api;
}

/** Makes the API known to every page: `app.provide(...provideApi(api))`. */
export function provideApi(api: Api): [InjectionKey<Api>, Api] {
  return [API, api];
}

/** The API in a component. */
export function useApi(): Api {
  const api = inject(API);
  if (!api) throw new Error('no API is provided');
  return api;
}

/**
 * What a call answers, or its refusal as an error.
 *
 * @throws {@link ProblemError} the host refuses
 * @throws {@link OfflineError} the host cannot be reached
 */
export async function answerOf<T>(call: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw cause instanceof TypeError ? new OfflineError(cause.message, { cause }) : cause;
  });
  if (!response.ok) throw new ProblemError(problemOf(error, response));
  return data as T;
}

/** A header by which a repeated request does nothing twice. One key belongs to one intention of the user. */
export function newIdempotencyKey(): string {
  // randomUUID is there in secure contexts only, and a hall's host may speak plain HTTP
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// helpers

function watchSession(onSignedOut: () => void): Middleware {
  return {
    onResponse({ response, schemaPath }) {
      if (response.status === 401 && schemaPath !== '/api/session') onSignedOut();
    },
  };
}

/** Proxies between here and the host answer in words of their own. */
function problemOf(error: unknown, { status, statusText, url }: Response): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem;
  return {
    type: 'about:blank',
    title: statusText,
    status,
    detail: `HTTP ${status} ${statusText}`,
    instance: new URL(url).pathname,
    code: `HTTP_${status}`,
    requestId: '',
  };
}
