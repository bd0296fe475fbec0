import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from './client.ts';

/** What one life of the diagram `crash_test` did, by the client's own account. */
export interface CrashCase {
  readonly id: string;
  readonly processInstanceKey: string;
  /** Keys of the two user tasks, in order. */
  readonly userTaskKeys: readonly string[];
  readonly messageKey: string;
}

interface Items {
  readonly items: readonly { readonly userTaskKey: string; readonly elementId: string }[];
}

/** Begins an instance and brings it to its last task, completed; the job in between is done by {@link work}. */
export async function liveThrough(client: Client, id: string): Promise<CrashCase> {
  const created = await client.command('/v2/process-instances', { processDefinitionId: 'crash_test', variables: { caseId: id } });
  expectStatus(created, 200);
  const { processInstanceKey } = JSON.parse(created.answer) as { processInstanceKey: string };
  const first = await complete(client, processInstanceKey, 'first');
  const published = await client.command('/v2/messages/publication', { name: 'CrashTestGo', correlationKey: id, timeToLive: 3_600_000, variables: {} });
  expectStatus(published, 200);
  const last = await complete(client, processInstanceKey, 'last');
  const { messageKey } = JSON.parse(published.answer) as { messageKey: string };
  return { id, processInstanceKey, userTaskKeys: [first, last], messageKey };
}

/** Does the jobs of all instances until `ended`; returns the keys of those whose completion was answered. */
export async function work(client: Client, ended: () => boolean): Promise<string[]> {
  const done: string[] = [];
  while (!ended()) {
    const { jobs } = await client.ask<{ jobs: readonly { jobKey: string }[] }>('/v2/jobs/activation', {
      type: 'crash-test-work',
      worker: 'crash-test',
      timeout: 1_000,
      maxJobsToActivate: 16,
      requestTimeout: -1,
    });
    if (jobs.length === 0) await pause(20);
    for (const { jobKey } of jobs) {
      const completed = await client.command(`/v2/jobs/${jobKey}/completion`, { variables: {} });
      // a lease that ran out while the host was down may have brought the job twice; its first completion counts
      if (completed.status === 204) done.push(jobKey);
      else if (completed.status !== 404 && completed.status !== 409) expectStatus(completed, 204);
    }
  }
  return done;
}

// helpers

async function complete(client: Client, processInstanceKey: string, elementId: string): Promise<string> {
  for (;;) {
    const { items } = await client.ask<Items>('/v2/user-tasks/search', { filter: { processInstanceKey, elementId, state: 'CREATED' } });
    const task = items[0];
    if (task === undefined) {
      await pause(15);
      continue;
    }
    expectStatus(await client.command(`/v2/user-tasks/${task.userTaskKey}/completion`, { variables: { [elementId]: true } }), 204);
    return task.userTaskKey;
  }
}

function expectStatus({ path, status, answer }: { path: string; status: number; answer: string }, expected: number): void {
  if (status !== expected) throw new Error(`${path} answered ${status} instead of ${expected}: ${answer}`);
}
