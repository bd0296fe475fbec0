import type { Test } from 'tap';
import {
  message,
  outboxEntry,
  processDefinition,
  processInstance,
  subscription,
  timer,
} from '../../src/domain/process/process-tables.ts';
import { RevisionConflict, type Row, type TableChanges } from '../../src/domain/storage-port.ts';
import {
  boolean,
  defineTable,
  integer,
  json,
  nullable,
  real,
  text,
  type RowOf,
  type TableSpec,
} from '../../src/domain/table.ts';
import type { Store } from '../../src/store/open.ts';

/** One table with every kind of column. */
const sample = defineTable({
  name: 'sample',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    ownerKey: nullable(integer),
    kind: text,
    size: nullable(real),
    open: boolean,
    sure: nullable(boolean),
    data: json<unknown>(),
    extra: nullable(json<unknown>()),
  },
  indexes: { byOwner: ['ownerKey'], byKind: ['kind', 'ownerKey'] },
});
type Sample = RowOf<typeof sample>;

/** What the store promises on every database. `open` opens the same database each time, as another node or a restart does. */
export async function exerciseStore(t: Test, open: () => Promise<Store>): Promise<void> {
  const store = await open();
  t.teardown(() => store.close());
  const { storage } = store;
  const isPostgres = !storage.soleWriter;
  await store.writer.schema.raw(
    isPostgres
      ? 'create table sample (key bigint primary key, revision bigint not null, owner_key bigint, kind text not null, size double precision, open boolean not null, sure boolean, data json not null, extra json)'
      : 'create table sample (key integer primary key, revision integer not null, owner_key integer, kind text not null, size real, open integer not null, sure integer, data text not null, extra text) strict',
  );
  await store.writer.schema.raw('create unique index sample_kind on sample (kind, size)');

  t.afterEach(async () => {
    for (const { name } of [sample, processInstance, timer, subscription, message, outboxEntry, processDefinition])
      await store.writer(name).delete();
  });

  const save = async (...changes: TableChanges[]): Promise<void> => {
    try {
      await storage.save(changes);
    } catch (error) {
      // in SQLite, a second connection of the test before: what is in memory may be old
      if (error instanceof RevisionConflict && error.table === 'database') return storage.save(changes);
      throw error;
    }
  };
  const stored = async (...keys: number[]) =>
    (await storage.load(keys.map((key) => ({ table: sample, key })))).map(([row]) => row);

  t.test('every value comes back as it was', async (t) => {
    const rows = [
      row(1, {
        size: 0.1 + 0.2,
        sure: true,
        data: { 名: '“引号”\n\t\\ 😀', list: [1, [2], null, { a: {} }] },
        extra: [],
      }),
      row(2, { size: Math.PI, sure: false, open: false, data: 'text', extra: 0 }),
      row(3, { size: -1.5e-300, data: 12, extra: { snake_case: 1, camelCase: 2, '': 3, b: 1, a: 2 } }),
      row(4, { ownerKey: Number.MAX_SAFE_INTEGER, size: 5, kind: "'; drop table sample; --", data: [] }),
    ];
    await save(inserted(sample, rows));
    t.strictSame(await stored(1, 2, 3, 4), rows);
    t.equal(
      JSON.stringify((await stored(3))[0]?.['extra']),
      JSON.stringify(rows[2]?.extra),
      'the order of names is kept',
    );
  });

  t.test('a key without a row, the same row asked for twice, nothing asked for', async (t) => {
    await save(inserted(sample, [row(1)]));
    t.strictSame(await stored(1, 9, 1), [row(1), undefined, row(1)]);
    t.strictSame(await storage.load([]), []);
  });

  t.test('rows of an index, null among its values', async (t) => {
    const rows = [
      row(1, { ownerKey: 7, kind: 'a' }),
      row(2, { ownerKey: 7, kind: 'b' }),
      row(3, { kind: 'a' }),
      row(4, { kind: 'c' }),
    ];
    await save(inserted(sample, rows));
    const keysOf = async (index: string, values: (string | number | null)[]) => {
      const [found] = await storage.load([{ table: sample, index, values }]);
      return found?.map(({ key }) => key).sort();
    };
    t.strictSame(await keysOf('byOwner', [7]), [1, 2]);
    t.strictSame(await keysOf('byOwner', [null]), [3, 4]);
    t.strictSame(await keysOf('byOwner', [8]), []);
    t.strictSame(await keysOf('byKind', ['a', 7]), [1]);
    t.strictSame(await keysOf('byKind', ['a', null]), [3]);
    const many = await storage.load([
      { table: sample, index: 'byKind', values: ['b', 7] },
      { table: sample, key: 4 },
      { table: sample, index: 'byKind', values: ['c', null] },
      { table: sample, index: 'byKind', values: ['c', 1] },
    ]);
    t.strictSame(
      many.map((found) => found.map(({ key }) => key)),
      [[2], [4], [4], []],
    );
  });

  t.test('inserts, updates and removes of several tables, all or nothing', async (t) => {
    await save(inserted(sample, [row(1), row(2), row(3)]));
    const changes: TableChanges = {
      table: sample,
      inserts: [row(4)],
      updates: [row(1, { revision: 2, kind: 'new', size: 2 })],
      changedColumns: ['revision', 'kind', 'size'],
      removes: [row(2)],
    };
    await t.rejects(save(changes, inserted(sample, [row(3)])), RevisionConflict);
    t.strictSame(await stored(1, 2, 4), [row(1), row(2), undefined], 'the second table fails: the first is as before');
    await save(changes);
    t.strictSame(await stored(1, 2, 3, 4), [row(1, { revision: 2, kind: 'new', size: 2 }), undefined, row(3), row(4)]);
  });

  t.test('a lost race is noticed and names the rows', async (t) => {
    await save(inserted(sample, [row(1), row(2), row(3)]));
    await save(updated(row(1, { revision: 2, open: false }), row(2, { revision: 2, open: false })));
    const lost = async (change: TableChanges) => {
      const error = await save(change).catch((caught: unknown) => caught);
      t.type(error, RevisionConflict);
      return (error as RevisionConflict).keys;
    };
    t.strictSame(await lost(updated(row(1, { revision: 2 }), row(2, { revision: 3 }))), [1, 2], 'updated by another');
    t.strictSame(await lost(removed(row(2), row(3))), [2, 3], 'removed in the state of before');
    t.strictSame(await lost(updated(row(9, { revision: 2 }))), [9], 'updated, but gone: it does not rise again');
    t.strictSame(await lost(inserted(sample, [row(3)])), [], 'inserted, but there');
    t.strictSame(await lost(removed(row(9))), [9], 'removed, but gone');
    t.strictSame(
      await lost(inserted(sample, [row(5, { kind: 'twin', size: 1 }), row(6, { kind: 'twin', size: 1 })])),
      [],
      'must differ',
    );
    t.strictSame(
      (await stored(1, 2, 3, 5)).map((found) => found?.['revision']),
      [2, 2, 1, undefined],
    );
  });

  t.test('a row without revision that another has removed is not removed twice', async (t) => {
    const waiting = messageRow(1);
    await save(inserted(message, [waiting]));
    await save({ ...inserted(message, []), removes: [waiting] });
    await t.rejects(save({ ...inserted(message, []), removes: [waiting] }), RevisionConflict);
  });

  t.test('a value that does not fit is refused, and nothing is written', async (t) => {
    await t.rejects(save(inserted(sample, [row(1), { ...row(2), kind: null as unknown as string }])), {
      code: 'ERR_ROW_NOT_STORABLE',
    });
    await t.rejects(save(inserted(sample, [row(1), row(2, { data: { circular: 1n } })])), {
      code: 'ERR_ROW_NOT_STORABLE',
    });
    // a text of PostgreSQL cannot hold the character 0, one of SQLite can
    const withZero = save(inserted(sample, [row(1), row(2, { kind: 'a\u0000b' })]));
    if (!isPostgres) {
      await withZero;
      t.equal((await stored(2))[0]?.['kind'], 'a\u0000b');
      return;
    }
    await t.rejects(withZero, { code: 'ERR_ROW_NOT_STORABLE' });
  });

  t.test('a snapshot stays as it was, whatever is committed meanwhile', async (t) => {
    await save(inserted(sample, [row(1), row(2)]));
    const snapshot = await storage.snapshot();
    const seen = async (key: number) => (await snapshot.load([{ table: sample, key }]))[0]?.[0]?.['revision'];
    t.equal(await seen(1), 1);
    if (isPostgres) await save(updated(row(1, { revision: 2 }), row(2, { revision: 2 })));
    t.strictSame([await seen(1), await seen(2)], [1, 1]);
    await snapshot.end();
    t.equal((await stored(2))[0]?.['revision'], isPostgres ? 2 : 1);
  });

  t.test('keys are given once, also to two nodes', async (t) => {
    const other = await open();
    t.teardown(() => other.close());
    const blocks = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => (n % 2 ? storage : other.storage).allocateKeys(100)),
    );
    t.ok(blocks.every((first) => Number.isSafeInteger(first) && first > 0));
    const sorted = [...blocks].sort((a, b) => a - b);
    t.ok(
      sorted.every((first, index) => index === 0 || first - (sorted[index - 1] as number) >= 100),
      'blocks do not overlap',
    );
    const next = await other.storage.allocateKeys(1);
    t.ok(next >= (sorted.at(-1) as number) + 100);
  });

  t.test('two nodes learn the same states: an id means the same to both', async (t) => {
    const other = await open();
    t.teardown(() => other.close());
    const state = (hash: string) => ({
      unit: 'intake',
      hash,
      text: `{"h":"${hash}"}`,
      slots: [{ id: 's', elementId: 'e', kind: 'activity' as const }],
    });
    const step = (next: number | null, passed: string[]) => ({
      unit: 'intake',
      state: null,
      at: null,
      answers: [[{ kind: 'flow' as const, id: 'yes' }, true]] as const,
      next,
      outcome: { kept: {}, passed, terminated: false },
    });
    const [here, there] = await Promise.all([
      store.engineFacts.saveLearned(17, 'v1', { states: [state('a'), state('b')], steps: [step(0, ['x'])] }),
      other.engineFacts.saveLearned(17, 'v1', { states: [state('b'), state('a')], steps: [] }),
    ]);
    t.strictSame([...here].reverse(), there);
    await other.engineFacts.saveLearned(17, 'v1', { states: [], steps: [step(null, ['y'])] });
    const { states, steps } = await store.engineFacts.loadFor(17, 'v1');
    t.strictSame(states.map(({ id }) => id).sort(), [...here].sort());
    t.match(states[0], { unit: 'intake', slots: [{ elementId: 'e' }] });
    t.strictSame(
      steps.map(({ outcome }) => outcome),
      [{ kept: {}, passed: ['y'], terminated: false, state: null }],
      'the same step is replaced',
    );
    t.strictSame(steps[0]?.answers, [[{ kind: 'flow', id: 'yes' }, true]]);
    t.strictSame((await store.engineFacts.loadFor(17, 'v2')).steps, [], 'steps of another engine are not given');
    t.equal(await store.engineFacts.stateText(17, here[0] as number), '{"h":"a"}');
    await t.rejects(store.engineFacts.stateText(17, 999_999), { code: 'ERR_ENGINE_STATE_MISSING' });
  });

  t.test('due timers come in order', async (t) => {
    await save(inserted(timer, [timerRow(1, 300), timerRow(2, 100), timerRow(3, 200), timerRow(4, 400)]));
    t.strictSame(
      (await store.duties.dueTimers(300, 2)).map(({ key }) => key),
      [2, 3],
    );
    t.strictSame(
      (await store.duties.dueTimers(300, 9)).map(({ key }) => key),
      [2, 3, 1],
    );
    t.equal(await store.duties.nextTimerAt(300), 400);
    t.equal(await store.duties.nextTimerAt(400), undefined);
  });

  t.test('an outbox entry belongs to one node for its lease', async (t) => {
    const other = await open();
    t.teardown(() => other.close());
    await save(
      inserted(
        outboxEntry,
        [1, 2, 3, 4, 5, 6].map((key) => outboxRow(key, key * 10)),
      ),
    );
    const claims = await Promise.all([store.duties.claimOutbox(50, 500, 3), other.duties.claimOutbox(50, 500, 3)]);
    t.strictSame(
      claims
        .flat()
        .map(({ key }) => key)
        .sort(),
      [1, 2, 3, 4, 5],
      'each once',
    );
    t.match(
      claims.flat().find(({ key }) => key === 1),
      { attempts: 1, lockedUntil: 500, revision: 2, payload: { n: 1 } },
    );
    t.strictSame(await store.duties.claimOutbox(60, 500, 9).then((rows) => rows.map(({ key }) => key)), [6]);
    await store.duties.outboxDelivered([1, 2], 70);
    await store.duties.outboxFailed(3, 900, 'no answer');
    t.strictSame(
      (await store.duties.claimOutbox(500, 600, 9)).map(({ key }) => key),
      [4, 5, 6],
      'the lease is over',
    );
    t.match(await store.duties.claimOutbox(900, 999, 9), [
      { key: 4 },
      { key: 5 },
      { key: 6 },
      { key: 3, attempts: 2, lastError: 'no answer' },
    ]);
  });

  t.test('old answers and expired messages are forgotten in bounded steps', async (t) => {
    await store
      .writer('idempotency')
      .insert([1, 2, 3].map((n) => ({ id: `i${n}`, request_hash: '', answer: '{}', created_at: n })));
    t.equal(await store.duties.pruneIdempotency(3, 1), 1);
    t.equal(await store.duties.pruneIdempotency(3, 9), 1);
    await save(inserted(message, [messageRow(1, 10), messageRow(2, 20)]));
    t.equal(await store.duties.pruneMessages(10, 9), 1);
    t.equal(await store.duties.pruneMessages(10, 9), 0);
  });

  if (isPostgres) {
    t.test('a duty is done by one node at a time', async (t) => {
      const other = await open();
      t.teardown(() => other.close());
      const result = await store.duties.exclusively('d', async () => [
        await other.duties.exclusively('d', async () => 1),
        await other.duties.exclusively('e', async () => 2),
      ]);
      t.strictSame(result, [undefined, 2]);
      t.equal(await other.duties.exclusively('d', async () => 3), 3);
    });

    t.test('a message and what waits for it, committed at once, are found', async (t) => {
      await save(
        inserted(message, [messageRow(1, 100), messageRow(2, 100, 'other')]),
        inserted(subscription, [subscriptionRow(3)]),
      );
      t.strictSame(await store.duties.missedMessages(50, 9), [{ messageKey: 1, tenantId: 'yunxi' }]);
      t.strictSame(await store.duties.missedMessages(100, 9), []);
    });
  } else {
    t.test('another program that writes to the file is noticed', async (t) => {
      await save(inserted(sample, [row(1)]));
      const other = await open();
      t.teardown(() => other.close());
      await other.storage.save([updated(row(1, { revision: 2 }))]);
      await t.rejects(
        storage.save([inserted(sample, [row(2)])]),
        RevisionConflict,
        'once: what is in memory may be old',
      );
      await save(inserted(sample, [row(2)]));
    });
  }

  t.test('readers cannot write', async (t) => {
    await t.rejects(store.reader('sample').insert({ key: 1 }));
  });
}

