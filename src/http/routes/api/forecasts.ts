import { Type, type Static, type TSchema } from 'typebox';
import { foresee } from '../../../commands/proactive/foresee.ts';
import { planSeason } from '../../../commands/proactive/plan-season.ts';
import { stopSeason } from '../../../commands/proactive/stop-season.ts';
import { CATEGORIES, PLACE_KINDS, type Category, type PlaceKind } from '../../../domain/appeal/appeal-words.ts';
import { sealFinding } from '../../../domain/proactive/finding-draft.ts';
import type { Access } from '../../access.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { Key, keyOf, keyText, Nullable } from '../../schemas/common.ts';

const TAG = 'Finding';
const OFFICE: Access = { scopes: ['appeals:write'], roles: ['response_office'] };
const words = <W extends string>(list: Readonly<Record<W, unknown>>) => Object.keys(list) as W[];
const Forecast = {
  category: Type.Enum(words(CATEGORIES)),
  placeKind: Type.Enum(words(PLACE_KINDS)),
  title: Type.String({ minLength: 1, maxLength: 60, examples: ['入冬前供暖设施排查'] }),
  content: Type.String({ minLength: 1, maxLength: 4000 }),
  safety: Type.Optional(Type.Boolean()),
  unitKeys: Type.Array(Key, { maxItems: 200, description: 'Villages and communities; empty: all of the township' }),
};
const StartsOn = Type.String({ pattern: '^[01][0-9]-[0-3][0-9]$', examples: ['11-01'], description: 'Month and day' });
const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const Hotspot = closed(Forecast);
const NewSeason = closed({ startsOn: StartsOn, ...Forecast });
const SeasonParams = Type.Object({ seasonKey: Key });
const Reported = Type.Object({ items: Type.Array(Type.Object({ findingNo: Type.String(), findingKey: Key })) });
const Seasons = Type.Object({
  items: Type.Array(
    Type.Object({
      seasonKey: Key,
      startsOn: Type.String(),
      category: Type.String(),
      title: Type.String(),
      unitKeys: Type.Array(Key),
      openedYear: Nullable(Type.Integer({ description: 'The last year in which it was opened or had passed' })),
    }),
  ),
});

/** What is foreseen: hot spots at once, seasons every year. */
export function forecastRoutes({ queries, submit, vault }: HttpDeps): readonly Route[] {
  return [
    route(
      'POST',
      '/api/forecasts',
      {
        access: OFFICE,
        tag: TAG,
        summary: 'Foresee a hot spot 热点预判',
        description: 'One finding for each village or community.',
        body: Hotspot,
        answer: Reported,
        status: 201,
      },
      async ({ body, options }: Ask<unknown, unknown, Static<typeof Hotspot>>) => {
        const request = vault.fingerprint(JSON.stringify(body));
        const { findings } = await submit(foresee, inputOf(body), { ...options, request });
        return { items: findings.map((each) => ({ ...each, findingKey: keyText(each.findingKey) })) };
      },
    ),
    route(
      'GET',
      '/api/seasons',
      { access: needs('appeals:read'), tag: TAG, summary: 'Planned seasons 季节计划', answer: Seasons },
      async ({ actor }) => ({
        items: (await queries.findings.seasons(actor.tenantId)).map(({ key, forecast, ...plan }) => ({
          seasonKey: keyText(key),
          startsOn: plan.startsOn,
          category: forecast.category,
          title: forecast.title,
          unitKeys: plan.unitKeys.map(keyText),
          openedYear: plan.openedYear,
        })),
      }),
    ),
    route(
      'POST',
      '/api/seasons',
      {
        access: OFFICE,
        tag: TAG,
        summary: 'Plan a season 新增季节计划',
        description: 'Opened each year on its day; a day that has passed counts from the next year on.',
        body: NewSeason,
        answer: Type.Object({ seasonKey: Key }),
        status: 201,
      },
      async ({ body, options }: Ask<unknown, unknown, Static<typeof NewSeason>>) => {
        const request = vault.fingerprint(JSON.stringify(body));
        const input = { startsOn: body.startsOn, ...inputOf(body) };
        const { seasonKey } = await submit(planSeason, input, { ...options, request });
        return { seasonKey: keyText(seasonKey) };
      },
    ),
    route(
      'DELETE',
      '/api/seasons/{seasonKey}',
      { access: OFFICE, tag: TAG, summary: 'Plan a season no more 停用季节计划', params: SeasonParams },
      async ({ params, options }: Ask<Static<typeof SeasonParams>, unknown, unknown>) => {
        await submit(stopSeason, { seasonKey: keyOf(params.seasonKey) }, options);
      },
    ),
  ];

  function inputOf({ unitKeys, category, placeKind, title, content, safety = false }: Static<typeof Hotspot>) {
    const draft = { title, content, safety, category: category as Category, placeKind: placeKind as PlaceKind };
    return { forecast: sealFinding(vault, { kind: 'forecast', ...draft }), unitKeys: unitKeys.map(keyOf) };
  }
}
