import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import ts from 'typescript';

/*
 * The house's rules about who may know whom, checked on every file of src. To allow a new arrow, change ROOMS and say why in src/ARCHITECTURE.md.
 */

/** What each room may import from other rooms, beside itself. Files directly in src are rooms of their own. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  rules: ['domain'],
  engine: ['domain', 'rules'],
  store: ['domain'],
  handlers: ['domain'],
  commands: ['domain', 'rules'],
  jobs: ['domain', 'commands'],
  http: ['domain', 'commands'],
  web: ['domain', 'rules'],
  cli: ['domain', 'rules', 'engine', 'store', 'handlers', 'commands', 'jobs', 'http', 'app.ts', 'config.ts'],
  'config.ts': ['domain'],
  'metrics.ts': ['domain'],
  'app.ts': ['domain', 'rules', 'engine', 'store', 'handlers', 'commands', 'jobs', 'http', 'config.ts', 'metrics.ts'],
  'main.ts': ['app.ts', 'config.ts', 'domain', 'cli', 'http', 'jobs'],
};

/** Libraries that belong to one room: a new major version is that room's problem alone. */
const OWNED: Readonly<Record<string, string>> = {
  knex: 'store',
  pg: 'store',
  sqlite3: 'store',
  'bpmn-engine': 'engine',
  'bpmn-elements': 'engine',
  'bpmn-moddle': 'engine',
  'dmn-moddle': 'engine',
  'moddle-context-serializer': 'engine',
  'zeebe-bpmn-moddle': 'engine',
  smqp: 'engine',
  feelin: 'engine',
  'lezer-feel': 'engine',
  '@lezer/common': 'engine',
  fastify: 'http',
  vue: 'web',
  'vue-router': 'web',
  'vue-i18n': 'web',
  'element-plus': 'web',
  'bpmn-js': 'web',
  echarts: 'web',
};

const MAX_LINES = 500;

interface SourceFile {
  /** Path below src. */
  readonly path: string;
  readonly text: string;
}

t.test('src keeps the rules of the house', async (t) => {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|vue)$/.test(path) && !path.endsWith('.d.ts'))
    .sort()
    .map((path) => ({ path, text: scriptOf(path, readFileSync(join(root, path), 'utf8')) }));
  t.ok(files.length > 0, 'there are sources');
  const faults = inspect(files);
  for (const fault of faults) t.comment(fault);
  t.same(faults, [], 'no fault');
});

t.test('each rule bites', async (t) => {
  const bites = (path: string, text: string, reason: RegExp, ...others: SourceFile[]): void => {
    const faults = inspect([{ path, text }, ...others]);
    t.ok(faults.some((fault) => reason.test(fault)), `${path}: ${reason.source}`, { faults });
  };
  const row = { path: 'store/row.ts', text: 'export const row = 1;' };
  bites('commands/a.ts', "import { row } from '../store/row.ts';", /commands may not import store/, row);
  bites('http/a.ts', "import type { row } from '../store/row.ts';", /http may not import store/, row);
  bites('domain/a.ts', "import { join } from 'node:path';", /domain imports nothing from outside/);
  bites('rules/a.ts', "import ajv from 'ajv';", /rules imports nothing from outside/);
  bites('http/a.ts', "import knex from 'knex';", /knex belongs to store/);
  bites('commands/a.ts', "const e = await import('bpmn-engine');", /bpmn-engine belongs to engine/);
  bites('domain/a.ts', "export type { B } from './b.ts'; export type A = 1;", /cycle: domain\/a\.ts → domain\/b\.ts → domain\/a\.ts/, {
    path: 'domain/b.ts',
    text: "import type { A } from './a.ts'; export type B = A;",
  });
  bites('domain/a.ts', 'export const f = (x: any) => x;', /any at 1/);
  bites('domain/a.ts', 'export default 1;', /default export/);
  bites('domain/a.ts', "import { b } from './b.js';", /end in \.ts/);
  bites('domain/a.ts', "import { b } from './gone.ts';", /does not exist/);
  bites('domain/a.ts', "export { row } from './row.ts';", /barrel/, { path: 'domain/row.ts', text: 'export const row = 1;' });
  bites('domain/a.ts', 'start(); function start() {}', /runs at import/);
  bites('domain/a.ts', '\n'.repeat(MAX_LINES), /500 lines/);
  bites('attic/a.ts', 'export const a = 1;', /no room/);
  t.same(inspect([{ path: 'store/a.ts', text: "import knex from 'knex'; import { row } from './row.ts'; export const a = [knex, row];" }, row]), []);
});

