import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { buildDoors } from '../../src/app.ts';
import type { Host } from '../../src/app.ts';
import { createApiKey } from '../../src/commands/organisation/create-api-key.ts';
import { readConfig } from '../../src/config.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { userTask } from '../../src/domain/process/process-tables.ts';
import { hashToken, newToken } from '../../src/http/tokens.ts';

/** An open door: the clockwork stays still, for the benchmark fires its timers itself. */
export interface HttpDoor {
  /** Commands per second that another process gets answered over HTTP. */
  rate(seconds: number): Promise<number>;
  close(): Promise<void>;
}

export async function openDoor(host: Host, actor: Actor, dataDir: string): Promise<HttpDoor> {
  const config = readConfig({ JIESU_DATA: dataDir, PORT: '0', NODE_ENV: 'test', JIESU_RATE_LIMIT: '100000000' });
  const doors = await buildDoors({
    host,
    config,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    channels: new Map(),
  });
  const token = newToken('jsk_');
  const key = {
    name: 'benchmark',
    prefix: token.slice(0, 12),
    hash: hashToken(token),
    scopes: ['*' as const],
    roles: [],
    unitKey: null,
  };
  await host.loop.submit(createApiKey, key, { actor });
  const url = await doors.server.listen({ host: '127.0.0.1', port: 0 });
  return { rate: (seconds) => rateOf(host, [url, token, '64', String(seconds)]), close: () => doors.close() };
}

// helpers

async function rateOf(host: Host, args: readonly string[]): Promise<number> {
  const client = fork(fileURLToPath(new URL('http-client.ts', import.meta.url)), args, {
    execArgv: ['--import', 'tsx'],
  });
  const forget = host.loop.onCommitted(({ changes }) => {
    const keys = changes
      .filter(({ table }) => table === userTask)
      .flatMap(({ inserts }) => inserts.map((row) => row['key'] as number));
    if (keys.length > 0 && client.connected) client.send(keys);
  });
  try {
    return await new Promise<number>((resolve, reject) => {
      client.on('message', (found: { commands: number; seconds: number }) => resolve(found.commands / found.seconds));
      client.on('exit', (code) => reject(new Error(`the HTTP client ended with ${code}`)));
    });
  } finally {
    forget();
  }
}
