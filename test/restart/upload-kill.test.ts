import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import t from 'tap';
import { openStore } from '../../src/store/open.ts';
import { HostProcess } from './host-process.ts';

/*
 * Kills the real host with SIGKILL while a file is coming in: what was answered is there byte for byte, what was not leaves nothing, and sent
 * again under its Idempotency-Key it is stored once.
 */

t.setTimeout(600_000);

t.test('a host killed during an upload', async (t) => {
  const dataDir = t.testdir();
  const host = await HostProcess.on({ JIESU_DATA: dataDir, NODE_ENV: 'test', LOG_LEVEL: 'error' });
  t.teardown(() => host.kill());
  await host.start();
  const headers = await signIn(host.url, 'demo.registrar');
  const registered = await fetch(`${host.url}/api/appeals`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{
        source: 'service_hall',
        type: 'complaint',
        category: 'road_damage',
        title: '村口路面破损',
        placeKind: 'rural',
      },
      ...{ content: '雨后积水。', appellant: { name: '示例甲', phone: '10000000001' } },
    }),
  });
  const { orderNo } = (await registered.json()) as { orderNo: string };
  const url = `${host.url}/api/work-orders/${orderNo}/attachments?kind=document`;
  const [small, large] = [pdf(300_000), pdf(3_000_000)];

  const first = await send(url, headers, 'small', small);
  t.equal(first.status, 201, first.text);
  const broken = begin(url, headers, 'large', large, 2_000_000);
  const before = await partsOnDisk(dataDir);
  while ((await partsOnDisk(dataDir)) <= before) await pause(20);
  await host.kill();
  await broken;
  t.ok((await partsOnDisk(dataDir)) > before, 'pieces of what was never answered');
  await host.start();
  while ((await partsOnDisk(dataDir)) > before) await pause(20);
  t.pass('they are removed at the next start');

  t.same(await listed(url, headers), [small.length], 'what was answered is there, what was not is not');
  const again = await send(url, headers, 'large', large);
  t.equal(again.status, 201, again.text);
  const stored = await partsOnDisk(dataDir);
  const [smallAgain, largeAgain] = [await send(url, headers, 'small', small), await send(url, headers, 'large', large)];
  t.same([smallAgain.text, largeAgain.text], [first.text, again.text], 'answered as before');
  t.equal(await partsOnDisk(dataDir), stored, 'and not on disk twice');
  t.same(await listed(url, headers), [small.length, large.length]);
  for (const [answer, file] of [
    [first, small],
    [again, large],
  ] as const) {
    const { attachmentKey } = JSON.parse(answer.text) as { attachmentKey: string };
    const content = await fetch(url.replace('?kind=document', `/${attachmentKey}/content`), { headers });
    t.ok(Buffer.from(await content.arrayBuffer()).equals(file), 'byte for byte');
  }
  await host.stop();
  const store = await openStore({ databaseUrl: null, file: join(dataDir, 'jiesu.sqlite') });
  t.equal(await store.files.prune(Date.now() + 1, 500), 0, 'every piece belongs to a file');
  await store.close();
});

// helpers

type Headers = Readonly<Record<string, string>>;

async function signIn(url: string, login: string): Promise<Headers> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: 'yunxi-demo-only' }),
  });
  return { cookie: String(answer.headers.get('set-cookie')).split(';')[0] ?? '', origin: url };
}

function pdf(bytes: number): Buffer {
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes - 9)]);
}

const BOUNDARY = 'jiesu-test-boundary';
const HEAD = Buffer.from(
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="plan.pdf"\r\ncontent-type: application/pdf\r\n\r\n`,
);
const TAIL = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
const headersOf = (headers: Headers, key: string) => ({
  ...headers,
  'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
  'idempotency-key': key,
});

async function send(url: string, headers: Headers, key: string, file: Buffer) {
  const body = Buffer.concat([HEAD, file, TAIL]);
  const answer = await fetch(url, { method: 'POST', headers: headersOf(headers, key), body });
  return { status: answer.status, text: await answer.text() };
}

/** Sends only the beginning. @returns when the connection has broken */
function begin(url: string, headers: Headers, key: string, file: Buffer, bytes: number): Promise<void> {
  const length = HEAD.length + file.length + TAIL.length;
  const sending = request(url, { method: 'POST', headers: { ...headersOf(headers, key), 'content-length': length } });
  sending.write(HEAD);
  sending.write(file.subarray(0, bytes));
  return new Promise((resolve) => sending.once('error', () => resolve()).once('close', () => resolve()));
}

async function listed(url: string, headers: Headers): Promise<number[]> {
  const answer = await fetch(url.split('?')[0] ?? '', { headers });
  return ((await answer.json()) as { items: { bytes: number }[] }).items.map(({ bytes }) => bytes);
}

/** Read beside the running host. */
async function partsOnDisk(dataDir: string): Promise<number> {
  const { default: sqlite } = await import('sqlite3');
  return new Promise((resolve, reject) => {
    const file = new sqlite.Database(
      join(dataDir, 'jiesu.sqlite'),
      sqlite.OPEN_READONLY,
      (error) => error && reject(error),
    );
    file.get('select count(*) as n from attachment_part', (error: Error | null, row: { n: number } | undefined) => {
      file.close();
      if (error) reject(error);
      else resolve(row?.n ?? 0);
    });
  });
}
