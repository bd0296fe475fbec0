import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { type StepOutcome, StepUnknown, type UnitStep } from '../../src/domain/process/engine-port.ts';
import { createEngine, ENGINE_VERSION, type EngineOptions, type EngineRoom } from '../../src/engine/engine.ts';
import { createMemoryFacts } from '../../src/engine/memory-facts.ts';
import { flows, processFile, userTasks } from '../helpers/bpmn-text.ts';

const small = processFile(`<startEvent id="s"/>${userTasks('a')}<endEvent id="e"/>${flows('s > a > e')}`);
/** Refused by the gate, so that only a stored diagram of old could hold it. */
const spinning = processFile(
  `<startEvent id="s"/><exclusiveGateway id="x"/><exclusiveGateway id="y"/>${flows('s > x > y > x')}`,
);
const ids = Array.from({ length: 3000 }, (_, i) => `t${i}`);
const huge = processFile(
  `<startEvent id="s"/>${ids.map((id) => `<task id="${id}"/>`).join('')}<endEvent id="e"/>${flows(`s > ${ids.join(' > ')} > e`)}`,
);
const DIAGRAMS: Record<number, string> = { 1: small, 2: spinning, 3: huge };

function room(t: Test, options: Partial<EngineOptions> = {}): EngineRoom {
  const made = createEngine({
    facts: createMemoryFacts(),
    source: (key) => Promise.resolve({ xml: DIAGRAMS[key] ?? '', processId: 'p' }),
    ...options,
  });
  t.teardown(() => made.close());
  return made;
}

const beginning = (processDefinitionKey: number): UnitStep => ({
  processDefinitionKey,
  unit: 'p',
  state: null,
  at: null,
});

async function taken(engine: EngineRoom, step: UnitStep): Promise<StepOutcome> {
  for (;;) {
    try {
      return engine.step(step, () => false);
    } catch (error) {
      if (!(error instanceof StepUnknown)) throw error;
      await engine.learn(error);
    }
  }
}

t.test('a diagram that spins fails at its step budget', async (t) => {
  // the budget ends it, however slow the machine
  const engine = room(t, { timeoutMs: 300_000 });
  t.match(await taken(engine, beginning(2)), {
    state: null,
    passed: [],
    failure: { kind: 'limit', message: /2000 token moves/ },
  });
  t.match(await taken(engine, beginning(1)), { slots: [{ id: 'a' }] }, 'and the next one runs');
});

t.test('a step that takes too long fails, and the worker is started anew', async (t) => {
  const engine = room(t, { timeoutMs: 150 });
  t.match(await taken(engine, beginning(3)), {
    failure: { kind: 'limit', elementId: 'p', message: /longer than 150 ms/ },
  });
  t.ok(engine.step(beginning(3), () => false).failure, 'without asking again at once');
  const calm = room(t);
  t.match(await taken(calm, beginning(1)), { slots: [{ id: 'a' }] });
});

t.test('a worker that runs out of memory is started anew', async (t) => {
  const engine = room(t, { memoryMb: 24 });
  const outcomes = await Promise.all([taken(engine, beginning(3)), taken(engine, beginning(1))]);
  t.match(outcomes[0], { failure: { kind: 'limit' } });
  t.match(outcomes[1], { slots: [{ id: 'a' }] });
});

t.test('a state that is not kept is told', async (t) => {
  const engine = room(t);
  await t.rejects(taken(engine, { ...beginning(1), state: 99, at: 'a' }), { code: 'ERR_ENGINE_STATE_UNKNOWN' });
});

t.test('a state of another engine that does not thaw the same is refused', async (t) => {
  const facts = createMemoryFacts();
  const [state = 0] = await facts.saveLearned(1, 'older', {
    states: [{ unit: 'p', hash: 'h', text: '{"id":"unit"}', slots: [{ id: 'a', elementId: 'a', kind: 'activity' }] }],
    steps: [],
  });
  const engine = room(t, { facts });
  t.match(await taken(engine, { ...beginning(1), state, at: 'a' }), {
    state,
    failure: { kind: 'limit', elementId: 'a', message: /another version/ },
  });
});

t.test('steps learned by another version are not served', async (t) => {
  const facts = createMemoryFacts();
  await facts.saveLearned(1, 'older', {
    states: [],
    steps: [
      {
        unit: 'p',
        state: null,
        at: null,
        answers: [],
        next: null,
        outcome: { kept: {}, passed: ['wrong'], terminated: false },
      },
    ],
  });
  t.same((await taken(room(t, { facts }), beginning(1))).passed, ['s', 's-a']);
});

t.test('the version names the libraries that are installed', async (t) => {
  for (const name of ['bpmn-engine', 'bpmn-elements']) {
    const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string };
    t.match(ENGINE_VERSION, `${name} ${version}`);
  }
});

t.test('a closed room answers nobody', async (t) => {
  const engine = room(t);
  await engine.close();
  t.match(await taken(engine, beginning(1)), { failure: { kind: 'limit', message: /closed/ } });
});

t.test('exploring tells all that a diagram can do', async (t) => {
  const body = `<startEvent id="s"/><parallelGateway id="split"/>${userTasks('a', 'b')}<exclusiveGateway id="x" default="x-j"/>
    <parallelGateway id="j"/><endEvent id="left"/><endEvent id="done"/><inclusiveGateway id="i"/><endEvent id="last"/>
    ${flows('s > split > a > x > j > i > done', 'x > left ? one', 'split > b > j', 'i > last ? true')}`;
  const learned = createMemoryFacts();
  const engine = room(t, { facts: learned, source: () => Promise.resolve({ xml: processFile(body), processId: 'p' }) });
  const progress: number[] = [];
  const found = await engine.explore(7, { onProgress: ({ states }) => progress.push(states) });
  t.match(found, { isComplete: true, unreachable: [] });
  t.same(found.failures, [], 'what is always true leaves a way on');
  t.same(found.reachableEnds, { p: ['last'] });
  t.same(
    found.deadlocks.map(({ open }) => open),
    [['b'], []],
    'once one branch has left, the join never fires',
  );
  t.equal(progress.at(-1), found.states);
  t.doesNotThrow(() => engine.step({ ...beginning(7) }, () => false), 'every step is known afterwards');

  t.test('within its limits', async (t) => {
    const none = new AbortController();
    none.abort();
    t.match(await engine.explore(7, { signal: none.signal }), { isComplete: false });
    t.match(await engine.explore(7, { maxStates: 1 }), { isComplete: false, states: 1 });
  });
});
