import { Type, type Static } from 'typebox';
import { changeAccount } from '../../../commands/organisation/change-account.ts';
import { createAccount } from '../../../commands/organisation/create-account.ts';
import { accountError } from '../../../domain/organisation/account-errors.ts';
import type { account } from '../../../domain/organisation/account-tables.ts';
import { ROLES } from '../../../domain/actor.ts';
import type { RowOf } from '../../../domain/table.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { answerUnlessKnown } from '../../etag.ts';
import { route, type Ask, type Route } from '../../route.ts';
import {
  Instant,
  Key,
  Nullable,
  PageOf,
  PageQuery,
  instantText,
  keyOf,
  keyParams,
  keyText,
  keyTextOrNull,
  pageAnswer,
  pageOf,
  present,
} from '../../schemas/common.ts';
import { found } from '../../tenant.ts';
import { hashPassword, seedOf } from '../../tokens.ts';

const TAG = 'Account';
const READ = needs('admin:read');
const WRITE = needs('admin:write');
const PARAMS = keyParams('accountKey');
const Roles = Type.Array(Type.Enum(ROLES), { maxItems: ROLES.length, uniqueItems: true });
const Password = Type.String({ minLength: 1, maxLength: 1_000, description: 'At least 10 characters' });
const DisplayName = Type.String({ minLength: 1, maxLength: 100 });
const NewAccount = Type.Object(
  {
    login: Type.String({ minLength: 2, maxLength: 100, pattern: '^[A-Za-z0-9._@-]+$' }),
    password: Password,
    displayName: DisplayName,
    roles: Roles,
    unitKey: Type.Optional(Nullable(Key)),
  },
  { additionalProperties: false },
);
const Changes = Type.Object(
  {
    password: Type.Optional(Password),
    displayName: Type.Optional(DisplayName),
    roles: Type.Optional(Roles),
    unitKey: Type.Optional(Nullable(Key)),
    active: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
);
const Account = Type.Object({
  accountKey: Key,
  login: Type.String(),
  displayName: Type.String(),
  roles: Type.Array(Type.Enum(ROLES)),
  unitKey: Nullable(Key),
  active: Type.Boolean(),
  createdAt: Instant,
});
type KeyAsk<B = unknown> = Ask<Static<typeof PARAMS>, unknown, B>;

/** The people of a township. */
export function accountRoutes(deps: HttpDeps): readonly Route[] {
  const { accounts } = deps.queries;
  return [
    route(
      'GET',
      '/api/accounts',
      { access: READ, tag: TAG, summary: 'List accounts', query: PageQuery, answer: PageOf(Account) },
      list,
    ),
    route(
      'POST',
      '/api/accounts',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Create an account',
        body: NewAccount,
        answer: Type.Object({ accountKey: Key }),
        status: 201,
      },
      create,
    ),
    route(
      'GET',
      '/api/accounts/{accountKey}',
      { access: READ, tag: TAG, summary: 'Get an account', params: PARAMS, answer: Account },
      get,
    ),
    route(
      'PATCH',
      '/api/accounts/{accountKey}',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Change an account',
        description: 'Closes its sessions, unless only the display name changes.',
        params: PARAMS,
        body: Changes,
      },
      change,
    ),
  ];

  async function list({ actor, query }: Ask<unknown, Static<typeof PageQuery>, unknown>) {
    return pageAnswer(
      await accounts.search({ tenantId: actor.tenantId, filter: {}, page: pageOf(query) }),
      showAccount,
    );
  }

  async function create({ body, options }: Ask<unknown, unknown, Static<typeof NewAccount>>) {
    const { login, password, displayName, roles, unitKey = null } = body;
    const passwordHash = await checkedHash(password, login, seedOf(options, deps.settings.secret));
    const input = { login, passwordHash, displayName, roles, unitKey: unitKey === null ? null : keyOf(unitKey) };
    const { accountKey } = await deps.submit(createAccount, input, options);
    return { accountKey: keyText(accountKey) };
  }

  async function get({ actor, params, request, reply }: KeyAsk) {
    const item = await one(actor.tenantId, params.accountKey);
    return answerUnlessKnown(request, reply, `${item.key}-${item.revision}`, () => showAccount(item));
  }

  async function change({ actor, params, body, options }: KeyAsk<Static<typeof Changes>>) {
    const { login, key: accountKey } = await one(actor.tenantId, params.accountKey);
    const { password, unitKey, ...others } = body;
    const passwordHash =
      password === undefined ? undefined : await checkedHash(password, login, seedOf(options, deps.settings.secret));
    const unit = typeof unitKey === 'string' ? keyOf(unitKey) : unitKey;
    await deps.submit(changeAccount, { accountKey, ...others, ...present({ passwordHash, unitKey: unit }) }, options);
  }

  async function one(tenantId: string, key: string) {
    return found(await accounts.find(tenantId, keyOf(key)), { zh: '账号', en: 'account' }, key);
  }
}

// helpers

async function checkedHash(password: string, login: string, seed: Buffer): Promise<string> {
  if (password.length < 10 || password === login)
    throw accountError('ERR_PASSWORD_TOO_WEAK', { place: 'body/password', rule: 'strength' });
  return hashPassword(password, seed);
}

function showAccount(item: RowOf<typeof account>) {
  const { key, login, displayName, roles, unitKey, active, createdAt } = item;
  return {
    accountKey: keyText(key),
    login,
    displayName,
    roles,
    unitKey: keyTextOrNull(unitKey),
    active,
    createdAt: instantText(createdAt),
  };
}
