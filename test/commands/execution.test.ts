import t from 'tap';
import { assignUserTask } from '../../src/commands/process/assign-user-task.ts';
import { cancelProcessInstance } from '../../src/commands/process/cancel-process-instance.ts';
import { completeJob } from '../../src/commands/process/complete-job.ts';
import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import { correlateMessage } from '../../src/commands/process/correlate-message.ts';
import { createProcessInstance } from '../../src/commands/process/create-process-instance.ts';
import { failJob } from '../../src/commands/process/fail-job.ts';
import { fireTimer } from '../../src/commands/process/fire-timer.ts';
import { lockJobs } from '../../src/commands/process/lock-jobs.ts';
import { publishMessage } from '../../src/commands/process/publish-message.ts';
import { resolveIncident } from '../../src/commands/process/resolve-incident.ts';
import { setVariables } from '../../src/commands/process/set-variables.ts';
import { updateJob } from '../../src/commands/process/update-job.ts';
import type { Command } from '../../src/domain/command.ts';
import { BpmnError, type Handler } from '../../src/domain/process/handler.ts';
import { diagram, element, flow, path, serviceTask, userTask } from '../helpers/bpmn.ts';
import { deploy, openTestHost, testActor, type TestHost } from '../helpers/host.ts';

type Row = Record<string, unknown> & { key: number };

/** One tenant of a host, with the few things that the tests below do to it. */
function tenant(host: TestHost, tenantId: string) {
  const actor = testActor(tenantId);
  const submit = <I, O>(command: Command<I, O>, input: I) => host.loop.submit(command, input, { actor });
  const rows = async (table: string, where: object = {}): Promise<Row[]> =>
    host.store
      .reader(table)
      .where({ tenant_id: tenantId, ...where })
      .orderBy('key');
  const open = async (table: string, elementId: string): Promise<Row> => {
    const row = (await rows(table, { element_id: elementId })).at(-1);
    if (!row) throw new Error(`no ${table} at ${elementId}`);
    return row;
  };
  return {
    submit,
    rows,
    open,
    deploy: (content: string, name = 'x.bpmn') => deploy(host, actor, [{ name, content }]),
    start: (processId: string, variables = {}) => submit(createProcessInstance, { processId, variables }),
    complete: async (elementId: string, variables = {}) =>
      submit(completeUserTask, { userTaskKey: (await open('user_task', elementId)).key, variables }),
    state: async (key: number) => (await rows('process_instance', { key }))[0]?.['state'],
    variables: async (key: number) => JSON.parse(String((await rows('process_instance', { key }))[0]?.['variables'])),
    incidents: async () =>
      (await rows('incident', { resolved_at: null })).map(({ type, element_id }) => `${type} ${element_id}`),
  };
}

