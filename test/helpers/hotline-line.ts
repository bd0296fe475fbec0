import { Registry } from 'prom-client';
import type { Test } from 'tap';
import { createHotline, type Hotline, type HotlineHabits } from '../../src/cli/hotline/hotline.ts';
import { createApiKey } from '../../src/commands/organisation/create-api-key.ts';
import { changeSetting } from '../../src/commands/reference/change-setting.ts';
import type { Scope } from '../../src/domain/actor.ts';
import type { Queries } from '../../src/domain/query-ports.ts';
import type { Submit } from '../../src/domain/command.ts';
import { createLog } from '../../src/http/log.ts';
import { buildServer } from '../../src/http/server.ts';
import { hashToken, newToken } from '../../src/http/tokens.ts';
import { deliverOutbox } from '../../src/jobs/deliver-outbox.ts';
import { deliverToHotline } from '../../src/jobs/deliver-to-hotline.ts';
import { createQueries } from '../../src/store/queries.ts';
import { vault, type Township } from '../processes/township.ts';
import { TEST_LIMITS } from './http.ts';

/** A township and a hotline, each behind a door of its own on localhost, that know of each other only by HTTP. */
export interface HotlineLine {
  readonly hotline: Hotline;
  readonly townUrl: string;
  /** What the hotline sends by hand: as its API key, or another. */
  say(path: string, body?: object, key?: string): Promise<{ readonly status: number; readonly code?: string }>;
  keyFor(tenantId: string, ...scopes: Scope[]): Promise<string>;
  /** Lets both say all that is due now. */
  exchange(): Promise<void>;
  /** Moves the clock hour by hour; timers fire and both talk on the way. */
  pass(hours: number): Promise<void>;
  /** Whether the hotline can be reached. */
  connect(isUp: boolean): void;
}

const SECRET = 'a secret of the hotline';

export async function openLine(t: Test, town: Township, habits: Partial<HotlineHabits> = {}): Promise<HotlineLine> {
  // a restart opens loop and store again: they are asked for anew each time
  const submit: Submit = (...asked) => town.host.loop.submit(...asked);
  const queries = new Proxy({} as Queries, {
    get: (_, name) => createQueries(town.host.store.reader)[name as keyof Queries],
  });
  const app = await buildServer({
    submit,
    queries,
    gate: town.host.engine,
    feed: town.host.loop,
    clock: town.host.clock,
    vault,
    files: town.host.store.files,
    referenceOf: (tenantId) => town.host.references.of(tenantId),
    settings: {
      nodeEnv: 'test',
      trustProxy: false,
      secret: 'only for tests',
      outletHosts: ['127.0.0.1'],
      http: TEST_LIMITS,
    },
    metrics: new Registry(),
    logger: createLog('silent'),
    health: async () => ({ ok: true, parts: {} }),
  });
  const townUrl = await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(() => app.close());

  const own = await keyFor('yunxi', 'hotline:write', 'admin:write');
  const { clock } = town.host;
  const hotline = createHotline({ townUrl, key: own, secret: SECRET, seed: 'test', clock, habits });
  const takes = await hotline.listen(0);
  t.teardown(() => hotline.close());
  await ask('PUT', '/api/hotline/outlet', { url: takes, secret: SECRET }, own);
  await town.submit(changeSetting, { name: 'callback_mode', value: 'external' });

  let isUp = true;
  const toHotline = deliverToHotline({
    async outletOf(tenantId) {
      const outlet = await queries.hotline.outlet(tenantId);
      return outlet && { url: isUp ? outlet.url : 'http://127.0.0.1:1/', secret: vault.open(outlet.secretSealed) };
    },
  });
  const duties = new Proxy({} as Township['host']['store']['duties'], {
    get: (_, name) => town.host.store.duties[name as keyof Township['host']['store']['duties']],
  });
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const elsewhere = async () => undefined;
  const channels = new Map([
    ['hotline', toHotline],
    ...['appellant', 'staff', 'duty', 'webhook'].map((channel) => [channel, elsewhere] as const),
  ]);
  const outbox = deliverOutbox({ store: duties, channels, clock, log: silent });

  async function keyFor(tenantId: string, ...scopes: Scope[]): Promise<string> {
    const token = newToken('jsk_');
    const input = { name: token.slice(0, 20), prefix: token.slice(0, 12), hash: hashToken(token) };
    const actor = { kind: 'system', id: 'test', tenantId, unitKey: null, roles: [], scopes: ['*'] } as const;
    await submit(createApiKey, { ...input, scopes, roles: [], unitKey: null }, { actor });
    return token;
  }

  async function ask(method: string, path: string, body: object, key: string) {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const answer = await fetch(new URL(path, townUrl), { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    return { ...(text ? (JSON.parse(text) as object) : {}), status: answer.status };
  }

  async function exchange(): Promise<void> {
    for (let turn = 0; turn < 50; turn += 1) {
      const said = await hotline.tick();
      let heard = 0;
      for (let tick = await outbox.tick(); tick.done > 0; tick = await outbox.tick()) heard += tick.done;
      if (said + heard === 0) return;
    }
    throw new Error('township and hotline never stop talking');
  }

  return {
    hotline,
    townUrl,
    say: (path, body = {}, key = own) => ask('POST', `/api/hotline/orders/${path}`, body, key),
    keyFor,
    exchange,
    async pass(hours) {
      for (let hour = 0; hour < hours; hour += 1) {
        await town.until(new Date(clock.now() + 3_600_000).toISOString());
        await exchange();
      }
    },
    connect(up) {
      isUp = up;
    },
  };
}
