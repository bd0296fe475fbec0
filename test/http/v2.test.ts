import t from 'tap';
import { openTestServer } from '../helpers/http.ts';
import { FORM, messageCatch, serviceTask, userTask } from './diagrams.ts';

/** One host for all; each test has a town of its own. */
const server = await openTestServer(t);
const { call, deploy, keyFor, host } = server;

t.test('deployments and definitions', async (t) => {
  const key = await keyFor('liucun', ['*']);

  const first = await deploy(key, { 'verify.bpmn': userTask('verify'), 'verify.form': FORM });
  t.equal(first.status, 200);
  t.equal(first.headers['content-type'], 'application/json', 'exactly as Camunda clients expect');
  t.match(first.body.deployments, [
    {
      processDefinition: {
        processDefinitionId: 'verify',
        processDefinitionVersion: 1,
        resourceName: 'verify.bpmn',
        tenantId: 'liucun',
      },
    },
    { form: { formId: 'verify', version: 1 } },
  ]);
  const again = await deploy(key, { 'verify.bpmn': userTask('verify') });
  t.equal(
    again.body.deployments[0].processDefinition.processDefinitionVersion,
    1,
    'the same content is the same version',
  );
  await deploy(key, { 'verify.bpmn': userTask('verify', 'inspector') });

  const all = await call(key, 'POST', '/v2/process-definitions/search', {
    sort: [{ field: 'version', order: 'DESC' }],
  });
  t.same(
    all.body.items.map((item: { version: number }) => item.version),
    [2, 1],
  );
  const latest = await call(key, 'POST', '/v2/process-definitions/search', {
    filter: { isLatestVersion: true, processDefinitionId: { $like: 'ver*' } },
  });
  t.match(latest.body, { items: [{ version: 2 }], page: { totalItems: 1 } });

  const { processDefinitionKey } = latest.body.items[0];
  const one = await call(key, 'GET', `/v2/process-definitions/${processDefinitionKey}`);
  t.match(one.body, { name: '测试', processDefinitionId: 'verify', version: 2 });
  const xml = await call(key, 'GET', `/v2/process-definitions/${processDefinitionKey}/xml`);
  t.equal(xml.text, userTask('verify', 'inspector'));
  const known = await call(key, 'GET', `/v2/process-definitions/${processDefinitionKey}/xml`, undefined, {
    'if-none-match': String(xml.headers['etag']),
  });
  t.equal(known.status, 304);
});

t.test('process instances', async (t) => {
  const key = await keyFor('xihe', ['*']);
  await deploy(key, { 'verify.bpmn': userTask('verify'), 'verify.form': FORM });

  const created = await call(key, 'POST', '/v2/process-instances', {
    processDefinitionId: 'verify',
    processDefinitionVersion: -1,
    businessId: 'YX-20260105-0001',
    variables: { level: 'urgent' },
    tenantId: '<default>',
  });
  t.match(created, {
    status: 200,
    body: { processDefinitionId: 'verify', processDefinitionVersion: 1, variables: { level: 'urgent' } },
  });
  const { processInstanceKey, processDefinitionKey } = created.body;
  await call(key, 'POST', '/v2/process-instances', { processDefinitionKey });

  const one = await call(key, 'GET', `/v2/process-instances/${processInstanceKey}`);
  t.match(one.body, {
    state: 'ACTIVE',
    businessId: 'YX-20260105-0001',
    startDate: '2026-01-05T01:00:00.000Z',
    endDate: null,
    hasIncident: false,
  });
  const found = await call(key, 'POST', '/v2/process-instances/search', {
    filter: { businessId: 'YX-20260105-0001', state: 'ACTIVE' },
  });
  t.equal(found.body.page.totalItems, 1);

  t.equal((await call(key, 'POST', `/v2/process-instances/${processInstanceKey}/cancellation`)).status, 204);
  t.equal((await call(key, 'GET', `/v2/process-instances/${processInstanceKey}`)).body.state, 'TERMINATED');
  const twice = await call(key, 'POST', `/v2/process-instances/${processInstanceKey}/cancellation`);
  t.match(twice, { status: 409, body: { code: 'ERR_PROCESS_INSTANCE_STATE' } });
  t.equal(
    (await call(key, 'POST', '/v2/process-instances/search', { filter: { state: { $in: ['TERMINATED'] } } })).body.items
      .length,
    1,
  );
});

