import t from 'tap';
import { threeRates } from '../../src/domain/three-rates.ts';
import type { CallbackAnswers } from '../../src/domain/three-rates.ts';

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
