import t from 'tap';
import { generateDiagram } from '../helpers/diagram-generator.ts';
import { readDiagram } from '../helpers/diagram.ts';
import { openTestHost } from '../helpers/host.ts';
import { HostRunner } from '../helpers/host-runner.ts';
import { randomWalk } from '../helpers/random-walk.ts';
import type { Step } from './case.ts';

/** JIESU_RANDOM=n walks n diagrams, JIESU_SEED=s begins at seed s. */
const count = Number(process.env.JIESU_RANDOM ?? 25);
const firstSeed = Number(process.env.JIESU_SEED ?? 1);
const WALKS = 2;

t.test(`${count} random diagrams run the same in plain bpmn-engine and in the host`, async (t) => {
  const host = await openTestHost(t);
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const generated = generateDiagram(seed);
    const diagram = await readDiagram(generated.xml);
    for (let walk = 0; walk < WALKS; walk++) {
      const { variables, script, expected } = randomWalk(generated, diagram, seed * 1000 + walk);
      const runner = await HostRunner.deploy(host, `walk-${seed}-${walk}`, generated.xml);
      const steps = [await runner.start(variables)];
      for (const [index, event] of script.entries()) {
        if (hasTwins(steps[index]) || JSON.stringify(steps[index]) !== JSON.stringify(expected[index])) break;
        steps.push(await runner.take(event));
      }
      if (hasTwins(steps.at(-1))) steps.pop();
      const comparable = steps.length < expected.length && !differs(steps, expected) ? steps.length : expected.length;
      const isSame: boolean = t.strictSame(
        steps,
        expected.slice(0, comparable),
        `JIESU_SEED=${seed} JIESU_RANDOM=1, walk ${walk}`,
      );
      if (isSame) continue;
      t.comment(script.slice(0, steps.length).map((event) => JSON.stringify(event)));
      return;
    }
  }
});

/** Two tokens in one task: the host offers both, plain bpmn-engine queues the second, so a walk is comparable only up to there. */
function hasTwins(step: Step | undefined): boolean {
  return new Set(step?.offered).size !== (step?.offered.length ?? 0);
}

function differs(steps: readonly Step[], expected: readonly Step[]): boolean {
  return steps.some((step, index) => JSON.stringify(step) !== JSON.stringify(expected[index]));
}
