import { Type, type Static } from 'typebox';
import { createOrgUnit } from '../../../commands/create-org-unit.ts';
import { ORG_UNIT_KINDS, type orgUnit } from '../../../domain/organisation-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import {
  Key,
  keyOf,
  keyText,
  keyTextOrNull,
  Nullable,
  pageAnswer,
  PageOf,
  pageOf,
  PageQuery,
} from '../../schemas/common.ts';

const TAG = 'Organisation';
const Unit = Type.Object({
  unitKey: Key,
  parentKey: Nullable(Key),
  kind: Type.Enum(ORG_UNIT_KINDS),
  code: Type.String(),
  name: Type.String(),
  regionCode: Nullable(Type.String()),
  active: Type.Boolean(),
});
const NewUnit = Type.Object(
  {
    parentKey: Nullable(Key),
    kind: Type.Enum(ORG_UNIT_KINDS),
    code: Type.String({ pattern: '^[a-z][a-z0-9_]{0,59}$', description: 'What decision tables call it' }),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    regionCode: Type.Optional(Type.String({ pattern: '^[0-9]{12}$' })),
  },
  { additionalProperties: false },
);

/** The organisation tree of a township. */
export function organisationRoutes({ queries, submit }: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/org-units',
      {
        access: needs('appeals:read', 'admin:read'),
        tag: TAG,
        summary: 'List units 组织机构',
        query: PageQuery,
        answer: PageOf(Unit),
      },
      list,
    ),
    route(
      'POST',
      '/api/org-units',
      {
        access: needs('admin:write'),
        tag: TAG,
        summary: 'Add a unit',
        body: NewUnit,
        answer: Type.Object({ unitKey: Key }),
        status: 201,
      },
      create,
    ),
  ];

  async function list({ actor, query }: Ask<unknown, Static<typeof PageQuery>, unknown>) {
    return pageAnswer(
      await queries.organisation.search({ tenantId: actor.tenantId, filter: {}, page: pageOf(query) }),
      showUnit,
    );
  }

  async function create({ body, options }: Ask<unknown, unknown, Static<typeof NewUnit>>) {
    const parentKey = body.parentKey === null ? null : keyOf(body.parentKey);
    const { unitKey } = await submit(createOrgUnit, { ...body, parentKey }, options);
    return { unitKey: keyText(unitKey) };
  }
}

function showUnit({ key, parentKey, kind, code, name, regionCode, active }: RowOf<typeof orgUnit>) {
  return { unitKey: keyText(key), parentKey: keyTextOrNull(parentKey), kind, code, name, regionCode, active };
}
