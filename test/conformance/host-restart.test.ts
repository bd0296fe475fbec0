import t, { type Test } from 'tap';
import { openTestHost } from '../helpers/host.ts';
import { HostRunner } from '../helpers/host-runner.ts';
import type { ConformanceCase, Step } from './case.ts';
import { COMMON_VARIABLES, CORPUS, diagramOf, resourcesOf } from './corpus.ts';

type Entry = readonly [area: string, one: ConformanceCase];

const all: readonly Entry[] = Object.entries(CORPUS).flatMap(([area, cases]) => cases.map((one): Entry => [area, one]));

t.test('every case goes on after a restart at every wait', async (t) => {
  // in step, so that one restart serves them all
  await play(
    t,
    all.filter((entry) => !hasCycle(entry)),
  );
});

t.test('so does every case with a cycle', async (t) => {
  // alone: another case would move the clock past its next firings
  for (const entry of all.filter(hasCycle)) await t.test(entry[1].name, (t) => play(t, [entry]));
});

async function play(t: Test, entries: readonly Entry[]): Promise<void> {
  const host = await openTestHost(t);
  const runs: { readonly one: ConformanceCase; readonly runner: HostRunner; readonly seen: Step[] }[] = [];
  for (const [area, one] of entries) {
    const xml = diagramOf(area, one);
    const runner = await HostRunner.deploy(host, `case-${runs.length}`, xml, resourcesOf(area, one));
    runs.push({ one, runner, seen: [await runner.start({ ...COMMON_VARIABLES, ...one.variables }, one.startAt)] });
  }
  const longest = Math.max(...runs.map(({ one }) => one.script.length));
  for (let at = 0; at < longest; at++) {
    await host.restart();
    for (const { one, runner, seen } of runs) {
      const event = one.script[at];
      if (event) seen.push(await runner.take(event));
    }
  }
  for (const { one, seen } of runs) t.strictSame(seen, one.expected, one.name);
}

function hasCycle([, { script }]: Entry): boolean {
  const fired = script.flatMap((event) => ('fireTimer' in event ? [event.fireTimer] : []));
  return new Set(fired).size < fired.length;
}
