import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { PRESETS } from '../../src/cli/simulate/presets.ts';
import { simulate } from '../../src/cli/simulate/simulation.ts';
import { parseDay } from '../../src/domain/day.ts';

const PROCESSES = fileURLToPath(new URL('../../processes', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../src/cli/simulate.ts', import.meta.url));

t.test('the same seed gives the same report, byte for byte', async (t) => {
  const options = { preset: PRESETS.mountain_rural, months: 1, seed: '4', asOf: parseDay('2025-10-01') as number, dataDir: null };
  const folder = t.testdir();
  const shares: number[] = [];
  const first = await simulate(options, join(folder, 'first'), PROCESSES, (share) => shares.push(share));
  const second = await simulate(options, join(folder, 'second'), PROCESSES, () => undefined);
  t.equal(second.report, first.report);
  t.ok(first.passed);
  t.match(first.report, /三率 Three rates/);
  t.match(first.report, /故障 incidents 0 · 未了结 still open 0/);
  t.equal(shares.at(-1), 1, 'told to its end');
  t.ok(shares.every((share, i) => share >= (shares[i - 1] ?? 0)), 'never told to go back');
});

t.test('a wrong command line is refused with exit code 2 and what was expected', async (t) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', 'tsx', PROGRAM, '--preset', 'moon'], { encoding: 'utf8' });
  t.equal(status, 2);
  t.match(stderr, /--preset .*mixed_town.*moon/);
  t.match(stderr, /用法 Usage/);
  t.equal(stdout, '');
});
