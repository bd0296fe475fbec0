import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import t from 'tap';
import type { ErrorCatalogue } from '../src/domain/errors.ts';

/*
 * The errors that callers can meet are a contract: each has a code of its own, a category that says what to do, and a sentence in both languages.
 */

const src = join(dirname(fileURLToPath(import.meta.url)), '../src');
const CATEGORIES = ['invalid', 'unauthenticated', 'forbidden', 'not_found', 'conflict', 'unavailable', 'internal'];
/** Codes of Node itself that we look for. */
const NODE_CODES = new Set(['ERR_SCRIPT_EXECUTION_TIMEOUT']);

t.test('every error has a category and a sentence in both languages', async (t) => {
  const seen = new Map<string, string>();
  for (const { file, name, catalogue } of await catalogues()) {
    for (const [code, { category, zh, en }] of Object.entries(catalogue)) {
      const faults = [
        /^ERR_[A-Z0-9_]+$/.test(code) ? null : 'code is not ERR_ and capitals',
        CATEGORIES.includes(category) ? null : `category ${category} is unknown`,
        /[一-鿿]/.test(zh) ? null : 'zh is not Chinese',
        /^[A-Z{`"'].*[a-z]/.test(en) && !/[一-鿿]/.test(en) ? null : 'en is not an English sentence',
        seen.has(code) ? `also in ${seen.get(code)}` : null,
      ].filter((fault) => fault !== null);
      t.same(faults, [], `${file} ${name} ${code}`);
      seen.set(code, file);
    }
  }
});

t.test('every error is used, and every code in use is in a catalogue', async (t) => {
  const known = new Set((await catalogues()).flatMap(({ catalogue }) => Object.keys(catalogue)));
  const used = new Set<string>();
  for (const path of sources()) {
    if (/^domain\/.*-errors\.ts$/.test(path)) continue;
    for (const [, code] of withoutComments(path).matchAll(/['"](ERR_[A-Z0-9_]+)['"]/g)) {
      used.add(code as string);
      if (!known.has(code as string) && !NODE_CODES.has(code as string)) t.fail(`${path} uses ${code}, which no catalogue has`);
    }
  }
  t.same([...known].filter((code) => !used.has(code)), [], 'no error is left over');
});

// helpers

async function catalogues(): Promise<{ file: string; name: string; catalogue: ErrorCatalogue }[]> {
  const found: { file: string; name: string; catalogue: ErrorCatalogue }[] = [];
  for (const file of sources().filter((path) => /^domain\/.*-errors\.ts$/.test(path))) {
    const exports = (await import(pathToFileURL(join(src, file)).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exports)) {
      if (name.endsWith('_ERRORS')) found.push({ file, name, catalogue: value as ErrorCatalogue });
    }
  }
  return found;
}

function sources(): string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

function withoutComments(path: string): string {
  return readFileSync(join(src, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
}
