import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { checksOf } from '../../src/cli/simulate/checks.ts';
import type { Evidence } from '../../src/cli/simulate/checks.ts';
import { identityNumbersIn } from '../../src/cli/simulate/identity-scan.ts';
import { checkDigit } from '../../src/cli/simulate/identity.ts';
import { PRESETS } from '../../src/cli/simulate/presets.ts';
import { ratesOf, recount } from '../../src/cli/simulate/rates.ts';
import { unreached } from '../../src/cli/simulate/reached.ts';
import { simulate } from '../../src/cli/simulate/simulation.ts';
import { parseDay } from '../../src/domain/day.ts';
import { NO_REFERENCE_ROWS, referenceOf } from '../../src/domain/reference/reference.ts';
import { recordReach } from '../helpers/reach.ts';

const PROCESSES = fileURLToPath(new URL('../../processes', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../src/cli/simulate.ts', import.meta.url));

/** A small town in which what is rare is common. */
const BROAD = {
  ...PRESETS.mixed_town,
  villages: 5,
  communities: 2,
  grids: 8,
  ordersPerMonth: 130,
  findingsPerMonth: 40,
};

t.test('the same seed gives the same report, byte for byte', async (t) => {
  const options = {
    preset: BROAD,
    months: 1,
    seed: '4',
    asOf: parseDay('2025-10-01') as number,
    dataDir: null,
    broad: true,
  };
  const folder = t.testdir();
  const shares: number[] = [];
  const first = await simulate(options, join(folder, 'first'), PROCESSES, (share) => shares.push(share));
  const second = await simulate(options, join(folder, 'second'), PROCESSES, () => undefined);
  t.equal(second.report, first.report);
  t.ok(first.passed, first.report);
  t.match(first.report, /三率 Three rates/);
  t.match(first.report, /催办 urged [1-9]\d* · 督办 supervised [1-9]/, 'the hotline urges and supervises');
  t.match(first.report, /延期 extension +[1-9]/, 'and rules on what it is asked');
  t.match(first.report, /故障 incidents 0 · 未了结 still open 0/);
  t.equal(shares.at(-1), 1, 'told to its end');
  t.ok(
    shares.every((share, i) => share >= (shares[i - 1] ?? 0)),
    'never told to go back',
  );
  recordReach(first.reached);
});

t.test('every check can fail', async (t) => {
  const options = {
    preset: PRESETS.mountain_rural,
    months: 4,
    seed: '1',
    asOf: parseDay('2025-10-01') as number,
    dataDir: null,
  };
  const monday = Date.parse('2025-09-01T09:00:00+08:00');
  const dates = { startAt: monday, amount: 2, unit: 'hours', calendar: 'hotline', replacesKey: null };
  const evidence = {
    appeals: [],
    orders: [{ key: 1, state: 'closed' }],
    journeys: new Map([[1, ['archived', 'closed']]]),
    deadlines: [{ ...dates, key: 2, dueAt: monday + 7_200_001 }],
    causes: [{ what: 'signedAt', cause: monday, effect: monday - 1 }],
    incidents: [{ elementId: 'sign', message: 'no form' }],
    findings: 0,
    endings: new Map(),
    worksheet: [],
    handDowns: [],
    conversions: [],
    rates: { response: 1, resolution: 1, satisfaction: 1 },
    recounted: { response: 1, resolution: 1, satisfaction: 0.9 },
    identityNumbers: 1,
  } as unknown as Evidence;
  const checks = checksOf(options, evidence, referenceOf('yunxi', NO_REFERENCE_ROWS));
  t.equal(checks.length, 12);
  t.match(
    checks.filter(({ passed }) => passed),
    [{ name: /Category shares/, found: '100.0%' }],
    'a table of the program, which holds for each preset',
  );
  const street = checksOf(
    { ...options, preset: PRESETS.urban_street },
    { ...evidence, rates: { response: 1, resolution: 1, satisfaction: 0.9 } },
    referenceOf('yunxi', NO_REFERENCE_ROWS),
  );
  t.same(
    street
      .filter(({ name, passed }) => !passed && /Worksheet|Urgent|Satisfaction/.test(name))
      .map(({ expected, found }) => `${expected} ${found}`),
    ['≥ 100.00% 90.00%', '160/143/111/32 0/0/0/0', '63/51/29 0/0/0'],
  );
  const right = {
    ...evidence,
    deadlines: [{ ...dates, key: 2, dueAt: monday + 7_200_000 }],
    journeys: new Map([[1, ['registered', 'closed']]]),
  };
  const again = checksOf(options, right as unknown as Evidence, referenceOf('yunxi', NO_REFERENCE_ROWS));
  t.equal(again.filter(({ passed }) => passed).length, 3);
});

t.test('the three rates come out the same when they are counted another way', async (t) => {
  const rows = [
    { key: 1, orderKey: 1, reached: true, contacted: false, resolved: false, satisfaction: 'dissatisfied' },
    { key: 2, orderKey: 2, reached: false, contacted: null, resolved: null, satisfaction: 'not_rated' },
    { key: 3, orderKey: 1, reached: true, contacted: true, resolved: true, satisfaction: 'basically_satisfied' },
    { key: 4, orderKey: 3, reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' },
  ];
  const stored = rows.map(({ orderKey, reached, contacted, resolved, ...row }) => ({
    ...row,
    order_key: orderKey,
    reached: Number(reached),
    contacted: contacted === null ? null : Number(contacted),
    resolved: resolved === null ? null : Number(resolved),
  }));
  t.match(ratesOf(rows as unknown as Parameters<typeof ratesOf>[0]), {
    response: 0.5,
    resolution: 1,
    satisfaction: 0.8,
  });
  t.same(recount(stored), { response: 0.5, resolution: 1, satisfaction: 0.8 });
  t.same(recount([]), { response: null, resolution: null, satisfaction: null });
});

t.test('an identity number that could be real is found, others are not', async (t) => {
  const digits = '11010519491231002';
  t.equal(identityNumbersIn(`证件 ${digits}${checkDigit(digits)},电话`), 1);
  t.equal(identityNumbersIn(`${digits}0 ${digits.replace('1949', '1749')}X 1${digits}X`), 0);
});

t.test('what nobody came to is listed', async (t) => {
  const diagram = `<bpmn:process id="p"><bpmn:endEvent id="done" /><bpmn:endEvent id="never" />
    <bpmn:boundaryEvent id="late"><bpmn:timerEventDefinition /></bpmn:boundaryEvent>
    <bpmn:boundaryEvent id="broken"><bpmn:errorEventDefinition /></bpmn:boundaryEvent></bpmn:process>`;
  const files = [
    { name: 'p.bpmn', content: diagram },
    { name: 'd.dmn', content: '<rule id="d_1"><rule id="d_2">' },
    { name: 'f.form', content: '{}' },
  ];
  t.same(unreached(files, new Set(['p/done', 'd_1', 'd_2'])), [
    { file: 'p.bpmn', of: 4, ids: ['never', 'late', 'broken'] },
  ]);
});

t.test('a wrong command line is refused with exit code 2 and what was expected', async (t) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', 'tsx', PROGRAM, '--preset', 'moon'], {
    encoding: 'utf8',
  });
  t.equal(status, 2);
  t.match(stderr, /--preset .*mixed_town.*moon/);
  t.match(stderr, /用法 Usage/);
  t.equal(stdout, '');
});
