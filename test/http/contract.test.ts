import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import t from 'tap';
import { createVault } from '../../src/store/vault.ts';
import { openTestServer } from '../helpers/http.ts';
import { FORM, userTask } from './diagrams.ts';

// random input is nobody's, and stands in many places
const server = await openTestServer(t, {}, { vault: createVault('only for tests') });
const { app, call, deploy, keyFor } = server;
const FILE = new URL('openapi.json', import.meta.url);

t.test('the OpenAPI document is the one that was reviewed', async (t) => {
  const document = printed(app.swagger() as unknown as Document);
  if (process.env['UPDATE_OPENAPI']) await writeFile(FILE, document);
  const reviewed = await readFile(FILE, 'utf8');
  t.ok(
    document === reviewed,
    'as in test/http/openapi.json; if the change is meant: UPDATE_OPENAPI=1 npx tap test/http/contract.test.ts',
  );
});

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

/** One operation to a line: changes are seen line by line. */
function printed({ paths, ...rest }: Document): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => `"${method} ${path}": ${JSON.stringify(operation)}`),
  );
  return `{\n"document": ${JSON.stringify(rest)},\n${operations.join(',\n')}\n}\n`;
}

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
}
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const ANYTHING = fc.jsonValue({ maxDepth: 3 });
const KEYS = fc.oneof(
  fc.integer({ min: 0, max: 400 }).map(String),
  fc.constantFrom('0', '9007199254740991', '9999999999999999'),
);

/** Values that mostly fit a schema, and sometimes do not. */
function fitting(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: exact(schema) }, { weight: 1, arbitrary: ANYTHING });
}

function exact(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(exact));
  switch (schema.type) {
    case 'object': {
      const properties = Object.entries(schema.properties ?? {}).map(
        ([name, property]) => [name, fitting(property)] as const,
      );
      if (properties.length === 0) return fc.dictionary(fc.string({ maxLength: 8 }), ANYTHING, { maxKeys: 3 });
      return fc.record(Object.fromEntries(properties), { requiredKeys: [...(schema.required ?? [])] as never[] });
    }
    case 'array':
      return fc.array(fitting(schema.items ?? {}), { maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case 'integer':
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 200, (schema.minimum ?? 0) + 200) }),
        fc.constantFrom(-1, 0, 1, 1.5, Number.MAX_SAFE_INTEGER),
      );
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      if (schema.pattern?.includes('0-9')) return KEYS;
      if (schema.format === 'date-time')
        return fc.constantFrom('2026-01-05T01:00:00Z', '2026-01-05T09:00:00+08:00', '2026-13-01T00:00:00Z');
      return fc.oneof(
        fc.string({ maxLength: 12, unit: 'binary' }),
        fc.constantFrom('verify', 'work', '*', '%', "'", '"', '\\', '\u0000', '接诉'),
      );
    default:
      return ANYTHING;
  }
}

t.test('no request makes a server error or an answer that is not declared', async (t) => {
  const key = await keyFor('yunxi', ['*']);
  await deploy(key, { 'verify.bpmn': userTask('verify'), 'verify.form': FORM });
  for (let n = 0; n < 20; n++)
    await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'verify', variables: { n } });

  const { paths } = app.swagger() as unknown as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.entries(paths)
    // streams do not end
    .filter(([path]) => path !== '/api/events' && path !== '/api/changes')
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  const requests = fc.oneof(
    ...operations.map(({ path, method, operation }) => {
      const parameters = operation.parameters ?? [];
      const body = operation.requestBody?.content['application/json']?.schema;
      const values = (place: Parameter['in']) =>
        fc.record(
          Object.fromEntries(
            parameters.filter((each) => each.in === place).map(({ name, schema }) => [name, exact(schema)]),
          ),
        );
      return fc.record({
        method: fc.constant(method),
        path: fc.constant(path),
        params: values('path'),
        query: values('query'),
        body: body ? fitting(body) : fc.constant(undefined),
      });
    }),
  );
  const seed = Number(process.env['SEED'] ?? 20_260_105);
  const check = fc.asyncProperty(requests, async ({ method, path, params, query, body }) => {
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String((params as Record<string, unknown>)[name])),
    );
    const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const search = new URLSearchParams(texts).toString();
    // a worker that waits would wait for nothing
    const quick =
      path === '/v2/jobs/activation' && body && typeof body === 'object' ? { ...body, requestTimeout: -1 } : body;
    const { status, text } = await call(key, method.toUpperCase(), search ? `${url}?${search}` : url, quick);
    if (status >= 500) throw new Error(`${status} ${text}`);
  });
  const result = await fc.check(check, {
    seed,
    numRuns: 3_000,
    interruptAfterTimeLimit: 8_000,
    markInterruptAsFailure: false,
    endOnFailure: true,
  });
  t.notOk(
    result.failed,
    result.failed ? `${fc.defaultReportMessage(result)}` : `${result.numRuns} requests, seed ${seed}`,
  );
  t.comment(`${result.numRuns} requests`);
});
