import t from 'tap';
import { Agenda } from '../../src/cli/simulate/agenda.ts';
import { UsageError, readOptions } from '../../src/cli/simulate/options.ts';
import { parseDay } from '../../src/domain/day.ts';
import { progressOn, tableOf, widthOf } from '../../src/cli/simulate/output.ts';
import { Random } from '../../src/cli/simulate/random.ts';

t.test('columns line up with Chinese text', async (t) => {
  t.equal(widthOf('接诉 ok'), 7);
  const lines = tableOf([['等级', 'n'], ['L1 特急', '12'], ['合计 all', '1,200']]).trimEnd().split('\n');
  t.equal(new Set(lines.map(widthOf)).size, 1, lines.join('\n'));
});

t.test('progress is a bar on a terminal and a line for each tenth elsewhere', async (t) => {
  const texts: string[] = [];
  const plain = progressOn({ write: (text) => texts.push(text) });
  for (let i = 0; i <= 100; i++) plain(i / 100, 'going');
  t.equal(texts.length, 11);
  t.equal(texts.at(-1), '100%  going\n');
  const bar = progressOn({ isTTY: true, write: (text) => texts.push(text) });
  bar(0.5, 'half');
  t.match(texts.at(-1), /█░.* 50% {2}half/);
});

t.test('the command line is read with its defaults', async (t) => {
  const options = readOptions([]);
  t.match(options, { preset: { name: 'mixed_town' }, months: 1, seed: '1', dataDir: null });
  t.equal(options?.asOf, parseDay('2025-10-01'));
  t.equal(readOptions(['--help']), null);
});

t.test('a wrong flag is named with what was expected', async (t) => {
  for (const [args, message] of [
    [['--preset', 'moon'], /--preset .*mountain_rural/],
    [['--months', '0'], /--months .*1–120/],
    [['--months', '1.5'], /--months/],
    [['--seed', 'a b'], /--seed/],
    [['--as-of', '2025-02-30'], /--as-of .*2025-02-30/],
    [['--as-of', 'yesterday'], /--as-of/],
    [['--colour'], /--colour/],
    [['stray'], /stray/],
  ] as const) {
    t.throws(() => readOptions(args), { name: UsageError.name, message });
  }
});

t.test('an agenda gives its entries in order of time, those of one instant in order of entry', async (t) => {
  const random = new Random('agenda');
  const agenda = new Agenda<number>();
  const expected = Array.from({ length: 500 }, (_, i) => ({ at: random.integer(100), what: i }));
  for (const { at, what } of expected) agenda.add(at, what);
  expected.sort((a, b) => a.at - b.at || a.what - b.what);
  t.equal(agenda.next?.at, expected[0]?.at);
  const found = Array.from({ length: 500 }, () => agenda.take());
  t.same(found.map((entry) => [entry?.at, entry?.what]), expected.map(({ at, what }) => [at, what]));
  t.equal(agenda.take(), undefined);
});
