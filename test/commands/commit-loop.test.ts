import fc from 'fast-check';
import t from 'tap';
import type { Command } from '../../src/domain/command.ts';
import type { BatchMeasure, Committed } from '../../src/domain/committed.ts';
import { StepUnknown } from '../../src/domain/process/engine-port.ts';
import { auditEntry, idempotency, timer } from '../../src/domain/process/process-tables.ts';
import { DefinitionNotLoaded } from '../../src/domain/working-set.ts';
import { verifyAudit } from '../../src/store/audit-chain.ts';
import { openStore } from '../../src/store/open.ts';
import {
  ACCOUNT,
  actor,
  accountRow,
  add,
  balanceOf,
  closeBranch,
  move,
  startLoop,
  storedAccounts,
} from '../helpers/loop.ts';
import { startPostgres } from '../helpers/postgres.ts';
import { openTestStore } from '../helpers/store.ts';

type Outcome = PromiseSettledResult<unknown>;
const by = { actor };

t.test('a batch', async (t) => {
  const { storage, reader } = await openTestStore(t);
  const batches: BatchMeasure[] = [];
  const loop = await startLoop(storage, { onBatch: (measure) => void batches.push(measure) });
  t.teardown(() => loop.stop());

  await t.test(
    'a later command sees what an earlier one did, and nothing of one that was refused or failed',
    async (t) => {
      const broken: Command<null, never> = {
        type: 'broken',
        decide({ rows }) {
          rows.put(timer, accountRow(1, 1_000_000));
          throw new TypeError('a bug');
        },
      };
      const outcomes: Outcome[] = await Promise.allSettled([
        loop.submit(add, { key: 1, amount: 5 }, by),
        loop.submit(add, { key: 1, amount: -9 }, by),
        loop.submit(broken, null, by),
        loop.submit(add, { key: 1, amount: 2 }, by),
      ]);
      t.match(outcomes, [
        { value: 5 },
        { reason: { code: 'ERR_TOO_LITTLE', message: 'Expected 9, but there is 5.' } },
        { reason: { code: 'ERR_COMMAND_FAILED', category: 'internal', cause: { message: 'a bug' } } },
        { value: 7 },
      ]);
      t.match(batches, [{ size: 4, accepted: 2, rejected: 2 }], 'all of them in one batch');
      t.match(await storedAccounts(storage, [1]), [{ repetitionsLeft: 7 }]);
      t.equal(
        await reader(timer.name)
          .first('revision')
          .then((row) => row.revision),
        1,
        'written once',
      );
    },
  );

  await t.test('what is answered is on disk before the answer', async (t) => {
    await loop.submit(add, { key: 2, amount: 3 }, by);
    t.match(await reader(timer.name).where({ key: ACCOUNT + 2 }), [{ repetitions_left: 3 }]);
  });

  await t.test('one that cannot be stored does not take its neighbours along', async (t) => {
    const unstorable: Command<null, void> = {
      type: 'unstorable',
      decide: ({ rows }) => rows.put(timer, { ...accountRow(77, 1), elementId: null as unknown as string }),
    };
    const outcomes: Outcome[] = await Promise.allSettled([
      ...[11, 12, 13].map((key) => loop.submit(add, { key, amount: key }, by)),
      loop.submit(unstorable, null, by),
      ...[14, 15].map((key) => loop.submit(add, { key, amount: key }, by)),
    ]);
    t.strictSame(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason.code)),
      [11, 12, 13, 'ERR_ROW_NOT_STORABLE', 14, 15],
    );
  });

  await t.test('a row is never changed in place', async (t) => {
    const careless: Command<null, void> = {
      type: 'careless',
      decide({ rows }) {
        (rows.find(timer, ACCOUNT + 1) as { repetitionsLeft: number }).repetitionsLeft = 0;
      },
    };
    await t.rejects(loop.submit(careless, null, by), { code: 'ERR_COMMAND_FAILED', cause: { name: 'TypeError' } });
    t.equal(await loop.submit(add, { key: 1, amount: 0 }, by), 7);
  });

  await t.test('rows are loaded on demand, also when a decision catches the request', async (t) => {
    await storage.save([
      {
        table: timer,
        inserts: [21, 22, 23].map((key) => ({ ...accountRow(key, key, 9), revision: 1 })),
        updates: [],
        changedColumns: [],
        removes: [],
      },
    ]);
    let runs = 0;
    const total: Command<null, number> = {
      type: 'total',
      decide({ rows }) {
        runs++;
        let sum = 0;
        for (const key of [21, 22, 23]) {
          try {
            sum += balanceOf(rows, key) ?? 0;
          } catch {
            sum += 1_000;
          }
        }
        return sum + rows.list(timer, 'byDefinition', [9]).length;
      },
    };
    t.equal(await loop.submit(total, null, by), 69);
    t.ok(runs > 1 && runs <= 5);
  });

  await t.test('keys are fresh: nothing is loaded for them, and a decision taken again gets the same', async (t) => {
    const seen: number[] = [];
    const open: Command<null, number> = {
      type: 'open',
      decide({ rows, nextKey }) {
        const key = nextKey();
        seen.push(key);
        t.equal(rows.find(timer, key), undefined);
        t.strictSame(rows.list(timer, 'byProcessInstance', [key]), []);
        rows.put(timer, { ...accountRow(0, 0), key, processInstanceKey: key });
        t.equal(rows.list(timer, 'byProcessInstance', [key]).length, 1);
        balanceOf(rows, 31);
        return key;
      },
    };
    const key = await loop.submit(open, null, by);
    t.strictSame(seen, [key, key]);
    const many: Command<null, number> = {
      type: 'many',
      decide: ({ nextKey }) => new Set(Array.from({ length: 100_000 }, nextKey)).size,
    };
    t.equal(await loop.submit(many, null, by), 100_000, 'more keys than a block holds');
  });

  await t.test('those who listen hear of it after it is on disk', async (t) => {
    const heard: Committed[] = [];
    const end = loop.onCommitted((committed) => void heard.push(committed));
    loop.onCommitted(() => {
      throw new Error('a listener of bad manners');
    });
    await loop.submit(add, { key: 41, amount: 1 }, by);
    end();
    await loop.submit(add, { key: 41, amount: 1 }, by);
    t.equal(heard.length, 1);
    t.match(heard[0]?.entries, [
      { command: 'add', actor: 'system:test', subjectKey: ACCOUNT + 41, events: [{ type: 'account.changed' }] },
    ]);
    t.strictSame(
      heard[0]?.changes.map(({ table }) => table.name),
      ['timer', 'audit_entry'],
    );
  });
});