t.test('the same Idempotency-Key does nothing twice', async (t) => {
  const key = await keyFor('nanshan', ['*']);
  await deploy(key, { 'verify.bpmn': userTask('verify'), 'verify.form': FORM });
  const headers = { 'idempotency-key': 'order-1' };
  const body = { processDefinitionId: 'verify' };
  const first = await call(key, 'POST', '/v2/process-instances', body, headers);
  const second = await call(key, 'POST', '/v2/process-instances', body, headers);
  t.equal(second.body.processInstanceKey, first.body.processInstanceKey);
  const other = await call(key, 'POST', '/v2/process-instances', { ...body, variables: { a: 1 } }, headers);
  t.match(other, { status: 409, body: { code: 'ERR_IDEMPOTENCY_KEY_REUSED' } });
  t.equal((await call(key, 'POST', '/v2/process-instances/search', {})).body.page.totalItems, 1);
});

t.test('pages go forwards and backwards', async (t) => {
  const key = await keyFor('beiguan', ['*']);
  await deploy(key, { 'verify.bpmn': userTask('verify'), 'verify.form': FORM });
  for (let n = 1; n <= 5; n++)
    await call(key, 'POST', '/v2/process-instances', {
      processDefinitionId: 'verify',
      ...(n !== 3 && { businessId: `n${n % 2}` }),
    });
  const search = async (page: object, sort: readonly object[] = []) => {
    const { body } = await call(key, 'POST', '/v2/process-instances/search', { page, sort });
    return { keys: body.items.map((item: { processInstanceKey: string }) => item.processInstanceKey), page: body.page };
  };
  const all = await search({});
  for (const sort of [
    [],
    [{ field: 'startDate', order: 'DESC' }],
    [{ field: 'endDate', order: 'ASC' }],
    [{ field: 'endDate', order: 'DESC' }],
  ]) {
    const whole = await search({}, sort);
    const first = await search({ limit: 2 }, sort);
    const second = await search({ limit: 2, after: first.page.endCursor }, sort);
    const third = await search({ limit: 2, after: second.page.endCursor }, sort);
    t.same([...first.keys, ...second.keys, ...third.keys], whole.keys, JSON.stringify(sort));
    t.same((await search({ limit: 2, before: third.page.startCursor }, sort)).keys, second.keys);
  }
  t.same((await search({ from: 3, limit: 10 })).keys, all.keys.slice(3));
  t.same((await search({}, [{ field: 'processInstanceKey', order: 'DESC' }])).keys, [...all.keys].reverse());
  const broken = await call(key, 'POST', '/v2/process-instances/search', { page: { after: 'nonsense' } });
  t.match(broken, { status: 400, body: { code: 'ERR_CURSOR_INVALID', place: 'body/page' } });
});

