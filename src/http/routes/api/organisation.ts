import { Type, type Static } from 'typebox';
import { closeOrgUnit } from '../../../commands/organisation/close-org-unit.ts';
import { createOrgUnit } from '../../../commands/organisation/create-org-unit.ts';
import { moveOrgUnit } from '../../../commands/organisation/move-org-unit.ts';
import { renameOrgUnit } from '../../../commands/organisation/rename-org-unit.ts';
import { reopenOrgUnit } from '../../../commands/organisation/reopen-org-unit.ts';
import { ORG_UNIT_KINDS, type orgUnit } from '../../../domain/organisation/organisation-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import {
  Closed,
  Key,
  keyOf,
  keyParams,
  keyText,
  keyTextOrNull,
  Nullable,
  pageAnswer,
  PageOf,
  pageOf,
  PageQuery,
} from '../../schemas/common.ts';

const TAG = 'Organisation';
const WRITE = needs('admin:write');
const Unit = Type.Object({
  unitKey: Key,
  parentKey: Nullable(Key),
  kind: Type.Enum(ORG_UNIT_KINDS),
  code: Type.String(),
  name: Type.String(),
  regionCode: Nullable(Type.String()),
  active: Type.Boolean(),
  allianceTier: Nullable(Type.Integer({ description: '1 grid, 2 community, 3 township, 4 party committee' })),
  successorKey: Nullable(Key),
});
const PARAMS = keyParams('unitKey');
const Name = Closed({ name: Type.String({ minLength: 1, maxLength: 100 }) });
const Place = Closed({ parentKey: Nullable(Key) });
const Closing = Closed({ successorKey: Type.Optional(Key) });
const Left = Type.Object({ orders: Type.Integer(), tasks: Type.Integer(), people: Type.Integer() });
type UnitAsk<B = unknown> = Ask<Static<typeof PARAMS>, unknown, B>;
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
    route(
      'PATCH',
      '/api/org-units/{unitKey}',
      { access: WRITE, tag: TAG, summary: 'Rename a unit 更名', params: PARAMS, body: Name },
      rename,
    ),
    route(
      'POST',
      '/api/org-units/{unitKey}/move',
      { access: WRITE, tag: TAG, summary: 'Hang a unit under another 调整上级', params: PARAMS, body: Place },
      move,
    ),
    route(
      'POST',
      '/api/org-units/{unitKey}/closure',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Close a unit 撤并',
        description: 'Refused while anything is left with it, unless a successor takes that over.',
        params: PARAMS,
        body: Closing,
        answer: Left,
      },
      close,
    ),
    route(
      'POST',
      '/api/org-units/{unitKey}/reopening',
      { access: WRITE, tag: TAG, summary: 'Reopen a unit 恢复', params: PARAMS },
      reopen,
    ),
  ];

  async function rename({ params, body, options }: UnitAsk<Static<typeof Name>>) {
    await submit(renameOrgUnit, { unitKey: keyOf(params.unitKey), ...body }, options);
  }

  async function move({ params, body, options }: UnitAsk<Static<typeof Place>>) {
    const parentKey = body.parentKey === null ? null : keyOf(body.parentKey);
    await submit(moveOrgUnit, { unitKey: keyOf(params.unitKey), parentKey }, options);
  }

  async function close({ params, body, options }: UnitAsk<Static<typeof Closing>>) {
    const successor = body.successorKey === undefined ? {} : { successorKey: keyOf(body.successorKey) };
    return submit(closeOrgUnit, { unitKey: keyOf(params.unitKey), ...successor }, options);
  }

  async function reopen({ params, options }: UnitAsk) {
    await submit(reopenOrgUnit, { unitKey: keyOf(params.unitKey) }, options);
  }

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

function showUnit({
  key,
  parentKey,
  successorKey,
  kind,
  code,
  name,
  regionCode,
  active,
  allianceTier,
}: RowOf<typeof orgUnit>) {
  const keys = {
    unitKey: keyText(key),
    parentKey: keyTextOrNull(parentKey),
    successorKey: keyTextOrNull(successorKey),
  };
  return { ...keys, kind, code, name, regionCode, active, allianceTier };
}
