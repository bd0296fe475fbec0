import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Clock } from '../domain/clock.ts';
import { createHotline } from './hotline/hotline.ts';

const HELP = `用法 usage: npm run hotline -- --url http://127.0.0.1:3000 --login demo.admin --password … [options]

A made-up 12345 hotline that speaks only HTTP with a township: pushes orders, rules on returns and extensions, urges, supervises, calls back.
  --url       address of the township's program [http://127.0.0.1:3000]
  --login, --password   an administrator of the township: makes the API key and says where this hotline takes messages
  --key, --secret       instead: an API key with scope hotline:write, and the secret set with PUT /api/hotline/outlet
  --port      where this hotline listens [3100]
  --orders    how many orders it pushes [10]
  --every     seconds from one to the next [5]
  --speed     how many of its seconds pass in one of ours [600]
  --seed      the same seed pushes the same orders and decides alike [1]
`;

/** @returns the process's exit code */
async function run(): Promise<number> {
  const text = (standard: string) => ({ type: 'string', default: standard }) as const;
  const { values } = parseArgs({
    options: {
      url: text('http://127.0.0.1:3000'),
      login: { type: 'string' },
      password: { type: 'string' },
      key: { type: 'string' },
      secret: { type: 'string' },
      port: text('3100'),
      orders: text('10'),
      every: text('5'),
      speed: text('600'),
      seed: text('1'),
      help: { type: 'boolean' },
    },
  });
  const [port, orders, every, speed] = [values.port, values.orders, values.every, values.speed].map(Number);
  const isWhole = [port, orders, every, speed].every((value) => Number.isInteger(value) && (value as number) >= 0);
  const isKnown = (values.login && values.password) || (values.key && values.secret);
  if (values.help || !isWhole || !isKnown || !/^[A-Za-z0-9]{1,20}$/.test(values.seed)) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const secret = values.secret ?? randomBytes(24).toString('base64url');
  const takes = `http://127.0.0.1:${port}/`;
  const key = values.key ?? (await connect(values.url, String(values.login), String(values.password), takes, secret));
  const hotline = createHotline({
    townUrl: values.url,
    key,
    secret,
    seed: values.seed,
    clock: fastClock(speed as number),
    tell: (line) => void process.stdout.write(`${line}\n`),
  });
  await hotline.listen(port as number);
  process.stdout.write(`模拟热线 hotline listens at ${takes}, Ctrl-C stops\n`);
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (isStopping = true));
  for (let second = 0, pushed = 0; !isStopping; second += 1) {
    if (pushed < (orders as number) && second % Math.max(1, every as number) === 0) await hotline.push((pushed += 1));
    await hotline.tick();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  await hotline.close();
  return 0;
}

/** Begins now and runs `speed` times as fast as the machine's. */
function fastClock(speed: number): Clock {
  const start = Date.now();
  return { now: () => start + (Date.now() - start) * speed };
}

/** As an administrator of the township does: a key for the hotline, and its address. @returns the key */
async function connect(url: string, login: string, password: string, takes: string, secret: string): Promise<string> {
  const signedIn = await ask(url, 'POST', '/api/session', { login, password }, {});
  const cookie = String(signedIn.headers.get('set-cookie')).split(';')[0] ?? '';
  const browser = { cookie, 'x-requested-with': 'hotline' };
  const name = `hotline ${randomBytes(4).toString('hex')}`;
  const made = await ask(url, 'POST', '/api/api-keys', { name, scopes: ['hotline:write'] }, browser);
  await ask(url, 'PUT', '/api/hotline/outlet', { url: takes, secret }, browser);
  return ((await made.json()) as { token: string }).token;
}

async function ask(url: string, method: string, path: string, body: object, headers: Readonly<Record<string, string>>) {
  const answer = await fetch(new URL(path, url), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (answer.ok) return answer;
  throw new TypeError(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n${HELP}`);
  process.exitCode = 2;
}
