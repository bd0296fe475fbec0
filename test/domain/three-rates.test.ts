import t from 'tap';
import {
  assessmentYear,
  departmentScores,
  type AnsweredOrder,
} from '../../src/domain/organisation/department-score.ts';
import { rangeOf } from '../../src/domain/exclusion/exclusion-tables.ts';
import { DEFAULT_SCHEME, threeRates } from '../../src/domain/appeal/three-rates.ts';
import type { CallbackAnswers } from '../../src/domain/appeal/three-rates.ts';

t.test("reproduces a district's published month", async (t) => {
  const answers = (n: number, resolved: boolean, satisfaction: CallbackAnswers['satisfaction']): CallbackAnswers[] =>
    Array.from({ length: n }, () => ({ reached: true, contacted: true, resolved, satisfaction }));
  const rates = threeRates([
    ...answers(614, true, 'satisfied'),
    ...answers(34, true, 'basically_satisfied'),
    ...answers(15, true, 'dissatisfied'),
    ...answers(7, false, 'dissatisfied'),
  ]);
  t.equal(rates.valid, 670);
  t.equal(rates.response, 1);
  t.equal(rates.resolution?.toFixed(4), '0.9896');
  t.equal(rates.satisfaction?.toFixed(4), '0.9469');
  t.equal(rates.composite?.toFixed(4), '0.9714');
});

t.test('who is not reached is in no denominator', async (t) => {
  const unreached: CallbackAnswers = { reached: false, contacted: null, resolved: null, satisfaction: 'unrated' };
  t.match(threeRates([unreached]), { valid: 0, unreached: 1, response: null, composite: null });
  const rates = threeRates([
    unreached,
    { reached: true, contacted: false, resolved: false, satisfaction: 'satisfied' },
  ]);
  t.match(rates, { valid: 1, unreached: 1, response: 0, resolution: 0, satisfaction: 1, composite: 0.45 });
});

t.test('what is excluded is in no denominator', async (t) => {
  const good = { reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' } as const;
  const bad = { reached: true, contacted: true, resolved: false, satisfaction: 'dissatisfied' } as const;
  t.match(threeRates([good, { ...bad, excluded: 'all' }]), { valid: 1, excluded: 1, resolution: 1, composite: 1 });
  t.match(threeRates([good, { ...bad, excluded: 'resolution_satisfaction' }]), {
    valid: 2,
    excluded: 0,
    response: 1,
    resolution: 1,
  });
});

t.test('a department’s year, worked out by hand', async (t) => {
  const answered = (n: number, answer: Partial<AnsweredOrder>): AnsweredOrder[] =>
    Array.from({ length: n }, () => ({
      ...{ reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' as const },
      ...{ ownerUnitKey: 1, category: 'noise' as const },
      ...answer,
    }));
  const orders = [
    // its own: response 10/10, resolution 8/10, satisfaction (6 + 0.6 × 2)/10 = 0.72; 0.1 + 0.36 + 0.324 = 0.784
    ...answered(6, {}),
    ...answered(2, { satisfaction: 'basically_satisfied' }),
    ...answered(2, { resolved: false, satisfaction: 'dissatisfied' }),
    // its industry, by others: all content, 1
    ...answered(5, { ownerUnitKey: 9, category: 'heating' }),
  ];
  const departments = [
    { unitKey: 1, name: '甲', industry: ['heating' as const] },
    { unitKey: 2, name: '乙', industry: [] },
    { unitKey: 3, name: '丙', industry: [] },
    { unitKey: 4, name: '丁', industry: [] },
  ];
  const arrivals = { called: 0, due: 0, onTime: 0, share: null };
  const none = { rated: 0, mean: null };
  const rated = [
    { unitKey: 1, arrivals, whistles: { rated: 3, mean: 50 }, directives: { rated: 1, mean: 55 } },
    { unitKey: 2, arrivals, whistles: { rated: 1, mean: 80 }, directives: { rated: 1, mean: 20 } },
    { unitKey: 3, arrivals, whistles: none, directives: { rated: 1, mean: 60 } },
  ];
  const scores = departmentScores(departments, orders, rated, {
    rates: DEFAULT_SCHEME,
    ownShare: 0.6,
    weights: { whistles: 0.4, rates: 0.4, directives: 0.2 },
  });
  t.same(
    scores.map(({ name, rates, score, rank }) => [name, rates?.toFixed(2), score?.toFixed(3), rank]),
    [
      // 100 × (0.6 × 0.784 + 0.4 × 1) = 87.04; 0.4 × 50 + 0.4 × 87.04 + 0.2 × 55 = 65.816
      ['甲', '87.04', '65.816', 1],
      // without rates: (0.4 × 80 + 0.2 × 20) / 0.6 = 60; with directives alone: 60
      ['乙', undefined, '60.000', 2],
      ['丙', undefined, '60.000', 2],
      ['丁', undefined, undefined, null],
    ],
  );
  t.match(scores[0], { own: { valid: 10, resolution: 0.8 }, industry: { valid: 5, composite: 1 } });
});

t.test('a year of cycles', async (t) => {
  const days = (...given: Parameters<typeof assessmentYear>) => {
    const { from, to, frozenAt } = assessmentYear(...given);
    return [from, to, frozenAt].map((instant) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10));
  };
  t.same(
    days(2026, 19, 28),
    ['2025-12-19', '2026-12-19', '2026-12-29'],
    'from the 19th, frozen at the end of the 28th',
  );
  t.same(days(2026, 19, 10), ['2025-12-19', '2026-12-19', '2027-01-11']);
  t.same(days(2026, 1, 28), ['2026-01-01', '2027-01-01', '2027-01-29'], 'calendar months');
});

t.test('an order may be left out for several reasons', async (t) => {
  t.equal(rangeOf([]), null);
  t.equal(rangeOf([{ state: 'refused', range: null }]), null);
  const some = { state: 'granted', range: 'resolution_satisfaction' } as const;
  t.equal(rangeOf([some]), 'resolution_satisfaction');
  t.equal(rangeOf([some, { state: 'granted', range: 'all' }]), 'all', 'the widest');
  t.equal(rangeOf([some, { state: 'reversed', range: 'all' }]), 'resolution_satisfaction');
});
