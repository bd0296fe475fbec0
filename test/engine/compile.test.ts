import t from 'tap';
import type { ExecutableProcess } from '../../src/domain/process/executable.ts';
import { compileProcess } from '../../src/engine/compile.ts';
import { readDiagram } from '../../src/engine/read-diagram.ts';
import { checkDiagram } from '../../src/rules/gate-rules.ts';
import { boundaryTimer, feel, flows, processFile, serviceTask, userTask, userTasks } from '../helpers/bpmn-text.ts';

async function compile(body: string, roots = ''): Promise<ExecutableProcess> {
  const { definitions, findings } = await readDiagram(processFile(body, roots));
  if (!definitions) throw new Error(JSON.stringify(findings));
  t.same([...findings, ...checkDiagram({ definitions, checkFeel: () => undefined })], []);
  const process = definitions.rootElements?.find(({ id }) => id === 'p');
  if (!process) throw new Error('no process');
  return compileProcess(process).process;
}

const around = (element: string, extra = ''): string =>
  `<startEvent id="s"/>${element}<endEvent id="e"/>${extra}${flows('s > x > e')}`;
const extended = (tag: string, inner: string, rest = ''): string =>
  `<${tag} id="x"><extensionElements>${inner}</extensionElements>${rest}</${tag}>`;
const message =
  '<message id="m" name="reply"><extensionElements><zeebe:subscription correlationKey="=orderId"/></extensionElements></message>';

t.test('what waits is described for the host', async (t) => {
  const behaviours: [string, object][] = [
    [
      extended(
        'userTask',
        `<zeebe:userTask/><zeebe:formDefinition formId="sign"/><zeebe:assignmentDefinition assignee="=owner" candidateGroups="duty"/>
         <zeebe:taskSchedule dueDate="=limit(&quot;sign&quot;)"/><zeebe:priorityDefinition priority="80"/>`,
      ),
      {
        kind: 'userTask',
        assignee: { feel: 'owner' },
        candidateGroups: { literal: 'duty' },
        candidateUsers: null,
        dueDate: { feel: 'limit("sign")' },
        followUpDate: null,
        priority: { literal: '80' },
        formId: 'sign',
      },
    ],
    [
      extended(
        'serviceTask',
        '<zeebe:taskDefinition type="send" retries="3"/><zeebe:taskHeaders><zeebe:header key="to" value="hall"/></zeebe:taskHeaders>',
      ),
      { kind: 'job', jobType: { literal: 'send' }, retries: { literal: '3' }, headers: { to: 'hall' } },
    ],
    [
      extended('scriptTask', '<zeebe:script expression="= a + 1" resultVariable="b"/>'),
      { kind: 'script', expression: 'a + 1', resultVariable: 'b' },
    ],
    [
      extended('businessRuleTask', '<zeebe:calledDecision decisionId="level" resultVariable="l"/>'),
      { kind: 'decision', decisionId: { literal: 'level' }, resultVariable: 'l' },
    ],
    [
      extended('callActivity', '<zeebe:calledElement processId="=next" propagateAllChildVariables="false"/>'),
      {
        kind: 'call',
        processId: { feel: 'next' },
        binding: 'latest',
        versionTag: null,
        propagateAllParentVariables: true,
        propagateAllChildVariables: false,
      },
    ],
    [
      '<receiveTask id="x" messageRef="m"/>',
      {
        kind: 'catch',
        trigger: { kind: 'message', elementId: 'x', name: { literal: 'reply' }, correlationKey: { feel: 'orderId' } },
      },
    ],
    [
      '<intermediateThrowEvent id="x"><messageEventDefinition messageRef="m"/></intermediateThrowEvent>',
      { kind: 'throw', trigger: { kind: 'message' } },
    ],
    [
      extended(
        'intermediateThrowEvent',
        '<zeebe:taskDefinition type="send"/>',
        '<messageEventDefinition messageRef="m"/>',
      ),
      { kind: 'job', jobType: { literal: 'send' } },
    ],
    [
      '<intermediateThrowEvent id="x"><compensateEventDefinition/></intermediateThrowEvent>',
      { kind: 'throwCompensation', activityId: null },
    ],
  ];
  for (const [element, behaviour] of behaviours) {
    t.match((await compile(around(element), message)).elements.x?.behaviour, behaviour);
  }

  t.test('and what does not wait has no behaviour', async (t) => {
    for (const element of [
      '<task id="x"/>',
      '<manualTask id="x"/>',
      '<intermediateThrowEvent id="x"/>',
      '<parallelGateway id="x"/>',
    ]) {
      t.equal((await compile(around(element))).elements.x?.behaviour, null);
    }
  });

  t.test('unless the host has mappings to apply there', async (t) => {
    const mapped = extended('task', '<zeebe:ioMapping><zeebe:output source="=1" target="a"/></zeebe:ioMapping>');
    t.match((await compile(around(mapped))).elements.x, {
      behaviour: { kind: 'script', expression: 'null', resultVariable: null },
      outputs: [{ source: { feel: '1' }, target: 'a' }],
    });
  });
});

t.test('conditions are kept by flow, defaults have none', async (t) => {
  const process = await compile(
    `<startEvent id="s"/><exclusiveGateway id="x" default="x-e"/><endEvent id="e"/><endEvent id="f"/>${flows('s > x > e', 'x > f ? big')}`,
  );
  t.same(process.conditions, { 'x-f': 'big' });
});

