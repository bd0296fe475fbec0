import { createHash } from 'node:crypto';
import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { withoutMetadata } from '../../src/domain/privacy/photo-metadata.ts';
import { pruneAttachments } from '../../src/jobs/prune-attachments.ts';
import { createVault } from '../../src/store/vault.ts';
import { openTestServer, type Answer } from '../helpers/http.ts';
import { jpegWithPosition, pngWithPosition, POSITION, webpWithPosition } from '../helpers/photos.ts';

/*
 * Evidence and personal data over HTTP: who may attach, list, open and reveal. All data is made up; the telephone numbers are of a range that
 * no operator has.
 */

const { app, call, keyFor, account, signIn, host, log } = await openTestServer(t);
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', 'yunxi'));
const vault = createVault('only for tests');
const admin = await keyFor('yunxi', ['*']);
const hotline = await keyFor('yunxi', ['appeals:read', 'appeals:write']);
const units: Record<string, string> = {};
for (const [kind, code, name] of [
  ['section', 'response_office', '接诉即办办公室'],
  ['section', 'urban_construction', '城乡建设科'],
  ['section', 'civil_affairs', '民政科'],
  ['village', 'village_01', '示例村甲'],
]) {
  units[code ?? ''] = (await call(admin, 'POST', '/api/org-units', { parentKey: null, kind, code, name })).body.unitKey;
}
const unit = (code: string): number => Number(units[code]);
await account('yunxi', 'registrar', ['registrar'], unit('response_office'));
await account('yunxi', 'secretary', ['party_secretary'], unit('response_office'));
await account('yunxi', 'handler', ['section_handler'], unit('urban_construction'));
await account('yunxi', 'other', ['section_handler'], unit('civil_affairs'));
await account('yunxi', 'auditor', ['auditor'], null);
const officerKeys = [
  await account('yunxi', 'officer1', ['inspector'], unit('response_office')),
  await account('yunxi', 'officer2', ['inspector'], unit('response_office')),
];
const [registrar, secretary, handler, other, auditor, officer] = (await Promise.all(
  ['registrar', 'secretary', 'handler', 'other', 'auditor', 'officer1'].map(signIn),
)) as [Browser, Browser, Browser, Browser, Browser, Browser];
type Browser = Record<string, string>;

const APPEAL = {
  source: 'web',
  type: 'complaint',
  category: 'road_damage',
  title: '村口道路破损',
  content: '村口路面坑洼,请尽快维修。',
  placeKind: 'rural',
  unitKey: units['village_01'],
  appellant: { name: '测试甲', phone: '10000001234', address: '示例村甲12号' },
};
const { orderNo } = (await call(null, 'POST', '/api/appeals', APPEAL, registrar)).body;
await dispatched(orderNo);

/** Sends one file as a browser does. */
async function upload(
  browser: Browser,
  url: string,
  file: { readonly content: Buffer; readonly type: string; readonly name?: string },
  headers: Record<string, string> = {},
): Promise<Answer> {
  const boundary = 'jiesu-test-boundary';
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name ?? 'photo'}"\r\ncontent-type: ${file.type}\r\n\r\n`,
    ),
    file.content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const {
    statusCode,
    headers: answered,
    payload: text,
  } = await app.inject({
    method: 'POST',
    url,
    headers: { ...browser, ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
  return { status: statusCode, headers: answered, text, body: JSON.parse(text) };
}
const to = (kind: string, no = orderNo) => `/api/work-orders/${no}/attachments?kind=${kind}`;
const post = async (browser: Browser, url: string, payload: object) =>
  await app.inject({ method: 'POST', url, headers: browser, payload });
const download = async (browser: Browser, url: string) => await app.inject({ method: 'GET', url, headers: browser });

async function dispatched(no: string): Promise<void> {
  const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
  const steps = [
    [registrar, 'verify', { screening }],
    [secretary, 'sign_off', { signOff: 'approve' }],
  ] as const;
  for (const [browser, elementId, variables] of steps) {
    const { items } = (await call(null, 'GET', '/api/tasks', undefined, browser)).body;
    const task = items.find(
      (each: { elementId: string; order: { orderNo: string } }) =>
        each.elementId === elementId && each.order.orderNo === no,
    );
    if (!task)
      throw new Error(
        `${no} has no task ${elementId}: ${JSON.stringify((await call(admin, 'GET', `/api/work-orders/${no}`)).body)}`,
      );
    const url = `/v2/user-tasks/${task.userTaskKey}/completion`;
    const { status, text } = await call(null, 'POST', url, { variables }, browser);
    if (status !== 204) throw new Error(text);
  }
}

t.test('photos lose what the camera wrote beside the picture', async (t) => {
  for (const [type, photo] of [
    ['image/jpeg', jpegWithPosition()],
    ['image/png', pngWithPosition()],
    ['image/webp', webpWithPosition()],
  ] as const) {
    t.match(photo.toString('latin1'), POSITION);
    const kept = Buffer.from(withoutMetadata(photo, type) ?? []);
    t.ok(kept.length > 20, type);
    t.notMatch(kept.toString('latin1'), /GPS|Photoshop|adobe/, type);
    t.equal(withoutMetadata(photo.subarray(0, photo.length - 60), type), undefined, `${type} that is not whole`);
    t.same(Buffer.from(withoutMetadata(kept, type) ?? []), kept, 'once is enough');
  }
  const turned = Buffer.from(withoutMetadata(jpegWithPosition(6), 'image/jpeg') ?? []);
  t.equal(turned.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])) > 0, true, 'the turn of the picture stays');
  t.notMatch(withoutMetadata(jpegWithPosition(1), 'image/jpeg'), 'Exif');
});

