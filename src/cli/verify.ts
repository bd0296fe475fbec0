import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createEngine } from '../engine/engine.ts';
import type { DiagramSource } from '../domain/process/engine-port.ts';
import type { Exploration, Situation } from '../engine/explore.ts';
import { createMemoryFacts } from '../engine/memory-facts.ts';
import { readResources } from './deploy-processes.ts';

const HELP = `用法 usage: npm run verify -- [folder] [--seconds N]

Checks the diagrams, decision tables and forms of a folder as a deployment would, then explores everything each diagram can do
and tells what can never end, what can never be reached, and where no way on may be left.
  folder      default: processes
  --seconds   how long one diagram may be explored, default 60
Exit code 1 when something would be refused or can never end.
`;

/** @returns the process's exit code */
async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: { type: 'string', default: '60' }, help: { type: 'boolean' } },
  });
  const seconds = Number(values.seconds);
  if (values.help || positionals.length > 1 || !(seconds > 0)) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const files = readResources(positionals[0] ?? fileURLToPath(new URL('../../processes', import.meta.url)));
  const sources = new Map<number, DiagramSource>();
  const engine = createEngine({
    facts: createMemoryFacts(),
    source: async (key) => sources.get(key) as DiagramSource,
  });
  try {
    const { processes, problems } = await engine.compile(files);
    for (const { resource, place, rule, zh, en } of problems) {
      process.stdout.write(`${resource} ${place} [${rule}]\n  ${zh}\n  ${en}\n`);
    }
    if (problems.length > 0) return 1;
    let isSound = true;
    for (const [index, { resource, process: found }] of processes.entries()) {
      const xml = files.find(({ name }) => name === resource)?.content ?? '';
      sources.set(index + 1, { xml, processId: found.processId });
      const explored = await engine.explore(index + 1, {
        maxMs: seconds * 1000,
        onProgress: progressOf(found.processId),
      });
      process.stdout.write(`${process.stdout.isTTY ? '\r\x1b[K' : ''}${describe(found.processId, explored)}`);
      if (explored.deadlocks.length > 0) isSound = false;
    }
    return isSound ? 0 : 1;
  } finally {
    await engine.close();
  }
}

function progressOf(processId: string) {
  return ({ states, steps, waiting }: { states: number; steps: number; waiting: number }): void => {
    if (process.stdout.isTTY)
      process.stdout.write(`\r\x1b[K${processId}: ${states} states, ${steps} steps, ${waiting} waiting`);
  };
}

function describe(
  processId: string,
  { states, steps, deadlocks, unreachable, failures, isComplete }: Exploration,
): string {
  const at = ({ unit, open }: Situation): string => `${unit}: ${open.join(', ') || 'start'}`;
  const lines = [
    `${processId}: ${states} 状态 states, ${steps} 步 steps${isComplete ? '' : ' (未探索完 not explored to the end)'}`,
    ...deadlocks.map((situation) => `  永远不能结束 can never end   ${at(situation)}`),
    ...(isComplete ? unreachable.map((element) => `  永远到不了 never reached      ${element}`) : []),
    ...failures.map(
      (failure) =>
        `  条件全假时无路可走 no way on when all conditions are false   ${at(failure)} → ${failure.failure.elementId}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

process.exitCode = await run();
