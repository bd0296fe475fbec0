import { readFileSync, readdirSync } from 'node:fs';
import { readResources } from '../src/cli/deploy-processes.ts';
import { unreached } from '../src/cli/simulate/reached.ts';
import { UNREACHED } from './helpers/unreached.ts';
import { readReach } from './helpers/reach.ts';

/*
 * Runs after the tests (`npm run reach`, and at the end of `npm test`): lists the ends, error paths, undoing steps and rules that no story and no simulation of this run came to, and fails
 * when one is missing that is not excused. It judges nothing unless every story ran.
 */

/** A test without a township leaves no record. */
const TELLS = /township\.ts|openTestServer|simulate\(/;

const ran = readReach();
const stories = [
  ...readdirSync('test/processes').map((name) => `test/processes/${name}`),
  'test/cli/simulate.test.ts',
].filter((path) => path.endsWith('.test.ts') && TELLS.test(readFileSync(path, 'utf8')));
const absent = stories.filter((path) => !ran.files.has(path));

if (absent.length > 0) {
  if (ran.files.size > 0) process.stdout.write(`# reach not judged: ${absent.join(', ')} did not run\n`);
} else {
  const excused = new Set(Object.keys(UNREACHED));
  const missing = unreached(readResources('processes'), ran.places).flatMap(({ file, ids }) =>
    ids.map((id) => `${file} ${id}`),
  );
  const unexcused = missing.filter((place) => !excused.has(place));
  for (const place of missing.filter((each) => excused.has(each))) {
    process.stdout.write(`# never reached: ${place} (${UNREACHED[place]})\n`);
  }
  for (const place of excused) if (!missing.includes(place)) process.stdout.write(`# reached after all: ${place}\n`);
  for (const place of unexcused) process.stderr.write(`never reached: ${place}\n`);
  if (unexcused.length > 0) process.exitCode = 1;
}
