import { Type } from 'typebox';
import { CATEGORIES, LEVELS, type Category } from '../../../domain/appeal/appeal-words.ts';
import { dayOf, formatDay, startOfDay, ZONE_MS } from '../../../domain/day.ts';
import { schemeOf, threeRates, type ThreeRates } from '../../../domain/appeal/three-rates.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { Key, keyText, Nullable } from '../../schemas/common.ts';
import { showState } from '../../show-order.ts';

/** How many days the daily numbers go back, today included. */
const DAYS = 30;

const Label = Type.Object({ zh: Type.String(), en: Type.String() });
const Count = Type.Integer({ minimum: 0 });
const Rate = Nullable(Type.Number({ minimum: 0, maximum: 1 }));
const Rates = Type.Object({
  valid: Count,
  unreached: Count,
  response: Rate,
  resolution: Rate,
  satisfaction: Rate,
  composite: Rate,
});
const Overview = Type.Object({
  open: Type.Array(
    Type.Object({ state: Type.String(), label: Label, level: Nullable(Type.Enum(LEVELS)), count: Count }),
    { description: 'Orders that a unit works on' },
  ),
  days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), received: Count, closed: Count }), {
    description: `The last ${DAYS} days, oldest first, each day there`,
  }),
  categories: Type.Array(
    Type.Object({ category: Type.Enum(Object.keys(CATEGORIES) as Category[]), label: Label, received: Count }),
    {
      description: 'What was appealed about in these days, most first',
    },
  ),
  units: Type.Array(
    Type.Object({
      unitKey: Key,
      name: Type.String(),
      open: Count,
      overdue: Count,
      soon: Type.Integer({ minimum: 0, description: 'Due within 24 hours' }),
    }),
    { description: 'Units with open orders, the latest first' },
  ),
  rates: Type.Object(
    { thisMonth: Rates, lastMonth: Rates },
    {
      description:
        'Response, resolution and satisfaction by the last callback of each order; excluded orders left out as far as they are',
    },
  ),
});

/** How things stand. */
export function overviewRoutes({ queries, clock, referenceOf }: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/overview',
      {
        access: needs('appeals:read'),
        tag: 'Work order',
        summary: 'How things stand 领导概览',
        description:
          'Numbers of the orders that the caller sees: of every unit for leaders and the office, of their own unit for others.',
        answer: Overview,
      },
      read,
    ),
  ];

  async function read({ actor }: Ask<unknown, unknown, unknown>) {
    const now = clock.now();
    const today = dayOf(now);
    const [last, current, next] = monthsAround(now);
    const [overview, lastMonth, thisMonth] = await Promise.all([
      queries.overview.read(actor, now, startOfDay(today - DAYS + 1)),
      queries.overview.callbacks(actor, last, current),
      queries.overview.callbacks(actor, current, next),
    ]);
    const { setting } = referenceOf(actor.tenantId);
    const scheme = schemeOf(
      setting('score_weights') as Parameters<typeof schemeOf>[0],
      setting('basic_satisfied_factor') as number,
    );
    const counts = new Map(overview.days.map((counted) => [counted.day, counted]));
    return {
      open: overview.open.map((group) => ({ ...group, label: showState(group.state) })),
      days: Array.from({ length: DAYS }, (_, back) => {
        const day = today - DAYS + 1 + back;
        const { received = 0, closed = 0 } = counts.get(day) ?? {};
        return { day: formatDay(day), received, closed };
      }),
      categories: overview.categories.map((group) => ({ ...group, label: CATEGORIES[group.category] })),
      units: overview.units.map((unit) => ({ ...unit, unitKey: keyText(unit.unitKey) })),
      rates: { thisMonth: rounded(threeRates(thisMonth, scheme)), lastMonth: rounded(threeRates(lastMonth, scheme)) },
    };
  }
}

// helpers

/** Beginnings of the last, this and the next month in Shanghai, ms. */
function monthsAround(now: number): [number, number, number] {
  const local = new Date(now + ZONE_MS);
  const start = (offset: number) => Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + offset, 1) - ZONE_MS;
  return [start(-1), start(0), start(1)];
}

/** To a hundredth of a percent, as bulletins print them. */
function rounded(rates: ThreeRates): ThreeRates {
  const cut = (rate: number | null) => (rate === null ? null : Math.round(rate * 10_000) / 10_000);
  return {
    ...rates,
    response: cut(rates.response),
    resolution: cut(rates.resolution),
    satisfaction: cut(rates.satisfaction),
    composite: cut(rates.composite),
  };
}