t.test('Idempotency-Key', async (t) => {
  const store = await openTestStore(t);
  let loop = await startLoop(store.storage);
  const keyed = { actor, idempotencyKey: 'k-1' };
  const [first, twin] = await Promise.all([
    loop.submit(add, { key: 1, amount: 5 }, keyed),
    loop.submit(add, { key: 1, amount: 5 }, keyed),
  ]);
  t.strictSame([first, twin], [5, 5], 'twice in one batch: done once');
  t.equal(await loop.submit(add, { amount: 5, key: 1 }, keyed), 5, 'again');
  t.equal(
    await loop.submit(add, { key: 1, amount: 1 }, { actor: { ...actor, id: 'other' }, idempotencyKey: 'k-1' }),
    6,
    'of somebody else',
  );
  await t.rejects(loop.submit(add, { key: 1, amount: 6 }, keyed), {
    code: 'ERR_IDEMPOTENCY_KEY_REUSED',
    category: 'conflict',
  });

  const poor = { actor, idempotencyKey: 'k-2' };
  await t.rejects(loop.submit(add, { key: 2, amount: -1 }, poor), { code: 'ERR_TOO_LITTLE' });
  await loop.submit(add, { key: 2, amount: 1 }, by);
  t.equal(await loop.submit(add, { key: 2, amount: -1 }, poor), 0, 'a refusal is not kept');

  await loop.stop();
  loop = await startLoop((await store.reopen()).storage);
  t.equal(await loop.submit(add, { key: 1, amount: 5 }, keyed), 5, 'after a restart');
  const nothing: Command<null, undefined> = { type: 'nothing', decide: () => undefined };
  await loop.submit(nothing, null, keyed);
  t.equal(await loop.submit(nothing, null, keyed), null, 'an answer of nothing is kept as well');
  await loop.stop();
});

