import { Type, type Static } from 'typebox';
import { cancelShift } from '../../../commands/organisation/cancel-shift.ts';
import { delegate } from '../../../commands/organisation/delegate.ts';
import { endPost } from '../../../commands/organisation/end-post.ts';
import { givePost } from '../../../commands/organisation/give-post.ts';
import { nameVillageLeader } from '../../../commands/organisation/name-village-leader.ts';
import { planShift } from '../../../commands/organisation/plan-shift.ts';
import { revokeDelegation } from '../../../commands/organisation/revoke-delegation.ts';
import { switchPost } from '../../../commands/organisation/switch-post.ts';
import { ACT_SCOPE_NAMES } from '../../../domain/organisation/act-scopes.ts';
import { ROLES } from '../../../domain/actor.ts';
import { dayOf, formatDay, parseDay, startOfDay } from '../../../domain/day.ts';
import { httpError } from '../../../domain/http-errors.ts';
import { VILLAGE_LEADER_KINDS, type VillageLeaderKind } from '../../../domain/organisation/organisation-tables.ts';
import { needs, SIGNED_IN, type Access } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import {
  Closed,
  Instant,
  Key,
  Nullable,
  instantOf,
  instantText,
  keyOf,
  keyParams,
  keyText,
  keyTextOrNull,
} from '../../schemas/common.ts';

const TAG = 'Staff';
const READ = needs('appeals:read', 'admin:read');
const WRITE = needs('admin:write');
const PLAN: Access = {
  scopes: ['appeals:write', 'admin:write'],
  roles: ['township_admin', 'response_office', 'section_leader', 'village_secretary', 'grid_leader'],
};
const Roles = Type.Array(Type.Enum(ROLES), { minItems: 1, maxItems: ROLES.length, uniqueItems: true });
const Items = <const T extends ReturnType<typeof Type.Object>>(item: T) => Type.Object({ items: Type.Array(item) });
const Day = Type.String({ format: 'date', description: 'Day in Shanghai' });

const Post = Type.Object({
  postKey: Nullable(Key),
  unitKey: Nullable(Key),
  unitName: Nullable(Type.String()),
  roles: Type.Array(Type.Enum(ROLES)),
  isActive: Type.Boolean(),
});
const Person = Type.Object({
  accountKey: Key,
  displayName: Type.String(),
  roles: Type.Array(Type.Enum(ROLES)),
  isMainPost: Type.Boolean(),
  isOnDuty: Type.Boolean(),
});
const Shift = Type.Object({
  shiftKey: Key,
  unitKey: Key,
  unitName: Type.String(),
  accountKey: Key,
  displayName: Type.String(),
  roles: Type.Array(Type.Enum(ROLES)),
  startAt: Instant,
  endAt: Instant,
});
const NewShift = Closed({ unitKey: Key, accountKey: Key, roles: Roles, startAt: Instant, endAt: Instant });
const Delegation = Type.Object({
  delegationKey: Key,
  fromAccountKey: Key,
  fromName: Type.String(),
  toAccountKey: Key,
  toName: Type.String(),
  role: Type.Enum(ROLES),
  unitKey: Nullable(Key),
  acts: Type.Array(Type.Enum(ACT_SCOPE_NAMES as [string])),
  startAt: Instant,
  endAt: Instant,
  reason: Type.String(),
});
const NewDelegation = Closed({
  toAccountKey: Key,
  role: Type.Enum(ROLES),
  acts: Type.Array(Type.Enum(ACT_SCOPE_NAMES as [(typeof ACT_SCOPE_NAMES)[number]]), {
    minItems: 1,
    uniqueItems: true,
  }),
  startAt: Instant,
  endAt: Instant,
  reason: Type.String({ minLength: 1, maxLength: 200 }),
});
const LEADER_KINDS = Object.keys(VILLAGE_LEADER_KINDS) as [VillageLeaderKind];
const Leader = Type.Object({
  villageKey: Key,
  villageName: Type.String(),
  kind: Type.Enum(LEADER_KINDS),
  kindLabel: Type.Object({ zh: Type.String(), en: Type.String() }),
  accountKey: Key,
  displayName: Type.String(),
  startAt: Instant,
});
const UNIT = keyParams('unitKey');
const SHIFT = keyParams('shiftKey');
const DELEGATION = keyParams('delegationKey');
const ACCOUNT = keyParams('accountKey');
const POST = keyParams('postKey');
const LEADER = Type.Object({ unitKey: Key, kind: Type.Enum(LEADER_KINDS) });
const ShiftQuery = Closed({
  day: Type.Optional(Day),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 31, default: 1 })),
  unitKey: Type.Optional(Key),
});
const NewPost = Closed({ unitKey: Key, roles: Roles });
const Switch = Closed({ postKey: Nullable(Key) });
const DelegationQuery = Closed({
  all: Type.Optional(Type.Boolean({ description: 'Those of everybody, for holders of admin:read' })),
});

