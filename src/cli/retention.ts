import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openHost } from '../app.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../domain/clock.ts';
import { DomainError } from '../domain/errors.ts';
import { createReferences } from '../domain/references.ts';
import { RETENTION_CLASSES, retentionCutoff, type RetentionClass } from '../domain/privacy/retention.ts';
import { createLog } from '../http/log.ts';
import { destroyExpired } from '../jobs/destroy-expired.ts';
import { pruneAttachments } from '../jobs/prune-attachments.ts';
import { openStore } from '../store/open.ts';
import { createVault } from '../store/vault.ts';

const HELP = `用法 usage: npm run retention -- [--dry-run]

Destroys personal data whose time is over, as the host does every hour by itself, and says how much of which class. With SQLite the host must
not be running.
  --dry-run   counts what would be destroyed and changes nothing; the host may be running
`;
const MOST = 1_000_000;

/** @returns the process's exit code */
async function run(): Promise<number> {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const config = readConfig(process.env);
  return values['dry-run'] ? count(config) : destroy(config);
}

async function count({ databaseUrl, dataDir }: ReturnType<typeof readConfig>): Promise<number> {
  const store = await openStore({ databaseUrl, file: join(dataDir, 'jiesu.sqlite') });
  try {
    const references = createReferences(store.references);
    await references.load();
    for (const tenantId of await store.retention.tenants()) {
      for (const name of Object.keys(RETENTION_CLASSES) as RetentionClass[]) {
        const { zh, en, setting } = RETENTION_CLASSES[name];
        const months = Number(references.of(tenantId).setting(setting));
        const due = await store.retention.due(tenantId, name, retentionCutoff(systemClock.now(), months), MOST);
        console.log(`${tenantId}  ${zh} ${en} (${months} 个月 months): ${due.length} 件 cases`);
      }
    }
    console.log('未作任何改动 Nothing was changed');
    return 0;
  } finally {
    await store.close();
  }
}

async function destroy(config: ReturnType<typeof readConfig>): Promise<number> {
  const [clock, log] = [systemClock, createLog('warn')];
  const host = await openHost({ config, clock, log });
  try {
    const { store, references, loop } = host;
    const vault = createVault(config.secret, config.reportSecret);
    const referenceOf = (tenantId: string) => references.of(tenantId);
    const duty = destroyExpired({ store: store.retention, referenceOf, vault, submit: loop.submit, clock, log });
    const total = { done: 0, failed: 0 };
    for (let more = true; more;) {
      const tick = await duty.tick();
      total.done += tick.done;
      total.failed += tick.failed;
      more = tick.more;
    }
    const prune = pruneAttachments({ files: store.files, clock });
    for (let more = true; more;) more = (await prune.tick()).more;
    console.log(`已销毁 destroyed: ${total.done}  未能销毁 failed: ${total.failed}`);
    return total.failed === 0 ? 0 : 1;
  } finally {
    await host.close();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  console.error(`${error.zh}\n${error.message}`);
  process.exitCode = 1;
}
