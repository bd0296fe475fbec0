import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { readConfig } from '../src/config.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'jiesu-'));
t.teardown(() => rmSync(dataDir, { recursive: true }));
const base = { JIESU_DATA: dataDir };

t.test('defaults are safe', async (t) => {
  const config = readConfig(base);
  t.match(config, {
    nodeEnv: 'development',
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: null,
    outletHosts: ['127.0.0.1', 'localhost'],
    logLevel: 'info',
    trustProxy: false,
  });
  t.ok(Object.isFrozen(config) && Object.isFrozen(config.http));
  t.ok(config.secret.length >= 32);
  t.equal(statSync(join(dataDir, 'secret')).mode & 0o777, 0o600, 'readable by its owner only');
  t.equal(readConfig(base).secret, config.secret, 'the same at the next start');
  t.equal(readConfig({ ...base, NODE_ENV: 'test' }).logLevel, 'silent');
  const production = { ...base, NODE_ENV: 'production', JIESU_SECRET: 'x'.repeat(32) };
  t.same(readConfig(production).outletHosts, [], 'nothing is sent to whom nobody named');
});

t.test('a bad value is refused with the variable and what is expected', async (t) => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: 'eighty' }, /PORT to be a whole number from 0 to 65535, but found 'eighty'/],
    [{ PORT: '70000' }, /PORT/],
    [{ PORT: '-1' }, /PORT/],
    [{ NODE_ENV: 'staging' }, /NODE_ENV to be one of development, test, production/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
    [{ JIESU_SECRET: 'short' }, /JIESU_SECRET to be at least 32 characters long, but found '5 characters'/],
    [{ DATABASE_URL: 'mysql://user:hidden@host/db' }, /DATABASE_URL to be postgres:.*found 'mysql:…'/],
    [{ JIESU_RATE_LIMIT: '0' }, /JIESU_RATE_LIMIT/],
    [{ JIESU_OUTLET_HOSTS: 'a.example, http://b' }, /JIESU_OUTLET_HOSTS.*found 'http:\/\/b'/],
    [{ NODE_ENV: 'production' }, /JIESU_SECRET to be set in production/],
  ];
  for (const [env, message] of cases)
    t.throws(() => readConfig({ ...base, ...env }), { message, zh: /./ }, JSON.stringify(env));
});
