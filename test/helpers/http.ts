import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { Registry } from 'prom-client';
import { createAccount } from '../../src/commands/organisation/create-account.ts';
import { createApiKey } from '../../src/commands/organisation/create-api-key.ts';
import { systemActor, type Role, type Scope } from '../../src/domain/actor.ts';
import type { Queries } from '../../src/domain/query-ports.ts';
import type { HttpSettings } from '../../src/http/deps.ts';
import { createLog } from '../../src/http/log.ts';
import { buildServer } from '../../src/http/server.ts';
import { hashPassword, hashToken, newToken } from '../../src/http/tokens.ts';
import type { Vault } from '../../src/domain/privacy/vault.ts';
import { createQueries } from '../../src/store/queries.ts';
import { openTestHost, type TestHost } from './host.ts';
import { createMarkingVault, SEALED } from './personal-scan.ts';

/** An answer, its body read as JSON when it is. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // answers are looked at field by field; their shape has been checked against the OpenAPI document
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly host: TestHost;
  readonly log: readonly string[];
  /** Closes server and host, and opens both again on the same database. */
  restart(): Promise<void>;
  /** Sends a request and holds the answer against the OpenAPI document. @param token - API key */
  call(
    token: string | null,
    method: string,
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Deploys files; their names by content. */
  deploy(
    token: string,
    files: Readonly<Record<string, string>>,
    fields?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** A new API key. */
  keyFor(tenantId: string, scopes: readonly Scope[], roles?: readonly Role[]): Promise<string>;
  /** A new account; the password is `<login>-password`. */
  account(tenantId: string, login: string, roles: readonly Role[], unitKey?: number | null): Promise<number>;
  /** Signs in and gives the headers of that browser. */
  signIn(login: string): Promise<Record<string, string>>;
}

type Teardown = Parameters<typeof openTestHost>[0];

export const TEST_LIMITS: HttpSettings['http'] = {
  requestsPerMinute: 1_000_000,
  failedSignIns: 3,
  bodyBytes: 200_000,
  resourceBytes: 1_000_000,
  sessionHours: 12,
  longPollMs: 50,
};

/** The real HTTP room on the real host. */
export async function openTestServer(
  t: Teardown,
  settings: Partial<HttpSettings> = {},
  {
    vault = createMarkingVault('only for tests'),
    ...parts
  }: Parameters<typeof openTestHost>[1] & { readonly vault?: Vault } = {},
): Promise<TestServer> {
  const host = await openTestHost(t, parts);
  const log: string[] = [];
  const build = () =>
    buildServer({
      // a host that restarts behind its doors opens loop and store again: they are asked for anew each time
      submit: (...asked) => host.loop.submit(...asked),
      queries: latest(() => queriesOf(host.store.reader)),
      gate: latest(() => host.engine),
      feed: host.loop,
      clock: host.clock,
      vault,
      files: latest(() => host.store.files),
      referenceOf: (tenantId) => host.references.of(tenantId),
      settings: {
        nodeEnv: 'test',
        trustProxy: false,
        secret: 'only for tests',
        outletHosts: ['127.0.0.1'],
        http: TEST_LIMITS,
        ...settings,
      },
      metrics: new Registry(),
      logger: createLog('debug', { write: (line: string) => void log.push(line) }),
      health: async () => ({ ok: true, parts: { database: 'ok', loop: 'ok' } }),
    });
  let app = await build();
  await app.ready();
  const check = contract(app);
  let named = 0;
  t.teardown(async () => {
    await app.close();
    host.found.push(...SEALED.in(log.join('')).map((mark) => `log of the server: ${mark}`));
  });

  const send = async (options: InjectOptions): Promise<Answer> => {
    const { statusCode: status, headers, payload: text } = await app.inject(options);
    const isJson = /json/.test(String(headers['content-type']));
    const answer = { status, headers, text, body: isJson ? JSON.parse(text) : undefined };
    check(String(options.method), String(options.url).split('?')[0] ?? '', answer);
    return answer;
  };
  return {
    get app() {
      return app;
    },
    host,
    log,
    async restart() {
      await app.close();
      await host.restart();
      app = await build();
      await app.ready();
    },
    call: (token, method, url, body, headers = {}) =>
      send({
        method: method as 'GET',
        url,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    deploy: (token, files, fields = {}) =>
      send({ method: 'POST', url: '/v2/deployments', ...multipart(token, files, fields) }),
    async keyFor(tenantId, scopes, roles = []) {
      const token = newToken('jsk_');
      const input = {
        name: `key-${++named}`,
        prefix: token.slice(0, 12),
        hash: hashToken(token),
        scopes,
        roles,
        unitKey: null,
      };
      await host.loop.submit(createApiKey, input, { actor: systemActor('test', tenantId) });
      return token;
    },
    async account(tenantId, login, roles, unitKey = null) {
      const passwordHash = await hashPassword(`${login}-password`);
      const input = { login, passwordHash, displayName: `测试${login}`, roles, unitKey };
      return (await host.loop.submit(createAccount, input, { actor: systemActor('test', tenantId) })).accountKey;
    },
    async signIn(login) {
      const { headers } = await send({
        method: 'POST',
        url: '/api/session',
        payload: { login, password: `${login}-password` },
      });
      return {
        cookie: String(headers['set-cookie']).split(';')[0] ?? '',
        origin: 'http://localhost:80',
        host: 'localhost:80',
      };
    },
  };
}

/** Stands for an object of the host as it is at the moment, for those who keep it or a part of it. */
function latest<T extends object>(of: () => T): T {
  return new Proxy({} as T, {
    get(_, name) {
      const part = (): unknown => Reflect.get(of(), name);
      const value = part();
      if (typeof value === 'function')
        return (...asked: unknown[]) => Reflect.apply(part() as () => unknown, of(), asked);
      return typeof value === 'object' && value !== null ? latest(part as () => object) : value;
    },
  });
}

const known = new WeakMap<object, Queries>();

function queriesOf(reader: TestHost['store']['reader']): Queries {
  const queries = known.get(reader) ?? createQueries(reader);
  known.set(reader, queries);
  return queries;
}

/** A multipart body of files in `resources` and of text fields. */
export function multipart(
  token: string,
  files: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>> = {},
) {
  const boundary = 'jiesu-test-boundary';
  const parts = [
    ...Object.entries(fields).map(
      ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
    ...Object.entries(files).map(
      ([name, content]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="resources"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n${content}\r\n`,
    ),
    `--${boundary}--\r\n`,
  ];
  const headers = { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` };
  return { headers, payload: parts.join('') };
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas?: Readonly<Record<string, object>> };
}

/** Checks answers against the OpenAPI document: declared status, declared content type, matching body. */
export function contract(app: FastifyInstance): (method: string, path: string, answer: Answer) => void {
  const document = app.swagger() as unknown as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', components: document.components });
  const validators = new Map<string, ValidateFunction>();

  return (method, path, { status, headers, body }) => {
    const found = Object.entries(document.paths).find(
      ([template, operations]) => method.toLowerCase() in operations && patternOf(template).test(path),
    );
    if (!found || status === 304) return;
    const [template, operations] = found;
    const name = `${method} ${template} ${status}`;
    const response = operations[method.toLowerCase()]?.responses[String(status)];
    if (!response) throw new Error(`${name} is not declared; answered ${JSON.stringify(body)}`);
    if (!response.content) return;
    const type = String(headers['content-type']).split(';')[0] ?? '';
    const schema = (response.content[type] ?? response.content['*/*'])?.schema;
    if (!schema) throw new Error(`${name} has undeclared content type ${type}`);
    if (body === undefined) return;
    const validate = validators.get(name) ?? ajv.compile(atApi(schema));
    validators.set(name, validate);
    if (!validate(body))
      throw new Error(`${name} breaks its schema: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`);
  };
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
}

/** References into the document, from outside of it. */
function atApi(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')) as object;
}
