import t from 'tap';
import { openTestServer, TEST_LIMITS } from '../helpers/http.ts';
import { FORM, oneElement, userTask } from './diagrams.ts';

const server = await openTestServer(t);
const { app, call, deploy, keyFor, host } = server;
const key = await keyFor('yunxi', ['*']);

/** Rows of everything that a deployment or an instance would leave behind. */
async function stored(): Promise<number[]> {
  const tables = [
    'deployment',
    'resource',
    'process_definition',
    'decision_definition',
    'form_definition',
    'process_instance',
    'user_task',
  ];
  return Promise.all(tables.map(async (table) => Number((await host.store.reader(table).count({ n: '*' }))[0]?.['n'])));
}

const BOMB = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name="&c;" isExecutable="true"/></definitions>`;
const TASK =
  '<bpmn:userTask id="work"><bpmn:incoming>to_work</bpmn:incoming><bpmn:outgoing>to_end</bpmn:outgoing></bpmn:userTask>';
const script = (feel: string) =>
  oneElement(
    'p',
    `<bpmn:scriptTask id="work"><bpmn:extensionElements><zeebe:script expression="${feel}" resultVariable="x" /></bpmn:extensionElements><bpmn:incoming>to_work</bpmn:incoming><bpmn:outgoing>to_end</bpmn:outgoing></bpmn:scriptTask>`,
  );
const OVERLAPPING = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="http://jiesu.example/test">
  <decision id="level" name="等级"><decisionTable id="t" hitPolicy="UNIQUE">
    <input id="i"><inputExpression id="ie" typeRef="number"><text>n</text></inputExpression></input>
    <output id="o" name="level" typeRef="string" />
    <rule id="r1"><inputEntry id="r1i"><text>&gt; 1</text></inputEntry><outputEntry id="r1o"><text>"a"</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="r2i"><text>&gt; 2</text></inputEntry><outputEntry id="r2o"><text>"b"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`;

t.test('bad resources are refused with the place and the rule, and nothing is stored', async (t) => {
  const before = await stored();
  const cases: Record<string, string> = {
    'malformed.bpmn': '<bpmn:definitions><bpmn:process',
    'not-xml.bpmn': 'hello',
    'empty.bpmn': '',
    'bomb.bpmn': BOMB,
    'unknown-element.bpmn': oneElement('p', TASK.replaceAll('bpmn:userTask', 'bpmn:dreamTask')),
    'complex-gateway.bpmn': oneElement('p', TASK.replaceAll('bpmn:userTask', 'bpmn:complexGateway')),
    'duplicate-ids.bpmn': oneElement('p', TASK + TASK),
    'dangling-flow.bpmn': oneElement('p', TASK).replace('targetRef="end"', 'targetRef="nowhere"'),
    'feel-syntax.bpmn': script('=1 + '),
    'feel-function.bpmn': script('=no_such_function(1)'),
    'javascript.bpmn': oneElement(
      'p',
      TASK.replaceAll('bpmn:userTask', 'bpmn:scriptTask').replace('id="work"', 'id="work" scriptFormat="javascript"'),
    ),
    'overlapping.dmn': OVERLAPPING,
    'malformed.dmn': '<definitions><decision',
    'malformed.form': '{ "id": ',
    'program.exe': 'MZ',
  };
  for (const [name, content] of Object.entries(cases)) {
    const { status, body } = await deploy(key, { [name]: content });
    t.equal(status, 400, `${name}: ${body.detail}`);
    t.match(
      body,
      {
        code: 'ERR_DEPLOYMENT_REFUSED',
        place: /./,
        rule: /./,
        detailZh: /./,
        problems: [{ resource: name, place: /./, rule: /./ }],
      },
      name,
    );
  }
  const mixed = await deploy(key, { 'good.bpmn': userTask('good'), 'verify.form': FORM, 'bad.bpmn': 'hello' });
  t.equal(mixed.status, 400, 'one bad file refuses all');
  t.same(await stored(), before);
});

