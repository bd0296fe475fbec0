import t from 'tap';
import { createProcessInstance } from '../../src/commands/process/create-process-instance.ts';
import { loadOfficialCalendar } from '../../src/commands/reference/load-official-calendar.ts';
import { deadline, workOrder } from '../../src/domain/appeal/appeal-tables.ts';
import { userTask } from '../../src/domain/process/process-tables.ts';
import type { TableSpec } from '../../src/domain/table.ts';
import { IDLE } from '../../src/jobs/duty.ts';
import { recomputeDeadlines } from '../../src/jobs/recompute-deadlines.ts';
import { deploy, openTestHost, testActor } from '../helpers/host.ts';

/** Waits for a changed limit, then for a person. */
const WATCH = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="test">
  <message id="changed" name="OrderLimitChanged"><extensionElements><zeebe:subscription correlationKey="=orderNo"/></extensionElements></message>
  <process id="watch" isExecutable="true">
    <startEvent id="start"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="limit_changed"/>
    <intermediateCatchEvent id="limit_changed"><messageEventDefinition messageRef="changed"/></intermediateCatchEvent>
    <sequenceFlow id="f2" sourceRef="limit_changed" targetRef="look"/>
    <userTask id="look"><extensionElements><zeebe:userTask/><zeebe:taskSchedule dueDate="=dueAt"/></extensionElements></userTask>
    <sequenceFlow id="f3" sourceRef="look" targetRef="end"/>
    <endEvent id="end"/>
  </process>
</definitions>`;

/** A row with the least in every column. */
function row(table: TableSpec, columns: Record<string, unknown>): Record<string, unknown> {
  const least = { integer: 0, real: 0, text: '', boolean: false, json: [] };
  return {
    ...Object.fromEntries(
      Object.entries(table.columns).map(([name, { type, nullable }]) => [name, nullable ? null : least[type]]),
    ),
    ...columns,
  };
}

t.test('provisional deadlines are counted again when the official table of a year arrives', async (t) => {
  const host = await openTestHost(t);
  const actor = testActor('yunxi');
  const at = (text: string) => Date.parse(`${text}+08:00`);
  const orders = [
    { key: 1, orderNo: 'A-1', closedAt: null, startAt: at('2026-12-28T10:00'), dueAt: at('2027-01-05T00:00') },
    { key: 2, orderNo: 'A-2', closedAt: null, startAt: at('2026-12-24T10:00'), dueAt: at('2027-01-01T00:00') },
    {
      key: 3,
      orderNo: 'A-3',
      closedAt: at('2026-12-29T10:00'),
      startAt: at('2026-12-28T10:00'),
      dueAt: at('2027-01-05T00:00'),
    },
  ];
  const save = (table: TableSpec, inserts: Record<string, unknown>[]) =>
    host.store.storage.save([{ table, inserts, updates: [], changedColumns: [], removes: [] }]);
  await save(
    workOrder,
    orders.map(({ startAt: _, ...columns }) =>
      row(workOrder, { revision: 1, tenantId: 'yunxi', state: 'in_progress', ...columns }),
    ),
  );
  await save(
    deadline,
    orders.map(({ key, startAt, dueAt }) =>
      row(deadline, {
        key: 10 + key,
        tenantId: 'yunxi',
        orderKey: key,
        kind: 'external',
        name: 'order',
        startAt,
        amount: 5,
        unit: 'working_days',
        calendar: 'hotline',
        dueAt,
        provisional: true,
        basis: 'D02',
      }),
    ),
  );
  await deploy(host, actor, [{ name: 'watch.bpmn', content: WATCH }]);
  await host.loop.submit(createProcessInstance, { processId: 'watch', variables: { orderNo: 'A-1' } }, { actor });

  const warnings: unknown[] = [];
  const duty = recomputeDeadlines({
    store: host.store.duties,
    officialYears: () => host.references.of('host').calendar.years,
    submit: host.loop.submit,
    log: { info() {}, warn: (detail) => warnings.push(detail), error() {} },
  });
  const stored = async () =>
    (await host.store.reader(deadline.name).orderBy(['provisional', 'order_key'])).map((each) => [
      each.order_key,
      each.due_at,
      Boolean(each.provisional),
    ]);
  const before = await stored();
  t.strictSame(await duty.tick(), { done: 3, failed: 0, more: false }, 'at start all are looked at');
  t.strictSame(await stored(), before, 'and nothing has changed');
  t.strictSame(await duty.tick(), IDLE);

  // an invented arrangement
  const year2027 = {
    year: 2027,
    notice: '测试通知',
    holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-04' }],
    adjustedWorkdays: [],
  };
  await host.loop.submit(loadOfficialCalendar, year2027, { actor });
  t.match(await duty.tick(), { failed: 0, more: false });
  t.same(warnings, []);
  t.strictSame(await stored(), [[1, at('2027-01-07T00:00'), false], [2, at('2027-01-01T00:00'), false], ...before]);
  const dueDates = await host.store.reader(workOrder.name).orderBy('key').select('due_at');
  t.strictSame(
    dueDates.map((each) => each.due_at),
    [at('2027-01-07T00:00'), at('2027-01-01T00:00'), at('2027-01-05T00:00')],
  );
  const [task] = await host.store.reader(userTask.name).select('element_id', 'due_at');
  t.match(task, { element_id: 'look', due_at: at('2027-01-07T00:00') }, 'the process heard of it');
  t.strictSame(await duty.tick(), IDLE);
});
