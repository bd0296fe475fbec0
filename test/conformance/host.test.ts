import t from 'tap';
import { openTestHost } from '../helpers/host.ts';
import { HostRunner } from '../helpers/host-runner.ts';
import { COMMON_VARIABLES, CORPUS, diagramOf, resourcesOf } from './corpus.ts';

let tenant = 0;

for (const [area, cases] of Object.entries(CORPUS)) {
  t.test(area, async (t) => {
    const host = await openTestHost(t);
    for (const one of cases) {
      const runner = await HostRunner.deploy(host, `case-${++tenant}`, diagramOf(area, one), resourcesOf(area, one));
      const seen = [await runner.start({ ...COMMON_VARIABLES, ...one.variables }, one.startAt)];
      for (const event of one.script) seen.push(await runner.take(event));
      t.strictSame(seen, one.expected, `${one.name} (host)`);
    }
  });
}
