import { readFileSync } from 'node:fs';
import t from 'tap';
import type { CompiledDeployment } from '../../src/domain/process/engine-port.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createMemoryFacts } from '../../src/engine/memory-facts.ts';
import { definitionsFile, flows, processFile, serviceTask, userTasks } from '../helpers/bpmn-text.ts';

const engine = createEngine({
  facts: createMemoryFacts(),
  source: () => Promise.reject(new Error('the gate needs no stored diagram')),
});
t.teardown(() => engine.close());

const compile = (content: string, name = 'a.bpmn'): Promise<CompiledDeployment> => engine.compile([{ name, content }]);
const rulesOf = ({ problems }: CompiledDeployment): string[] =>
  problems.map(({ rule, place }) => `${rule} at ${place}`);
const fine = processFile(`<startEvent id="s"/>${userTasks('a')}<endEvent id="e"/>${flows('s > a > e')}`);

t.test('a set of files', async (t) => {
  const form = JSON.stringify({ id: 'sign', components: [] });
  const compiled = await engine.compile([
    { name: 'a.bpmn', content: fine },
    { name: 'b.form', content: form },
  ]);
  t.same(compiled.problems, []);
  t.same(
    compiled.processes.map(({ resource, process }) => [resource, process.processId]),
    [['a.bpmn', 'p']],
  );
  t.same(compiled.forms, [{ resource: 'b.form', formId: 'sign' }]);

  t.test('is compiled the same each time', async (t) => {
    t.same(await compile(fine), await compile(fine));
  });

  t.test('holds each id once', async (t) => {
    const twice = await engine.compile([
      { name: 'a.bpmn', content: fine },
      { name: 'b.bpmn', content: fine },
    ]);
    t.same(rulesOf(twice), ['unique-in-deployment at p']);
    t.equal(twice.problems[0]?.resource, 'b.bpmn');
  });

  t.test('holds known types only', async (t) => {
    t.same(rulesOf(await compile('hello', 'readme.txt')), ['resource-type at 1:1']);
    t.same(rulesOf(await compile('{', 'x.form')), ['form at 1:1']);
    t.same(rulesOf(await compile('{"components":[]}', 'x.form')), ['form at id']);
  });
});

t.test('names the place, the rule and the way out in both languages', async (t) => {
  const { problems, processes } = await compile(
    processFile(`<startEvent id="s"/><serviceTask id="a"/><endEvent id="e"/>${flows('s > a > e')}`),
  );
  t.same(processes, [], 'and compiles nothing');
  t.match(problems, [{ resource: 'a.bpmn', place: 'a', rule: 'task-work', zh: /作业类型/, en: /Fill in/ }]);
  t.equal(problems.length, 1);
});

t.test('a process that was deployed is compiled again without the rules', async (t) => {
  const xml = processFile(`<startEvent id="s"/><complexGateway id="x"/><endEvent id="e"/>${flows('s > x > e')}`);
  t.same(rulesOf(await compile(xml)), ['no-complex-gateway at x']);
  t.match(await engine.compileStored({ xml, processId: 'p' }), { processId: 'p', elements: { x: {} } });
});

t.test('FEEL that does not parse, or calls what nobody knows', async (t) => {
  const withCondition = (text: string): string =>
    processFile(`<startEvent id="s"/>${userTasks('a')}<endEvent id="e"/>${flows('s > a', `a > e ? ${text}`)}`);
  t.same(rulesOf(await compile(withCondition('1 +'))), ['feel at a-e']);
  t.same(rulesOf(await compile(withCondition('launch(1)'))), ['feel at a-e']);
  t.same(rulesOf(await compile(withCondition('limit("sign", level) = "P1D"'))), []);
});