t.test('a file is attached, listed and given out to those who handle it', async (t) => {
  const file = { content: jpegWithPosition(), type: 'image/jpeg', name: '坑洼 1.jpg' };
  const { status, body } = await upload(handler, to('photo'), file, { 'idempotency-key': 'photo-1' });
  t.equal(status, 201);
  const partsOnDisk = async () => (await host.store.reader('attachment_part')).length;
  const parts = await partsOnDisk();
  t.same((await upload(handler, to('photo'), file, { 'idempotency-key': 'photo-1' })).body, body, 'once under its key');
  t.equal(await partsOnDisk(), parts, 'also on disk');
  const list = (await call(null, 'GET', to('photo').split('?')[0] ?? '', undefined, handler)).body.items;
  t.match(list, [{ kind: 'photo', name: '坑洼 1.jpg', mediaType: 'image/jpeg', mayOpen: true, needsReason: false }]);
  t.equal(list.length, 1);

  const url = `/api/work-orders/${orderNo}/attachments/${body.attachmentKey}/content`;
  const sent = await download(handler, url);
  t.match(sent.headers, {
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-disposition': "attachment; filename*=UTF-8''%E5%9D%91%E6%B4%BC%201.jpg",
    'cache-control': 'private, no-store',
  });
  t.equal(createHash('sha256').update(sent.rawPayload).digest('hex'), body.checksum);
  t.notMatch(sent.rawPayload.toString('latin1'), POSITION);
  t.match(JSON.parse((await download(auditor, url)).payload), { code: 'ERR_NOT_ALLOWED' });
  t.match(JSON.parse((await download(handler, url.replace(/\d+\/content/, '1/content'))).payload), {
    code: 'ERR_ATTACHMENT_NOT_FOUND',
  });
  const stored = await host.store.reader('attachment_part');
  t.ok(
    stored.every(({ content_sealed: sealed }) => /^v1\.[\w-]+$/.test(String(sealed))),
    'sealed at rest',
  );
  t.notMatch(JSON.stringify(await host.store.reader('attachment')), '坑洼', 'its name too');
});

t.test('large files go in pieces', async (t) => {
  const content = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(1_500_000, 7)]);
  const { body } = await upload(handler, to('recording'), { content, type: 'audio/x-wav', name: 'call.wav' });
  t.equal(body.checksum, createHash('sha256').update(content).digest('hex'));
  const url = `/api/work-orders/${orderNo}/attachments/${body.attachmentKey}`;
  t.match(JSON.parse((await download(handler, `${url}/content`)).payload), { code: 'ERR_ATTACHMENT_REASON' });
  const reveal = (browser: Browser, reason: string) => post(browser, `${url}/reveal`, { reason });
  t.match(JSON.parse((await reveal(handler, '听')).payload), { code: 'ERR_REVEAL_REASON' });
  t.match(JSON.parse((await reveal(handler, '核对10000001234')).payload), { code: 'ERR_APPEAL_FIELD' });
  t.same((await reveal(handler, '核对诉求内容')).rawPayload, content);
  t.match((await call(null, 'GET', '/api/reveals', undefined, auditor)).body.items, [
    { orderNo, what: 'attachment', attachmentKey: body.attachmentKey, reason: '核对诉求内容' },
  ]);
  t.match(await call(null, 'GET', '/api/reveals', undefined, handler), { status: 403 });
});