t.test('what is not known yet', async (t) => {
  const { storage } = await openTestStore(t);
  const unknown = new StepUnknown({ processDefinitionKey: 1, unit: 'u', state: null, at: null }, []);
  let learned: { resolve(): void; reject(error: Error): void }[] = [];
  let known = false;
  const learn = () => new Promise<void>((resolve, reject) => void learned.push({ resolve, reject }));
  const loop = await startLoop(storage, {
    engine: { step: () => ({}) as never, slots: () => [], learn },
    definitions: { process: () => ({}) as never, load: learn },
  });
  t.teardown(() => loop.stop());
  const needing = (error: () => Error): Command<number, number> => ({
    type: 'needing',
    decide({ rows }, key) {
      rows.put(timer, accountRow(key, 1));
      if (!known) throw error();
      return key;
    },
  });
  const stepping = needing(() => unknown);

  await t.test('is learned once, while nobody else waits', async (t) => {
    const waiting = [51, 52, 53].map((key) => loop.submit(stepping, key, by));
    t.equal(await loop.submit(add, { key: 54, amount: 1 }, by), 1);
    t.equal(learned.length, 1);
    t.equal(loop.metrics.waiting, 3);
    known = true;
    learned[0]?.resolve();
    t.strictSame(await Promise.all(waiting), [51, 52, 53]);
    t.match(loop.metrics, { waiting: 0, accepted: 4, rejected: 0 });
  });

  await t.test('a definition is loaded in the same way', async (t) => {
    [known, learned] = [false, []];
    const waiting = loop.submit(
      needing(() => new DefinitionNotLoaded('process', 7)),
      61,
      by,
    );
    await loop.submit(add, { key: 54, amount: 1 }, by);
    known = true;
    learned[0]?.resolve();
    t.equal(await waiting, 61);
  });

  await t.test('cannot be learned: only those who need it fail', async (t) => {
    [known, learned] = [false, []];
    const waiting = loop.submit(stepping, 71, by);
    await loop.submit(add, { key: 54, amount: 1 }, by);
    learned[0]?.reject(new Error('the engine is gone'));
    await t.rejects(waiting, { code: 'ERR_COMMAND_FAILED', cause: { message: 'the engine is gone' } });
    t.equal(loop.metrics.waiting, 0);
  });

  await t.test('never ends: refused', async (t) => {
    const endless = await startLoop(storage, {
      engine: { step: () => ({}) as never, slots: () => [], learn: async () => undefined },
      nodeId: 'node-2',
    });
    await t.rejects(endless.submit(stepping, 81, by), { code: 'ERR_COMMAND_FAILED' });
    await endless.stop();
  });
});

t.test('stopping and too much work', async (t) => {
  const { storage } = await openTestStore(t);
  const loop = await startLoop(storage, { maxBatch: 4, maxWaiting: 6 });
  const outcomes = Promise.allSettled(Array.from({ length: 8 }, (_, key) => loop.submit(add, { key, amount: 1 }, by)));
  // the first batch is under way when the loop is told to stop
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  await loop.stop();
  const answers = (await outcomes).map((outcome) => (outcome.status === 'fulfilled' ? 'done' : outcome.reason.code));
  t.strictSame(answers, [...Array(4).fill('done'), 'ERR_STOPPING', 'ERR_STOPPING', 'ERR_OVERLOADED', 'ERR_OVERLOADED']);
  t.equal((await storedAccounts(storage, [1])).length, 4, 'exactly what was answered');
  await t.rejects(loop.submit(add, { key: 9, amount: 1 }, by), { code: 'ERR_STOPPING', category: 'unavailable' });
  await loop.stop();
  await loop.start();
  t.equal(await loop.submit(add, { key: 9, amount: 1 }, by), 1, 'it can be started again');
  await loop.stop();
});