t.test('user tasks', async (t) => {
  const key = await keyFor('dongpo', ['*']);
  await deploy(key, { 'verify.bpmn': userTask('verify'), 'verify.form': FORM });
  const { processInstanceKey } = (
    await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'verify', variables: { level: 1 } })
  ).body;

  const found = await call(key, 'POST', '/v2/user-tasks/search', {
    filter: { state: 'CREATED', candidateGroup: 'registrar', processInstanceKey },
  });
  t.match(found.body.items, [
    { name: '核实', candidateGroups: ['registrar'], assignee: null, processDefinitionId: 'verify', priority: 50 },
  ]);
  t.same(
    (await call(key, 'POST', '/v2/user-tasks/search', { filter: { candidateGroup: 'regist%' } })).body.items,
    [],
    'no wildcards by accident',
  );
  const { userTaskKey } = found.body.items[0];
  const path = `/v2/user-tasks/${userTaskKey}`;

  t.match((await call(key, 'GET', `${path}/form`)).body, { formId: 'verify', version: 1, schema: FORM });
  t.equal((await call(key, 'POST', `${path}/assignment`, { assignee: 'wang' })).status, 204);
  const held = await call(key, 'POST', `${path}/assignment`, { assignee: 'li', allowOverride: false });
  t.match(held, { status: 409, body: { code: 'ERR_USER_TASK_ASSIGNED' } });
  t.equal((await call(key, 'DELETE', `${path}/assignee`)).status, 204);
  const dueDate = '2026-01-06T10:00:00+08:00';
  t.equal(
    (await call(key, 'PATCH', path, { changeset: { dueDate, priority: 80, candidateUsers: ['li'] } })).status,
    204,
  );
  const task = await call(key, 'GET', path);
  t.match(task.body, {
    assignee: null,
    dueDate: '2026-01-06T02:00:00.000Z',
    priority: 80,
    candidateUsers: ['li'],
    candidateGroups: ['registrar'],
  });
  t.equal((await call(key, 'GET', path, undefined, { 'if-none-match': String(task.headers['etag']) })).status, 304);
  t.equal((await call(key, 'PATCH', path, { changeset: { dueDate: '' } })).status, 204);
  t.equal((await call(key, 'GET', path)).body.dueDate, null);
  t.match((await call(key, 'POST', `${path}/variables/search`)).body.items, [
    { name: 'level', value: '1', scopeKey: processInstanceKey },
  ]);

  t.equal((await call(key, 'POST', `${path}/completion`, { variables: { result: 'yes' } })).status, 204);
  t.match(await call(key, 'POST', `${path}/completion`), { status: 409, body: { code: 'ERR_USER_TASK_STATE' } });
  t.equal((await call(key, 'GET', `/v2/process-instances/${processInstanceKey}`)).body.state, 'COMPLETED');
});

t.test('jobs', async (t) => {
  const key = await keyFor('hutian', ['*']);
  await deploy(key, { 'push.bpmn': serviceTask('push', 'push-hotline') });
  const start = () =>
    call(key, 'POST', '/v2/process-instances', {
      processDefinitionId: 'push',
      variables: { level: 'high', orderNo: 'YX-1' },
    });
  const activate = (more: object = {}) =>
    call(key, 'POST', '/v2/jobs/activation', {
      type: 'push-hotline',
      worker: 'w1',
      timeout: 60_000,
      maxJobsToActivate: 10,
      requestTimeout: -1,
      ...more,
    });

  await start();
  const { jobs } = (await activate()).body;
  t.match(jobs, [
    {
      type: 'push-hotline',
      worker: 'w1',
      retries: 2,
      customHeaders: { channel: 'sms' },
      variables: { level: 'high', urgency: 'high', orderNo: 'YX-1' },
      elementId: 'work',
      processDefinitionVersion: 1,
    },
  ]);
  t.equal(jobs[0].deadline, host.clock.now() + 60_000);
  t.same((await activate()).body.jobs, [], 'leased');
  host.clock.move(60_000);
  t.same(
    (await activate({ fetchVariable: ['orderNo'] })).body.jobs[0].variables,
    { orderNo: 'YX-1' },
    'the lease is over',
  );
  const path = `/v2/jobs/${jobs[0].jobKey}`;
  t.equal((await call(key, 'PATCH', path, { changeset: { timeout: 120_000 } })).status, 204);
  t.match((await call(key, 'POST', '/v2/jobs/search', { filter: { jobKey: jobs[0].jobKey } })).body.items, [
    { state: 'CREATED', worker: 'w1' },
  ]);

  t.equal((await call(key, 'POST', `${path}/failure`, { retries: 0, errorMessage: 'no line' })).status, 204);
  t.match((await call(key, 'POST', '/v2/incidents/search', { filter: { state: 'ACTIVE' } })).body.items, [
    {
      errorType: 'JOB_NO_RETRIES',
      errorMessage: 'no line',
      errorMessageZh: '外部任务多次失败:no line',
      elementId: 'work',
    },
  ]);
  t.equal((await call(key, 'PATCH', path, { changeset: { retries: 1 } })).status, 204);
  const { incidentKey } = (await call(key, 'POST', '/v2/incidents/search', {})).body.items[0];
  t.equal((await call(key, 'POST', `/v2/incidents/${incidentKey}/resolution`)).status, 204);
  t.equal((await call(key, 'GET', `/v2/incidents/${incidentKey}`)).body.state, 'RESOLVED');
  const retried = (await activate()).body.jobs;
  t.equal(retried.length, 1);
  t.equal((await call(key, 'POST', `${path}/completion`, { variables: { pushed: true } })).status, 204);
  t.match(await call(key, 'POST', `${path}/completion`), { status: 409, body: { code: 'ERR_JOB_STATE' } });

  await start();
  const other = (await activate()).body.jobs[0].jobKey;
  t.equal((await call(key, 'POST', `/v2/jobs/${other}/error`, { errorCode: 'refused' })).status, 204);
  t.equal(
    (
      await call(key, 'POST', '/v2/incidents/search', {
        filter: { state: 'ACTIVE', errorType: 'UNHANDLED_ERROR_EVENT' },
      })
    ).body.items.length,
    1,
  );
});

