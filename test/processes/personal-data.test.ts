import t, { type Test } from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { fireTimer } from '../../src/commands/process/fire-timer.ts';
import { destroyExpired } from '../../src/jobs/destroy-expired.ts';
import { createVault } from '../../src/store/vault.ts';
import { openTestServer, type TestServer } from '../helpers/http.ts';
import { findClear, Marks } from '../helpers/personal-scan.ts';
import { startPostgres } from '../helpers/postgres.ts';

/*
 * Personal data of marked people goes through the township over HTTP: appeals, notes, minutes, hand-down, findings. Nothing of it stands in
 * clear anywhere but in the vault, and after its time nothing of it is left at all. All of it is made up and visibly impossible.
 */

const NAME = '赵标记甲';
const OTHER = '钱标记乙';
const PHONE = '10007654321';
const ADDRESS = '示例村甲77组88号';
const ID = '999999190001010000';
const WORDS = `我叫${NAME},住${ADDRESS},电话${PHONE},身份证${ID},邻居${OTHER}占道。`;
const MONTH_MS = 31 * 86_400_000;

t.test('on SQLite', async (t) => {
  const server = await openTestServer(t);
  await story(t, server, server.host.dataDir);
});

t.test('on PostgreSQL', async (t) => {
  const postgres = await startPostgres();
  if (!postgres) {
    t.plan(0, 'no PostgreSQL at hand');
    return;
  }
  t.teardown(() => postgres.stop());
  await story(t, await openTestServer(t, {}, { databaseUrl: await postgres.createDatabase() }), null);
});