t.test('what may not be attached is refused and leaves nothing', async (t) => {
  const before = (await host.store.reader('attachment')).length;
  const photo = { content: jpegWithPosition(), type: 'image/jpeg' };
  const refused = async (asked: Promise<Answer>, status: number, code: string) =>
    t.match(await asked, { status, body: { code, detail: /\w/, detailZh: /[一-鿿]/ } }, code);
  await refused(upload(handler, to('photo'), { ...photo, type: 'image/png' }), 400, 'ERR_ATTACHMENT_MISMATCH');
  await refused(
    upload(handler, to('photo'), { content: Buffer.from('<script>'), type: 'image/jpeg' }),
    400,
    'ERR_ATTACHMENT_MISMATCH',
  );
  await refused(upload(handler, to('photo'), { ...photo, type: 'text/html' }), 400, 'ERR_ATTACHMENT_TYPE');
  await refused(
    upload(handler, to('photo'), { ...photo, content: photo.content.subarray(0, 90) }),
    400,
    'ERR_ATTACHMENT_BROKEN',
  );
  await refused(upload(handler, to('photo'), { ...photo, content: Buffer.alloc(0) }), 400, 'ERR_ATTACHMENT_MISSING');
  await refused(upload(handler, to('report'), photo), 400, 'ERR_APPEAL_FIELD');
  await refused(upload(handler, `${to('photo')}&userTaskKey=1`, photo), 404, 'ERR_NOT_FOUND');
  await refused(upload(handler, to('photo', 'JS-20260105-009999'), photo), 404, 'ERR_ORDER_NOT_FOUND');
  await call(admin, 'PUT', '/api/settings/attachment_photo_mib', { value: 1 });
  const large = {
    content: Buffer.concat([jpegWithPosition().subarray(0, 2), Buffer.alloc(1_200_000, 1)]),
    type: 'image/jpeg',
  };
  await refused(upload(handler, to('photo'), large), 400, 'ERR_ATTACHMENT_MISMATCH');
  await refused(
    upload(handler, to('photo'), { ...large, content: Buffer.concat([jpegWithPosition(), large.content]) }),
    413,
    'ERR_ATTACHMENT_TOO_LARGE',
  );
  await call(admin, 'PUT', '/api/settings/attachment_types', { value: ['image/png'] });
  await refused(upload(handler, to('photo'), photo), 400, 'ERR_ATTACHMENT_TYPE');
  t.match(await call(admin, 'PUT', '/api/settings/attachment_types', { value: ['text/html'] }), { status: 400 });
  for (const name of ['attachment_types', 'attachment_photo_mib'])
    await call(admin, 'PUT', `/api/settings/${name}`, { value: null });
  await call(admin, 'PUT', '/api/settings/attachment_count', { value: 2 });
  await refused(upload(handler, to('photo'), photo), 409, 'ERR_ATTACHMENT_COUNT');
  await call(admin, 'PUT', '/api/settings/attachment_count', { value: null });
  t.equal((await host.store.reader('attachment')).length, before);

  const uploads = async () => (await host.store.reader('attachment_part').distinct('upload_id')).length;
  t.equal(await uploads(), before, 'what is refused is not on disk');

  const now = host.clock.now();
  await host.store.files.write({ uploadId: 'broken-off', number: 0, contentSealed: 'v1.x', createdAt: now });
  t.equal(
    await pruneAttachments({ files: host.store.files, clock: host.clock })
      .tick()
      .then(({ done }) => done),
    0,
    'an upload may take a day',
  );
  t.match(
    await pruneAttachments({ files: host.store.files, clock: host.clock, aloneSince: now + 1 }).tick(),
    { done: 1 },
    'not where nobody else takes any',
  );
  t.equal(await uploads(), before, 'and only those');
});

