import type { Static } from 'typebox';
import { completeJob } from '../../../commands/process/complete-job.ts';
import { failJob } from '../../../commands/process/fail-job.ts';
import { lockJobs } from '../../../commands/process/lock-jobs.ts';
import { throwJobError } from '../../../commands/process/throw-job-error.ts';
import { updateJob } from '../../../commands/process/update-job.ts';
import type { ActivatedJobItem, JobItem } from '../../../domain/query-ports.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import type { JobWaiting } from '../../job-waiting.ts';
import { optionalBody, route, type Ask, type Route } from '../../route.ts';
import {
  instantOf,
  instantTextOrNull,
  keyOf,
  keyParams,
  keyText,
  listing,
  matchOf,
  pageAnswer,
  present,
  same,
} from '../../schemas/common.ts';
import * as shapes from '../../schemas/v2-work.ts';
import { tenantOf } from '../../tenant.ts';

/** A request is never held longer than this, ms: proxies cut it off. */
const LONGEST_POLL_MS = 60_000;
const TAG = 'Job';
const PARAMS = keyParams('jobKey');
type KeyAsk<B> = Ask<Static<typeof PARAMS>, unknown, B>;
type Activation = Static<typeof shapes.ActivateJobs>;

/** Automatic work that is done by workers outside. */
export function jobRoutes(deps: HttpDeps, waiting: JobWaiting): readonly Route[] {
  const working = { access: needs('jobs:work'), tag: TAG, params: PARAMS } as const;
  return [
    route(
      'POST',
      '/v2/jobs/activation',
      {
        access: needs('jobs:work'),
        tag: TAG,
        summary: 'Activate jobs',
        description: 'Waits for jobs when there are none; several workers may wait for the same type.',
        body: shapes.ActivateJobs,
        answer: shapes.ActivatedJobs,
      },
      activate,
    ),
    route(
      'POST',
      '/v2/jobs/{jobKey}/completion',
      { ...working, summary: 'Complete a job', body: optionalBody(shapes.CompleteJob) },
      complete,
    ),
    route(
      'POST',
      '/v2/jobs/{jobKey}/failure',
      { ...working, summary: 'Fail a job', body: optionalBody(shapes.FailJob) },
      fail,
    ),
    route(
      'POST',
      '/v2/jobs/{jobKey}/error',
      { ...working, summary: 'Throw a BPMN error', body: shapes.ThrowJobError },
      throwError,
    ),
    route(
      'PATCH',
      '/v2/jobs/{jobKey}',
      { ...working, summary: 'Update retries or lease', body: shapes.UpdateJob },
      update,
    ),
    route(
      'POST',
      '/v2/jobs/search',
      {
        access: needs('processes:read', 'jobs:work'),
        tag: TAG,
        summary: 'Search jobs',
        body: shapes.JobSearch,
        answer: shapes.JobPage,
      },
      search,
    ),
  ];

  async function activate(ask: Ask<unknown, unknown, Activation>) {
    for (const named of ask.body.tenantIds ?? []) tenantOf(ask.actor, named);
    const until = Date.now() + patience(ask.body.requestTimeout ?? 0, deps.settings.http.longPollMs);
    for (;;) {
      const jobs = await take(ask);
      const left = until - Date.now();
      if (jobs.length > 0 || left <= 0 || !waiting.isOpen) return { jobs };
      await waiting.next(ask.actor.tenantId, ask.body.type, left);
      // jobs leased to somebody who has gone would be lost until the lease ends
      if (ask.request.raw.socket.destroyed) return { jobs: [] };
    }
  }

  async function take({ actor, body }: Ask<unknown, unknown, Activation>) {
    const { type, maxJobsToActivate, timeout, fetchVariable } = body;
    const { tenantId } = actor;
    const jobKeys = await deps.queries.jobs.findFree(tenantId, type, deps.clock.now(), maxJobsToActivate);
    if (jobKeys.length === 0) return [];
    const worker = body.worker ?? '';
    const { jobs } = await deps.submit(lockJobs, { jobKeys, worker, timeoutMs: timeout }, { actor });
    const items = await deps.queries.jobs.describe(
      tenantId,
      jobs.map(({ key }) => key),
    );
    return items.map((item) => showActivated(item, fetchVariable));
  }

  async function complete({ params, body, options }: KeyAsk<Static<typeof shapes.CompleteJob> | null>) {
    await deps.submit(completeJob, { jobKey: keyOf(params.jobKey), variables: body?.variables ?? {} }, options);
  }

  async function fail({ params, body, options }: KeyAsk<Static<typeof shapes.FailJob> | null>) {
    const { retries = 0, errorMessage, retryBackOff, variables } = body ?? {};
    const detail = present({ errorMessage, retryBackOffMs: retryBackOff, variables });
    await deps.submit(failJob, { jobKey: keyOf(params.jobKey), retries, ...detail }, options);
  }

  async function throwError({ params, body, options }: KeyAsk<Static<typeof shapes.ThrowJobError>>) {
    const detail = present({ errorMessage: body.errorMessage ?? undefined, variables: body.variables ?? undefined });
    await deps.submit(throwJobError, { jobKey: keyOf(params.jobKey), errorCode: body.errorCode, ...detail }, options);
  }

  async function update({ params, body, options }: KeyAsk<Static<typeof shapes.UpdateJob>>) {
    const { retries, timeout } = body.changeset;
    const changes = present({ retries: retries ?? undefined, timeoutMs: timeout ?? undefined });
    await deps.submit(updateJob, { jobKey: keyOf(params.jobKey), ...changes }, options);
  }

  async function search({ actor, body }: Ask<unknown, unknown, Static<typeof shapes.JobSearch>>) {
    const page = await deps.queries.jobs.search({
      tenantId: tenantOf(actor, body?.filter?.tenantId),
      filter: filterOf(body?.filter ?? {}),
      ...listing(body, shapes.JOB_SORT),
    });
    return pageAnswer(page, showJob);
  }
}

