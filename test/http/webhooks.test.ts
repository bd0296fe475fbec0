import t, { type Test } from 'tap';
import { changeSetting } from '../../src/commands/reference/change-setting.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { deliverWebhooks } from '../../src/jobs/deliver-webhooks.ts';
import { createVault } from '../../src/store/vault.ts';
import { openTestServer, type TestServer } from '../helpers/http.ts';
import { startPostgres } from '../helpers/postgres.ts';
import { openReceiver } from '../helpers/receiver.ts';

/*
 * Programs that are told what happens: each its own events at its own address, in order, through outages, once more on demand. The receivers
 * are real, the clock is virtual.
 */

const SECRET = 'a secret of enough length';
const HOUR_MS = 3_600_000;

t.test('on SQLite', async (t) => told(t, await openTestServer(t)));

t.test('on PostgreSQL', async (t) => {
  const postgres = await startPostgres();
  if (!postgres) {
    t.plan(0, 'no PostgreSQL at hand');
    return;
  }
  t.teardown(() => postgres.stop());
  await told(t, await openTestServer(t, {}, { databaseUrl: await postgres.createDatabase() }));
});

async function told(t: Test, server: TestServer): Promise<void> {
  const { call, keyFor, host, log } = server;
  const { clock } = host;
  const lines: string[] = [];
  const note = (_: object, message: string) => void lines.push(message);
  // a restart opens the store again: it is asked for anew each time
  const tick = (hosts: readonly string[] = ['127.0.0.1']) =>
    deliverWebhooks({
      store: host.store.webhooks,
      vault: createVault('only for tests'),
      submit: (...asked) => host.loop.submit(...asked),
      referenceOf: (tenantId) => host.references.of(tenantId),
      hosts,
      clock,
      log: { info: note, warn: note, error: note },
    }).tick();
  await host.loop.submit(
    changeSetting,
    { name: 'webhook_attempts', value: 4 },
    { actor: systemActor('test', 'yunxi') },
  );
  const admin = await keyFor('yunxi', ['*']);
  const dashboard = await keyFor('yunxi', ['appeals:read']);
  const auditor = await keyFor('yunxi', ['audit:read']);
  const elsewhere = await keyFor('other', ['*']);
  const unit = async (code: string, key = admin) =>
    (await call(key, 'POST', '/api/org-units', { parentKey: null, kind: 'section', code, name: `${code}科` })).body
      .unitKey as string;
  const subscribe = async (key: string, url: string, events: readonly string[]) => {
    const made = await call(key, 'POST', '/api/webhooks', { url, secret: SECRET, events });
    t.equal(made.status, 201, made.text);
    return `/api/webhooks/${made.body.webhookKey}`;
  };
  const stateOf = async (webhook: string, key = dashboard) =>
    (await call(key, 'GET', '/api/webhooks')).body.items.find((each: { webhookKey: string }) =>
      webhook.endsWith(each.webhookKey),
    );

  const before = await unit('before');
  clock.move(1);
  const [board, watch] = [await openReceiver(t, SECRET), await openReceiver(t, SECRET)];
  const own = await subscribe(dashboard, board.url, ['org-unit.*']);
  await subscribe(auditor, watch.url, ['*']);
  const [first, second] = [await unit('first'), await unit('second')];
  await unit('third', elsewhere);
  await tick();
  t.same(
    board.taken.map(({ type, subject, signed }) => [type, subject, signed]),
    [
      ['jiesu.org-unit.created', first, true],
      ['jiesu.org-unit.created', second, true],
    ],
    'its kinds, its township, in order, signed, from now on',
  );
  t.ok(
    watch.taken.some(({ type }) => type === 'jiesu.webhook.created'),
    'another hears what its key may hear',
  );
  t.equal(watch.taken.filter(({ type }) => type === 'jiesu.org-unit.created').length, 2);
  t.same(await tick(), { done: 0, failed: 0, more: false }, 'once');
  const scoped = await openReceiver(t, SECRET);
  await subscribe(dashboard, scoped.url, ['api-key.*', 'account.created']);
  await keyFor('yunxi', ['appeals:read']);
  await tick();
  t.same(scoped.taken, [], 'what its key may not hear of, it is not told');

  await t.test('an outage: tried again ever more rarely, nothing is lost, nothing overtakes', async (t) => {
    board.taken.length = 0;
    board.answer(null);
    const [third, fourth] = [await unit('one'), await unit('two')];
    t.match(await tick(), { failed: 1 });
    t.match(await tick(), { failed: 0 }, 'not before its time');
    t.match(await stateOf(own), {
      state: 'failing',
      failures: 1,
      nextAttemptAt: new Date(clock.now() + 1_000).toISOString(),
    });
    board.answer(503);
    clock.move(1_000);
    t.match(await tick(), { failed: 1 });
    t.match(await stateOf(own), { failures: 2, nextAttemptAt: new Date(clock.now() + 2_000).toISOString() });
    await server.restart();
    clock.move(2_000);
    board.answer(204);
    await tick();
    t.same(
      board.taken.map(({ subject }) => subject),
      [third, fourth],
    );
    t.match(await stateOf(own), { state: 'enabled', failures: 0, nextAttemptAt: null });
    const { items } = (await call(dashboard, 'GET', `${own}/deliveries?limit=4`)).body;
    t.match(items.slice(-2), [
      { attempt: 2, status: 503, error: /503/ },
      { attempt: 1, status: null, error: /./ },
    ]);
    t.ok(
      items.slice(0, 2).every(({ status, error }: { status: number; error: null }) => status === 204 && error === null),
    );
  });

  await t.test('after repeated failure it is disabled, and enabled it hears what it missed', async (t) => {
    board.taken.length = 0;
    board.answer(307);
    const missed = await unit('missed');
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      t.match(await tick(), { failed: 1 });
      clock.move(HOUR_MS);
    }
    t.match(await stateOf(own), { state: 'disabled', disabledFor: /./ });
    t.match(await tick(), { failed: 0 });
    board.answer(204);
    t.match(await call(dashboard, 'PATCH', own, { enabled: true }), { status: 204 });
    t.match(await stateOf(own), { state: 'enabled', failures: 0, disabledAt: null, disabledFor: null });
    await tick();
    t.same(
      board.taken.map(({ subject }) => subject),
      [missed],
    );
  });

  await t.test('told again from a position, with the ids it had', async (t) => {
    clock.move(HOUR_MS);
    const since = new Date(clock.now()).toISOString();
    const [again, later] = [await unit('again'), (clock.move(1_000), await unit('later'))];
    board.taken.length = 0;
    await tick();
    const [one, two] = board.taken.map(({ id }) => id);
    board.taken.length = 0;
    t.match(await call(dashboard, 'POST', `${own}/replays`, { event: two }), { status: 204 });
    await tick();
    t.same(
      board.taken.map(({ subject }) => subject),
      [later],
    );
    t.match(await call(dashboard, 'POST', `${own}/replays`, { since }), { status: 204 });
    board.taken.length = 0;
    await tick();
    t.same(
      board.taken.map(({ id, subject }) => [id, subject]),
      [
        [one, again],
        [two, later],
      ],
    );
    t.match(await call(dashboard, 'POST', `${own}/replays`, { since: '2020-01-01T00:00:00Z' }), { status: 204 });
    board.taken.length = 0;
    await tick();
    t.equal(board.taken[0]?.subject, before, 'also what happened before it was made');
  });

  await t.test('only to hosts that are allowed, and as long as its key is', async (t) => {
    board.taken.length = 0;
    clock.move(1);
    await unit('guarded');
    await tick(['hooks.example.cn', '127.0.0.1:9']);
    t.same(board.taken, []);
    const [last] = (await call(dashboard, 'GET', `${own}/deliveries?limit=1`)).body.items;
    t.match(last, { status: null, error: /JIESU_OUTLET_HOSTS/ });
    clock.move(HOUR_MS);
    const { apiKeyKey } = await stateOf(own);
    t.match(await stateOf(own, auditor), undefined, 'a program sees its own');
    t.match(await call(auditor, 'PATCH', own, { enabled: false }), { status: 404 });
    await call(admin, 'DELETE', `/api/api-keys/${apiKeyKey}`);
    await tick();
    t.same(board.taken, [], 'its key is revoked');
    t.match(await call(admin, 'DELETE', own), { status: 204 });
    t.equal(await stateOf(own, admin), undefined);
    clock.move(31 * 24 * HOUR_MS);
    await tick();
    t.notOk((await host.store.reader('webhook_delivery').where('at', '<', clock.now() - 31 * 24 * HOUR_MS)).length);
    for (const place of [lines, log, await host.store.reader('audit_entry'), await host.store.reader('webhook')])
      t.notMatch(JSON.stringify(place), SECRET, 'the secret is shown nowhere');
  });
}