t.test('a full disk refuses, and forgets nothing', async (t) => {
  const { storage, writer, reader } = await openTestStore(t);
  const loop = await startLoop(storage);
  t.teardown(() => loop.stop());
  await loop.submit(add, { key: 1, amount: 1 }, by);
  const [{ page_count: pages }] = await writer.raw('pragma page_count');
  await writer.raw(`pragma max_page_count = ${pages}`);
  const deposits = Array.from({ length: 2_000 }, (_, key) => loop.submit(add, { key: key + 100, amount: 1 }, by));
  const outcomes = await Promise.allSettled(deposits);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  t.ok(refused.length > 0);
  t.ok(refused.every(({ reason }) => reason.code === 'ERR_STORE_UNAVAILABLE' && reason.category === 'unavailable'));
  t.equal((await storedAccounts(storage, [1])).length, 1 + 2_000 - refused.length, 'exactly what was answered');
  await writer.raw('pragma max_page_count = 4294967294');
  t.equal(await loop.submit(add, { key: 1, amount: 1 }, by), 2, 'it goes on when there is room again');
  t.equal((await verifyAudit(reader)).broken, null);
});

t.test('the audit log', async (t) => {
  const { storage, writer, reader } = await openTestStore(t);
  for (const nodeId of ['node-1', 'node-2', 'node-1']) {
    const loop = await startLoop(storage, { nodeId });
    await Promise.all(Array.from({ length: 5 }, (_, key) => loop.submit(add, { key, amount: 1 }, by)));
    await loop.stop();
  }
  t.match(await verifyAudit(reader), {
    broken: null,
    chains: [
      { chain: 'node-1', entries: 10 },
      { chain: 'node-2', entries: 5 },
    ],
  });

  const broken = async (sequence: number, change: object | null) => {
    const where = { chain: 'node-1', sequence };
    const before = await writer(auditEntry.name).where(where).first();
    if (change) await writer(auditEntry.name).where(where).update(change);
    else await writer(auditEntry.name).where(where).delete();
    const { broken } = await verifyAudit(reader);
    await writer(auditEntry.name).where(where).delete();
    await writer(auditEntry.name).insert(before);
    return broken;
  };
  t.strictSame(await broken(3, { actor: 'somebody' }), { chain: 'node-1', sequence: 3, reason: 'altered' });
  t.strictSame(await broken(7, { events: '[]' }), { chain: 'node-1', sequence: 7, reason: 'altered' });
  t.strictSame(await broken(4, null), { chain: 'node-1', sequence: 4, reason: 'missing' });
  t.strictSame(await broken(1, null), { chain: 'node-1', sequence: 1, reason: 'missing' });
  t.strictSame(await broken(5, { previous_hash: 'x' }), { chain: 'node-1', sequence: 5, reason: 'detached' });
  t.equal((await verifyAudit(reader)).broken, null);
});

t.test('any commands in any batches do what they would do one by one', async (t) => {
  const BRANCHES = [1, 2, 3];
  const key = fc.integer({ min: 0, max: 4 });
  const branch = fc.constantFrom(...BRANCHES);
  const operation = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        command: fc.constant(add),
        input: fc.record({ key, amount: fc.integer({ min: -3, max: 5 }) }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ command: fc.constant(move), input: fc.record({ key, branch }) }) },
    { weight: 1, arbitrary: fc.record({ command: fc.constant(closeBranch), input: fc.record({ branch, heir: key }) }) },
  );
  const batched = await openTestStore(t);
  const single = await openTestStore(t);
  const clear = async () => {
    for (const { writer } of [batched, single])
      for (const { name } of [timer, auditEntry, idempotency]) await writer(name).delete();
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(operation, { maxLength: 12 }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 8 }),
      async (groups, maxBatch) => {
        await clear();
        const loop = await startLoop(batched.storage, { maxBatch });
        const order: { command: Command<unknown, unknown>; input: unknown; answer: unknown }[] = [];
        loop.onCommitted(({ entries }) => {
          for (const { events } of entries)
            order.push(submitted[events[0]?.detail?.['operation'] as number] as (typeof order)[number]);
        });
        const submitted: (typeof order)[number][] = [];
        for (const group of groups) {
          await Promise.allSettled(
            group.map(async ({ command, input }) => {
              const number =
                submitted.push({ command: command as Command<unknown, unknown>, input, answer: undefined }) - 1;
              const numbered: Command<unknown, unknown> = {
                type: command.type,
                decide: (context, given) =>
                  (command as Command<unknown, unknown>).decide(
                    { ...context, record: (event) => context.record({ ...event, detail: { operation: number } }) },
                    given,
                  ),
              };
              (submitted[number] as (typeof order)[number]).answer = await loop.submit(numbered, input, by);
            }),
          );
        }
        await loop.stop();
        const again = await startLoop(single.storage);
        for (const { command, input, answer } of order) t.strictSame(await again.submit(command, input, by), answer);
        await again.stop();
        t.strictSame(await storedAccounts(batched.storage, BRANCHES), await storedAccounts(single.storage, BRANCHES));
        t.equal((await verifyAudit(batched.reader)).broken, null);
      },
    ),
    { numRuns: Number(process.env['FAST_CHECK_RUNS'] ?? 40) },
  );
});

