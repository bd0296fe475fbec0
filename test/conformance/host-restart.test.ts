import t from 'tap';
import { openTestHost } from '../helpers/host.ts';
import { HostRunner } from '../helpers/host-runner.ts';
import type { ConformanceCase, Step } from './case.ts';
import { COMMON_VARIABLES, CORPUS, diagramOf } from './corpus.ts';

interface Run {
  readonly one: ConformanceCase;
  readonly runner: HostRunner;
  readonly seen: Step[];
}

t.test('every case goes on after a restart at every wait', async (t) => {
  const host = await openTestHost(t);
  const runs: Run[] = [];
  for (const [area, cases] of Object.entries(CORPUS)) {
    for (const one of cases) {
      const runner = await HostRunner.deploy(host, `case-${runs.length}`, diagramOf(area, one));
      runs.push({ one, runner, seen: [await runner.start({ ...COMMON_VARIABLES, ...one.variables }, one.startAt)] });
    }
  }
  // all cases in step, so that one restart serves them all
  const longest = Math.max(...runs.map(({ one }) => one.script.length));
  for (let at = 0; at < longest; at++) {
    await host.restart();
    for (const { one, runner, seen } of runs) {
      const event = one.script[at];
      if (event) seen.push(await runner.take(event));
    }
  }
  for (const { one, seen } of runs) t.strictSame(seen, one.expected, one.name);
});