t.test('process instances', async (t) => {
  const shout: Handler = {
    jobType: 'shout',
    run: ({ variables }) => ({ variables: { loud: String(variables['text']).toUpperCase() } }),
  };
  const refuse: Handler = {
    jobType: 'refuse',
    run() {
      throw new BpmnError('NO', 'refused', { why: 'because' });
    },
  };
  const crash: Handler = {
    jobType: 'crash',
    run({ variables }) {
      if (variables['mended']) return {};
      throw new TypeError('not what was expected');
    },
  };
  const handlers = new Map([shout, refuse, crash].map((handler) => [handler.jobType, handler]));
  const host = await openTestHost(t, { handlers });

  t.test('no true condition opens an incident; resolving it tries again with the variables of now', async (t) => {
    const town = tenant(host, 'no-flow');
    await town.deploy(
      diagram(
        'p',
        `<startEvent id="s"/>${userTask('a')}<exclusiveGateway id="g"/>${userTask('b')}<endEvent id="e"/>${path('s', 'a', 'g')}${flow('g', 'b', 'x > 1')}${path('b', 'e')}`,
      ),
    );
    const { processInstanceKey } = await town.start('p');
    await town.complete('a', { x: 0 });
    t.strictSame(await town.incidents(), ['CONDITION_ERROR a']);
    const [incident] = await town.rows('incident');
    await town.submit(setVariables, { elementInstanceKey: processInstanceKey, variables: { x: 2 }, local: false });
    await town.submit(resolveIncident, { incidentKey: incident?.key ?? 0 });
    t.strictSame(await town.incidents(), []);
    await town.complete('b');
    t.equal(await town.state(processInstanceKey), 'COMPLETED');
    await t.rejects(town.submit(resolveIncident, { incidentKey: incident?.key ?? 0 }), { code: 'ERR_INCIDENT_STATE' });
  });

  t.test('a condition that is neither true nor false opens an incident that names it, not the data', async (t) => {
    const town = tenant(host, 'not-boolean');
    await town.deploy(
      diagram(
        'p',
        `<startEvent id="s"/><exclusiveGateway id="g" default="g_to_e"/><endEvent id="e"/><endEvent id="f"/>${path('s', 'g', 'e')}${flow('g', 'f', 'secret')}`,
      ),
    );
    await town.start('p', { secret: '10000000000' });
    const [incident] = await town.rows('incident');
    t.match(incident?.['message'], /g_to_f =secret: expected true or false/);
    t.notMatch(incident?.['message'], /10000000000/);
  });

  t.test('local handlers work within the decision; their errors are caught or become incidents', async (t) => {
    const town = tenant(host, 'handlers');
    await town.deploy(
      diagram(
        'p',
        `<startEvent id="s"/>${serviceTask('a', 'shout')}${serviceTask('b', 'refuse')}<boundaryEvent id="no" attachedToRef="b"><errorEventDefinition errorRef="NO"/></boundaryEvent>${serviceTask('c', 'crash')}${userTask('d')}<endEvent id="e"/>${path('s', 'a', 'b', 'e')}${path('no', 'c', 'd', 'e')}`,
        '<error id="NO" errorCode="NO"/>',
      ),
    );
    const { processInstanceKey } = await town.start('p', { text: 'hello' });
    t.strictSame(await town.variables(processInstanceKey), { text: 'hello', loud: 'HELLO', why: 'because' });
    t.strictSame(await town.incidents(), ['HANDLER_FAILED c']);
    const [incident] = await town.rows('incident');
    await town.submit(setVariables, {
      elementInstanceKey: processInstanceKey,
      variables: { mended: true },
      local: false,
    });
    await town.submit(resolveIncident, { incidentKey: incident?.key ?? 0 });
    await town.complete('d');
    t.equal(await town.state(processInstanceKey), 'COMPLETED');
  });

  t.test('jobs: lease, failure with back-off, incident without retries, completion by a late worker', async (t) => {
    const town = tenant(host, 'jobs');
    await town.deploy(
      diagram('p', `<startEvent id="s"/>${serviceTask('work', 'far-away')}<endEvent id="e"/>${path('s', 'work', 'e')}`),
    );
    const { processInstanceKey } = await town.start('p');
    const { key } = await town.open('job', 'work');
    const lock = async () =>
      (await town.submit(lockJobs, { jobKeys: [key], worker: 'w', timeoutMs: 60_000 })).jobs.length;
    t.equal(await lock(), 1);
    t.equal(await lock(), 0, 'leased');
    host.clock.move(60_001);
    t.equal(await lock(), 1, 'lease is over');
    await town.submit(failJob, { jobKey: key, retries: 1, retryBackOffMs: 5_000, errorMessage: 'later' });
    t.equal(await lock(), 0, 'backs off');
    host.clock.move(5_000);
    t.equal(await lock(), 1);
    await town.submit(failJob, { jobKey: key, retries: 0, errorMessage: 'broken' });
    t.strictSame(await town.incidents(), ['JOB_NO_RETRIES work']);
    const [incident] = await town.rows('incident');
    await t.rejects(town.submit(resolveIncident, { incidentKey: incident?.key ?? 0 }), {
      code: 'ERR_INCIDENT_JOB_RETRIES',
    });
    await t.rejects(town.submit(completeJob, { jobKey: key, variables: {} }), { code: 'ERR_JOB_STATE' });
    await town.submit(updateJob, { jobKey: key, retries: 2 });
    await town.submit(resolveIncident, { incidentKey: incident?.key ?? 0 });
    await town.submit(completeJob, { jobKey: key, variables: { done: true } });
    t.equal(await town.state(processInstanceKey), 'COMPLETED');
    await t.rejects(town.submit(completeJob, { jobKey: key, variables: {} }), { code: 'ERR_JOB_STATE' });
  });

  t.test('messages: kept for their time to live, taken once, refused twice by id', async (t) => {
    const town = tenant(host, 'messages');
    const message =
      '<message id="M" name="paid"><extensionElements><zeebe:subscription correlationKey="=no"/></extensionElements></message>';
    await town.deploy(
      diagram(
        'p',
        `<startEvent id="s"/>${element('intermediateCatchEvent', 'wait', '', '<messageEventDefinition messageRef="M"/>')}<endEvent id="e"/>${path('s', 'wait', 'e')}`,
        message,
      ),
    );
    const publication = {
      name: 'paid',
      correlationKey: '7',
      messageId: 'm1',
      timeToLiveMs: 10_000,
      variables: { amount: 5 },
    };
    await town.submit(publishMessage, publication);
    await t.rejects(town.submit(publishMessage, publication), { code: 'ERR_MESSAGE_DUPLICATE' });
    const first = await town.start('p', { no: '7' });
    t.equal(await town.state(first.processInstanceKey), 'COMPLETED', 'the message was waiting');
    t.strictSame(await town.variables(first.processInstanceKey), { no: '7', amount: 5 });
    const second = await town.start('p', { no: '7' });
    t.equal(await town.state(second.processInstanceKey), 'ACTIVE', 'it was taken');
    await t.rejects(town.submit(correlateMessage, { name: 'paid', correlationKey: '8', variables: {} }), {
      code: 'ERR_MESSAGE_NOT_CORRELATED',
    });
    const correlated = await town.submit(correlateMessage, { name: 'paid', correlationKey: '7', variables: {} });
    t.equal(correlated.processInstanceKey, second.processInstanceKey);
    await town.submit(publishMessage, { ...publication, messageId: 'm2', timeToLiveMs: 1_000 });
    host.clock.move(1_001);
    const third = await town.start('p', { no: '7' });
    t.equal(await town.state(third.processInstanceKey), 'ACTIVE', 'it had expired');
  });

  t.test('a cycle that was missed fires once and goes on in step', async (t) => {
    const town = tenant(host, 'cycle');
    await town.deploy(
      diagram(
        'p',
        `<startEvent id="s"/>${userTask('a')}<boundaryEvent id="daily" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle xsi:type="tFormalExpression">R/P1D</timeCycle></timerEventDefinition></boundaryEvent>${userTask('line')}<endEvent id="e"/><endEvent id="f"/>${path('s', 'a', 'e')}${path('daily', 'line', 'f')}`,
      ),
    );
    const began = host.clock.now();
    await town.start('p');
    const { key } = await town.open('timer', 'daily');
    t.strictSame(await town.submit(fireTimer, { timerKey: key }), { fired: false }, 'not due yet');
    host.clock.move(86_400_000 * 3.5);
    t.strictSame(await town.submit(fireTimer, { timerKey: key }), { fired: true });
    t.equal((await town.rows('user_task', { element_id: 'line' })).length, 1);
    t.equal((await town.open('timer', 'daily'))['due_at'], began + 86_400_000 * 4);
  });

  t.test('timer start events begin an instance at each firing, of the newest version only', async (t) => {
    const town = tenant(host, 'timer-start');
    const yearly = (task: string) =>
      diagram(
        'p',
        `<startEvent id="s"><timerEventDefinition><timeCycle xsi:type="tFormalExpression">R2/P1D</timeCycle></timerEventDefinition></startEvent>${userTask(task)}<endEvent id="e"/>${path('s', task, 'e')}`,
      );
    const broken = yearly('a').replace('R2/P1D', '=never');
    await t.rejects(town.deploy(broken), { code: 'ERR_START_TRIGGER_INVALID' });
    await town.deploy(yearly('a'));
    await town.deploy(yearly('b'));
    t.equal((await town.rows('timer')).length, 1);
    const { key } = await town.open('timer', 's');
    for (const left of [1, 0]) {
      host.clock.move(86_400_000);
      t.strictSame(await town.submit(fireTimer, { timerKey: key }), { fired: true });
      t.equal((await town.rows('timer')).length, left);
    }
    t.strictSame(
      (await town.rows('user_task')).map((task) => task['element_id']),
      ['b', 'b'],
    );
  });

  t.test('input and output mappings; multi-instance collects outputs', async (t) => {
    const town = tenant(host, 'mappings');
    const io =
      '<zeebe:ioMapping><zeebe:input source="=price * 2" target="double"/><zeebe:output source="=double + answer" target="result.sum"/></zeebe:ioMapping>';
    const items =
      '<multiInstanceLoopCharacteristics isSequential="true"><extensionElements><zeebe:loopCharacteristics inputCollection="=units" inputElement="unit" outputCollection="opinions" outputElement="=unit + opinion"/></extensionElements></multiInstanceLoopCharacteristics>';
    await town.deploy(
      diagram(
        'p',
        `<startEvent id="s"/>${userTask('a', io)}${userTask('ask', '', items)}<endEvent id="e"/>${path('s', 'a', 'ask', 'e')}`,
      ),
    );
    const { processInstanceKey } = await town.start('p', { price: 4, units: ['A', 'B'] });
    t.strictSame(JSON.parse(String((await town.open('user_task', 'a'))['variables'])), { double: 8 });
    await town.complete('a', { answer: 1 });
    t.strictSame(await town.variables(processInstanceKey), { price: 4, units: ['A', 'B'], result: { sum: 9 } });
    await town.complete('ask', { opinion: '-yes' });
    await town.complete('ask', { opinion: '-no' });
    t.match(await town.variables(processInstanceKey), { opinions: ['A-yes', 'B-no'] });
    t.equal(await town.state(processInstanceKey), 'COMPLETED');
  });

  t.test('what only one item sees, and what was mapped in, stays in the activity', async (t) => {
    const town = tenant(host, 'own-variables');
    const items =
      '<multiInstanceLoopCharacteristics isSequential="true"><extensionElements><zeebe:loopCharacteristics inputCollection="=units" inputElement="unit" outputCollection="answers" outputElement="=answer"/></extensionElements></multiInstanceLoopCharacteristics>';
    const called =
      '<callActivity id="call"><extensionElements><zeebe:calledElement processId="kid" propagateAllChildVariables="true"/></extensionElements>';
    const input = '<zeebe:ioMapping><zeebe:input source="=units[1]" target="unit"/></zeebe:ioMapping>';
    await town.deploy(
      diagram('kid', `<startEvent id="s"/>${userTask('kt')}<endEvent id="e"/>${path('s', 'kt', 'e')}`),
      'kid.bpmn',
    );
    await town.deploy(
      diagram(
        'p',
        `<startEvent id="s"/>${userTask('ask', '', items)}${called}${items}</callActivity>${userTask('one', input)}<endEvent id="e"/>${path('s', 'ask', 'call', 'one', 'e')}`,
      ),
    );
    const { processInstanceKey } = await town.start('p', { units: ['A', 'B'], unit: 'outside' });
    for (const answer of [1, 2]) await town.complete('ask', { answer, noted: answer });
    const after = { units: ['A', 'B'], unit: 'outside', answers: [1, 2], noted: 2 };
    t.strictSame(await town.variables(processInstanceKey), after);
    for (const answer of [3, 4]) await town.complete('kt', { answer });
    t.strictSame(await town.variables(processInstanceKey), { ...after, answers: [3, 4] });
    await town.complete('one', { unit: 'C', done: true });
    t.strictSame(await town.variables(processInstanceKey), { ...after, answers: [3, 4], done: true });
  });

  t.test('a runaway diagram becomes an incident; the host lives on', async (t) => {
    const town = tenant(host, 'runaway');
    await town.deploy(
      diagram(
        'p',
        `<startEvent id="s"/><exclusiveGateway id="m"/>${serviceTask('work', 'shout')}<exclusiveGateway id="g" default="g_to_m"/><endEvent id="e"/>${path('s', 'm', 'work', 'g', 'm')}${flow('g', 'e', 'text = "never"')}`,
      ),
    );
    await town.start('p', { text: 'x' });
    t.match(await town.incidents(), [/^RUNAWAY/]);
    await town.deploy(
      diagram('q', `<startEvent id="s"/>${userTask('a')}<endEvent id="e"/>${path('s', 'a', 'e')}`),
      'q.bpmn',
    );
    await town.start('q');
    await town.complete('a');
  });

  t.test('a process that calls itself is stopped, and can be cancelled', async (t) => {
    const town = tenant(host, 'calls-itself');
    const self = '<zeebe:calledElement processId="p" propagateAllChildVariables="false"/>';
    await town.deploy(
      diagram(
        'p',
        `<startEvent id="s"/>${element('callActivity', 'call', self)}<endEvent id="e"/>${path('s', 'call', 'e')}`,
      ),
    );
    const { processInstanceKey } = await town.start('p');
    t.strictSame(await town.incidents(), ['CALLED_ELEMENT_ERROR call']);
    await town.submit(cancelProcessInstance, { processInstanceKey });
    t.strictSame([...new Set((await town.rows('process_instance')).map(({ state }) => state))], ['CANCELED']);
  });

  t.test('called instances are cancelled with their caller; what was called in vain is an incident', async (t) => {
    const town = tenant(host, 'calls');
    const call = (processId: string) =>
      element(
        'callActivity',
        'call',
        `<zeebe:calledElement processId="${processId}" propagateAllChildVariables="true"/>`,
      );
    await town.deploy(
      diagram('child', `<startEvent id="s"/>${userTask('inner')}<endEvent id="e"/>${path('s', 'inner', 'e')}`),
      'child.bpmn',
    );
    await town.deploy(diagram('p', `<startEvent id="s"/>${call('child')}<endEvent id="e"/>${path('s', 'call', 'e')}`));
    const { processInstanceKey } = await town.start('p');
    await town.submit(cancelProcessInstance, { processInstanceKey });
    t.strictSame(
      (await town.rows('process_instance')).map(({ state }) => state),
      ['CANCELED', 'CANCELED'],
    );
    t.strictSame(
      (await town.rows('user_task')).map(({ state }) => state),
      ['CANCELED'],
    );
    await t.rejects(town.submit(cancelProcessInstance, { processInstanceKey }), { code: 'ERR_PROCESS_INSTANCE_STATE' });
    await town.deploy(
      diagram('q', `<startEvent id="s"/>${call('missing')}<endEvent id="e"/>${path('s', 'call', 'e')}`),
      'q.bpmn',
    );
    await town.start('q');
    t.strictSame(await town.incidents(), ['CALLED_ELEMENT_ERROR call']);
  });

  t.test('the same content is not a new version; other content is', async (t) => {
    const town = tenant(host, 'versions');
    const one = diagram('p', `<startEvent id="s"/>${userTask('a')}<endEvent id="e"/>${path('s', 'a', 'e')}`);
    const first = await town.deploy(one);
    const second = await town.deploy(one);
    t.strictSame(second, first);
    const third = await town.deploy(one.replaceAll('"a"', '"b"').replaceAll('to_a', 'to_b').replaceAll('"a_', '"b_'));
    t.equal(third.processes[0]?.version, 2);
  });

  t.test('what belongs to another tenant does not exist', async (t) => {
    const [town, other] = [tenant(host, 'here'), tenant(host, 'elsewhere')];
    await town.deploy(diagram('p', `<startEvent id="s"/>${userTask('a')}<endEvent id="e"/>${path('s', 'a', 'e')}`));
    const { processInstanceKey } = await town.start('p');
    const userTaskKey = (await town.open('user_task', 'a')).key;
    await t.rejects(other.start('p'), { code: 'ERR_PROCESS_DEFINITION_NOT_FOUND' });
    await t.rejects(other.submit(completeUserTask, { userTaskKey, variables: {} }), {
      code: 'ERR_USER_TASK_NOT_FOUND',
    });
    await t.rejects(other.submit(assignUserTask, { userTaskKey, assignee: 'x' }), { code: 'ERR_USER_TASK_NOT_FOUND' });
    await t.rejects(other.submit(cancelProcessInstance, { processInstanceKey }), {
      code: 'ERR_PROCESS_INSTANCE_NOT_FOUND',
    });
    await t.rejects(
      other.submit(setVariables, { elementInstanceKey: processInstanceKey, variables: {}, local: false }),
      { code: 'ERR_ELEMENT_INSTANCE_NOT_FOUND' },
    );
  });

  t.test('tasks: claimed once, completed once', async (t) => {
    const town = tenant(host, 'tasks');
    await town.deploy(diagram('p', `<startEvent id="s"/>${userTask('a')}<endEvent id="e"/>${path('s', 'a', 'e')}`));
    await town.start('p');
    const userTaskKey = (await town.open('user_task', 'a')).key;
    await town.submit(assignUserTask, { userTaskKey, assignee: 'me', allowOverride: false });
    await t.rejects(town.submit(assignUserTask, { userTaskKey, assignee: 'you', allowOverride: false }), {
      code: 'ERR_USER_TASK_ASSIGNED',
    });
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => town.submit(completeUserTask, { userTaskKey, variables: {} })),
    );
    t.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
  });
});
