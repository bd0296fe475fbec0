import t from 'tap';
import { agendaOf } from '../../src/engine/elements/agenda-of.ts';
import { Agenda, BudgetExceeded } from '../../src/engine/elements/agenda.ts';
import { readDiagram } from '../helpers/diagram.ts';
import { type Mode, PlainRunner } from '../helpers/plain-runner.ts';

/** What a diagram does is in test/conformance; here is what no diagram shows from outside. */
const MODES: readonly Mode[] = ['live', 'thaw'];

const flow = (from: string, to: string, condition = ''): string =>
  `<sequenceFlow id="${from}_to_${to}" sourceRef="${from}" targetRef="${to}">${condition && `<conditionExpression xsi:type="tFormalExpression">=${condition}</conditionExpression>`}</sequenceFlow>`;
const timer = (duration: string): string =>
  `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">${duration}</timeDuration></timerEventDefinition>`;

async function runner(mode: Mode, body: string, variables = {}, roots = ''): Promise<PlainRunner> {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="test">
<message id="told" name="told"/>${roots}<process id="main" isExecutable="true"><startEvent id="start"/>${body}</process></definitions>`;
  return new PlainRunner({ diagram: await readDiagram(xml), mode, variables });
}

t.test('agenda', async (t) => {
  const done: string[] = [];
  const agenda = new Agenda({ autorun: false, budget: 10 });
  const note = (what: string) => () => void done.push(what);

  agenda.push(note('b'));
  agenda.push(note('d'), 'last');
  agenda.push(() => {
    done.push('c');
    agenda.push(note('c+'));
    agenda.drain();
  });
  agenda.push(note('a'), 'first');
  let asked = 0;
  const watcher = {
    tryFire: () => {
      if (++asked > 1) return false;
      agenda.push(note('e'));
      return true;
    },
  };
  agenda.watch(watcher);
  agenda.drain();
  t.strictSame(done, ['a', 'b', 'c', 'c+', 'd', 'e'], 'first, in order, last, then who watches');
  t.equal(asked, 2, 'asked again after it acted');

  agenda.unwatch(watcher);
  const spin = (): void => agenda.push(spin);
  spin();
  t.throws(() => agenda.drain(), BudgetExceeded);
  agenda.drain();
  t.pass('what was left is dropped');

  t.throws(() => agendaOf({ environment: { options: {}, resolveExpression: () => null } }), /option `agenda`/);
});

t.test('agenda that runs by itself', async (t) => {
  const agenda = new Agenda();
  let ran = false;
  agenda.push(() => void (ran = true));
  t.notOk(ran);
  await Promise.resolve();
  t.ok(ran);
});

for (const mode of MODES) {
  t.test(`in an engine (${mode})`, async (t) => {
    t.test('a circle without a wait is stopped', async (t) => {
      const body = `<exclusiveGateway id="head"/><exclusiveGateway id="check" default="check_to_end"/><endEvent id="end"/>${flow('start', 'head')}${flow('head', 'check')}${flow('check', 'head', 'true')}${flow('check', 'end')}`;
      t.strictSame((await runner(mode, body)).start(), { offered: [], failed: true });
    });

    t.test('a long way does not overflow the stack', async (t) => {
      const ids = Array.from({ length: 1000 }, (_, index) => `task_${index}`);
      const tasks = ids.map((id) => `<task id="${id}"/>`).join('');
      const flows = ['start', ...ids].map((id, index) => flow(id, ids[index] ?? 'end')).join('');
      t.strictSame((await runner(mode, `${tasks}<endEvent id="end"/>${flows}`)).start(), { offered: [], ended: true });
    });

    t.test('a loop leaves nothing behind in the state', async (t) => {
      const body = `<userTask id="work"/><boundaryEvent id="late" attachedToRef="work" cancelActivity="false">${timer('PT1H')}</boundaryEvent><userTask id="handle"/>
        <intermediateThrowEvent id="tell"><messageEventDefinition messageRef="told"/></intermediateThrowEvent><exclusiveGateway id="check" default="check_to_hear"/>
        <intermediateCatchEvent id="hear"><messageEventDefinition messageRef="told"/></intermediateCatchEvent>
        ${flow('start', 'work')}${flow('late', 'handle')}${flow('work', 'tell')}${flow('tell', 'check')}${flow('check', 'work', 'again')}${flow('check', 'hear')}`;
      const run = await runner(mode, body, { again: true });
      run.start();
      run.take({ fireTimer: 'late' });
      // counters, times and random ids have no fixed length
      const size = (): number => run.savedState().replace(/[0-9a-f]{5,}/g, '0').replace(/\d+/g, '0').length;
      run.take({ complete: 'work' });
      run.take({ complete: 'work' });
      const before = size();
      for (let i = 0; i < 10; i++) run.take({ complete: 'work' });
      t.ok(size() - before < 20, `${size()} after ten rounds, ${before} before`);
      const step = run.take({ complete: 'work', variables: { again: false } });
      t.strictSame(step, { offered: ['handle', 'hear'], thrown: ['message told'] }, 'nor is a message kept');
    });

    t.test('a timer that is already due fires from outside only', async (t) => {
      const run = await runner(
        mode,
        `<intermediateCatchEvent id="soon">${timer('PT0S')}</intermediateCatchEvent><userTask id="work"/>${flow('start', 'soon')}${flow('soon', 'work')}`,
      );
      t.strictSame(run.start(), { offered: ['soon'] });
      t.strictSame(run.take({ fireTimer: 'soon' }), { offered: ['work'] });
    });

    t.test('a join keeps a second token of the same flow for the next time', async (t) => {
      const body = `<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><exclusiveGateway id="merge"/><parallelGateway id="join"/><userTask id="after"/>
        ${flow('start', 'fork')}${flow('fork', 'a')}${flow('fork', 'b')}${flow('fork', 'c')}${flow('a', 'merge')}${flow('b', 'merge')}${flow('merge', 'join')}${flow('c', 'join')}${flow('join', 'after')}`;
      const run = await runner(mode, body);
      run.start();
      t.strictSame(run.take({ complete: 'a' }), { offered: ['b', 'c'] });
      t.strictSame(run.take({ complete: 'b' }), { offered: ['c'] });
      t.strictSame(run.take({ complete: 'c' }), { offered: ['after'] });
      t.strictSame(run.take({ complete: 'after' }), { offered: [] }, 'one token waits for ever');
    });

    t.test('known limit: a second token waits until the activity is free', async (t) => {
      const body = `<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><userTask id="both"/>
        ${flow('start', 'fork')}${flow('fork', 'a')}${flow('fork', 'b')}${flow('a', 'both')}${flow('b', 'both')}`;
      const run = await runner(mode, body);
      run.start();
      run.take({ complete: 'a' });
      t.strictSame(run.take({ complete: 'b' }), { offered: ['both'] });
      t.strictSame(run.take({ complete: 'both' }), { offered: ['both'] });
      t.strictSame(run.take({ complete: 'both' }), { offered: [], ended: true });
    });

    t.test('more than fifty items at once', async (t) => {
      const items = Array.from({ length: 60 }, (_, index) => index);
      const body = `<userTask id="each"><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" inputCollection="=items"/></extensionElements></multiInstanceLoopCharacteristics></userTask>${flow('start', 'each')}`;
      t.equal((await runner(mode, body, { items })).start().offered.length, 60);
    });

    t.test('root elements without behaviour do no harm', async (t) => {
      const roots =
        '<itemDefinition id="item"/><interface id="face" name="face"/><resource id="resource" name="resource"/>';
      const run = await runner(mode, `<userTask id="work"/>${flow('start', 'work')}`, {}, roots);
      t.strictSame(run.start(), { offered: ['work'] });
    });
  });
}