// helpers

type SentFilter = NonNullable<NonNullable<Static<typeof shapes.JobSearch>>['filter']>;

/** As Camunda has it: negative does not wait, 0 waits as configured. */
function patience(requestTimeout: number, configured: number): number {
  if (requestTimeout < 0) return 0;
  return Math.min(requestTimeout || configured, LONGEST_POLL_MS);
}

function filterOf(sent: SentFilter) {
  return present({
    key: matchOf(sent.jobKey, keyOf),
    type: matchOf(sent.type, same),
    state: matchOf(sent.state, same),
    worker: matchOf(sent.worker, same),
    retries: matchOf(sent.retries, same),
    lockedUntil: matchOf(sent.deadline, instantOf),
    endedAt: matchOf(sent.endTime, instantOf),
    errorMessage: matchOf(sent.errorMessage, same),
    elementId: matchOf(sent.elementId, same),
    elementInstanceKey: matchOf(sent.elementInstanceKey, keyOf),
    processId: matchOf(sent.processDefinitionId, same),
    processDefinitionKey: matchOf(sent.processDefinitionKey, keyOf),
    processInstanceKey: matchOf(sent.processInstanceKey, keyOf),
  });
}

function showActivated(item: ActivatedJobItem, wanted: readonly string[] | undefined) {
  const { visibleVariables } = item;
  const named = Object.entries(visibleVariables).filter(([name]) => wanted?.includes(name));
  return {
    type: item.type,
    processDefinitionId: item.processId,
    processDefinitionVersion: item.processVersion,
    elementId: item.elementId,
    customHeaders: item.headers,
    worker: item.worker ?? '',
    retries: item.retries,
    deadline: item.lockedUntil ?? 0,
    variables: wanted && wanted.length > 0 ? Object.fromEntries(named) : visibleVariables,
    tenantId: item.tenantId,
    jobKey: keyText(item.key),
    processInstanceKey: keyText(item.processInstanceKey),
    processDefinitionKey: keyText(item.processDefinitionKey),
    elementInstanceKey: keyText(item.elementInstanceKey),
    kind: 'BPMN_ELEMENT',
    listenerEventType: 'UNSPECIFIED',
    tags: [],
  };
}

function showJob(item: JobItem) {
  return {
    jobKey: keyText(item.key),
    type: item.type,
    worker: item.worker ?? '',
    state: item.state,
    kind: 'BPMN_ELEMENT',
    listenerEventType: 'UNSPECIFIED',
    retries: item.retries,
    errorMessage: item.errorMessage,
    hasFailedWithRetriesLeft: item.state === 'FAILED' && item.retries > 0,
    deadline: instantTextOrNull(item.lockedUntil),
    endTime: instantTextOrNull(item.endedAt),
    customHeaders: item.headers,
    processDefinitionId: item.processId,
    processDefinitionKey: keyText(item.processDefinitionKey),
    processInstanceKey: keyText(item.processInstanceKey),
    elementId: item.elementId,
    elementInstanceKey: keyText(item.elementInstanceKey),
    tenantId: item.tenantId,
  };
}