t.test('too much of anything is refused', async (t) => {
  const before = await stored();
  const large = await deploy(key, {
    'large.bpmn': userTask('large').replace('<bpmn:startEvent', `<!--${'x'.repeat(10_000_000)}--><bpmn:startEvent`),
  });
  t.match(large, { status: 413, body: { code: 'ERR_RESOURCE_TOO_LARGE', place: 'large.bpmn', rule: 'size' } });
  t.match(await deploy(key, {}), { status: 400, body: { code: 'ERR_RESOURCES_MISSING', place: 'resources' } });
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`${n}.form`, FORM]));
  t.match(await deploy(key, many), { status: 400, body: { code: 'ERR_TOO_MANY_RESOURCES' } });
  t.match(await call(key, 'POST', '/v2/deployments', {}), { status: 415, body: { code: 'ERR_MEDIA_TYPE' } });
  const body = JSON.stringify({ processDefinitionId: 'x', variables: { a: 'x'.repeat(TEST_LIMITS.bodyBytes) } });
  t.match(await call(key, 'POST', '/v2/process-instances', body), {
    status: 413,
    body: { code: 'ERR_BODY_TOO_LARGE' },
  });
  const deep = `{"processDefinitionId":"x","variables":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
  t.match(await call(key, 'POST', '/v2/process-instances', deep), {
    status: 400,
    body: { code: 'ERR_BODY_TOO_DEEP', rule: 'depth' },
  });
  t.same(await stored(), before);
});

t.test('bad requests are refused with the place and the rule', async (t) => {
  await deploy(key, { 'good.bpmn': userTask('good'), 'verify.form': FORM });
  const before = await stored();
  const cases: [body: unknown, expected: object][] = [
    ['{"processDefinitionId":', { code: 'ERR_BODY_MALFORMED' }],
    ['{"processDefinitionId":"good","__proto__":{"x":1}}', { code: 'ERR_BODY_MALFORMED' }],
    ['null', { code: 'ERR_REQUEST_INVALID' }],
    ['', { code: 'ERR_REQUEST_INVALID' }],
    [[], { code: 'ERR_REQUEST_INVALID' }],
    [{}, { code: 'ERR_REQUEST_INVALID' }],
    [
      { processDefinitionId: 'good', variables: 'x' },
      { place: /variables/, rule: 'type' },
    ],
    [{ processDefinitionId: 'good', variables: ['x'] }, { place: /variables/ }],
    [{ processDefinitionId: 'good', variables: null }, { place: /variables/ }],
    [{ processDefinitionId: 5 }, { place: /processDefinitionId/ }],
    [{ processDefinitionKey: 'abc' }, { place: /processDefinitionKey/, rule: 'pattern' }],
    [{ processDefinitionKey: '9999999999999999' }, { code: 'ERR_REQUEST_INVALID' }],
    [{ processDefinitionId: 'good', processDefinitionVersion: 1.5 }, { place: /processDefinitionVersion/ }],
    [
      { processDefinitionId: 'good', variabels: {} },
      { place: 'body/variabels', rule: 'additionalProperties', detailZh: /variabels.*不是本请求的字段/ },
    ],
    [{ processDefinitionId: 'good', tags: ['x'] }, { place: /tags/ }],
    [
      { processDefinitionId: 'good', processDefinitionKey: '1' },
      { place: 'body', rule: 'oneOf' },
    ],
    [
      { processDefinitionId: 'good', startInstructions: [{ elementId: 'work' }] },
      { code: 'ERR_START_EVENT_NOT_FOUND' },
    ],
  ];
  for (const [body, expected] of cases) {
    const answer = await call(key, 'POST', '/v2/process-instances', body);
    t.match(answer, { status: 400, body: expected }, JSON.stringify(body));
  }
  t.equal(
    (await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'good', processDefinitionVersion: 9 }))
      .status,
    404,
  );
  t.match(
    await call(key, 'POST', '/v2/process-instances/search', { filter: { colour: 'red' } }),
    { status: 400, body: { place: /filter/ } },
    'an unknown filter is not passed over',
  );
  t.match(await call(key, 'POST', '/v2/process-instances/search', { sort: [{ field: 'colour' }] }), {
    status: 400,
    body: {
      rule: 'enum',
      detail: /must be one of processInstanceKey, /,
      detailZh: /应为以下之一:processInstanceKey, /,
    },
  });
  for (const [path, body] of [
    ['/v2/process-instances/search', { filtr: {} }],
    ['/v2/user-tasks/1/completion', { variabels: {} }],
    ['/v2/jobs/1/completion', { variabels: {} }],
    ['/v2/messages/publication', { name: 'x', ttl: 5 }],
    ['/v2/incidents/1/resolution', { force: true }],
  ] as const)
    t.match(await call(key, 'POST', path, body), { status: 400, body: { rule: 'additionalProperties' } }, path);
  t.match(await call(key, 'POST', '/v2/variables/search', {}), {
    status: 400,
    body: { place: 'body/filter/processInstanceKey' },
  });
  t.equal((await call(key, 'GET', '/v2/process-instances/abc')).status, 400);
  t.equal((await call(key, 'GET', '/v2/process-instances/1%00')).status, 400);
  t.match(await call(key, 'GET', '/v2/nonsense?phone=13900000000'), {
    status: 404,
    body: { code: 'ERR_ROUTE_NOT_FOUND', instance: '/v2/nonsense' },
  });
  t.equal((await call(key, 'GET', '/v2/process-instances/%')).status, 400);
  const xml = await app.inject({
    method: 'POST',
    url: '/v2/process-instances',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/xml' },
    payload: '<a/>',
  });
  t.equal(xml.statusCode, 415);
  const broken = await app.inject({
    method: 'POST',
    url: '/v2/deployments',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'multipart/form-data; boundary=x' },
    payload: '--x\r\nContent-Disposition: form-data; name="resources"; filename="a.bpmn"\r\n\r\n<a',
  });
  t.match(broken.json(), { status: 400, code: 'ERR_UPLOAD_MALFORMED' });
  t.same(await stored(), before);
});

t.test('expressions that never end and values of the wrong type stop their instance, not the host', async (t) => {
  const endless = script('=count(for a in 1..100000, b in 1..100000, c in 1..100000 return a)');
  const answer = await deploy(key, { 'endless.bpmn': endless });
  if (answer.status === 200) {
    const started = await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'p' });
    t.equal(started.status, 200);
    const { processInstanceKey } = started.body;
    t.equal((await call(key, 'POST', '/v2/incidents/search', { filter: { processInstanceKey } })).body.items.length, 1);
  }
  await deploy(key, { 'groups.bpmn': userTask('groups', '=groups'), 'verify.form': FORM });
  const { processInstanceKey } = (
    await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'groups', variables: { groups: { a: 1 } } })
  ).body;
  t.match((await call(key, 'POST', '/v2/incidents/search', { filter: { processInstanceKey } })).body.items, [
    { elementId: 'work', state: 'ACTIVE' },
  ]);
  t.equal((await call(null, 'GET', '/healthz')).status, 200);
});
