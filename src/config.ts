import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configError } from './domain/config-errors.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const NODE_ENVS = ['development', 'test', 'production'] as const;

/** All that the environment decides, checked once at start and frozen. */
export interface Config {
  readonly nodeEnv: (typeof NODE_ENVS)[number];
  /** HOST. @defaultValue '127.0.0.1' */
  readonly host: string;
  /** PORT, 0 takes a free one. @defaultValue 3000 */
  readonly port: number;
  /** JIESU_DATA: folder of the SQLite file and the generated secret. @defaultValue './data' */
  readonly dataDir: string;
  /** DATABASE_URL: `postgres://…`; null for SQLite in `dataDir`. @defaultValue null */
  readonly databaseUrl: string | null;
  /** JIESU_OUTBOX_URL: where outgoing messages are posted; null keeps them until it is set. @defaultValue null */
  readonly outboxUrl: string | null;
  /**
   * JIESU_OUTLET_HOSTS: hosts (`host` or `host:port`, separated by commas) at which hotlines and webhooks may take messages; `*` is any.
   * @defaultValue this machine; in production none
   */
  readonly outletHosts: readonly string[];
  /** JIESU_NODE: names this node where several share a database. @defaultValue 'node-1' */
  readonly nodeId: string;
  /** LOG_LEVEL. @defaultValue 'info' */
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** JIESU_SECRET: keys for encryption and keyed hashes are derived from it. Outside production it is generated into `dataDir/secret`. */
  readonly secret: string;
  /** JIESU_REPORT_SECRET: another secret for reports of wrongdoing; kept apart from the first. @defaultValue the secret */
  readonly reportSecret: string;
  /** JIESU_TRUST_PROXY: take the caller's address from X-Forwarded-For. Only behind a proxy that sets it. @defaultValue false */
  readonly trustProxy: boolean;
  readonly http: HttpLimits;
}

/** Bounds of the HTTP room. */
export interface HttpLimits {
  /** JIESU_RATE_LIMIT: requests a minute of one caller (account, API key, or address when unknown). @defaultValue 12000 */
  readonly requestsPerMinute: number;
  /** JIESU_SIGN_IN_LIMIT: failed sign-ins of one login within 15 minutes; twenty times as many from one address. @defaultValue 10 */
  readonly failedSignIns: number;
  /** JIESU_BODY_LIMIT: bytes of a JSON body. @defaultValue 1 MiB */
  readonly bodyBytes: number;
  /** JIESU_RESOURCE_LIMIT: bytes of one deployed file. @defaultValue 2 MiB */
  readonly resourceBytes: number;
  /** JIESU_SESSION_HOURS: how long a sign-in lasts. @defaultValue 12 */
  readonly sessionHours: number;
  /** JIESU_LONG_POLL_MS: how long a job activation waits when the worker does not say. @defaultValue 10000 */
  readonly longPollMs: number;
}

/** The environment's variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment. Outside production a missing secret is generated once and kept in `dataDir/secret`, readable by its owner only.
 *
 * @throws {@link DomainError} ERR_CONFIG_INVALID naming the variable and what is expected; ERR_CONFIG_SECRET_MISSING in production
 */
export function readConfig(env: Environment): Config {
  const nodeEnv = choice(env, 'NODE_ENV', NODE_ENVS, 'development');
  const dataDir = env['JIESU_DATA'] || './data';
  return Object.freeze({
    nodeEnv,
    host: env['HOST'] || '127.0.0.1',
    port: whole(env, 'PORT', 3000, 0, 65_535),
    dataDir,
    databaseUrl: databaseUrl(env),
    nodeId: env['JIESU_NODE'] || 'node-1',
    outboxUrl: outboxUrl(env),
    outletHosts: outletHosts(env, nodeEnv),
    logLevel: choice(env, 'LOG_LEVEL', LOG_LEVELS, nodeEnv === 'test' ? 'silent' : 'info'),
    ...secrets(env, nodeEnv === 'production', dataDir),
    trustProxy: choice(env, 'JIESU_TRUST_PROXY', ['true', 'false'], 'false') === 'true',
    http: Object.freeze({
      requestsPerMinute: whole(env, 'JIESU_RATE_LIMIT', 12_000, 1, 100_000_000),
      failedSignIns: whole(env, 'JIESU_SIGN_IN_LIMIT', 10, 1, 1_000),
      bodyBytes: whole(env, 'JIESU_BODY_LIMIT', 1_048_576, 1_024, 67_108_864),
      resourceBytes: whole(env, 'JIESU_RESOURCE_LIMIT', 2_097_152, 1_024, 67_108_864),
      sessionHours: whole(env, 'JIESU_SESSION_HOURS', 12, 1, 720),
      longPollMs: whole(env, 'JIESU_LONG_POLL_MS', 10_000, 0, 60_000),
    }),
  });
}

