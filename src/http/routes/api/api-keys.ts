import { Type, type Static } from 'typebox';
import { createApiKey } from '../../../commands/organisation/create-api-key.ts';
import { revokeApiKey } from '../../../commands/organisation/revoke-api-key.ts';
import type { apiKey } from '../../../domain/organisation/account-tables.ts';
import { ROLES, SCOPES } from '../../../domain/actor.ts';
import type { RowOf } from '../../../domain/table.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import {
  Instant,
  Key,
  Nullable,
  PageOf,
  PageQuery,
  instantText,
  instantTextOrNull,
  keyOf,
  keyParams,
  keyText,
  keyTextOrNull,
  pageAnswer,
  pageOf,
} from '../../schemas/common.ts';
import { hashToken, newToken, seedOf } from '../../tokens.ts';

const TAG = 'API key';
/** Enough to tell keys apart, too little to guess one. */
const PREFIX_LENGTH = 12;
const PARAMS = keyParams('apiKeyKey');
const Scopes = Type.Array(Type.Enum(SCOPES), { minItems: 1, maxItems: SCOPES.length, uniqueItems: true });
const NewApiKey = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    scopes: Scopes,
    roles: Type.Optional(Type.Array(Type.Enum(ROLES), { maxItems: ROLES.length, uniqueItems: true })),
    unitKey: Type.Optional(Nullable(Key)),
  },
  { additionalProperties: false },
);
const CreatedApiKey = Type.Object({
  apiKeyKey: Key,
  token: Type.String({ description: 'Shown this once; only its hash is kept' }),
});
const ApiKey = Type.Object({
  apiKeyKey: Key,
  name: Type.String(),
  prefix: Type.String(),
  scopes: Type.Array(Type.Enum(SCOPES)),
  roles: Type.Array(Type.Enum(ROLES)),
  unitKey: Nullable(Key),
  createdAt: Instant,
  revokedAt: Nullable(Instant),
});

/** Credentials of programs. */
export function apiKeyRoutes(deps: HttpDeps): readonly Route[] {
  return [
    route(
      'GET',
      '/api/api-keys',
      { access: needs('admin:read'), tag: TAG, summary: 'List API keys', query: PageQuery, answer: PageOf(ApiKey) },
      list,
    ),
    route(
      'POST',
      '/api/api-keys',
      {
        access: needs('admin:write'),
        tag: TAG,
        summary: 'Create an API key',
        description: 'Only scopes that the caller holds can be given.',
        body: NewApiKey,
        answer: CreatedApiKey,
        status: 201,
      },
      create,
    ),
    route(
      'DELETE',
      '/api/api-keys/{apiKeyKey}',
      { access: needs('admin:write'), tag: TAG, summary: 'Revoke an API key', params: PARAMS },
      revoke,
    ),
  ];

  async function list({ actor, query }: Ask<unknown, Static<typeof PageQuery>, unknown>) {
    return pageAnswer(
      await deps.queries.accounts.searchApiKeys({ tenantId: actor.tenantId, filter: {}, page: pageOf(query) }),
      showApiKey,
    );
  }

  async function create({ body, options }: Ask<unknown, unknown, Static<typeof NewApiKey>>) {
    const { name, scopes, roles = [], unitKey = null } = body;
    const token = newToken('jsk_', seedOf(options, deps.settings.secret));
    const prefix = token.slice(0, PREFIX_LENGTH);
    const input = {
      name,
      scopes,
      roles,
      unitKey: unitKey === null ? null : keyOf(unitKey),
      prefix,
      hash: hashToken(token),
    };
    const { apiKeyKey } = await deps.submit(createApiKey, input, options);
    return { apiKeyKey: keyText(apiKeyKey), token };
  }

  async function revoke({ params, options }: Ask<Static<typeof PARAMS>, unknown, unknown>) {
    await deps.submit(revokeApiKey, { apiKeyKey: keyOf(params.apiKeyKey) }, options);
  }
}

function showApiKey(item: RowOf<typeof apiKey>) {
  const { key, name, prefix, scopes, roles, unitKey, createdAt, revokedAt } = item;
  const shown = { apiKeyKey: keyText(key), name, prefix, scopes, roles, unitKey: keyTextOrNull(unitKey) };
  return { ...shown, createdAt: instantText(createdAt), revokedAt: instantTextOrNull(revokedAt) };
}
