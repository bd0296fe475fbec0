import { Type, type Static } from 'typebox';
import { changeWebhook } from '../../../commands/webhook/change-webhook.ts';
import { createWebhook } from '../../../commands/webhook/create-webhook.ts';
import { removeWebhook } from '../../../commands/webhook/remove-webhook.ts';
import { replayWebhook } from '../../../commands/webhook/replay-webhook.ts';
import type { Actor } from '../../../domain/actor.ts';
import { entryKeyOf } from '../../../domain/webhook/cloud-event.ts';
import type { SubmitOptions } from '../../../domain/command.ts';
import { httpError } from '../../../domain/http-errors.ts';
import { checkOutlet, requireOutletHost } from '../../../domain/webhook/outlet.ts';
import { holdsScope } from '../../../domain/organisation/role-scopes.ts';
import { webhookError } from '../../../domain/webhook/webhook-errors.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import {
  Closed,
  Instant,
  instantOf,
  instantText,
  instantTextOrNull,
  Key,
  keyOf,
  keyParams,
  keyText,
  Nullable,
  present,
} from '../../schemas/common.ts';

const TAG = 'Webhook';
const PARAMS = keyParams('webhookKey');
const ACCESS = needs('appeals:read', 'processes:read', 'audit:read', 'admin:read');
const Kinds = Type.Array(Type.String({ pattern: '^(\\*|[a-z-]{1,40}\\.(\\*|[a-z-]{1,40}))$', maxLength: 81 }), {
  minItems: 1,
  maxItems: 50,
  uniqueItems: true,
  description: 'Types of events without `jiesu.`: `order.closed`, `order.*`, or `*` for all',
  examples: [['order.*', 'whistle.reported-in']],
});
const Url = Type.String({
  minLength: 8,
  maxLength: 500,
  description: 'Takes CloudEvents by POST; its host must be in JIESU_OUTLET_HOSTS',
});
const Secret = Type.String({
  maxLength: 200,
  description: 'At least 16 characters; signs each body: x-jiesu-signature',
});
const NewWebhook = Closed({
  apiKeyKey: Type.Optional(Type.String({ ...Key, description: 'For administrators: whose it is' })),
  url: Url,
  secret: Secret,
  events: Kinds,
});
const WebhookChange = Closed({
  url: Type.Optional(Url),
  secret: Type.Optional(Secret),
  events: Type.Optional(Kinds),
  enabled: Type.Optional(Type.Boolean({ description: 'Enabled again it is told what it has missed' })),
});
const Replay = Closed({
  since: Type.Optional(Instant),
  event: Type.Optional(
    Type.String({
      pattern: '^\\d{1,16}\\.\\d{1,4}$',
      description: 'The `id` of an event; it and what came later are told again',
    }),
  ),
});
const Webhook = Type.Object({
  webhookKey: Key,
  apiKeyKey: Key,
  url: Type.String(),
  events: Type.Array(Type.String()),
  createdAt: Instant,
  state: Type.Enum(['enabled', 'failing', 'disabled']),
  failures: Type.Integer({ description: 'In a row' }),
  nextAttemptAt: Nullable(Instant),
  disabledAt: Nullable(Instant),
  disabledFor: Nullable(Type.String({ description: 'The last error, when the program disabled it itself' })),
});
const Deliveries = Type.Object({
  items: Type.Array(
    Type.Object({
      eventId: Type.String(),
      type: Type.String(),
      at: Instant,
      attempt: Type.Integer(),
      status: Nullable(Type.Integer({ description: 'What the receiver answered' })),
      error: Nullable(Type.String()),
    }),
  ),
});
const DeliveryQuery = Closed({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })) });
type Of<B = unknown, Q = unknown> = Ask<Static<typeof PARAMS>, Q, B>;

