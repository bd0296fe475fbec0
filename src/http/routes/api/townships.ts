import { Type, type Static } from 'typebox';
import { ZONE_MS } from '../../../domain/day.ts';
import { ORG_UNIT_KINDS, type OrgUnitKind } from '../../../domain/organisation/organisation-tables.ts';
import { httpError } from '../../../domain/http-errors.ts';
import { PAGE_LIMIT } from '../../../domain/search.ts';
import type { HttpDeps } from '../../deps.ts';
import { TOWNSHIP } from '../../own-case.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { NewAppeal } from '../../schemas/cases.ts';
import { Closed, Key, keyText, keyTextOrNull, Nullable } from '../../schemas/common.ts';
import { createThrottle } from '../../throttle.ts';

const TAG = 'Citizen';
const HOUR_MS = 3_600_000;
/** What one address may ask in an hour without an account. */
const ASKED_PER_HOUR = 1_000;
/** Where something can be. */
const PLACES: readonly OrgUnitKind[] = ['village', 'community'];
/** Bodies whose people can do wrong in office. */
const PUBLIC_BODIES = ORG_UNIT_KINDS.filter(
  (kind) => !['grid', 'micro_grid', 'alliance_member', 'property_company', 'municipality', 'district'].includes(kind),
);

const { category } = NewAppeal.properties;
const Name = Type.Object({ tenantId: Type.String(), name: Type.String() });
const Unit = Type.Object({ unitKey: Key, name: Type.String(), kind: Type.Enum(ORG_UNIT_KINDS) });
const Township = Type.Object({
  ...Name.properties,
  places: Type.Array(Unit, { description: 'Villages and communities' }),
  bodies: Type.Array(Unit, { description: 'Units that a report of wrongdoing may be about' }),
  retentionMonths: Type.Object(
    {
      contact: Type.Integer(),
      words: Type.Integer(),
      minutes: Type.Integer(),
      photo: Type.Integer(),
      place: Type.Integer(),
    },
    { description: 'How long personal data is kept after a case has ended' },
  ),
});

/** What everybody may know of a township: its name, its villages, how long it keeps data, and counts. */
export function townshipRoutes({ clock, queries, referenceOf }: HttpDeps): readonly Route[] {
  const takeAsking = createThrottle(clock, ASKED_PER_HOUR, HOUR_MS);
  const ofTownship = { access: 'public', tag: TAG, params: TOWNSHIP } as const;
  return [
    route(
      'GET',
      '/api/townships',
      {
        access: 'public',
        tag: TAG,
        summary: 'Townships that take appeals 乡镇名录',
        answer: Type.Object({ items: Type.Array(Name) }),
      },
      async ({ request }) => {
        takeAsking(request.ip);
        return { items: await queries.organisation.townships() };
      },
    ),
    route(
      'GET',
      '/api/townships/{tenantId}',
      { ...ofTownship, summary: 'A township and its villages 乡镇及村(社区)', answer: Township },
      show,
    ),
    route(
      'GET',
      '/api/townships/{tenantId}/open-statistics',
      {
        ...ofTownship,
        summary: 'Appeals of a month by place and category 公开统计',
        description: 'Counts that are so small that somebody could be told by them are left out, and so are all sums.',
        query: Closed({ month: Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' }) }),
        answer: Type.Object({
          minimum: Type.Integer(),
          items: Type.Array(Type.Object({ unitKey: Nullable(Key), category, count: Type.Integer() })),
        }),
      },
      statistics,
    ),
  ];

  async function show({ params: { tenantId }, request }: Ask<Static<typeof TOWNSHIP>, unknown, unknown>) {
    takeAsking(request.ip);
    const { items } = await queries.organisation.search({
      tenantId,
      filter: { kind: { in: [...PLACES, ...PUBLIC_BODIES] } },
      page: { limit: PAGE_LIMIT },
    });
    const units = items.filter(({ active }) => active);
    const [township] = units.filter(({ kind }) => kind === 'street_township');
    if (units.length === 0) throw httpError('ERR_TENANT_NOT_FOUND', { tenantId });
    const unitsOf = (kinds: readonly OrgUnitKind[]) =>
      units
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ key, name, kind }) => ({ unitKey: keyText(key), name, kind }));
    const { setting } = referenceOf(tenantId);
    const months = (name: 'contact' | 'words' | 'minutes' | 'photo' | 'place') =>
      Number(setting(`retention_${name}_months`));
    return {
      tenantId,
      name: township?.name ?? tenantId,
      places: unitsOf(PLACES),
      bodies: unitsOf(PUBLIC_BODIES),
      retentionMonths: {
        contact: months('contact'),
        words: months('words'),
        minutes: months('minutes'),
        photo: months('photo'),
        place: months('place'),
      },
    };
  }

  async function statistics({ params, query, request }: Ask<{ tenantId: string }, { month: string }, unknown>) {
    takeAsking(request.ip);
    const [year = 0, month = 1] = query.month.split('-').map(Number);
    const begin = (months: number) => Date.UTC(year, month - 1 + months) - ZONE_MS;
    const minimum = Number(referenceOf(params.tenantId).setting('open_statistics_minimum'));
    const counts = await queries.evidence.openCounts(params.tenantId, begin(0), begin(1));
    const items = counts
      .filter(({ count }) => count >= minimum)
      .map(({ unitKey, ...each }) => ({ ...each, unitKey: keyTextOrNull(unitKey) }));
    return { minimum, items };
  }
}