/** Who works where, who is on duty, who stands in for whom, and who answers for a village. */
export function staffRoutes(deps: HttpDeps): readonly Route[] {
  const { queries, submit, clock } = deps;
  const { staff } = queries;
  return [
    route(
      'GET',
      '/api/session/posts',
      { access: SIGNED_IN, tag: TAG, summary: 'List own posts 我的岗位', answer: Items(Post) },
      posts,
    ),
    route(
      'PUT',
      '/api/session/post',
      { access: SIGNED_IN, tag: TAG, summary: 'Act in another of one’s posts 切换岗位', body: Switch },
      change,
    ),
    route(
      'POST',
      '/api/accounts/{accountKey}/posts',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Give a person another post 任职',
        params: ACCOUNT,
        body: NewPost,
        answer: Type.Object({ postKey: Key }),
        status: 201,
      },
      give,
    ),
    route('DELETE', '/api/posts/{postKey}', { access: WRITE, tag: TAG, summary: 'End a post 免职', params: POST }, end),
    route(
      'GET',
      '/api/org-units/{unitKey}/people',
      { access: READ, tag: TAG, summary: 'List the people of a unit 单位人员', params: UNIT, answer: Items(Person) },
      people,
    ),
    route(
      'GET',
      '/api/duty-shifts',
      {
        access: READ,
        tag: TAG,
        summary: 'Who is on duty 值班表',
        description: 'From `day` (today unless told) for `days` days.',
        query: ShiftQuery,
        answer: Items(Shift),
      },
      roster,
    ),
    route(
      'POST',
      '/api/duty-shifts',
      {
        access: PLAN,
        tag: TAG,
        summary: 'Put somebody on duty 排班',
        body: NewShift,
        answer: Type.Object({ shiftKey: Key }),
        status: 201,
      },
      plan,
    ),
    route(
      'DELETE',
      '/api/duty-shifts/{shiftKey}',
      { access: PLAN, tag: TAG, summary: 'Cancel a shift 取消班次', params: SHIFT },
      cancel,
    ),
    route(
      'GET',
      '/api/delegations',
      {
        access: READ,
        tag: TAG,
        summary: 'List delegations given or received 授权',
        query: DelegationQuery,
        answer: Items(Delegation),
      },
      delegations,
    ),
    route(
      'POST',
      '/api/delegations',
      {
        access: needs('appeals:write'),
        tag: TAG,
        summary: 'Hand acts of one’s role to a deputy 授权代行',
        body: NewDelegation,
        answer: Type.Object({ delegationKey: Key }),
        status: 201,
      },
      hand,
    ),
    route(
      'DELETE',
      '/api/delegations/{delegationKey}',
      {
        access: needs('appeals:write', 'admin:write'),
        tag: TAG,
        summary: 'Revoke a delegation 撤回授权',
        params: DELEGATION,
      },
      revoke,
    ),
    route(
      'GET',
      '/api/village-leaders',
      { access: READ, tag: TAG, summary: 'Who answers for the villages 包村包保', answer: Items(Leader) },
      leaders,
    ),
    route(
      'PUT',
      '/api/org-units/{unitKey}/leaders/{kind}',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Name who answers for a village 指定包村包保',
        params: LEADER,
        body: Closed({ accountKey: Nullable(Key) }),
      },
      name,
    ),
  ];

  async function posts({ actor, request }: Ask<unknown, unknown, unknown>) {
    const capacity = request.sessionId ? await staff.capacityOf(request.sessionId, clock.now()) : undefined;
    if (!capacity) return { items: [] };
    const { account, postKey } = capacity;
    const further = await staff.posts(actor.tenantId, account.key);
    const all = [{ key: null, unitKey: account.unitKey, roles: account.roles }, ...further];
    const units = await staff.units(
      actor.tenantId,
      all.flatMap(({ unitKey }) => unitKey ?? []),
    );
    return {
      items: all.map(({ key, unitKey, roles }) => ({
        postKey: keyTextOrNull(key),
        unitKey: keyTextOrNull(unitKey),
        unitName: units.find((unit) => unit.key === unitKey)?.name ?? null,
        roles,
        isActive: key === postKey,
      })),
    };
  }

  async function change({ body, request, options }: Ask<unknown, unknown, Static<typeof Switch>>) {
    if (!request.sessionId) throw httpError('ERR_NOT_SIGNED_IN');
    const postKey = body.postKey === null ? null : keyOf(body.postKey);
    await submit(switchPost, { sessionId: request.sessionId, postKey }, options);
  }

  async function give({ params, body, options }: Ask<Static<typeof ACCOUNT>, unknown, Static<typeof NewPost>>) {
    const input = { accountKey: keyOf(params.accountKey), unitKey: keyOf(body.unitKey), roles: body.roles };
    const { postKey } = await submit(givePost, input, options);
    return { postKey: keyText(postKey) };
  }

  async function end({ params, options }: Ask<Static<typeof POST>, unknown, unknown>) {
    await submit(endPost, { postKey: keyOf(params.postKey) }, options);
  }

  async function people({ actor, params }: Ask<Static<typeof UNIT>, unknown, unknown>) {
    const unitKey = keyOf(params.unitKey);
    const now = clock.now();
    const [found, shifts] = await Promise.all([
      staff.people(actor.tenantId, unitKey),
      staff.shifts(actor.tenantId, now, now + 1, unitKey),
    ]);
    return {
      items: found.map((person) => ({
        ...person,
        accountKey: keyText(person.accountKey),
        isOnDuty: shifts.some(({ accountKey }) => accountKey === person.accountKey),
      })),
    };
  }

  async function roster({ actor, query }: Ask<unknown, Static<typeof ShiftQuery>, unknown>) {
    const day = parseDay(query.day ?? formatDay(dayOf(clock.now()))) ?? dayOf(clock.now());
    const unitKey = query.unitKey === undefined ? undefined : keyOf(query.unitKey);
    const found = await staff.shifts(actor.tenantId, startOfDay(day), startOfDay(day + (query.days ?? 1)), unitKey);
    return {
      items: found.map(({ key, unitKey: unit, unitName, accountKey, displayName, roles, startAt, endAt }) => ({
        shiftKey: keyText(key),
        unitKey: keyText(unit),
        unitName,
        accountKey: keyText(accountKey),
        displayName,
        roles,
        startAt: instantText(startAt),
        endAt: instantText(endAt),
      })),
    };
  }

  async function plan({ body, options }: Ask<unknown, unknown, Static<typeof NewShift>>) {
    const input = {
      unitKey: keyOf(body.unitKey),
      accountKey: keyOf(body.accountKey),
      roles: body.roles,
      startAt: instantOf(body.startAt),
      endAt: instantOf(body.endAt),
    };
    const { shiftKey } = await submit(planShift, input, options);
    return { shiftKey: keyText(shiftKey) };
  }

  async function cancel({ params, options }: Ask<Static<typeof SHIFT>, unknown, unknown>) {
    await submit(cancelShift, { shiftKey: keyOf(params.shiftKey) }, options);
  }

  async function delegations({ actor, query }: Ask<unknown, Static<typeof DelegationQuery>, unknown>) {
    const sees = query.all === true && (actor.scopes.includes('admin:read') || actor.scopes.includes('*'));
    const own = actor.id.startsWith('account:') ? Number(actor.id.slice('account:'.length)) : -1;
    const found = await staff.delegations(actor.tenantId, clock.now(), sees ? undefined : own);
    return {
      items: found.map(
        ({ key, fromAccountKey, fromName, toAccountKey, toName, role, unitKey, acts, startAt, endAt, reason }) => ({
          delegationKey: keyText(key),
          fromAccountKey: keyText(fromAccountKey),
          fromName,
          toAccountKey: keyText(toAccountKey),
          toName,
          role,
          unitKey: keyTextOrNull(unitKey),
          acts,
          startAt: instantText(startAt),
          endAt: instantText(endAt),
          reason,
        }),
      ),
    };
  }

  async function hand({ body, options }: Ask<unknown, unknown, Static<typeof NewDelegation>>) {
    const { toAccountKey, startAt, endAt, ...said } = body;
    const input = { ...said, toAccountKey: keyOf(toAccountKey), startAt: instantOf(startAt), endAt: instantOf(endAt) };
    const { delegationKey } = await submit(delegate, input, options);
    return { delegationKey: keyText(delegationKey) };
  }

  async function revoke({ params, options }: Ask<Static<typeof DELEGATION>, unknown, unknown>) {
    await submit(revokeDelegation, { delegationKey: keyOf(params.delegationKey) }, options);
  }

  async function leaders({ actor }: Ask<unknown, unknown, unknown>) {
    const found = await staff.villageLeaders(actor.tenantId);
    return {
      items: found.map(({ villageKey, villageName, kind, accountKey, displayName, startAt }) => ({
        villageKey: keyText(villageKey),
        villageName,
        kind,
        kindLabel: VILLAGE_LEADER_KINDS[kind],
        accountKey: keyText(accountKey),
        displayName,
        startAt: instantText(startAt),
      })),
    };
  }

  async function name({
    params,
    body,
    options,
  }: Ask<Static<typeof LEADER>, unknown, { readonly accountKey: string | null }>) {
    const accountKey = body.accountKey === null ? null : keyOf(body.accountKey);
    await submit(nameVillageLeader, { villageKey: keyOf(params.unitKey), kind: params.kind, accountKey }, options);
  }
}
