import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import { createProcessInstance } from '../../src/commands/process/create-process-instance.ts';
import type { Case, Meter } from './load.ts';
import type { WorkFeed } from './work-feed.ts';

/** The smallest case: begin an instance of `one_task`, complete its task; two commands. */
export function oneTaskCase(feed: WorkFeed): Case {
  return async (meter) => {
    const { processInstanceKey } = await meter.send(createProcessInstance, { processId: 'one_task', variables: {} });
    await new Promise<void>((resolve, reject) => {
      feed.follow(processInstanceKey, (happening) => {
        if (happening.kind === 'task') complete(meter, happening.task.key).catch(reject);
        if (happening.kind === 'ended') resolve();
      });
    });
  };
}

/** Begins instances that stay open. @returns the keys of their tasks */
export async function beginMany(meter: Meter, feed: WorkFeed, count: number): Promise<number[]> {
  const tasks: number[] = [];
  await inLanes(count, async () => {
    const { processInstanceKey } = await meter.send(createProcessInstance, { processId: 'one_task', variables: {} });
    await new Promise<void>((resolve) => {
      feed.follow(processInstanceKey, (happening) => {
        if (happening.kind !== 'task') return;
        tasks.push(happening.task.key);
        resolve();
      });
    });
  });
  return tasks;
}

/** Completes these tasks, and with them their instances. */
export async function completeMany(meter: Meter, tasks: readonly number[]): Promise<void> {
  await inLanes(tasks.length, (i) => complete(meter, tasks[i] as number));
}

// helpers

async function complete(meter: Meter, userTaskKey: number): Promise<void> {
  await meter.send(completeUserTask, { userTaskKey, variables: {} });
}

/** Does `count` pieces of work, 256 at a time. */
async function inLanes(count: number, work: (i: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: 256 }, async () => {
      while (next < count) await work(next++);
    }),
  );
}
