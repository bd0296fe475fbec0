import t from 'tap';
import { readDiagram } from '../../src/engine/read-diagram.ts';
import { checkDiagram, GATE_RULES } from '../../src/rules/gate-rules.ts';
import {
  boundaryTimer,
  definitionsFile,
  feel,
  flows,
  processFile,
  serviceTask,
  userTask,
  userTasks,
} from '../helpers/bpmn-text.ts';

/** What a rule refuses, as `rule at place`. */
async function refusals(xml: string): Promise<string[]> {
  const { definitions, findings } = await readDiagram(xml);
  if (!definitions || findings.length > 0) throw new Error(JSON.stringify(findings));
  const checkFeel = (text: string): { zh: string; en: string } | undefined =>
    text.includes('((') ? { zh: '括号', en: 'parenthesis' } : undefined;
  return checkDiagram({ definitions, checkFeel }).map(({ rule, place }) => `${rule} at ${place}`);
}

/** start > `x` > end around the element under test. */
const around = (element: string, extra = '', roots = ''): string =>
  processFile(`<startEvent id="s"/>${element}<endEvent id="e"/>${extra}${flows('s > x > e')}`, roots);
const event = (type: string, definition: string, attributes = ''): string =>
  `<${type} id="x" ${attributes}>${definition}</${type}>`;
const timer = (inner: string): string => `<timerEventDefinition>${inner}</timerEventDefinition>`;
const time = (name: string, text: string): string => `<${name} xsi:type="tFormalExpression">${text}</${name}>`;
const extended = (tag: string, inner: string, attributes = ''): string =>
  `<${tag} id="x" ${attributes}><extensionElements>${inner}</extensionElements></${tag}>`;
const job = '<zeebe:taskDefinition type="work"/>';
const catchMessage = event('intermediateCatchEvent', '<messageEventDefinition messageRef="m"/>');
const multi = (attributes: string, extension: string, inner = ''): string =>
  serviceTask(
    'x',
    `<multiInstanceLoopCharacteristics ${attributes}><extensionElements><zeebe:loopCharacteristics ${extension}/></extensionElements>${inner}</multiInstanceLoopCharacteristics>`,
  );
const loop = (attributes: string, inner = ''): string =>
  userTask('x', `<standardLoopCharacteristics ${attributes}>${inner}</standardLoopCharacteristics>`);
const eventSubProcess = (start: string): string =>
  around(
    userTask('x'),
    `<subProcess id="es" triggeredByEvent="true">${start}<endEvent id="ee"/>${flows('es1 > ee')}</subProcess>`,
  );
const compensation = (handler: string, association: string): string =>
  around(
    userTask('x'),
    `<boundaryEvent id="b" attachedToRef="x"><compensateEventDefinition/></boundaryEvent>${handler}${association}`,
  );

const acceptance = (decisionId: string, resultVariable: string, mapping = ''): string =>
  `<businessRuleTask id="d"><extensionElements><zeebe:calledDecision decisionId="${decisionId}" resultVariable="${resultVariable}"/>${mapping}</extensionElements></businessRuleTask>`;
const DISPATCH = `${serviceTask('dispatch-order')}<endEvent id="e"/>${flows('s > d > dispatch-order > e')}`;