t.test('reveals are few', async (t) => {
  await call(admin, 'PUT', '/api/settings/reveals_per_hour', { value: 2 });
  const reveal = () =>
    call(
      null,
      'POST',
      `/api/appeals/${orderNo}/reveal`,
      { reason: '电话回访核实' },
      { ...registrar, 'idempotency-key': 'r' },
    );
  t.match(await reveal(), { status: 200, body: { name: '测试甲' } });
  t.match(await reveal(), { status: 200 }, 'seen twice, logged twice');
  t.match(await reveal(), { status: 429, body: { code: 'ERR_REVEAL_TOO_OFTEN' } });
  host.clock.move(3_600_001);
  t.match(await reveal(), { status: 200 });
  t.equal((await host.store.reader('reveal_log').where({ what: 'party' })).length, 3);
  t.notMatch(JSON.stringify(await host.store.reader('idempotency')), /v1\./, 'no answer keeps sealed data');
  await call(admin, 'PUT', '/api/settings/reveals_per_hour', { value: null });
});

t.test('a report of wrongdoing is for two named people', async (t) => {
  t.match(
    await call(admin, 'PUT', '/api/report-officers', { accountKeys: [String(officerKeys[0]), String(officerKeys[0])] }),
    {
      body: { code: 'ERR_REPORT_OFFICERS' },
    },
  );
  const accountKeys = officerKeys.map(String);
  t.equal((await call(admin, 'PUT', '/api/report-officers', { accountKeys })).status, 204);
  const said = {
    ...APPEAL,
    type: 'report',
    title: '反映乱收费',
    content: '民政科测试乙收钱不办事',
    accusedUnitKey: units['civil_affairs'],
  };
  t.match(await call(hotline, 'POST', '/api/appeals', { ...said, type: 'complaint' }), {
    status: 400,
    body: { code: 'ERR_APPEAL_FIELD' },
  });
  const report = (await call(hotline, 'POST', '/api/appeals', said)).body.orderNo as string;
  await dispatched(report);
  const get = (browser: Browser) => call(null, 'GET', `/api/work-orders/${report}`, undefined, browser);
  t.match((await get(other)).status, 404, 'the accused unit does not even assist');
  t.match((await get(registrar)).status, 404, 'nor do others see it, whatever they see else');
  t.match((await get(secretary)).status, 404);
  const nothing = { content: null, appellant: { name: null, phone: null, address: null } };
  t.match((await get(handler)).body, nothing, 'who handles it gets no word of it');
  t.match((await get(officer)).body, nothing, 'not even the officers without a reason');
  t.notMatch(JSON.stringify((await call(null, 'POST', '/api/work-orders/search', {}, registrar)).body), report);
  const reveal = (browser: Browser) =>
    call(null, 'POST', `/api/appeals/${report}/reveal`, { reason: '核查举报内容' }, browser);
  t.match(await reveal(registrar), { status: 404 });
  t.match(await reveal(handler), { status: 403, body: { code: 'ERR_REPORT_NEED_TO_KNOW' } });
  t.match((await reveal(officer)).body, { name: '测试甲', words: ['民政科测试乙收钱不办事'] });
  await call(null, 'POST', `/api/work-orders/${report}/notes`, { kind: 'handling', text: '已约谈测试乙' }, officer);
  t.match((await reveal(officer)).body, { words: ['民政科测试乙收钱不办事', '已约谈测试乙'] });
  t.equal((await host.store.reader('party').orderBy('key', 'desc').first()).phone_hash, null, 'compared with nothing');

  const { body } = await upload(handler, to('photo', report), { content: jpegWithPosition(), type: 'image/jpeg' });
  const url = `/api/work-orders/${report}/attachments/${body.attachmentKey}`;
  t.match(JSON.parse((await download(handler, `${url}/content`)).payload), { code: 'ERR_ATTACHMENT_REASON' });
  const open = (browser: Browser) => post(browser, `${url}/reveal`, { reason: '核查举报材料' });
  t.match(JSON.parse((await open(handler)).payload), { code: 'ERR_REPORT_NEED_TO_KNOW' });
  t.equal((await open(officer)).statusCode, 200);
  t.ok(
    (await host.store.reader('attachment_part')).some(({ content_sealed: sealed }) => String(sealed).startsWith('r1.')),
  );
});