// helpers

function row(key: number, changes: Partial<Sample> = {}): Sample {
  return {
    key,
    revision: 1,
    ownerKey: null,
    kind: 'a',
    size: null,
    open: true,
    sure: null,
    data: {},
    extra: null,
    ...changes,
  };
}

function inserted(table: TableSpec, rows: readonly Row[]): TableChanges {
  return { table, inserts: rows, updates: [], changedColumns: [], removes: [] };
}

function updated(...rows: Sample[]): TableChanges {
  return { ...inserted(sample, []), updates: rows, changedColumns: Object.keys(sample.columns).slice(1) };
}

function removed(...rows: Sample[]): TableChanges {
  return { ...inserted(sample, []), removes: rows };
}

function timerRow(key: number, dueAt: number): RowOf<typeof timer> {
  return {
    key,
    revision: 1,
    tenantId: 'yunxi',
    processInstanceKey: 1,
    processDefinitionKey: 1,
    elementInstanceKey: 1,
    elementId: 'limit',
    dueAt,
    repetitionsLeft: 0,
    interval: null,
    provisional: null,
  };
}

function outboxRow(key: number, dueAt: number): RowOf<typeof outboxEntry> {
  const fixed = {
    revision: 1,
    tenantId: 'yunxi',
    channel: 'hotline',
    topic: 'x',
    stream: null,
    createdAt: 0,
    attempts: 0,
  };
  return { key, ...fixed, payload: { n: key }, dueAt, lockedUntil: null, deliveredAt: null, lastError: null };
}

function messageRow(key: number, expiresAt = 0, name = 'done'): RowOf<typeof message> {
  return {
    key,
    tenantId: 'yunxi',
    name,
    correlationKey: 'k',
    messageId: null,
    variables: {},
    publishedAt: 0,
    expiresAt,
  };
}

function subscriptionRow(key: number): RowOf<typeof subscription> {
  const where = { processInstanceKey: 1, processDefinitionKey: 1, elementInstanceKey: 1, elementId: 'wait' };
  return { key, tenantId: 'yunxi', kind: 'message', name: 'done', correlationKey: 'k', ...where, createdAt: 0 };
}