t.test('a waiting worker is woken by a new job', async (t) => {
  const key = await keyFor('qiaotou', ['*']);
  await deploy(key, { 'push.bpmn': serviceTask('push', 'push-hotline') });
  const activation = { type: 'push-hotline', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 30_000 };
  const waiting = call(key, 'POST', '/v2/jobs/activation', activation);
  await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'push' });
  t.equal((await waiting).body.jobs.length, 1);
  t.same(
    (await call(key, 'POST', '/v2/jobs/activation', { ...activation, requestTimeout: 0 })).body,
    { jobs: [] },
    'waits as configured, then nothing',
  );
});

t.test('messages and signals', async (t) => {
  const key = await keyFor('shuiku', ['*']);
  await deploy(key, { 'wait.bpmn': messageCatch('wait') });
  const { processInstanceKey } = (
    await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'wait', variables: { orderNo: 'YX-7' } })
  ).body;
  const nobody = await call(key, 'POST', '/v2/messages/correlation', { name: 'reply', correlationKey: 'YX-8' });
  t.match(nobody, { status: 404, body: { code: 'ERR_MESSAGE_NOT_CORRELATED' } });
  const done = await call(key, 'POST', '/v2/messages/correlation', {
    name: 'reply',
    correlationKey: 'YX-7',
    variables: { answer: 1 },
  });
  t.match(done, { status: 200, body: { tenantId: 'shuiku', processInstanceKey } });
  const early = { name: 'reply', correlationKey: 'YX-9', timeToLive: 60_000, messageId: 'm1' };
  t.equal((await call(key, 'POST', '/v2/messages/publication', early)).status, 200);
  t.equal((await call(key, 'POST', '/v2/messages/publication', early)).status, 409);
  const later = (
    await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'wait', variables: { orderNo: 'YX-9' } })
  ).body;
  t.equal(
    (await call(key, 'GET', `/v2/process-instances/${later.processInstanceKey}`)).body.state,
    'COMPLETED',
    'the message had waited',
  );
  t.equal((await call(key, 'POST', '/v2/signals/broadcast', { signalName: 'flood-warning' })).status, 200);
});

t.test('variables and incidents', async (t) => {
  const key = await keyFor('meiling', ['*']);
  // candidate groups must be texts: a number stops the instance
  await deploy(key, { 'blocked.bpmn': userTask('blocked', '=groups'), 'verify.form': FORM });
  const { processInstanceKey } = (
    await call(key, 'POST', '/v2/process-instances', {
      processDefinitionId: 'blocked',
      variables: { groups: 5, note: { a: [1] } },
    })
  ).body;
  const filter = { processInstanceKey };
  const { items } = (await call(key, 'POST', '/v2/variables/search', { filter })).body;
  t.match(items, [
    { name: 'groups', value: '5' },
    { name: 'note', value: '{"a":[1]}', scopeKey: processInstanceKey },
  ]);
  t.same((await call(key, 'GET', `/v2/variables/${items[1].variableKey}`)).body, items[1]);
  t.equal((await call(key, 'GET', '/v2/process-instances/' + processInstanceKey)).body.hasIncident, true);
  const { incidentKey } = (await call(key, 'POST', '/v2/incidents/search', { filter })).body.items[0];
  t.equal(
    (
      await call(key, 'PUT', `/v2/element-instances/${processInstanceKey}/variables`, {
        variables: { groups: ['inspector'] },
      })
    ).status,
    204,
  );
  t.equal((await call(key, 'POST', `/v2/incidents/${incidentKey}/resolution`)).status, 204);
  t.match((await call(key, 'POST', '/v2/user-tasks/search', { filter })).body.items, [
    { candidateGroups: ['inspector'] },
  ]);
  t.equal((await call(key, 'GET', `/v2/process-instances/${processInstanceKey}`)).body.hasIncident, false);
});

