import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';

/* Writes api/schema.d.ts, the types of the HTTP API, from the reviewed OpenAPI document. `npm run types` runs it first. */

const REVIEWED = new URL('../../../test/http/openapi.json', import.meta.url);
const TYPES = new URL('schema.d.ts', import.meta.url);

const { document, ...operations } = JSON.parse(await readFile(REVIEWED, 'utf8')) as Record<string, object>;
const paths: Record<string, Record<string, object>> = {};
for (const [name, operation] of Object.entries(operations)) {
  const [method = '', path = ''] = name.split(' ');
  (paths[path] ??= {})[method] = operation;
}
const types = astToString(await openapiTypescript({ ...document, paths } as never, { alphabetize: true }));
// written only when it changes: the type check is incremental
if (types !== (await readFile(TYPES, 'utf8').catch(() => ''))) await writeFile(TYPES, types);
