import t from 'tap';
import { generateDiagram } from '../helpers/diagram-generator.ts';
import { readDiagram } from '../helpers/diagram.ts';
import { PlainRunner } from '../helpers/plain-runner.ts';
import { randomWalk } from '../helpers/random-walk.ts';

/** JIESU_RANDOM=n walks n diagrams, JIESU_SEED=s begins at seed s. */
const count = Number(process.env.JIESU_RANDOM ?? 20);
const firstSeed = Number(process.env.JIESU_SEED ?? 1);
const WALKS = 2;

t.test(`${count} random diagrams run the same with and without being saved at each step`, async (t) => {
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const generated = generateDiagram(seed);
    const diagram = await readDiagram(generated.xml);
    for (let walk = 0; walk < WALKS; walk++) {
      const { variables, script, expected } = randomWalk(generated, diagram, seed * 1000 + walk);
      const runner = new PlainRunner({ diagram, mode: 'thaw', variables });
      const steps = [runner.start()];
      for (const [index, event] of script.entries()) {
        if (JSON.stringify(steps[index]) !== JSON.stringify(expected[index])) break;
        steps.push(runner.take(event));
      }
      const isSame: boolean = t.strictSame(steps, expected, `JIESU_SEED=${seed} JIESU_RANDOM=1, walk ${walk}`);
      if (isSame) continue;
      t.comment(script.slice(0, steps.length).map((event) => JSON.stringify(event)));
      return;
    }
  }
});
