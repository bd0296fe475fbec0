import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDoors, openHost } from './app.ts';
import { outletsOf } from './cli/outlets.ts';
import { deployProcesses } from './cli/deploy-processes.ts';
import { DEMO_TENANT, printDemo, seedDemoTownship } from './cli/demo-township.ts';
import { readConfig, type Config } from './config.ts';
import { systemActor } from './domain/actor.ts';
import { systemClock } from './domain/clock.ts';
import { DomainError } from './domain/errors.ts';
import { createLog } from './http/log.ts';

const PAGES = fileURLToPath(new URL('../dist/web', import.meta.url));
const PROCESSES = fileURLToPath(new URL('../processes', import.meta.url));

try {
  await start(readConfig(process.env));
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  process.stderr.write(`${error.zh}\n${error.message}\n${problemsOf(error)}`);
  process.exitCode = 1;
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const clock = systemClock;
  const host = await openHost({ config, clock, log });
  const { loop, engine, store } = host;
  let tenants = await store.tenants();
  const isDemo = config.nodeEnv !== 'production' && (tenants.length === 0 || tenants.includes(DEMO_TENANT));
  if (isDemo && tenants.length === 0) {
    await seedDemoTownship(host);
    tenants = [DEMO_TENANT];
  }
  for (const tenantId of tenants) {
    const deployed = await store.checksums(tenantId);
    const actor = systemActor('deploy-processes', tenantId);
    await deployProcesses({ gate: engine, submit: loop.submit, deployed }, PROCESSES, actor);
  }
  const doors = await buildDoors({ host, config, clock, log, channels: outletsOf(config, isDemo, log), pagesDir: PAGES });
  const address = await doors.open();
  tell(config, address, isDemo, tenants.length);

  let closing = false;
  const close = async (signal: string): Promise<void> => {
    if (closing) return;
    closing = true;
    log.info({ signal }, 'stopping');
    await doors.close();
    await host.close();
    process.stdout.write('已停止 · stopped\n');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close(signal));
}

function tell({ dataDir, databaseUrl }: Config, address: string, isDemo: boolean, tenants: number): void {
  const lines = [
    '',
    '接诉 Jiesu',
    `  工作台 web  ${address}/`,
    `  API        ${address}/docs`,
    `  OpenAPI    ${address}/openapi.json`,
    `  健康 health ${address}/readyz   指标 metrics ${address}/metrics`,
    `  数据 data   ${databaseUrl ? 'PostgreSQL' : resolve(dataDir, 'jiesu.sqlite')}`,
    ...(isDemo ? printDemo() : []),
    ...(tenants === 0 ? ['  尚无乡镇。No township yet: npm run create-township -- --help'] : []),
    '  Ctrl-C 停止 stops',
    '',
  ];
  process.stdout.write(lines.join('\n'));
}

function problemsOf({ details }: DomainError): string {
  const problems = details['problems'];
  if (!Array.isArray(problems)) return '';
  return problems
    .map(({ resource, place, rule, zh, en }) => `  ${resource} ${place} [${rule}]\n    ${zh}\n    ${en}\n`)
    .join('');
}
