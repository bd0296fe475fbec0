import t from 'tap';
import { readDiagram } from '../helpers/diagram.ts';
import { type Mode, PlainRunner } from '../helpers/plain-runner.ts';
import type { ConformanceCase, Step } from './case.ts';
import { COMMON_VARIABLES, CORPUS, diagramOf } from './corpus.ts';

for (const [area, cases] of Object.entries(CORPUS)) {
  t.test(area, async (t) => {
    for (const one of cases) {
      const xml = diagramOf(area, one);
      for (const mode of ['live', 'thaw'] as const) {
        const title = `${one.name} (${mode})`;
        if (one.hostOnly) t.pass(title, { skip: one.hostOnly });
        else t.strictSame(await play(one, xml, mode), one.expected, title);
      }
    }
  });
}

async function play(
  { variables, startAt, decisions, script }: ConformanceCase,
  xml: string,
  mode: Mode,
): Promise<Step[]> {
  const diagram = await readDiagram(xml);
  const runner = new PlainRunner({
    diagram,
    mode,
    variables: { ...COMMON_VARIABLES, ...variables },
    startAt,
    decisions,
  });
  return [runner.start(), ...script.map((event) => runner.take(event))];
}
