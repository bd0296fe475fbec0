import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { USAGE, UsageError, readOptions } from './simulate/options.ts';
import type { SimulationOptions } from './simulate/options.ts';
import { progressOn } from './simulate/output.ts';
import { scratch } from './simulate/scratch.ts';
import { simulate } from './simulate/simulation.ts';

/**
 * `npm run simulate -- --preset mixed_town --months 1 --seed 1`: plays a month of a made-up township's appeals through the real host and prints
 * what became of them. Progress goes to standard error, the result to standard output. Exit code 1: a check at the end of
 * the report has failed; 2: the command line is wrong.
 */
const PROCESSES = fileURLToPath(new URL('../../processes', import.meta.url));

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(USAGE);
  else await run(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function run(options: SimulationOptions): Promise<void> {
  const dataDir = options.dataDir ?? mkdtempSync(join(scratch(), 'jiesu-simulation-'));
  if (options.dataDir !== null) useNew(options.dataDir);
  try {
    const { report, passed } = await simulate(options, dataDir, PROCESSES, progressOn(process.stderr));
    process.stdout.write(report);
    if (!passed) process.exitCode = 1;
    if (options.dataDir !== null) process.stderr.write(`数据在 data in ${options.dataDir}\n`);
  } finally {
    if (options.dataDir === null) rmSync(dataDir, { recursive: true });
  }
}

/** A simulation never writes into the data of a township. */
function useNew(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0)
    throw new UsageError(`--data 应为空目录 must be an empty folder;收到 found: ${folder}`);
}
