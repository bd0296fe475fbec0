import { Type, type Static } from 'typebox';
import { yearOf, dayOf } from '../../../domain/day.ts';
import {
  assessmentYear,
  departmentScores,
  type DepartmentScore,
} from '../../../domain/organisation/department-score.ts';
import { schemeOf, type ThreeRates } from '../../../domain/appeal/three-rates.ts';
import { whistleFigures } from '../../../domain/whistle/whistle-figures.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { Closed, Instant, instantText, Key, keyText, Nullable } from '../../schemas/common.ts';

const Count = Type.Integer({ minimum: 0 });
const Rate = Nullable(Type.Number({ minimum: 0, maximum: 1 }));
const Points = Nullable(Type.Number({ minimum: 0, maximum: 100 }));
const Rates = Type.Object({
  valid: Count,
  unreached: Count,
  excluded: Count,
  response: Rate,
  resolution: Rate,
  satisfaction: Rate,
  composite: Rate,
});
const Rated = Type.Object({ rated: Count, mean: Points });
const Weights = Type.Object({ whistles: Type.Number(), rates: Type.Number(), directives: Type.Number() });
const Scores = Type.Object({
  from: Instant,
  to: Instant,
  weights: Weights,
  ownPercentage: Type.Number(),
  items: Type.Array(
    Type.Object({
      unitKey: Key,
      name: Type.String(),
      own: Rates,
      industry: Rates,
      rates: Points,
      whistles: Rated,
      directives: Rated,
      score: Points,
      rank: Nullable(Type.Integer({ minimum: 1 })),
    }),
  ),
});
const Year = Closed({
  year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2999, description: 'Default: the current year' })),
});

/** Departments compared over a year. */
export function departmentScoreRoutes({ queries, clock, referenceOf }: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/department-scores',
      {
        access: needs('appeals:read'),
        tag: 'Whistle',
        summary: 'A year’s weighted score of each department 部门年度评分',
        description:
          'Of twelve cycles (setting `cycle_start_day`; a cycle is named after the month in which it ends): ratings of whistles, three rates of its own orders and of its industry, ratings of directives, by `department_weights` and `department_own_percentage`. Its industry are the categories whose items of the duty list name it as main unit. What nothing is known of is left out, and the rest keeps its proportion.',
        query: Year,
        answer: Scores,
      },
      scores,
    ),
  ];

  async function scores({ actor: { tenantId }, query }: Ask<unknown, Static<typeof Year>, unknown>) {
    const { setting } = referenceOf(tenantId);
    const now = clock.now();
    const period = assessmentYear(
      query.year ?? yearOf(dayOf(now)),
      setting('cycle_start_day') as number,
      setting('freeze_day') as number,
    );
    const { from, to } = period;
    const [{ departments, orders }, { calls, directives }] = await Promise.all([
      queries.departmentScores.read(tenantId, period, now),
      queries.whistleFigures.read(tenantId, from, to),
    ]);
    const weights = setting('department_weights') as Static<typeof Weights>;
    const ownPercentage = setting('department_own_percentage') as number;
    const items = departmentScores(departments, orders, whistleFigures(calls, directives, now).units, {
      weights,
      ownShare: ownPercentage / 100,
      rates: schemeOf(
        setting('score_weights') as Parameters<typeof schemeOf>[0],
        setting('basic_satisfied_factor') as number,
      ),
    });
    return { from: instantText(from), to: instantText(to), weights, ownPercentage, items: items.map(show) };
  }
}

// helpers

function show({ unitKey, own, industry, rates, whistles, directives, score, ...rest }: DepartmentScore) {
  return {
    ...rest,
    unitKey: keyText(unitKey),
    own: rounded(own),
    industry: rounded(industry),
    rates: cut(rates, 100),
    whistles: { ...whistles, mean: cut(whistles.mean, 100) },
    directives: { ...directives, mean: cut(directives.mean, 100) },
    score: cut(score, 100),
  };
}

function rounded({ valid, unreached, excluded, response, resolution, satisfaction, composite }: ThreeRates) {
  return {
    ...{ valid, unreached, excluded },
    response: cut(response, 10_000),
    resolution: cut(resolution, 10_000),
    satisfaction: cut(satisfaction, 10_000),
    composite: cut(composite, 10_000),
  };
}

function cut(value: number | null, parts: number): number | null {
  return value === null ? null : Math.round(value * parts) / parts;
}