const own = '/api/townships/yunxi/appeals';
t.test('a citizen keeps a hand on their data', async (t) => {
  const { source: _source, unitKey, ...words } = APPEAL;
  const said = { ...words, category: 'greening', title: '绿化带破损', unitKey };
  const receipt = (await call(null, 'POST', own, said)).body as { orderNo: string; code: string };
  t.match(receipt.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  t.notMatch(JSON.stringify(await host.store.reader('access_code')), receipt.code);
  const ask = (what: string, body: object = {}, code = receipt.code.toLowerCase()) =>
    call(null, 'POST', `${own}/${receipt.orderNo}/${what}`, { code, ...body });
  t.match((await ask('status')).body, { orderNo: receipt.orderNo, stateLabel: { zh: '已登记' } });
  for (const [no, code] of [
    [receipt.orderNo, '0000-0000-0000'],
    ['JS-20260105-009999', receipt.code],
    [orderNo, receipt.code],
  ]) {
    t.match(await call(null, 'POST', `${own}/${no}/status`, { code }), {
      status: 404,
      body: { code: 'ERR_ACCESS_CODE' },
    });
  }
  const photo = { content: jpegWithPosition(), type: 'image/jpeg' };
  const send = (code: string) => upload({ 'x-access-code': code }, `${own}/${receipt.orderNo}/photos`, photo);
  t.match(await send(receipt.code), { status: 201 });
  t.match(await send('0000-0000-0000'), { status: 404 });

  t.match((await ask('own-data')).body, {
    name: '测试甲',
    phone: '10000001234',
    content: APPEAL.content,
    files: [{ kind: 'photo' }],
    seen: [],
  });
  t.match(await ask('correction'), { status: 400, body: { code: 'ERR_CORRECTION_EMPTY' } });
  t.same((await ask('correction', { phone: '1000 000 9999', name: '测试丙' })).body, { corrected: ['name', 'phone'] });
  t.match((await ask('own-data')).body, { name: '测试丙', phone: '10000009999' });
  t.equal((await ask('consents', { purpose: 'named_to_panel', given: true })).status, 204);
  t.match((await host.store.reader('party_consent')).at(-1), { purpose: 'named_to_panel', by: 'system:citizen' });
  t.match(await ask('deletion'), { status: 409, body: { code: 'ERR_DELETION_DURING' } });

  await dispatched(receipt.orderNo);
  const { items } = (await ask('explanations')).body;
  t.match(
    items.find((each: { decision: string }) => each.decision === 'd02_level'),
    { version: 1, zh: /紧急程度和办理时限.*依据.*结果为.*L\d/, en: /by its row “.*[a-z].*”.*You may ask for a person/ },
  );
  for (const { en } of items) t.notMatch(en, /\p{Script=Han}/u, 'in English for readers of English');

  const renew = (browser: Browser) =>
    call(null, 'POST', `/api/appeals/${receipt.orderNo}/access-code`, undefined, browser);
  t.equal((await renew(handler)).status, 403);
  const { code } = (await renew(registrar)).body;
  t.match(await ask('status'), { status: 404 }, 'the code before stops to work');
  t.match(await ask('status', {}, code), { status: 200 });
  await call(null, 'POST', `/api/appeals/${receipt.orderNo}/withdrawal`, { text: '不用了' }, registrar);
});

t.test('open statistics leave out what somebody could be told by', async (t) => {
  const statistics = () => call(null, 'GET', '/api/townships/yunxi/open-statistics?month=2026-01');
  t.same((await statistics()).body, { minimum: 5, items: [] });
  for (let i = 0; i < 5; i++)
    await call(hotline, 'POST', '/api/appeals', { ...APPEAL, category: 'noise', title: `噪声${i}` });
  t.same((await statistics()).body.items, [{ unitKey: units['village_01'], category: 'noise', count: 5 }]);
  t.match(await call(admin, 'PUT', '/api/settings/open_statistics_minimum', { value: 4 }), { status: 400 });
});

t.test('a photo by snap and report loses its position', async (t) => {
  const photos = [{ mediaType: 'image/jpeg', data: jpegWithPosition().toString('base64') }];
  const snap = { category: 'road_damage', placeKind: 'rural', title: '坑', content: '有坑', photos };
  t.equal((await call(null, 'POST', '/api/townships/yunxi/snaps', snap)).status, 201);
  const wrong = [{ mediaType: 'image/png', data: photos[0]?.data }];
  t.match(await call(null, 'POST', '/api/townships/yunxi/snaps', { ...snap, photos: wrong }), {
    status: 400,
    body: { code: 'ERR_ATTACHMENT_MISMATCH' },
  });
  const [stored] = await host.store.reader('finding_photo');
  t.notMatch(Buffer.from(vault.open(stored.content_sealed), 'base64').toString('latin1'), POSITION);
});

t.test('nothing of it stands in the log', async (t) => {
  t.notMatch(log.join('\n'), /测试甲|10000001234|坑洼 1|收钱不办事/);
});
