import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Builds the browser program into dist/web, unless what is there is newer than every source. `npm start` runs this first. An installation
 * without development packages serves what was built before.
 */

const SOURCES = fileURLToPath(new URL('../web', import.meta.url));
const LOCK = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist/web/index.html', import.meta.url));

if (isBuilt()) process.exit();
const vite = await import('vite').catch(() => null);
if (vite) {
  // beside, and put in place whole: a host may be serving it, and two may build at once
  const beside = `${dirname(BUILT)}-${process.pid}`;
  await vite.build({ configFile: join(SOURCES, 'vite.config.ts'), logLevel: 'warn', build: { outDir: beside } });
  rmSync(dirname(BUILT), { recursive: true, force: true });
  try {
    renameSync(beside, dirname(BUILT));
  } catch (error) {
    // another has put the same build there since
    rmSync(beside, { recursive: true, force: true });
    if (!isBuilt()) throw error;
  }
} else if (!existsSync(BUILT)) {
  process.stderr.write(
    '没有网页程序,只提供 API。No browser program, the API alone: npm ci --include=dev && npm run build\n',
  );
}

function isBuilt(): boolean {
  if (!existsSync(BUILT)) return false;
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).map((file) => join(SOURCES, file));
  const changedAt = Math.max(...[...files, LOCK].map((file) => statSync(file).mtimeMs));
  return statSync(BUILT).mtimeMs >= changedAt;
}
