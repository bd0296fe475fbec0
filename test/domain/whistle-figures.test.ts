import t from 'tap';
import { whistleFigures, type Call } from '../../src/domain/whistle/whistle-figures.ts';

t.test('arrivals count when they are due; ratings are added up by unit', async (t) => {
  const call: Call = { unitKey: 1, level: 'township', reportDueAt: 10, arrivedAt: 10, absent: false, rating: 80 };
  const calls: Call[] = [
    call,
    { ...call, arrivedAt: 11, rating: 60 },
    { ...call, level: 'grid', arrivedAt: null, absent: true, rating: 0 },
    { ...call, unitKey: 2, arrivedAt: null, reportDueAt: 30, rating: null },
    { ...call, unitKey: 2, arrivedAt: null, reportDueAt: 15, rating: null },
  ];
  const figures = whistleFigures(
    calls,
    [
      { unitKey: 3, score: 55 },
      { unitKey: 2, score: 90 },
    ],
    20,
  );
  t.match(figures, {
    all: { called: 5, due: 4, onTime: 1, share: 0.25 },
    byLevel: [
      { level: 'grid', called: 1, onTime: 0, share: 0 },
      { level: 'community', called: 0, share: null },
      { level: 'township', called: 4, due: 3, onTime: 1 },
    ],
    units: [
      { unitKey: 1, arrivals: { called: 3 }, whistles: { rated: 3, mean: 140 / 3 }, directives: { mean: null } },
      {
        unitKey: 2,
        arrivals: { called: 2, due: 1, share: 0 },
        whistles: { rated: 0, mean: null },
        directives: { mean: 90 },
      },
      { unitKey: 3, arrivals: { called: 0, share: null }, directives: { rated: 1, mean: 55 } },
    ],
  });
});