/** For each rule: what it refuses (and where), and what it lets pass. */
const CASES: Record<string, { refused: [string, string][]; fine?: string[] }> = {
  'boundary-host': {
    refused: [
      [around(userTask('x'), `<boundaryEvent id="b" attachedToRef="e"><errorEventDefinition/></boundaryEvent>`), 'b'],
      [
        around(
          userTask('x'),
          `<boundaryEvent id="b" attachedToRef="x" cancelActivity="false"><errorEventDefinition/></boundaryEvent>`,
        ),
        'b',
      ],
    ],
    fine: [around(userTask('x'), boundaryTimer('b', 'x'))],
  },
  'boundary-path-join': {
    refused: [
      [
        processFile(
          `<startEvent id="s"/>${userTasks('a', 'c')}<parallelGateway id="j"/><endEvent id="e"/>
           ${boundaryTimer('b', 'a', 'cancelActivity="false"')}${flows('s > a > j > e', 'b > c > j')}`,
        ),
        'b',
      ],
    ],
    fine: [
      processFile(
        `<startEvent id="s"/>${userTasks('a', 'c', 'd', 'f')}<exclusiveGateway id="m"/><parallelGateway id="q"/><parallelGateway id="j"/>
         <endEvent id="e"/>${boundaryTimer('b', 'a', 'cancelActivity="false"')}
         ${flows('s > a > m > q > d > j > e', 'q > f > j', 'b > c > m')}`,
      ),
    ],
  },
  'call-activity': {
    refused: [
      [around('<callActivity id="x" calledElement="other"/>'), 'x'],
      [around(extended('callActivity', '<zeebe:calledElement processId="other" bindingType="versionTag"/>')), 'x'],
    ],
    fine: [around(extended('callActivity', '<zeebe:calledElement processId="other"/>'))],
  },
  compensation: {
    refused: [
      [compensation('', ''), 'b'],
      [compensation(serviceTask('h', '', 'isForCompensation="true"'), ''), 'b'],
      [around(event('intermediateThrowEvent', '<compensateEventDefinition waitForCompletion="false"/>')), 'x'],
    ],
    fine: [
      compensation(
        serviceTask('h', '', 'isForCompensation="true"'),
        '<association id="as" sourceRef="b" targetRef="h"/>',
      ),
    ],
  },
  'condition-place': {
    refused: [
      [
        processFile(`<startEvent id="s"/><parallelGateway id="x"/><endEvent id="e"/>${flows('s > x', 'x > e ? ok')}`),
        'x-e',
      ],
      [
        processFile(
          `<startEvent id="s"/><exclusiveGateway id="x" default="x-e"/><endEvent id="e"/>${flows('s > x', 'x > e ? ok')}`,
        ),
        'x-e',
      ],
    ],
    fine: [processFile(`<startEvent id="s"/>${userTask('x')}<endEvent id="e"/>${flows('s > x', 'x > e ? ok')}`)],
  },
  'error-code': {
    refused: [
      [processFile(`<startEvent id="s"/><endEvent id="x"><errorEventDefinition/></endEvent>${flows('s > x')}`), 'x'],
      [
        processFile(
          `<startEvent id="s"/><endEvent id="x"><errorEventDefinition errorRef="er"/></endEvent>${flows('s > x')}`,
          '<error id="er" errorCode="=code"/>',
        ),
        'x',
      ],
    ],
    fine: [
      processFile(
        `<startEvent id="s"/><endEvent id="x"><errorEventDefinition errorRef="er"/></endEvent>${flows('s > x')}`,
        '<error id="er" errorCode="REFUSED"/>',
      ),
    ],
  },
  'event-based-gateway': {
    refused: [
      [
        processFile(
          `<startEvent id="s"/><eventBasedGateway id="x"/>${userTasks('a', 'b')}<endEvent id="e"/>${flows('s > x > a > e', 'x > b > e')}`,
        ),
        'x',
      ],
    ],
  },
  'event-flow': {
    refused: [
      [processFile(`<startEvent id="s"/>${userTask('x')}<endEvent id="e"/>${flows('s > x > e > x')}`), 'e'],
      [processFile(`<startEvent id="s"/>${userTask('x')}<endEvent id="e"/>${flows('s > x > e', 'x > s')}`), 's'],
    ],
  },
  'event-sub-process-start': {
    refused: [
      [eventSubProcess('<startEvent id="es1"/>'), 'es'],
      [
        eventSubProcess(
          '<startEvent id="es1"><errorEventDefinition/></startEvent><startEvent id="es2"><errorEventDefinition/></startEvent>',
        ),
        'es',
      ],
    ],
    fine: [eventSubProcess('<startEvent id="es1"><errorEventDefinition/></startEvent>')],
  },
  'event-trigger': {
    refused: [
      [eventSubProcess('<startEvent id="es1"><compensateEventDefinition/></startEvent>'), 'es1'],
      [around('<intermediateCatchEvent id="x"/>'), 'x'],
      [around(userTask('x'), '<boundaryEvent id="b" attachedToRef="x"/>'), 'b'],
    ],
    fine: [around('<intermediateThrowEvent id="x"/>')],
  },
  'executable-process': { refused: [[definitionsFile('<process id="p"/>'), 'file']] },
  feel: {
    refused: [
      [
        processFile(
          `<startEvent id="s"/>${userTask('x')}<endEvent id="e"/>${flows('s > x')}
           <sequenceFlow id="f" sourceRef="x" targetRef="e"><conditionExpression xsi:type="tFormalExpression">amount</conditionExpression></sequenceFlow>`,
        ),
        'f',
      ],
      [processFile(`<startEvent id="s"/>${userTask('x')}<endEvent id="e"/>${flows('s > x', 'x > e ? ((a')}`), 'x-e'],
      [around(extended('scriptTask', '<zeebe:script expression="1 + 1" resultVariable="r"/>')), 'x'],
      [around(extended('serviceTask', '<zeebe:taskDefinition type="=(("/>')), 'x'],
    ],
  },
  'flow-connected': {
    refused: [
      [
        around(
          `<subProcess id="x"><startEvent id="i"/><endEvent id="o"/>${flows('i > o')}</subProcess>`,
          userTask('y') + flows('o > y', 'y > e'),
        ),
        'o-y',
      ],
    ],
  },
  'gateway-condition': {
    refused: [
      [
        processFile(
          `<startEvent id="s"/><exclusiveGateway id="x"/><endEvent id="e"/><endEvent id="f"/>${flows('s > x > e', 'x > f ? ok')}`,
        ),
        'x',
      ],
    ],
    fine: [
      processFile(
        `<startEvent id="s"/><exclusiveGateway id="x" default="x-e"/><endEvent id="e"/><endEvent id="f"/>${flows('s > x > e', 'x > f ? ok')}`,
      ),
    ],
  },
  'gateway-cycle': {
    refused: [
      [
        processFile(
          `<startEvent id="s"/><exclusiveGateway id="x"/><task id="y"/><exclusiveGateway id="z" default="z-e"/><endEvent id="e"/>
           ${flows('s > x > y > z > e', 'z > x ? again')}`,
        ),
        'x',
      ],
    ],
    fine: [
      processFile(
        `<startEvent id="s"/><exclusiveGateway id="x"/>${userTask('y')}<exclusiveGateway id="z" default="z-e"/><endEvent id="e"/>
         ${flows('s > x > y > z > e', 'z > x ? again')}`,
      ),
    ],
  },
  'id-present': {
    refused: [[processFile(`<startEvent id="s"/><endEvent id="e"/><sequenceFlow sourceRef="s" targetRef="e"/>`), 'p']],
  },
  'known-extension': {
    refused: [
      [around(extended('serviceTask', `${job}<zeebe:linkedResources/>`)), 'x'],
      [
        definitionsFile(
          `<process id="p" isExecutable="true"><startEvent id="s"/><task id="x" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:class="a"/><endEvent id="e"/>${flows('s > x > e')}</process>`,
        ),
        'x',
      ],
    ],
    fine: [around(extended('serviceTask', `${job}<zeebe:properties/>`, 'zeebe:modelerTemplate="t"'))],
  },
  'latest-binding': {
    refused: [
      [
        around(
          extended(
            'businessRuleTask',
            '<zeebe:calledDecision decisionId="d1" resultVariable="r" bindingType="deployment"/>',
          ),
        ),
        'x',
      ],
    ],
  },
  link: {
    refused: [
      [
        processFile(
          `<startEvent id="s"/><intermediateThrowEvent id="x"><linkEventDefinition name="l"/></intermediateThrowEvent>${flows('s > x')}`,
        ),
        'x',
      ],
    ],
  },
  listener: {
    refused: [
      [
        around(
          extended(
            'exclusiveGateway',
            '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="l"/></zeebe:executionListeners>',
          ),
        ),
        'x',
      ],
      [
        around(
          extended(
            'userTask',
            '<zeebe:userTask/><zeebe:taskListeners><zeebe:taskListener eventType="updating" type="l"/></zeebe:taskListeners>',
          ),
        ),
        'x',
      ],
    ],
    fine: [
      around(
        extended(
          'userTask',
          '<zeebe:userTask/><zeebe:taskListeners><zeebe:taskListener eventType="completing" type="l"/></zeebe:taskListeners>',
        ),
      ),
    ],
  },
  'locked-table': {
    refused: [
      [processFile(`<startEvent id="s"/>${acceptance('d01_ours', 'd01')}${DISPATCH}`), 'd'],
      [processFile(`<startEvent id="s"/>${acceptance('d01_ours', 'ours')}${DISPATCH}`), 'p'],
      [processFile(`<startEvent id="s"/>${acceptance('=which', 'd01')}${DISPATCH}`), 'd'],
      [
        processFile(
          `<startEvent id="s"/>${acceptance('d01_acceptance', 'd01', '<zeebe:ioMapping><zeebe:output source="=true" target="d01.outcome"/></zeebe:ioMapping>')}${DISPATCH}`,
        ),
        'd',
      ],
    ],
    fine: [
      processFile(`<startEvent id="s"/>${acceptance('d01_acceptance', 'd01')}${DISPATCH}`),
      processFile(
        `<startEvent id="s"/>${acceptance('d01_ours', 'd01')}${userTask('dispatch-order')}<endEvent id="e"/>${flows('s > d > dispatch-order > e')}`,
      ),
    ],
  },
  mapping: {
    refused: [
      [
        around(
          extended('serviceTask', `${job}<zeebe:ioMapping><zeebe:input source="=a" target="1b"/></zeebe:ioMapping>`),
        ),
        'x',
      ],
      [
        around(extended('parallelGateway', `<zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping>`)),
        'x',
      ],
    ],
    fine: [
      around(
        extended('serviceTask', `${job}<zeebe:ioMapping><zeebe:input source="=a" target="b.街道"/></zeebe:ioMapping>`),
      ),
    ],
  },
  message: {
    refused: [
      [around(catchMessage, '', '<message id="m"/>'), 'x'],
      [around(catchMessage, '', '<message id="m" name="reply"/>'), 'x'],
    ],
    fine: [
      around(
        catchMessage,
        '',
        '<message id="m" name="reply"><extensionElements><zeebe:subscription correlationKey="=key"/></extensionElements></message>',
      ),
      around(
        event('intermediateThrowEvent', '<messageEventDefinition messageRef="m"/>'),
        '',
        '<message id="m" name="go"/>',
      ),
    ],
  },
  'multi-instance': {
    refused: [
      [around(multi('behavior="One"', 'inputCollection="=items"')), 'x'],
      [around(multi('', '')), 'x'],
      [around(multi('', 'inputCollection="=items" outputCollection="all"')), 'x'],
    ],
    fine: [around(multi('', 'inputCollection="=items"', feel('completionCondition', 'done')))],
  },
  'no-ad-hoc': {
    refused: [
      [
        around(`<adHocSubProcess id="x"><startEvent id="i"/><endEvent id="o"/>${flows('i > o')}</adHocSubProcess>`),
        'x',
      ],
    ],
  },
  'no-choreography': {
    refused: [
      [
        definitionsFile(`<choreography id="c"/><process id="p" isExecutable="true"><startEvent id="s"/></process>`),
        'c',
      ],
    ],
  },
  'no-complex-gateway': { refused: [[around('<complexGateway id="x"/>'), 'x']] },
  'no-conditional-event': {
    refused: [
      [
        around(
          event(
            'intermediateCatchEvent',
            `<conditionalEventDefinition>${feel('condition', 'ok')}</conditionalEventDefinition>`,
          ),
        ),
        'x',
      ],
    ],
  },
  'no-global-task': {
    refused: [
      [
        definitionsFile(`<globalUserTask id="g"/><process id="p" isExecutable="true"><startEvent id="s"/></process>`),
        'g',
      ],
    ],
  },
  'no-script-language': {
    refused: [
      [
        around(
          '<scriptTask id="x" scriptFormat="javascript"><extensionElements><zeebe:script expression="=1" resultVariable="r"/></extensionElements><script>1</script></scriptTask>',
        ),
        'x',
      ],
      [
        processFile(
          `<startEvent id="s"/>${userTask('x')}<endEvent id="e"/>${flows('s > x')}
           <sequenceFlow id="f" sourceRef="x" targetRef="e"><conditionExpression xsi:type="tFormalExpression" language="javascript">=ok</conditionExpression></sequenceFlow>`,
        ),
        'f',
      ],
    ],
  },
  'no-transaction': {
    refused: [
      [around(`<transaction id="x"><startEvent id="i"/><endEvent id="o"/>${flows('i > o')}</transaction>`), 'x'],
    ],
  },
  'one-trigger': {
    refused: [
      [
        around(
          event(
            'intermediateThrowEvent',
            '<signalEventDefinition signalRef="g"/><signalEventDefinition signalRef="g"/>',
          ),
          '',
          '<signal id="g" name="go"/>',
        ),
        'x',
      ],
    ],
  },
  'process-size': {
    refused: [
      [
        processFile(
          `<startEvent id="s"/>${userTasks(...Array.from({ length: 1001 }, (_, i) => `t${i}`))}${flows(`s > ${Array.from({ length: 1001 }, (_, i) => `t${i}`).join(' > ')}`)}`,
        ),
        'p',
      ],
    ],
  },
  reachable: {
    refused: [
      [around(userTasks('x', 'y'), flows('y > e')), 'y'],
      [around(userTasks('x', 'y', 'z'), flows('y > z > y', 'z > e')), 'y'],
    ],
  },
  signal: { refused: [[around(event('intermediateThrowEvent', '<signalEventDefinition/>')), 'x']] },
  'standard-loop': {
    refused: [
      [around(loop('')), 'x'],
      [around(loop('loopMaximum="0"')), 'x'],
    ],
    fine: [around(loop('loopMaximum="3"')), around(loop('', feel('loopCondition', 'more')))],
  },
  'start-event': {
    refused: [
      [processFile(`${userTask('x')}<endEvent id="e"/>${flows('x > e')}`), 'p'],
      [processFile(`<startEvent id="s"/><startEvent id="r"/>${userTask('x')}${flows('s > x', 'r > x')}`), 'p'],
      [around(`<subProcess id="x">${userTask('y')}</subProcess>`), 'x'],
    ],
  },
  'task-work': {
    refused: [
      [around('<serviceTask id="x"/>'), 'x'],
      [around(extended('sendTask', '<zeebe:taskDefinition/>')), 'x'],
      [around('<scriptTask id="x"/>'), 'x'],
      [around(extended('scriptTask', `<zeebe:script expression="=1" resultVariable="r"/>${job}`)), 'x'],
      [around(extended('businessRuleTask', '<zeebe:calledDecision decisionId="d1"/>')), 'x'],
    ],
    fine: [
      around(serviceTask('x')),
      around(extended('scriptTask', '<zeebe:script expression="=1" resultVariable="r"/>')),
      around(extended('businessRuleTask', '<zeebe:calledDecision decisionId="d1" resultVariable="r"/>')),
    ],
  },
  timer: {
    refused: [
      [around(event('intermediateCatchEvent', timer(''))), 'x'],
      [around(event('intermediateCatchEvent', timer(time('timeCycle', 'R3/PT1H')))), 'x'],
      [around(event('intermediateCatchEvent', timer(time('timeDuration', 'two hours')))), 'x'],
    ],
    fine: [
      around(event('intermediateCatchEvent', timer(time('timeDuration', 'P1DT2H')))),
      around(event('intermediateCatchEvent', timer(time('timeDate', '2026-01-05T09:00:00+08:00')))),
      around(event('intermediateCatchEvent', timer(time('timeDuration', '=limit(1)')))),
      around(
        userTask('x'),
        `<boundaryEvent id="b" attachedToRef="x" cancelActivity="false">${timer(time('timeCycle', 'R3/PT1H'))}</boundaryEvent>`,
      ),
    ],
  },
  'token-quantity': { refused: [[around(serviceTask('x', '', 'completionQuantity="2"')), 'x']] },
  'user-task': {
    refused: [
      [around('<userTask id="x"/>'), 'x'],
      [around(extended('userTask', '<zeebe:userTask/><zeebe:formDefinition formKey="camunda-forms:bpmn:f"/>')), 'x'],
    ],
    fine: [around(extended('userTask', '<zeebe:userTask/><zeebe:formDefinition formId="f"/>'))],
  },
};

t.same(
  GATE_RULES.map(({ id }) => id),
  Object.keys(CASES),
  'every rule has its cases',
);

for (const [rule, { refused, fine = [] }] of Object.entries(CASES)) {
  t.test(rule, async (t) => {
    for (const [xml, place] of refused) {
      const found = await refusals(xml);
      t.ok(found.includes(`${rule} at ${place}`), `refuses at ${place}`, { found });
    }
    for (const xml of fine) t.same(await refusals(xml), [], 'lets pass');
  });
}