/** Every fault of these files, each with its place and its reason. */
function inspect(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map(({ path }) => path));
  const faults: string[] = [];
  const arrows = new Map<string, string[]>();
  for (const file of files) {
    const room = roomOf(file.path);
    const fault = (reason: string): void => void faults.push(`src/${file.path}: ${reason}`);
    if (!(room in ROOMS)) fault(`${room} is no room of the house`);
    const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ESNext, true);
    const targets: string[] = [];
    for (const name of importsOf(source)) {
      if (name.startsWith('.')) {
        const target = join(dirname(file.path), name);
        // styles, and types that a tool writes
        if (room === 'web' && /\.(css|d\.ts)$/.test(name)) continue;
        if (!/\.vue$/.test(name) && !name.endsWith('.ts')) fault(`import of ${name} must end in .ts`);
        else if (!known.has(target)) fault(`import of ${name} does not exist`);
        else targets.push(target);
        const other = roomOf(target);
        if (other !== room && !(ROOMS[room] ?? []).includes(other)) fault(`${room} may not import ${other}; it may import ${allowed(room)}`);
        continue;
      }
      if (room === 'domain' || room === 'rules') fault(`${room} imports nothing from outside, found ${name}`);
      const owner = OWNED[packageOf(name)];
      // the composition root opens and hands over; it may name any library
      if (owner !== undefined && owner !== room && room !== 'app.ts') fault(`${packageOf(name)} belongs to ${owner}`);
    }
    arrows.set(file.path, targets);
    for (const reason of styleFaults(source, room)) fault(reason);
  }
  return [...faults, ...cycles(arrows)];
}

// helpers

/** The program text of a source; of a Vue component, its script. */
function scriptOf(path: string, text: string): string {
  return path.endsWith('.vue') ? (/<script setup lang="ts">([^]*?)<\/script>/.exec(text)?.[1] ?? '') : text;
}

function allowed(room: string): string {
  const others = ROOMS[room] ?? [];
  return others.length === 0 ? 'nothing' : others.join(', ');
}

function roomOf(path: string): string {
  const slash = path.indexOf('/');
  // src/cli/simulate.ts is a program of the room cli, as everything below it
  return slash === -1 ? path : path.slice(0, slash);
}

function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

/** Everything a file imports: values, types, re-exports, dynamic imports and import types. */
function importsOf(source: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (specifier !== undefined && ts.isStringLiteral(specifier)) names.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function styleFaults(source: ts.SourceFile, room: string): string[] {
  const faults: string[] = [];
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const lines = source.getLineStarts().length;
  if (lines > MAX_LINES) faults.push(`${lines} lines, more than ${MAX_LINES} lines: split it by noun`);
  // a tool asks for its configuration as a default export
  const isConfiguration = source.fileName.endsWith('.config.ts');
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) faults.push(`any at ${lineOf(node)}: say what it is, or unknown`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const statement of source.statements) {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (
      !isConfiguration &&
      (ts.isExportAssignment(statement) || modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
    ) {
      faults.push(`default export at ${lineOf(statement)}: give it its name`);
    }
    if (ts.isExpressionStatement(statement) && !mayRun(source.fileName, room)) {
      faults.push(`line ${lineOf(statement)} runs at import: export a function that somebody calls`);
    }
  }
  if (source.statements.length > 0 && source.statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined)) {
    faults.push('is a barrel: import from where a thing is');
  }
  return faults;
}

/** Programs: the host, the command line tools, the browser's entry points, and worker threads. */
function mayRun(path: string, room: string): boolean {
  return room === 'main.ts' || room === 'web' || /^cli\/[^/]+\.ts$/.test(path) || /(^|[/-])worker\.ts$/.test(path);
}

/** One path for each group of files that import each other. */
function cycles(arrows: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) found.push(`cycle: ${[...trail.slice(at), path].join(' → ')}; move what both need to a file of its own`);
    if (at !== -1 || done.has(path)) return;
    for (const target of arrows.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of arrows.keys()) walk(path, []);
  return found;
}
