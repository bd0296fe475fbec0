import t from 'tap';
import { type Guard, type Slot, type StepOutcome, StepUnknown } from '../../src/domain/process/engine-port.ts';
import { createEngine, type EngineRoom } from '../../src/engine/engine.ts';
import { createMemoryFacts } from '../../src/engine/memory-facts.ts';
import { boundaryTimer, feel, flows, processFile, userTask, userTasks } from '../helpers/bpmn-text.ts';

const diagrams = new Map<number, string>();
const facts = createMemoryFacts();
const open = (): EngineRoom =>
  createEngine({ facts, source: (key) => Promise.resolve({ xml: diagrams.get(key) ?? '', processId: 'p' }) });
const engine = open();
t.teardown(() => engine.close());

/** One unit's tokens, moved by hand. */
class Walk {
  readonly #key: number;
  readonly #unit: string;
  #outcome: StepOutcome | undefined;

  constructor(body: string, unit = 'p', roots = '', key = diagrams.size + 1) {
    this.#key = key;
    this.#unit = unit;
    if (body) diagrams.set(key, processFile(body, roots));
  }

  /** Another instance of the same diagram, begun. */
  begun(): Promise<Walk> {
    return new Walk('', this.#unit, '', this.#key).step(null);
  }

  get state(): number | null {
    return this.#outcome?.state ?? null;
  }

  get slots(): readonly string[] {
    return (this.#outcome?.slots ?? []).map(({ id }) => id);
  }

  get passed(): string {
    return (this.#outcome?.passed ?? []).join(' ');
  }

  get outcome(): StepOutcome {
    if (!this.#outcome) throw new Error('not begun');
    return this.#outcome;
  }

  /** @param yes - guards that hold, by id */
  async step(at: string | null, ...yes: string[]): Promise<this> {
    this.#outcome = await this.peek(at, ...yes);
    return this;
  }

  async peek(at: string | null, ...yes: string[]): Promise<StepOutcome> {
    const step = { processDefinitionKey: this.#key, unit: this.#unit, state: this.state, at };
    return taken(engine, step, ({ id }) => yes.includes(id));
  }
}

async function taken(
  room: EngineRoom,
  step: StepUnknown['step'],
  ask: (guard: Guard) => boolean,
): Promise<StepOutcome> {
  for (;;) {
    try {
      return room.step(step, ask);
    } catch (error) {
      if (!(error instanceof StepUnknown)) throw error;
      await room.learn(error);
    }
  }
}

t.test('a step', async (t) => {
  const body = `<startEvent id="s"/>${userTasks('a', 'b')}<exclusiveGateway id="x" default="x-b"/><endEvent id="e"/>
    ${flows('s > a > x', 'x > a ? again', 'x > b > e')}`;

  t.test('tells what passed and what is open', async (t) => {
    const walk = await new Walk(body).step(null);
    t.equal(walk.passed, 's s-a');
    t.same(walk.outcome.slots, [{ id: 'a', elementId: 'a', kind: 'activity' }] satisfies Slot[]);
    await walk.step('a');
    t.equal(walk.passed, 'a a-x x x-b');
    t.same(walk.slots, ['b']);
    await walk.step('b');
    t.equal(walk.state, null);
    t.equal(walk.passed, 'b b-e e');
  });

  t.test('comes back to the same state by a rework loop', async (t) => {
    const walk = await new Walk(body).step(null);
    const first = walk.state;
    for (let round = 0; round < 3; round++) await walk.step('a', 'x-a');
    t.equal(walk.state, first);
    t.same(walk.outcome.kept, {}, 'as a new entry into the task');
  });

  t.test('asks each guard once and not those it does not need', async (t) => {
    const walk = await new Walk(body).step(null);
    await walk.peek('a');
    const asked: Guard[] = [];
    const key = diagrams.size;
    engine.step({ processDefinitionKey: key, unit: 'p', state: walk.state, at: 'a' }, (guard) => {
      asked.push(guard);
      return true;
    });
    t.same(asked, [{ kind: 'flow', id: 'x-a' }]);
  });

  t.test('is unknown until learned, then known to a room that starts anew', async (t) => {
    const walk = await new Walk(body).step(null);
    const step = { processDefinitionKey: diagrams.size, unit: 'p', state: walk.state, at: 'a' };
    t.throws(() => engine.step(step, () => true), StepUnknown);
    const learned = await walk.peek('a', 'x-a');

    const other = open();
    t.teardown(() => other.close());
    t.throws(() => other.step(step, () => true), StepUnknown);
    t.throws(() => other.slots(step.processDefinitionKey, 'p', walk.state ?? 0), StepUnknown);
    await other.warm(step.processDefinitionKey);
    t.same(
      other.step(step, () => true),
      learned,
    );
    t.same(other.slots(step.processDefinitionKey, 'p', walk.state ?? 0), walk.outcome.slots);
  });

  t.test('is learned once for many who ask', async (t) => {
    const counting = createMemoryFacts();
    let saved = 0;
    const room = createEngine({
      facts: { ...counting, saveLearned: (...learned) => (saved++, counting.saveLearned(...learned)) },
      source: () => Promise.resolve({ xml: processFile(body), processId: 'p' }),
    });
    t.teardown(() => room.close());
    const step = { processDefinitionKey: 1, unit: 'p', state: null, at: null };
    await Promise.all(Array.from({ length: 20 }, () => taken(room, step, () => false)));
    t.equal(saved, 1);
  });

  t.test('from a state that another node has learned meanwhile', async (t) => {
    const walk = await new Walk(body).step(null);
    const other = open();
    t.teardown(() => other.close());
    await other.warm(diagrams.size);
    await walk.step('a');
    const step = { processDefinitionKey: diagrams.size, unit: 'p', state: walk.state, at: 'b' };
    t.equal((await taken(other, step, () => false)).state, null);
  });

  t.test('lets an error of a guard through', async (t) => {
    const walk = await new Walk(body).step(null);
    await walk.peek('a');
    const step = { processDefinitionKey: diagrams.size, unit: 'p', state: walk.state, at: 'a' };
    const failing = (): boolean => {
      throw new Error('no such variable');
    };
    t.throws(() => engine.step(step, failing), { message: 'no such variable' });
  });
});

t.test('no way on: nothing moves', async (t) => {
  const walk = await new Walk(
    `<startEvent id="s"/>${userTasks('a')}<exclusiveGateway id="x"/><endEvent id="e"/><endEvent id="f"/>
     ${flows('s > a > x', 'x > e ? one', 'x > f ? two')}`,
  ).step(null);
  const stuck = await walk.peek('a');
  t.match(stuck, {
    state: walk.state,
    slots: walk.outcome.slots,
    passed: [],
    failure: { kind: 'no-flow', elementId: 'x' },
  });
  t.equal((await walk.peek('a', 'x-f')).state, null);
});

t.test('parallel branches', async (t) => {
  const body = `<startEvent id="s"/><parallelGateway id="split"/>${userTasks('a', 'b', 'c', 'd')}
    <exclusiveGateway id="x" default="x-b"/><parallelGateway id="join"/><endEvent id="e"/>
    ${flows('s > split > a > x > b > join > e', 'x > a ? again', 'split > c > d > join')}`;

  t.test('one state by whatever order', async (t) => {
    const one = await new Walk(body).step(null);
    for (const at of ['a', 'b', 'c']) await one.step(at);
    t.same(one.slots, ['d']);
    const ids: (number | null)[] = [];
    for (const order of ['a c b', 'c a b', 'a a c b']) {
      const walk = await one.begun();
      for (const [i, at] of order.split(' ').entries())
        await walk.step(at, ...(i === 0 && order.startsWith('a a') ? ['x-a'] : []));
      ids.push(walk.state);
    }
    t.same(ids, [one.state, one.state, one.state]);
  });

  t.test('what waits beside stays open', async (t) => {
    const walk = await new Walk(body).step(null);
    await walk.step('c');
    t.same(walk.outcome.kept, { a: 'a' });
    t.same(walk.slots, ['a', 'd']);
  });

  t.test('the join waits for every branch, whatever choice was made in one', async (t) => {
    const walk = await new Walk(body).step(null);
    for (const at of ['a', 'b', 'c']) await walk.step(at);
    t.same(walk.slots, ['d']);
    await walk.step('d');
    t.equal(walk.state, null);
    t.equal(walk.passed, 'd d-join join join-e e');
  });

  t.test('a terminate end event ends them all', async (t) => {
    const walk = await new Walk(
      `<startEvent id="s"/><parallelGateway id="split"/>${userTasks('a', 'b')}<endEvent id="e"><terminateEventDefinition/></endEvent>
       ${flows('s > split > a > e', 'split > b')}`,
    ).step(null);
    await walk.step('a');
    t.match(walk.outcome, { state: null, terminated: true });
  });
});

t.test('several tokens in one activity are open side by side', async (t) => {
  const walk = await new Walk(
    `<startEvent id="s"/><parallelGateway id="split"/>${userTasks('a', 'b', 'c')}<exclusiveGateway id="merge"/>
     ${boundaryTimer('late', 'c')}<endEvent id="e"/><endEvent id="f"/>
     ${flows('s > split > a > merge > c > e', 'split > b > merge', 'late > f')}`,
  ).step(null);
  await walk.step('a');
  t.same(walk.slots, ['b', 'c', 'late']);
  await walk.step('b');
  t.same(walk.outcome.slots, [
    { id: 'c', elementId: 'c', kind: 'activity' },
    { id: 'c#1', elementId: 'c', kind: 'activity' },
    { id: 'late', elementId: 'late', kind: 'boundary', attachedTo: 'c' },
    { id: 'late#1', elementId: 'late', kind: 'boundary', attachedTo: 'c#1' },
  ]);
  t.same(walk.outcome.kept, { c: 'c', late: 'late' });
  t.same((await walk.peek('c')).kept, { 'c#1': 'c', 'late#1': 'late' }, 'the other one goes on in its place');
  t.same((await walk.peek('c#1')).kept, { c: 'c', late: 'late' });
  const fired = await walk.peek('late#1');
  t.same(fired.kept, { c: 'c', late: 'late' });
  t.same(fired.passed, ['late', 'late-f', 'f']);
});

t.test('a boundary event that ends everything ends queued tokens as well', async (t) => {
  const walk = await new Walk(
    `<startEvent id="s"/><parallelGateway id="split"/><exclusiveGateway id="merge"/>${userTasks('c')}${boundaryTimer('late', 'c')}
     <endEvent id="e"/><endEvent id="f"><terminateEventDefinition/></endEvent>
     ${flows('s > split > merge > c > e', 'late > f')}<sequenceFlow id="again" sourceRef="split" targetRef="merge"/>`,
  ).step(null);
  t.same(walk.slots, ['c', 'c#1', 'late', 'late#1']);
  await walk.step('late');
  t.match(walk.outcome, { state: null, terminated: true, slots: [] });
});

t.test('inclusive gateways join what was split', async (t) => {
  const body = `<startEvent id="s"/>${userTasks('ask', 'a', 'b', 'c', 'after')}
    <inclusiveGateway id="split" default="split-c"/><inclusiveGateway id="join"/><endEvent id="e"/>
    ${flows('s > ask > split', 'split > a ? one', 'split > b ? two', 'split > c > join', 'a > join', 'b > join > after > e')}`;
  const begun = await new Walk(body).step(null);

  const two = await (await begun.begun()).step('ask', 'split-a', 'split-b');
  t.same(two.slots, ['a', 'b']);
  await two.step('a');
  t.same(two.slots, ['b']);
  await two.step('b');
  t.same(two.slots, ['after']);

  const none = await (await begun.begun()).step('ask');
  t.same(none.slots, ['c']);
  await none.step('c');
  t.equal(none.state, two.state, 'behind the join nothing is left of the ways taken');
});

t.test('an event-based gateway takes the first event', async (t) => {
  const walk = await new Walk(
    `<startEvent id="s"/><eventBasedGateway id="g"/>
     <intermediateCatchEvent id="m"><messageEventDefinition messageRef="msg"/></intermediateCatchEvent>
     <intermediateCatchEvent id="t"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
     ${userTasks('a', 'b')}<endEvent id="e"/>${flows('s > g > m > a > e', 'g > t > b > e')}`,
    'p',
    `<message id="msg" name="reply"><extensionElements><zeebe:subscription correlationKey="=id"/></extensionElements></message>`,
  ).step(null);
  t.same(walk.outcome.slots, [
    { id: 'm', elementId: 'm', kind: 'catch', gateway: 'g' },
    { id: 't', elementId: 't', kind: 'catch', gateway: 'g' },
  ]);
  await walk.step('t');
  t.same(walk.slots, ['b']);
  t.notMatch(walk.passed, /\bm\b/);
});

t.test('an interrupting boundary event cancels its activity', async (t) => {
  const walk = await new Walk(
    `<startEvent id="s"/>${userTasks('a', 'b')}${boundaryTimer('late', 'a')}<endEvent id="e"/>${flows('s > a > e', 'late > b > e')}`,
  ).step(null);
  t.same(walk.outcome.slots, [
    { id: 'a', elementId: 'a', kind: 'activity' },
    { id: 'late', elementId: 'late', kind: 'boundary', attachedTo: 'a' },
  ]);
  await walk.step('late');
  t.same(walk.slots, ['b']);
  t.equal(walk.passed, 'late late-b');
});

t.test('a standard loop', async (t) => {
  const loop = (attributes: string, condition = feel('loopCondition', 'more')): string =>
    `<startEvent id="s"/>${userTask('a', `<standardLoopCharacteristics ${attributes}>${condition}</standardLoopCharacteristics>`)}
     ${boundaryTimer('late', 'a')}<endEvent id="e"/>${flows('s > a > e', 'late > e')}`;

  t.test('goes on while its condition holds, in ever the same state', async (t) => {
    const walk = await new Walk(loop('')).step(null);
    await walk.step('a', 'a');
    const second = walk.state;
    t.same(walk.outcome.kept, { late: 'late' }, 'each round is a new entry; the boundary event stays');
    for (let round = 0; round < 20; round++) await walk.step('a', 'a');
    t.equal(walk.state, second);
    await walk.step('a');
    t.equal(walk.state, null);
    t.equal(walk.passed, 'a a-e e');
  });

  t.test('tests before', async (t) => {
    const body = loop('testBefore="true"');
    t.equal((await new Walk(body).step(null)).state, null);
    t.same((await new Walk(body).step(null, 'a')).slots, ['a', 'late']);
  });

  t.test('ends at its maximum', async (t) => {
    const walk = await new Walk(loop('loopMaximum="3"', '')).step(null);
    await walk.step('a');
    await walk.step('a');
    t.same(walk.slots, ['a', 'late']);
    await walk.step('a');
    t.equal(walk.state, null);
  });
});

t.test('units', async (t) => {
  t.test('the path of a non-interrupting boundary event begins at the event', async (t) => {
    const walk = await new Walk(
      `<startEvent id="s"/>${userTasks('a', 'b', 'c')}${boundaryTimer('late', 'a', 'cancelActivity="false"')}<endEvent id="e"/>
       <exclusiveGateway id="merge"/>${flows('s > a > merge > c > e', 'late > b > merge')}`,
      'p/late',
    ).step(null);
    t.equal(walk.passed, 'late late-b');
    await walk.step('b');
    t.same(walk.slots, ['c'], 'the path goes on through the main flow');
    await walk.step('c');
    t.equal(walk.state, null);
  });

  t.test('a compensation handler is a unit of one', async (t) => {
    const walk = await new Walk(
      `<startEvent id="s"/>${userTasks('a')}<boundaryEvent id="undo" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
       <userTask id="h" isForCompensation="true"><extensionElements><zeebe:userTask/></extensionElements></userTask><endEvent id="e"/>
       <association id="as" sourceRef="undo" targetRef="h"/>${flows('s > a > e')}`,
      'p/h',
    ).step(null);
    t.same(walk.slots, ['h']);
    await walk.step('h');
    t.equal(walk.state, null);
    t.equal(walk.passed, 'h');
  });

  t.test('a process begins at the start event that is named', async (t) => {
    const body = `<startEvent id="s"/><startEvent id="m"><messageEventDefinition messageRef="msg"/></startEvent>
      ${userTasks('a', 'b')}<endEvent id="e"/>${flows('s > a > e', 'm > b > e')}`;
    const roots = '<message id="msg" name="go"/>';
    t.same((await new Walk(body, 'p', roots).step('m')).slots, ['b']);
    t.same((await new Walk(body, 'p', roots).step('s')).slots, ['a']);
  });

  t.test('a link is a flow that is not told', async (t) => {
    const walk = await new Walk(
      `<startEvent id="s"/><intermediateThrowEvent id="out"><linkEventDefinition name="to b"/></intermediateThrowEvent>
       <intermediateCatchEvent id="in"><linkEventDefinition name="to b"/></intermediateCatchEvent>${userTasks('b')}<endEvent id="e"/>
       ${flows('s > out', 'in > b > e')}`,
    ).step(null);
    t.equal(walk.passed, 's s-out out in in-b');
  });
});