// helpers

function whole(env: Environment, variable: string, otherwise: number, from: number, to: number): number {
  const found = env[variable];
  if (!found) return otherwise;
  const value = Number(found);
  if (/^\d+$/.test(found) && value >= from && value <= to) return value;
  throw configError('ERR_CONFIG_INVALID', {
    variable,
    found,
    expected: `a whole number from ${from} to ${to}`,
    expectedZh: ` ${from} 到 ${to} 的整数`,
  });
}

function choice<const T extends string>(env: Environment, variable: string, words: readonly T[], otherwise: T): T {
  const found = env[variable];
  if (!found) return otherwise;
  const word = words.find((each) => each === found);
  if (word) return word;
  const list = words.join(', ');
  throw configError('ERR_CONFIG_INVALID', {
    variable,
    found,
    expected: `one of ${list}`,
    expectedZh: `以下之一:${list}`,
  });
}

function databaseUrl(env: Environment): string | null {
  const found = env['DATABASE_URL'];
  if (!found) return null;
  if (/^postgres(ql)?:\/\/\S+$/.test(found)) return found;
  // the value may hold a password
  const hidden = `${found.slice(0, found.indexOf(':') + 1)}…`;
  throw configError('ERR_CONFIG_INVALID', {
    variable: 'DATABASE_URL',
    found: hidden,
    expected: 'postgres://user:password@host:port/database, or unset for SQLite',
    expectedZh: ' postgres://用户:密码@主机:端口/库名,或留空使用 SQLite',
  });
}

function outboxUrl(env: Environment): string | null {
  const found = env['JIESU_OUTBOX_URL'];
  if (!found) return null;
  if (/^https?:\/\/\S+$/.test(found)) return found;
  throw configError('ERR_CONFIG_INVALID', {
    variable: 'JIESU_OUTBOX_URL',
    found,
    expected: 'http(s)://…, or unset to keep outgoing messages',
    expectedZh: ' http(s)://…，或留空以暂存外发消息',
  });
}

function outletHosts(env: Environment, nodeEnv: Config['nodeEnv']): readonly string[] {
  const standard = nodeEnv === 'production' ? '' : '127.0.0.1,localhost';
  const found = env['JIESU_OUTLET_HOSTS'] ?? standard;
  const hosts = found.split(',').map((host) => host.trim().toLowerCase());
  const wrong = hosts.find(
    (host) => host !== '' && host !== '*' && !/^([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/.test(host),
  );
  if (wrong === undefined) return Object.freeze(hosts.filter((host) => host !== ''));
  throw configError('ERR_CONFIG_INVALID', {
    variable: 'JIESU_OUTLET_HOSTS',
    found: wrong,
    expected: 'hosts such as hotline.example.cn or 10.0.0.5:8443, separated by commas',
    expectedZh: '以逗号分隔的主机,如 hotline.example.cn 或 10.0.0.5:8443',
  });
}

function secrets(env: Environment, production: boolean, dataDir: string) {
  const secret = longEnough(env, 'JIESU_SECRET');
  if (!secret && production) throw configError('ERR_CONFIG_SECRET_MISSING');
  const own = secret ?? generatedSecret(dataDir);
  return { secret: own, reportSecret: longEnough(env, 'JIESU_REPORT_SECRET') ?? own };
}

function longEnough(env: Environment, variable: string): string | undefined {
  const given = env[variable];
  if (given && given.length < 32) {
    throw configError('ERR_CONFIG_INVALID', {
      variable,
      found: `${given.length} characters`,
      expected: 'at least 32 characters long',
      expectedZh: '至少 32 个字符',
    });
  }
  return given || undefined;
}

function generatedSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // somebody was there before: that one counts
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