t.test('things of another town do not exist', async (t) => {
  const yunxi = await keyFor('yunxi', ['*']);
  const lucheng = await keyFor('lucheng', ['*']);
  await deploy(yunxi, {
    'verify.bpmn': userTask('verify'),
    'verify.form': FORM,
    'push.bpmn': serviceTask('push', 'push-hotline'),
    'blocked.bpmn': userTask('blocked', '=groups'),
  });
  const start = async (processDefinitionId: string) =>
    (await call(yunxi, 'POST', '/v2/process-instances', { processDefinitionId, variables: { groups: 5 } })).body;
  const { processInstanceKey, processDefinitionKey } = await start('verify');
  await start('push');
  await start('blocked');
  const keyOfFirst = async (what: string, name: string) =>
    (await call(yunxi, 'POST', `/v2/${what}/search`, {})).body.items[0][name];
  const task = `/v2/user-tasks/${await keyOfFirst('user-tasks', 'userTaskKey')}`;
  const job = `/v2/jobs/${await keyOfFirst('jobs', 'jobKey')}`;
  const incident = `/v2/incidents/${await keyOfFirst('incidents', 'incidentKey')}`;
  const before = await stored();

  const foreign: [string, string, unknown?][] = [
    ['GET', `/v2/process-definitions/${processDefinitionKey}`],
    ['GET', `/v2/process-definitions/${processDefinitionKey}/xml`],
    ['POST', '/v2/process-instances', { processDefinitionKey }],
    ['POST', '/v2/process-instances', { processDefinitionId: 'verify' }],
    ['POST', '/v2/process-instances', { processDefinitionId: 'verify', tenantId: 'yunxi' }],
    ['GET', `/v2/process-instances/${processInstanceKey}`],
    ['POST', `/v2/process-instances/${processInstanceKey}/cancellation`],
    ['PUT', `/v2/element-instances/${processInstanceKey}/variables`, { variables: {} }],
    ['GET', task],
    ['GET', `${task}/form`],
    ['POST', `${task}/variables/search`],
    ['POST', `${task}/assignment`, { assignee: 'x' }],
    ['DELETE', `${task}/assignee`],
    ['PATCH', task, { changeset: { priority: 1 } }],
    ['POST', `${task}/completion`, {}],
    ['POST', `${job}/completion`, {}],
    ['POST', `${job}/failure`, {}],
    ['POST', `${job}/error`, { errorCode: 'x' }],
    ['PATCH', job, { changeset: { retries: 5 } }],
    ['GET', incident],
    ['POST', `${incident}/resolution`],
    ['POST', '/v2/user-tasks/search', { filter: { tenantId: 'yunxi' } }],
    [
      'POST',
      '/v2/jobs/activation',
      { type: 'push-hotline', timeout: 1_000, maxJobsToActivate: 1, tenantIds: ['yunxi'] },
    ],
  ];
  for (const [method, url, body] of foreign) {
    t.equal((await call(lucheng, method, url, body)).status, 404, `${method} ${url}`);
  }
  for (const what of ['process-definitions', 'process-instances', 'user-tasks', 'jobs', 'incidents']) {
    t.equal((await call(lucheng, 'POST', `/v2/${what}/search`, {})).body.page.totalItems, 0, what);
  }
  t.same((await call(lucheng, 'POST', '/v2/variables/search', { filter: { processInstanceKey } })).body.items, []);
  t.same(
    (
      await call(lucheng, 'POST', '/v2/jobs/activation', {
        type: 'push-hotline',
        timeout: 1_000,
        maxJobsToActivate: 1,
        requestTimeout: -1,
      })
    ).body.jobs,
    [],
  );
  t.same(await stored(), before, 'nothing was changed');
});

/** What the database holds of processes. */
async function stored(): Promise<unknown> {
  const { reader } = host.store;
  return Promise.all(['process_instance', 'user_task', 'job', 'incident'].map((table) => reader(table).orderBy('key')));
}