t.test('two nodes on one PostgreSQL database', async (t) => {
  const postgres = await startPostgres();
  if (!postgres) {
    t.plan(0, 'no PostgreSQL at hand');
    return;
  }
  t.teardown(() => postgres.stop());
  const databaseUrl = await postgres.createDatabase();
  const stores = await Promise.all([openStore({ databaseUrl, file: '' }), openStore({ databaseUrl, file: '' })]);
  const loops = await Promise.all(
    stores.map(({ storage }, node) => startLoop(storage, { nodeId: `node-${node}`, maxBatch: 8 })),
  );
  t.teardown(async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await Promise.all(stores.map((store) => store.close()));
  });
  const [{ storage, reader }] = stores;

  await t.test('both change the same rows: nothing is lost', async (t) => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        (loops[n % 2] as (typeof loops)[number]).submit(add, { key: n % 3, amount: 1 }, by),
      ),
    );
    const balances = (await storedAccounts(storage, [1])).map(({ repetitionsLeft }) => repetitionsLeft);
    t.strictSame(balances, [67, 67, 66]);
    for (const key of [0, 1, 2]) {
      const seen = answers.filter((_, n) => n % 3 === key);
      t.equal(new Set(seen).size, seen.length, 'each answer was given once');
    }
    t.ok(
      loops.some(({ metrics }) => metrics.conflicts > 0),
      'and there were races',
    );
  });

  await t.test('both take the same row away: one gets it', async (t) => {
    const take: Command<number, boolean> = {
      type: 'take',
      decide({ rows, record }, key) {
        if (!rows.find(timer, ACCOUNT + key)) return false;
        rows.remove(timer, ACCOUNT + key);
        record({ type: 'account.taken', key: ACCOUNT + key });
        return true;
      },
    };
    for (let round = 0; round < 20; round++) {
      await loops[0]?.submit(add, { key: 50, amount: 1 }, by);
      const taken = await Promise.all(loops.map((loop) => loop.submit(take, 50, by)));
      t.equal(taken.filter(Boolean).length, 1);
    }
  });

  await t.test('the same Idempotency-Key at both: done once', async (t) => {
    for (let round = 0; round < 20; round++) {
      const keyed = { actor, idempotencyKey: `r-${round}` };
      const answers = await Promise.all(loops.map((loop) => loop.submit(add, { key: 60, amount: 1 }, keyed)));
      t.strictSame(answers, [round + 1, round + 1]);
    }
  });

  await t.test('connections that break are replaced; what was answered is there', async (t) => {
    await loops[0]?.submit(add, { key: 70, amount: 1 }, by);
    let answered = 1;
    for (let round = 0; round < 5; round++) {
      const waiting = Promise.allSettled(
        Array.from({ length: 20 }, () => loops[0]?.submit(add, { key: 70, amount: 1 }, by)),
      );
      await reader.raw(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      );
      for (const outcome of await waiting) {
        if (outcome.status === 'fulfilled') answered++;
        else t.equal(outcome.reason.code, 'ERR_STORE_UNAVAILABLE');
      }
    }
    const balance = await loops[1]
      ?.submit(add, { key: 70, amount: 0 }, by)
      .catch(() => loops[1]?.submit(add, { key: 70, amount: 0 }, by));
    t.ok((balance as number) >= answered, 'at least what was answered: of the others it is not known');
  });

  await t.test('each keeps a chain of its own', async (t) => {
    t.match(await verifyAudit(reader), { broken: null, chains: [{ chain: 'node-0' }, { chain: 'node-1' }] });
  });
});
