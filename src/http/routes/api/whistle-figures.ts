import { Type, type Static } from 'typebox';
import {
  whistleFigures,
  type Arrivals as Counted,
  type Score as Rated,
} from '../../../domain/whistle/whistle-figures.ts';
import { needs, type Access } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { Instant, instantOf, Key, keyText, Nullable } from '../../schemas/common.ts';

/** Who compares units with one another. */
const READ: Access = needs('appeals:read');
const Share = Nullable(Type.Number({ minimum: 0, maximum: 1 }));
const Arrivals = Type.Object({
  called: Type.Integer(),
  due: Type.Integer({ description: 'Arrived, absent or past the limit' }),
  onTime: Type.Integer(),
  share: Share,
});
const Score = Type.Object({ rated: Type.Integer(), mean: Nullable(Type.Number({ description: '0–100' })) });
const Period = Type.Object({ from: Instant, to: Instant });
const Figures = Type.Object({
  all: Arrivals,
  byLevel: Type.Array(Type.Object({ level: Type.Enum(['grid', 'community', 'township']), ...Arrivals.properties })),
  units: Type.Array(Type.Object({ unitKey: Key, arrivals: Arrivals, whistles: Score, directives: Score })),
});

/** How units answer whistles and directives, in figures. */
export function whistleFigureRoutes({ queries, clock }: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/whistle-figures',
      {
        access: READ,
        tag: 'Whistle',
        summary: 'Reporting in on time, and how units are rated 报到及时率与部门评分',
        description:
          'Of whistles published and directives issued in a period, for a year’s score as for a month’s; a rating that was set to nought counts as nought.',
        query: Period,
        answer: Figures,
      },
      figures,
    ),
  ];

  async function figures({ actor, query }: Ask<unknown, Static<typeof Period>, unknown>) {
    const [from, to] = [instantOf(query.from), instantOf(query.to)];
    const { calls, directives } = await queries.whistleFigures.read(actor.tenantId, from, to);
    const { all, byLevel, units } = whistleFigures(calls, directives, clock.now());
    return {
      all: rounded(all),
      byLevel: byLevel.map(({ level, ...counted }) => ({ level, ...rounded(counted) })),
      units: units.map(({ unitKey, arrivals, whistles, directives: led }) => ({
        unitKey: keyText(unitKey),
        arrivals: rounded(arrivals),
        whistles: roundedMean(whistles),
        directives: roundedMean(led),
      })),
    };
  }
}

// helpers

function rounded({ share, ...counted }: Counted): Counted {
  return { ...counted, share: share === null ? null : Math.round(share * 10_000) / 10_000 };
}

function roundedMean({ rated, mean }: Rated): Rated {
  return { rated, mean: mean === null ? null : Math.round(mean * 100) / 100 };
}
