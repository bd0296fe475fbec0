import t, { type Test } from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { multipart, openTestServer, type TestServer } from '../helpers/http.ts';
import { startPostgres } from '../helpers/postgres.ts';

/*
 * What the hotline pushes and asks over HTTP: taken once, found by its own numbers, refused by name. All data is made up.
 */

const TOWNS = ['yunxi', 'other'] as const;

t.test('on SQLite', async (t) => spoken(t, await openTestServer(t)));

t.test('on PostgreSQL', async (t) => {
  const postgres = await startPostgres();
  if (!postgres) {
    t.plan(0, 'no PostgreSQL at hand');
    return;
  }
  t.teardown(() => postgres.stop());
  await spoken(t, await openTestServer(t, {}, { databaseUrl: await postgres.createDatabase() }));
});

async function spoken(t: Test, { app, call, keyFor, account, signIn, host, log }: TestServer): Promise<void> {
  for (const tenant of TOWNS)
    await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', tenant));
  const admin = await keyFor('yunxi', ['*']);
  const hotline = await keyFor('yunxi', ['hotline:write']);
  const elsewhere = await keyFor('other', ['hotline:write']);
  const dashboard = await keyFor('yunxi', ['appeals:read']);
  const units: Record<string, string> = {};
  for (const [kind, code, name] of [
    ['section', 'response_office', '接诉即办办公室'],
    ['section', 'urban_construction', '城乡建设科'],
    ['village', 'village_01', '示例村甲'],
  ]) {
    units[code ?? ''] = (
      await call(admin, 'POST', '/api/org-units', { parentKey: null, kind, code, name })
    ).body.unitKey;
  }
  await account('yunxi', 'town-admin', ['township_admin'], Number(units['response_office']));
  const townAdmin = await signIn('town-admin');

  const PHONE = '10000001234';
  const ORDER = {
    externalNo: 'BJ20260105-0001',
    type: 'help',
    category: 'road_damage',
    title: '村口道路破损',
    content: `村口路面坑洼,联系电话${PHONE},请尽快维修。`,
    placeKind: 'rural',
    unitCode: 'village_01',
    appellant: { name: '测试甲', phone: PHONE, address: '示例村甲12号' },
  };
  const at = (externalNo: string, path = '') => `/api/hotline/orders/${externalNo}${path}`;
  const events = async () => Number((await host.store.reader('audit_entry').count({ n: '*' }))[0]?.['n']);

  await t.test('an order is taken once', async (t) => {
    const first = await call(hotline, 'POST', '/api/hotline/orders', ORDER);
    t.match(first, { status: 201, body: { externalNo: ORDER.externalNo, isNew: true } });
    const { orderNo } = first.body;
    t.match((await call(hotline, 'POST', '/api/hotline/orders', ORDER)).body, { orderNo, isNew: false });
    const before = await events();
    t.match(await call(hotline, 'POST', '/api/hotline/orders', { ...ORDER, title: '别的事' }), {
      status: 409,
      body: { code: 'ERR_EXTERNAL_NO_TAKEN' },
    });
    t.equal(await events(), before, 'nothing was changed by the refusal');
    t.match(await call(hotline, 'GET', at(ORDER.externalNo)), {
      status: 200,
      body: { orderNo, state: 'registered', stateLabel: { zh: '已登记' }, urged: false, requests: [] },
    });
    t.match(await call(elsewhere, 'POST', '/api/hotline/orders', { ...ORDER, unitCode: undefined }), {
      status: 201,
      body: { isNew: true },
    });
  });

  await t.test('rubbish is refused by name', async (t) => {
    const push = (body: object) =>
      call(hotline, 'POST', '/api/hotline/orders', { ...ORDER, externalNo: 'BJ-R', ...body });
    for (const [body, code] of [
      [{ unitCode: 'village_99' }, 'ERR_UNIT_NOT_FOUND'],
      [{ title: `请打${PHONE}` }, 'ERR_APPEAL_FIELD'],
      [{ category: 'weather' }, 'ERR_REQUEST_INVALID'],
      [{ externalNo: '../1' }, 'ERR_REQUEST_INVALID'],
      [{ source: 'wechat' }, 'ERR_REQUEST_INVALID'],
      [{ level: 'L9' }, 'ERR_REQUEST_INVALID'],
      [{ dueAt: '2026-01-05T08:00:00+08:00' }, 'ERR_APPEAL_FIELD'],
    ] as const) {
      const answer = await push(body);
      t.equal(answer.body.code, code, JSON.stringify(body));
      t.match(answer.body.detailZh, /[一-鿿]/);
    }
    const unknown = { status: 404, body: { code: 'ERR_HOTLINE_ORDER_UNKNOWN' } };
    for (const [path, body] of [
      ['/urges', {}],
      ['/supervisions', {}],
      ['/return-rulings', { granted: true }],
      ['/extension-rulings', { granted: true }],
      ['/callback-results', { reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' }],
      ['/supplements', { text: '在村委会门口' }],
      ['/withdrawal', {}],
    ] as const)
      t.match(await call(hotline, 'POST', at('BJ-UNKNOWN', path), body), unknown, path);
    t.match(await call(hotline, 'GET', at('BJ-UNKNOWN')), unknown);

    const ruling = await call(hotline, 'POST', at(ORDER.externalNo, '/return-rulings'), { granted: true });
    t.match(ruling, { status: 409, body: { code: 'ERR_HOTLINE_NOT_ASKED' } });
    const early = { reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' };
    t.match(await call(hotline, 'POST', at(ORDER.externalNo, '/callback-results'), early), {
      status: 409,
      body: { code: 'ERR_CALLBACK_STATE' },
    });
  });

  await t.test('an order of another town, or of another system, is none of the hotline’s', async (t) => {
    const wechat = { ...ORDER, externalNo: 'WX-1', source: 'wechat', unitCode: undefined };
    t.match(await call(admin, 'POST', '/api/appeals', wechat), { status: 201 });
    t.match(await call(hotline, 'GET', at('WX-1')), { status: 404 });
    await call(elsewhere, 'POST', '/api/hotline/orders', { ...ORDER, externalNo: 'OT-1', unitCode: undefined });
    t.match(await call(hotline, 'POST', at('OT-1', '/urges'), {}), { status: 404 });
    t.match(await call(dashboard, 'POST', '/api/hotline/orders', ORDER), { status: 403 });
    t.match(await call(null, 'POST', '/api/hotline/orders', ORDER), { status: 401 });
    t.match(
      await call(hotline, 'POST', '/api/work-orders/search', {}),
      { status: 403 },
      'its own numbers are all it sees',
    );
  });

  await t.test('urges and supervision are seen on the order and told to who handles it', async (t) => {
    const { orderNo } = (await call(hotline, 'GET', at(ORDER.externalNo))).body;
    const headers = { 'idempotency-key': 'urge-1' };
    const urge = { text: `请回电${PHONE}`, dueAt: '2026-01-06T09:00:00+08:00' };
    t.match(await call(hotline, 'POST', at(ORDER.externalNo, '/urges'), urge, headers), { status: 204 });
    await call(hotline, 'POST', at(ORDER.externalNo, '/urges'), urge, headers);
    t.match(
      await call(hotline, 'POST', at(ORDER.externalNo, '/supervisions')),
      { status: 204 },
      'words may be left out',
    );
    t.match((await call(hotline, 'GET', at(ORDER.externalNo))).body, { urged: true, supervised: true });
    const said = (await call(admin, 'GET', `/api/work-orders/${orderNo}/hotline`)).body;
    t.match(said, { externalNo: ORDER.externalNo, requests: [] });
    t.match(said.notices, [
      { kind: 'urge', label: { zh: '催办' }, dueAt: '2026-01-06T01:00:00.000Z' },
      { kind: 'supervise', label: { zh: '督办' }, dueAt: null, text: null },
    ]);
    t.notMatch(JSON.stringify(said), PHONE, 'numbers are masked');
    const { items } = (await call(admin, 'GET', `/api/work-orders/${orderNo}/history`)).body;
    t.strictSame(
      items.map(({ type }: { type: string }) => type).filter((type: string) => type.startsWith('hotline.')),
      ['hotline.urge', 'hotline.supervise'],
      'on the timeline, each once',
    );
    const staff = await host.store.reader('outbox_entry').where({ channel: 'staff' }).orderBy('key');
    t.match(
      staff.map(({ payload }) => jsonOf(payload)).filter(({ noticeKey }) => noticeKey),
      [
        { template: 'hotline_urge', to: 'response_office' },
        { template: 'hotline_supervise', to: 'response_office' },
        { template: 'hotline_supervise', to: 'inspector' },
      ],
    );
    t.notMatch(JSON.stringify(staff), PHONE);
  });

  await t.test('the appellant adds facts and withdraws through the hotline', async (t) => {
    const { orderNo } = (await call(hotline, 'GET', at(ORDER.externalNo))).body;
    t.match(await call(hotline, 'POST', at(ORDER.externalNo, '/supplements'), { text: '在村委会门口' }), {
      status: 204,
    });
    t.match((await call(admin, 'GET', `/api/work-orders/${orderNo}`)).body.notes, [
      { kind: 'supplement', text: '在村委会门口' },
    ]);
    t.match(await call(hotline, 'POST', at(ORDER.externalNo, '/withdrawal'), { text: '已经修好了' }), { status: 204 });
    t.match((await call(hotline, 'GET', at(ORDER.externalNo))).body, { state: 'archived' });
    t.match(await call(hotline, 'POST', at(ORDER.externalNo, '/urges')), {
      status: 409,
      body: { code: 'ERR_ORDER_ENDED' },
    });
    const told = await host.store
      .reader('outbox_entry')
      .where({ channel: 'hotline', tenant_id: 'yunxi' })
      .orderBy('key');
    t.match(told, [{ topic: 'AppellantWithdrew', stream: `hotline/yunxi/${ORDER.externalNo}` }]);
    t.same(Object.keys(jsonOf(told[0].payload)).sort(), ['externalNo', 'orderNo']);
  });

  await t.test('a recording is pushed, not fetched', async (t) => {
    const externalNo = 'BJ-REC';
    const { orderNo } = (
      await call(hotline, 'POST', '/api/hotline/orders', { ...ORDER, externalNo, title: '路灯不亮', objectKey: 'rec' })
    ).body;
    const wav = `RIFF\x24\x08\x00\x00WAVEfmt ${'x'.repeat(2_000)}`;
    const form = multipart(hotline, { 'call.wav': wav });
    const send = (key: string) =>
      app.inject({
        method: 'POST',
        url: at(externalNo, '/recordings'),
        headers: { ...form.headers, 'idempotency-key': key },
        payload: form.payload.replace('application/octet-stream', 'audio/wav'),
      });
    const first = await send('rec-1');
    t.equal(first.statusCode, 201, first.payload);
    t.equal((await send('rec-1')).payload, first.payload, 'once');
    t.match((await call(admin, 'GET', `/api/work-orders/${orderNo}/attachments`)).body.items, [
      { kind: 'recording', mediaType: 'audio/wav', needsReason: true },
    ]);
    t.match(
      await call(hotline, 'GET', `/api/work-orders/${orderNo}/attachments`),
      { status: 403 },
      'it does not read files',
    );
  });

  await t.test('an administrator connects the hotline', async (t) => {
    const outlet = { url: 'http://127.0.0.1:9/hotline', secret: 'a secret of enough length' };
    const ask = (method: string, url: string, body?: unknown) => call(null, method, url, body, townAdmin);
    t.match(await ask('POST', '/api/api-keys', { name: '12345', scopes: ['hotline:write'] }), { status: 201 });
    t.match(await ask('POST', '/api/api-keys', { name: 'too much', scopes: ['jobs:work'] }), { status: 403 });
    t.match(await ask('POST', '/api/hotline/orders', ORDER), { status: 403 }, 'but does not speak for it');
    for (const wrong of [{ url: 'ftp://127.0.0.1/' }, { url: 'http://who:what@127.0.0.1/' }, { secret: 'short' }])
      t.match(await ask('PUT', '/api/hotline/outlet', { ...outlet, ...wrong }), {
        status: 400,
        body: { code: 'ERR_OUTLET_ADDRESS' },
      });
    t.match((await ask('GET', '/api/hotline/outlet')).body, { outlet: null, waiting: { count: 1, attempts: 0 } });
    t.match(await ask('PUT', '/api/hotline/outlet', outlet), { status: 204 });
    const shown = await ask('GET', '/api/hotline/outlet');
    t.match(shown.body, { outlet: { url: outlet.url }, waiting: { count: 1, lastError: null } });
    t.match(await call(elsewhere, 'GET', '/api/hotline/outlet'), { status: 403 });
    const stored = await host.store.reader('hotline_outlet');
    for (const place of [shown, stored, await host.store.reader('audit_entry'), log])
      t.notMatch(JSON.stringify(place), outlet.secret, 'the secret is shown nowhere');
    t.match(await ask('DELETE', '/api/hotline/outlet'), { status: 204 });
    t.match((await ask('GET', '/api/hotline/outlet')).body, { outlet: null });
    t.notMatch(JSON.stringify(log), PHONE);
  });

  await t.test('the hotline’s own level and date hold when they are stricter than ours', async (t) => {
    const dispatched = async (externalNo: string, terms: object) => {
      const pushed = await call(hotline, 'POST', '/api/hotline/orders', {
        ...ORDER,
        externalNo,
        objectKey: externalNo,
        ...terms,
      });
      const { orderNo } = pushed.body;
      const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
      for (const [elementId, variables] of [
        ['verify', { screening }],
        ['sign_off', { signOff: 'approve' }],
      ] as const) {
        const task = await host.store
          .reader('user_task')
          .join('process_instance', 'process_instance.key', 'user_task.process_instance_key')
          .where({ business_key: orderNo, element_id: elementId, 'user_task.state': 'CREATED' })
          .first('user_task.key');
        if (task) await call(admin, 'POST', `/v2/user-tasks/${task.key}/completion`, { variables });
      }
      const order = await host.store.reader('work_order').where({ order_no: orderNo }).first();
      const [date] = await host.store.reader('deadline').where({ order_key: order.key, kind: 'external' });
      return { orderNo, level: order.level, dueAt: Number(order.due_at), basis: date.basis };
    };
    const noon = '2026-01-05T12:00:00+08:00';
    t.match(await dispatched('BJ-T1', { dueAt: noon }), { level: 'L3', dueAt: Date.parse(noon), basis: '热线派单' });
    const late = await dispatched('BJ-T2', { dueAt: '2026-02-05T12:00:00+08:00' });
    t.match(late, { level: 'L3', dueAt: Date.parse('2026-01-13T00:00:00+08:00') }, 'a later date than ours does not');
    t.not(late.basis, '热线派单');
    t.match(await dispatched('BJ-T3', { level: 'L2' }), {
      level: 'L2',
      dueAt: host.clock.now() + 24 * 3_600_000,
      basis: '热线派单',
    });
    t.match(await dispatched('BJ-T4', { level: 'L4' }), { level: 'L3' }, 'nor a lower level');
    const talk = await call(admin, 'GET', `/api/work-orders/${late.orderNo}/hotline`);
    t.match(talk.body.notices, [{ kind: 'dispatch', label: { zh: '热线派单' }, dueAt: '2026-02-05T04:00:00.000Z' }]);
  });
}

// helpers

/** PostgreSQL's driver parses JSON itself. */
function jsonOf(column: unknown) {
  return typeof column === 'string' ? JSON.parse(column) : column;
}