t.test('repetition', async (t) => {
  const items = serviceTask(
    'x',
    `<multiInstanceLoopCharacteristics isSequential="true"><extensionElements>
     <zeebe:loopCharacteristics inputCollection="= items" inputElement="item" outputCollection="all" outputElement="= r"/></extensionElements>
     ${feel('completionCondition', 'enough')}</multiInstanceLoopCharacteristics>`,
  );
  t.same((await compile(around(items))).elements.x?.multiInstance, {
    sequential: true,
    collection: 'items',
    inputElement: 'item',
    outputCollection: 'all',
    outputElement: 'r',
    completionCondition: 'enough',
  });
  const loop = userTask(
    'x',
    `<standardLoopCharacteristics testBefore="true" loopMaximum="3">${feel('loopCondition', 'more')}</standardLoopCharacteristics>`,
  );
  t.same((await compile(around(loop))).elements.x?.loop, { condition: 'more', testBefore: true, maximum: 3 });
});

t.test('every scope is a unit', async (t) => {
  const process = await compile(
    `<startEvent id="s"/>${userTasks('a')}${boundaryTimer('late', 'a')}${boundaryTimer('remind', 'a', 'cancelActivity="false"')}
     <subProcess id="x"><startEvent id="xs"/>${userTasks('b')}<endEvent id="xe"/>${flows('xs > b > xe')}
       <subProcess id="stop" triggeredByEvent="true"><startEvent id="ss" isInterrupting="false"><messageEventDefinition messageRef="m"/></startEvent>
       <endEvent id="se"/>${flows('ss > se')}</subProcess></subProcess>
     <boundaryEvent id="undo" attachedToRef="x"><compensateEventDefinition/></boundaryEvent>
     <subProcess id="h" isForCompensation="true"><startEvent id="hs"/><endEvent id="he"/>${flows('hs > he')}</subProcess>
     <association id="as" sourceRef="undo" targetRef="h"/>${userTasks('c')}<endEvent id="e"/><endEvent id="r"/>
     ${flows('s > a > x > e', 'late > e', 'remind > c > r')}`,
    message,
  );
  t.same(
    Object.values(process.units)
      .map(({ id, kind, elementId }) => `${id} ${kind} ${elementId}`)
      .sort(),
    [
      'p process p',
      'p/h compensation h',
      'p/h/h subProcess h',
      'p/remind boundaryPath remind',
      'p/x subProcess x',
      'p/x/stop eventSubProcess stop',
    ],
  );
  t.same(process.elements.x?.behaviour, { kind: 'subProcess', unit: 'p/x' });
  t.same(process.elements.h?.behaviour, { kind: 'subProcess', unit: 'p/h/h' });
  t.equal(process.elements.x?.compensationHandler, 'h');
  const duration = { kind: 'timer', timer: 'duration', expression: { literal: 'PT1H' } } as const;
  t.same(process.units.p?.boundaries, {
    a: [
      { trigger: { ...duration, elementId: 'late' } },
      { trigger: { ...duration, elementId: 'remind' }, unit: 'p/remind' },
    ],
  });
  t.match(process.units['p/x']?.eventSubProcesses, [
    { trigger: { kind: 'message', elementId: 'ss' }, interrupting: false, unit: 'p/x/stop' },
  ]);
});

t.test('an element that a boundary path comes to has its boundary events there too', async (t) => {
  const process = await compile(
    `<startEvent id="s"/>${userTasks('a', 'b')}${boundaryTimer('early', 'a', 'cancelActivity="false"')}${boundaryTimer('late', 'b', 'cancelActivity="false"')}
     <exclusiveGateway id="x"/><endEvent id="e"/><endEvent id="f"/>${flows('s > a > x > b > e', 'early > x', 'late > f')}`,
  );
  const late = [{ trigger: { kind: 'timer', elementId: 'late' }, unit: 'p/late' }];
  t.match(process.units.p?.boundaries.b, late);
  t.match(process.units['p/early']?.boundaries, { b: late });
});

t.test('pool and lanes tell who acts, and change nothing', async (t) => {
  const body = around(userTask('x'));
  const lane = (id: string, ...nodes: string[]): string =>
    `<lane id="${id}" name="${id}">${nodes.map((node) => `<flowNodeRef>${node}</flowNodeRef>`).join('')}</lane>`;
  const inLanes = `<laneSet id="lanes">${lane('unit', 's', 'x')}${lane('office', 'e')}</laneSet>${body}`;
  const pool = '<collaboration id="c"><participant id="pool" name="pool" processRef="p"/></collaboration>';
  t.same(await compile(inLanes, pool), await compile(body));
});

t.test('starts', async (t) => {
  const process = await compile(
    `<startEvent id="s"/><startEvent id="t"><timerEventDefinition>${feel('timeCycle', 'cycle')}</timerEventDefinition></startEvent>
     <startEvent id="n"><messageEventDefinition messageRef="m"/></startEvent><endEvent id="e"/>${flows('s > e', 't > e', 'n > e')}`,
    message,
  );
  t.match(process.starts, [
    { kind: 'none', elementId: 's' },
    { kind: 'timer', elementId: 't', timer: 'cycle', expression: { feel: 'cycle' } },
    { kind: 'message', elementId: 'n' },
  ]);
});
