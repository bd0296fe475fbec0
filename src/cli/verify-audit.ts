import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { verifyAudit } from '../store/audit-chain.ts';
import { openStore } from '../store/open.ts';

/**
 * `node --import tsx src/cli/verify-audit.ts`: recomputes the audit log of the configured database.
 * Exit code 0: every link holds; 1: the first broken link is named.
 */
const { databaseUrl, dataDir } = readConfig(process.env);
const store = await openStore({ databaseUrl, file: join(dataDir, 'jiesu.sqlite') });
try {
  const { chains, broken } = await verifyAudit(store.reader);
  for (const { chain, entries, hash } of chains) console.log(`链 ${chain} chain: ${entries} 条 entries, hash ${hash}`);
  if (broken) {
    const { chain, sequence, reason } = broken;
    console.error(`审计日志在链 ${chain} 的第 ${sequence} 条断开 (${reason})`);
    console.error(`The audit log breaks in chain ${chain} at entry ${sequence} (${reason})`);
    process.exitCode = 1;
  } else console.log('审计日志完整 The audit log is whole');
} finally {
  await store.close();
}
