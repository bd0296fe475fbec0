import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pino } from 'pino';
import { openHost } from '../../src/app.ts';
import { createApiKey } from '../../src/commands/organisation/create-api-key.ts';
import { deployResources } from '../../src/commands/process/deploy-resources.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { JobState, ProcessInstanceState, UserTaskState } from '../../src/domain/process/process-tables.ts';
import { hashToken, newToken } from '../../src/http/tokens.ts';
import { verifyAudit } from '../../src/store/audit-chain.ts';
import { openStore } from '../../src/store/open.ts';

const TENANT = 'crash-test';

/**
 * Makes a data folder ready for a host: a diagram is live, and somebody may use it.
 *
 * @returns the token of an API key
 */
export async function prepareHost(dataDir: string, diagram: string): Promise<string> {
  const host = await openHost({
    config: { databaseUrl: null, dataDir, nodeId: 'node-1' },
    clock: systemClock,
    log: pino({ level: 'warn' }),
  });
  try {
    const actor = systemActor('crash-test', TENANT);
    const content = readFileSync(diagram, 'utf8');
    const name = basename(diagram);
    const files = [{ name, content }];
    const checksums = { [name]: createHash('sha256').update(content).digest('base64url') };
    await host.loop.submit(
      deployResources,
      { name, files, checksums, compiled: await host.engine.compile(files) },
      { actor },
    );
    const token = newToken('jsk_');
    const key = {
      name: 'crash-test',
      prefix: token.slice(0, 12),
      hash: hashToken(token),
      scopes: ['*' as const],
      roles: [],
      unitKey: null,
    };
    await host.loop.submit(createApiKey, key, { actor });
    return token;
  } finally {
    await host.close();
  }
}

/** What the database holds of the test's tenant in the end. */
export interface FinalRows {
  readonly instances: readonly { readonly key: number; readonly state: ProcessInstanceState }[];
  readonly userTasks: readonly { readonly key: number; readonly state: UserTaskState }[];
  readonly jobs: readonly { readonly key: number; readonly state: JobState }[];
  readonly messages: number;
  readonly incidents: number;
  readonly audit: readonly { readonly command: string; readonly subjectKey: number | null }[];
  /** Where the audit chain breaks; null when it is whole. */
  readonly brokenAudit: unknown;
}

export async function readRows(dataDir: string): Promise<FinalRows> {
  const store = await openStore({ databaseUrl: null, file: join(dataDir, 'jiesu.sqlite') });
  try {
    const of = (table: string) => store.reader(table).where({ tenant_id: TENANT });
    const count = async (table: string): Promise<number> => (await of(table).select('key')).length;
    return {
      instances: await of('process_instance').select('key', 'state'),
      userTasks: await of('user_task').select('key', 'state'),
      jobs: await of('job').select('key', 'state'),
      messages: await count('message'),
      incidents: await count('incident'),
      audit: await of('audit_entry').select('command', { subjectKey: 'subject_key' }),
      brokenAudit: (await verifyAudit(store.reader)).broken ?? null,
    };
  } finally {
    await store.close();
  }
}