async function story(t: Test, server: TestServer, dataDir: string | null): Promise<void> {
  const { app, call, keyFor, account, signIn, host, log } = server;
  const marks = new Marks();
  marks.add(NAME, OTHER, PHONE, ADDRESS, ID, WORDS);
  await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', 'yunxi'));
  const admin = await keyFor('yunxi', ['*']);
  const unit: Record<string, string> = {};
  for (const [kind, code] of [
    ['section', 'response_office'],
    ['section', 'urban_construction'],
    ['village', 'village_01'],
  ] as const) {
    unit[code] = (
      await call(admin, 'POST', '/api/org-units', { parentKey: null, kind, code, name: code })
    ).body.unitKey;
  }
  await account('yunxi', 'registrar', ['registrar'], Number(unit['response_office']));
  await account('yunxi', 'secretary', ['party_secretary'], Number(unit['response_office']));
  await account('yunxi', 'handler', ['section_handler', 'section_leader'], Number(unit['urban_construction']));
  const [registrar, secretary, handler] = (await Promise.all(['registrar', 'secretary', 'handler'].map(signIn))) as [
    Browser,
    Browser,
    Browser,
  ];
  const shown: string[] = [];
  type Browser = Record<string, string>;
  const ask = async (browser: Browser, method: string, url: string, body?: object) => {
    const answer = await call(null, method, url, body, {
      ...browser,
      ...(method !== 'GET' && { 'idempotency-key': `${url}-${shown.length}` }),
    });
    if (!url.endsWith('/reveal')) shown.push(`${method} ${url} ${answer.text}`);
    return answer;
  };
  const complete = async (browser: Browser, elementId: string, variables: object) => {
    const { items } = (await ask(browser, 'GET', '/api/tasks')).body;
    const task = items.find((each: { elementId: string }) => each.elementId === elementId);
    return ask(browser, 'POST', `/v2/user-tasks/${task?.userTaskKey}/completion`, { variables });
  };

  const said = {
    source: 'web',
    type: 'complaint',
    category: 'road_damage',
    title: '村口占道',
    content: WORDS,
    placeKind: 'rural',
    unitKey: unit['village_01'],
    appellant: { name: NAME, phone: PHONE, address: ADDRESS },
  };
  const refusals = [
    { ...said, title: `${NAME}家门口` },
    { ...said, title: `请打${PHONE}` },
    { ...said, objectKey: `${NAME}家` },
    { ...said, objectKey: ADDRESS },
  ];
  for (const wrong of refusals) t.match(await ask(registrar, 'POST', '/api/appeals', wrong), { status: 400 });
  const { orderNo } = (await ask(registrar, 'POST', '/api/appeals', said)).body;
  await ask(registrar, 'POST', `/api/appeals/${orderNo}/supplements`, { text: `补充:${WORDS}` });
  await complete(registrar, 'verify', {
    screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true },
  });
  await complete(secretary, 'sign_off', { signOff: 'approve' });
  await complete(handler, 'sign', { objection: false });
  await complete(handler, 'first_contact', { contactMethod: 'phone', contactAnswered: true });
  await ask(handler, 'POST', `/api/work-orders/${orderNo}/notes`, { kind: 'contact', text: `已联系${NAME}和${OTHER}` });
  await complete(handler, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
  await complete(handler, 'handle_self', { route: 'done' });
  for (const publicReply of [`${NAME}反映的问题已办`, `已电话${PHONE}告知`, `${ADDRESS}已清理`]) {
    t.match(
      await complete(handler, 'fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply }),
      { status: 400, body: { code: 'ERR_ANSWER_INVALID', rule: 'personal-data' } },
      'an answer is kept in clear',
    );
  }
  await complete(handler, 'fill_result', {
    result: { isTrue: 'yes', resolved: true },
    publicReply: '占道物品已清理。',
  });
  await ask(handler, 'POST', `/api/appeals/${orderNo}/reveal`, { reason: '电话回访核实' });
  const receipt = await ask(registrar, 'POST', `/api/appeals/${orderNo}/access-code`);
  await ask({}, 'POST', '/api/townships/yunxi/snaps', {
    ...{ category: 'road_damage', placeKind: 'rural', title: '路面有坑', content: WORDS, contact: PHONE },
    position: { latitude: 39.904211, longitude: 116.407395 },
  });
  for (const url of ['', '/history', '/attachments', '/consultations'])
    await ask(handler, 'GET', `/api/work-orders/${orderNo}${url}`);
  await ask(registrar, 'POST', '/api/work-orders/search', {});
  await ask(registrar, 'GET', '/api/findings');
  for (const path of ['process-instances', 'user-tasks', 'variables', 'incidents', 'jobs'])
    shown.push((await call(admin, 'POST', `/v2/${path}/search`, {})).text);
  const code = receipt.body.code as string;
  await ask({}, 'POST', `/api/townships/yunxi/appeals/${orderNo}/status`, { code });
  await ask({}, 'POST', `/api/townships/yunxi/appeals/${orderNo}/explanations`, { code });
  const events: string[] = [];
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const stop = new AbortController();
  const stream = await fetch(`${address}/api/events`, {
    headers: { authorization: `Bearer ${admin}`, 'last-event-id': '1.0' },
    signal: stop.signal,
  });
  const text = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (!events.join('').includes('access-code.issued')) events.push((await text?.read())?.value ?? '');
  stop.abort();

  marks.add('39.904211', '116.407395', code);
  const control = new Marks();
  control.add('占道物品已清理');
  t.match(
    await findClear(host.store.reader, dataDir, control),
    [/^work_order.public_reply/],
    'what is in clear is found',
  );
  t.same(await findClear(host.store.reader, dataDir, marks), [], 'nothing in the database');
  t.same(marks.in(log.join('\n')), [], 'nothing in the log');
  t.same(marks.in(events.join('')), [], 'nothing in the events');
  t.same(
    shown.flatMap((answer) =>
      marks
        .in(answer)
        .filter((mark) => mark !== code && mark !== OTHER)
        .map((mark) => `${mark} in ${answer.slice(0, 200)}`),
    ),
    [],
    'nothing in answers',
  );
  t.notMatch(
    JSON.stringify(await host.store.reader('idempotency')),
    /[vr]1\.[\w-]{20}/,
    'nothing sealed under an Idempotency-Key',
  );

  const vault = createVault('only for tests');
  const [appellant] = await host.store.reader('party');
  t.equal(vault.open(appellant.name_sealed), NAME, 'the vault has it');
  const duty = destroyExpired({
    store: host.store.retention,
    referenceOf: (tenantId) => host.references.of(tenantId),
    vault,
    submit: host.loop.submit,
    clock: host.clock,
    log: { warn: (_: object, message: string) => t.fail(message) } as never,
  });
  host.clock.move(61 * MONTH_MS);
  t.equal((await duty.tick()).done, 0, 'what is open is kept however old it is');
  await finish('review', { reviewPassed: true });
  await finish('verify_result', { finding: 'yes' });
  const happy = { channel: 'hotline', reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' };
  t.equal((await call(admin, 'POST', `/api/appeals/${orderNo}/callback-results`, happy)).status, 204);
  host.clock.move(MONTH_MS);
  const due = await host.store.reader('timer').where('due_at', '<=', host.clock.now());
  for (const { key } of due)
    await host.loop
      .submit(fireTimer, { timerKey: Number(key) }, { actor: systemActor('test', 'yunxi') })
      .catch(() => undefined);
  t.match((await call(admin, 'GET', `/api/work-orders/${orderNo}`)).body, { state: 'archived' });
  host.clock.move(23 * MONTH_MS);
  t.equal((await duty.tick()).done, 0, 'two years are not over');
  host.clock.move(2 * MONTH_MS);
  t.match(await duty.tick(), { done: 2, failed: 0 }, 'contact and words');
  t.equal((await duty.tick()).done, 0, 'once');
  const [gone] = await host.store.reader('party');
  t.match(vault.open(gone.name_sealed), /^诉求人[\w-]{8}$/);
  t.match(gone, { phone_sealed: null, phone_hash: null, address_sealed: null });
  const notes = await host.store.reader('order_note');
  t.ok(notes.every(({ text_sealed: sealed }) => vault.open(sealed) === '(已按保存期限销毁)'));
  t.match((await call(admin, 'GET', `/api/work-orders/${orderNo}`)).body, {
    category: 'road_damage',
    publicReply: '占道物品已清理。',
  });
  const logged = (await host.store.reader('audit_entry')).filter(({ command }) => command === 'destroy-personal-data');
  t.match(JSON.stringify(logged), /contact.*words|words.*contact/s);

  /** A step that somebody else does, when there is one. */
  async function finish(elementId: string, variables: object): Promise<void> {
    const task = await host.store.reader('user_task').where({ element_id: elementId, state: 'CREATED' }).first();
    if (!task) return;
    const answer = await call(admin, 'POST', `/v2/user-tasks/${task.key}/completion`, { variables });
    t.equal(answer.status, 204, `${elementId} ${answer.text}`);
  }
}