/** Programs that want to be told what happens, instead of following a stream. */
export function webhookRoutes(deps: HttpDeps): readonly Route[] {
  const { queries, submit, vault, settings } = deps;
  const url = '/api/webhooks/{webhookKey}';
  const ofOne = { access: ACCESS, tag: TAG, params: PARAMS } as const;
  return [
    route(
      'POST',
      '/api/webhooks',
      {
        access: ACCESS,
        tag: TAG,
        summary: 'Be told what happens 新建推送订阅',
        description:
          'The same events as /api/events, posted one by one in order, each signed. Only what the API key may hear of. What does not arrive ' +
          'is tried again after 1 s, 2 s, 4 s … at most 1 h; after `webhook_attempts` failures in a row it is disabled.',
        body: NewWebhook,
        answer: Type.Object({ webhookKey: Key }),
        status: 201,
      },
      create,
    ),
    route(
      'GET',
      '/api/webhooks',
      {
        access: ACCESS,
        tag: TAG,
        summary: 'List webhooks 推送订阅清单',
        description: 'A program sees its own, an administrator all.',
        answer: Type.Object({ items: Type.Array(Webhook) }),
      },
      async ({ actor }) => ({ items: (await own(actor)).map(show) }),
    ),
    route('PATCH', url, { ...ofOne, summary: 'Change, disable or enable a webhook', body: WebhookChange }, change),
    route('DELETE', url, { ...ofOne, summary: 'Remove a webhook 删除推送订阅' }, async ({ params, options }: Of) => {
      await submit(removeWebhook, { webhookKey: keyOf(params.webhookKey) }, options);
    }),
    route('POST', `${url}/replays`, { ...ofOne, summary: 'Tell again from a position 重新推送', body: Replay }, replay),
    route(
      'GET',
      `${url}/deliveries`,
      { ...ofOne, summary: 'What was sent, newest first 推送记录', query: DeliveryQuery, answer: Deliveries },
      deliveries,
    ),
  ];

  async function create({ actor, body, options }: Ask<unknown, unknown, Static<typeof NewWebhook>>) {
    const { apiKeyKey, url: address, secret, events } = body;
    checkOutlet({ url: address, secret });
    requireOutletHost(address, settings.outletHosts);
    const ownKey = /^api-key:(\d+)$/.exec(actor.id)?.[1];
    const owner = apiKeyKey ?? ownKey;
    if (owner === undefined) throw webhookError('ERR_WEBHOOK_CONSUMER');
    const input = { apiKeyKey: keyOf(owner), url: address, secretSealed: vault.seal(secret), kinds: events };
    const { webhookKey } = await submit(createWebhook, input, sealed(options, body));
    return { webhookKey: keyText(webhookKey) };
  }

  async function change({ params, body, options }: Of<Static<typeof WebhookChange>>) {
    const { url: address, secret, events: kinds, enabled } = body;
    checkOutlet({ url: address ?? 'https://unchanged.invalid/', secret: secret ?? 'the secret is not changed' });
    if (address !== undefined) requireOutletHost(address, settings.outletHosts);
    const secretSealed = secret === undefined ? undefined : vault.seal(secret);
    const webhookKey = keyOf(params.webhookKey);
    const input = { webhookKey, ...present({ url: address, secretSealed, kinds, enabled }) };
    await submit(changeWebhook, input, sealed(options, { webhookKey, ...body }));
  }

  async function replay({ actor, params, body: { since, event }, options }: Of<Static<typeof Replay>>) {
    const found =
      event === undefined ? undefined : await queries.webhooks.instantOf(actor.tenantId, entryKeyOf(event) ?? 0);
    const from = since === undefined ? found : instantOf(since);
    if (from === undefined || (since !== undefined && event !== undefined))
      throw httpError('ERR_REQUEST_INVALID', POSITION);
    await submit(replayWebhook, { webhookKey: keyOf(params.webhookKey), from }, options);
  }

  async function deliveries({ actor, params, query }: Of<unknown, Static<typeof DeliveryQuery>>) {
    const key = keyOf(params.webhookKey);
    if (!(await own(actor)).some(({ webhook }) => webhook.key === key))
      throw webhookError('ERR_WEBHOOK_NOT_FOUND', { key });
    const items = await queries.webhooks.deliveries(actor.tenantId, key, query.limit ?? 100);
    return {
      items: items.map(({ eventId, type, at, attempt, status, error }) => ({
        ...{ eventId, type, attempt, status, error },
        at: instantText(at),
      })),
    };
  }

  async function own(actor: Actor) {
    if (holdsScope(actor, ['admin:read'])) return queries.webhooks.list(actor.tenantId, null);
    const key = /^api-key:(\d+)$/.exec(actor.id)?.[1];
    return key === undefined ? [] : queries.webhooks.list(actor.tenantId, Number(key));
  }

  /** The same secret is sealed differently each time: what was asked is compared by keyed hash. */
  function sealed(options: SubmitOptions, asked: object): SubmitOptions {
    return { ...options, request: vault.fingerprint(JSON.stringify(asked)) };
  }
}

// helpers

const POSITION = {
  place: 'body',
  rule: 'position',
  found: 'neither an instant nor the id of an event of this township, or both',
  foundZh: '应为时间 since 或本乡镇事件编号 event 二者之一',
};

function show({ webhook, progress }: Awaited<ReturnType<HttpDeps['queries']['webhooks']['list']>>[number]) {
  const { key, apiKeyKey, url, kinds, createdAt, disabledAt, disabledFor, revision } = webhook;
  const failures = progress?.webhookRevision === revision ? progress.failures : 0;
  const state = disabledAt !== null ? 'disabled' : failures > 0 ? 'failing' : 'enabled';
  return {
    webhookKey: keyText(key),
    apiKeyKey: keyText(apiKeyKey),
    url,
    events: kinds,
    createdAt: instantText(createdAt),
    state,
    failures,
    nextAttemptAt: state === 'failing' ? instantText(progress?.dueAt ?? 0) : null,
    disabledAt: instantTextOrNull(disabledAt),
    disabledFor,
  };
}