t.test('broken files', async (t) => {
  t.test('malformed XML', async (t) => {
    const { problems } = await compile(fine.replace('</process>', ''));
    t.match(problems[0], { rule: 'xml-malformed', place: /^\d+:\d+$/ });
  });

  t.test('no BPMN at all', async (t) => {
    for (const content of ['', 'hello', '<html/>', '{}', '\0\0']) t.equal((await compile(content)).problems.length, 1);
  });

  t.test('duplicate ids', async (t) => {
    t.same(rulesOf(await compile(fine.replace('id="e"', 'id="a"'))), [
      'xml-duplicate-id at a',
      'xml-unresolved-reference at e',
    ]);
  });

  t.test('ids that XML does not allow', async (t) => {
    t.match(rulesOf(await compile(fine.replaceAll('"a"', '"1a"'))), [/^xml-/]);
  });

  t.test('unknown elements', async (t) => {
    t.match(rulesOf(await compile(fine.replace('<endEvent', '<robot id="r"/><endEvent'))), [
      /^xml-unknown-content at \d+:\d+/,
    ]);
  });

  t.test('references to nothing', async (t) => {
    t.same(rulesOf(await compile(fine.replace('targetRef="e"', 'targetRef="nowhere"'))), [
      'xml-unresolved-reference at nowhere',
    ]);
  });

  t.test('an entity bomb', async (t) => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${fine.replace(/^.*\n/, '')}`;
    t.same(rulesOf(await compile(bomb)), ['xml-no-doctype at 1:22']);
  });

  t.test('10 MB, at once', async (t) => {
    const started = performance.now();
    t.same(rulesOf(await compile(fine + ' '.repeat(10 * 1024 * 1024))), ['xml-size at 1:1']);
    t.ok(performance.now() - started < 500);
  });

  t.test('too deep and too many', async (t) => {
    const nested = (depth: number): string => '<subProcess>'.repeat(depth) + '</subProcess>'.repeat(depth);
    t.match(rulesOf(await compile(definitionsFile(`<process id="p">${nested(1000)}</process>`))), [/^xml-shape at /]);
    t.match(rulesOf(await compile(definitionsFile('<message/>'.repeat(60_000)))), [/^xml-shape at /]);
  });

  t.test('a thousand problems are cut short', async (t) => {
    const many = Array.from({ length: 500 }, (_, i) => `<serviceTask id="t${i}"/>`).join('');
    t.equal((await compile(processFile(`<startEvent id="s"/>${many}`))).problems.length, 100);
  });
});

t.test('a diagram of a thousand nodes is read in a moment', async (t) => {
  const ids = Array.from({ length: 990 }, (_, i) => `t${i}`);
  const body = `<startEvent id="s"/>${ids.map((id) => serviceTask(id)).join('')}<endEvent id="e"/>${flows(`s > ${ids.join(' > ')} > e`)}`;
  t.same((await compile(processFile(body))).problems, []);
});

t.test('what Camunda Modeler draws beside the flow is no problem', async (t) => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"
  xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn"
  exporter="Camunda Modeler" exporterVersion="5.30.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0">
  <bpmn:collaboration id="C"><bpmn:participant id="Town" processRef="p"/><bpmn:participant id="Citizen"/>
    <bpmn:messageFlow id="mf" sourceRef="Citizen" targetRef="s"/></bpmn:collaboration>
  <bpmn:process id="p" isExecutable="true"><bpmn:extensionElements><zeebe:versionTag value="v1"/></bpmn:extensionElements>
    <bpmn:laneSet id="ls"><bpmn:lane id="l"><bpmn:flowNodeRef>s</bpmn:flowNodeRef><bpmn:flowNodeRef>x</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
    <bpmn:startEvent id="s"><bpmn:extensionElements><zeebe:formDefinition formId="f"/></bpmn:extensionElements></bpmn:startEvent>
    <bpmn:userTask id="x"><bpmn:extensionElements><zeebe:userTask/><zeebe:properties><zeebe:property name="a" value="b"/></zeebe:properties></bpmn:extensionElements>
      <bpmn:property id="prop"/><bpmn:dataInputAssociation id="dia"><bpmn:sourceRef>dor</bpmn:sourceRef><bpmn:targetRef>prop</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:userTask>
    <bpmn:dataObjectReference id="dor" dataObjectRef="do"/><bpmn:dataObject id="do"/><bpmn:dataStoreReference id="dsr"/>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="x"/><bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="e"/><bpmn:endEvent id="e"/>
    <bpmn:textAnnotation id="ta"><bpmn:text>note</bpmn:text></bpmn:textAnnotation><bpmn:association id="a" sourceRef="x" targetRef="ta"/>
  </bpmn:process>
  <bpmn:process id="drawn" isExecutable="false"><bpmn:complexGateway id="y"/></bpmn:process>
  <bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="C"><bpmndi:BPMNShape id="x_di" bpmnElement="x" bioc:stroke="#000">
    <dc:Bounds x="1" y="1" width="1" height="1"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
  const { problems, processes } = await compile(xml);
  t.same(problems, []);
  t.match(
    processes.map(({ process }) => process),
    [{ processId: 'p', versionTag: 'v1' }],
    'and what is not executable is not looked at',
  );
  const old = xml.replace(
    '<zeebe:userTask/>',
    '<zeebe:userTask/><camunda:formData xmlns:camunda="http://camunda.org/schema/1.0/bpmn"/>',
  );
  t.same(rulesOf(await compile(old)), ['known-extension at x']);
});

t.test('a township cannot edit away the rows that the law fixes', async (t) => {
  const d01 = readFileSync('processes/intake/d01-acceptance.dmn', 'utf8');
  const d11 = readFileSync('processes/hand-down/d11-eligibility.dmn', 'utf8');
  const ruleOf = (table: string, id: string) =>
    new RegExp(`\\s*<rule id="${id}">[\\s\\S]*?</rule>`).exec(table)?.[0] ?? '';
  const refused = async (content: string) => rulesOf(await compile(content, 'table.dmn'));
  t.same(await refused(d01), []);
  t.same(await refused(d11), []);

  t.same(await refused(d01.replace(ruleOf(d01, 'd01_04'), '')), ['dmn-locked-row at d01_04'], 'missing');
  t.same(
    await refused(d01.replace(ruleOf(d01, 'd01_01'), (row) => row.replace('"emergency"', '"accept"'))),
    ['dmn-locked-row at d01_01'],
    'another answer',
  );
  t.same(
    await refused(d01.replace(/(<inputEntry id="d01_02_in9">\s*<text>)(<\/text>)/, '$1"consult"$2')),
    ['dmn-locked-row at d01_02'],
    'a further condition',
  );
  t.same(
    await refused(d01.replace('<text>screening.petition</text>', '<text>false</text>')),
    ['dmn-locked-row at d01_03'],
    'another question',
  );
  const first = ruleOf(d01, 'd01_10').replaceAll('d01_10', 'ours');
  t.same(
    (await refused(d01.replace(ruleOf(d01, 'd01_01'), (row) => first + row))).length,
    7,
    'a row above that takes all cases',
  );
  t.same(
    await refused(d11.replace('hitPolicy="FIRST"', 'hitPolicy="ANY"')),
    ['dmn-locked-row at d11_eligibility'],
    'another hit policy',
  );
  const { problems } = await compile(d11.replace(ruleOf(d11, 'd11_01'), ''), 'table.dmn');
  t.match(problems, [
    {
      zh: /d11_eligibility.*d11_01.*举报不得下交.*恢复原样/,
      en: /d11_01 of table d11_eligibility.*missing.*Restore it/,
    },
  ]);

  const own = ruleOf(d01, 'd01_09').replaceAll('d01_09', 'ours');
  t.same(await refused(d01.replace(ruleOf(d01, 'd01_10'), (row) => own + row)), [], 'rows below are the township’s');
  t.same(await refused(d01.replace('"transfer_emergency"', '"our_words"')), [], 'and so is the wording');
});
