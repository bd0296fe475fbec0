import { join } from 'node:path';
import t from 'tap';
import { changeSetting } from '../../src/commands/reference/change-setting.ts';
import { loadOfficialCalendar } from '../../src/commands/reference/load-official-calendar.ts';
import { setCalendarDay } from '../../src/commands/reference/set-calendar-day.ts';
import { setLimit } from '../../src/commands/reference/set-limit.ts';
import { createReferences } from '../../src/domain/references.ts';
import { settingValue } from '../../src/domain/reference/reference-tables.ts';
import { openStore } from '../../src/store/open.ts';
import { createReferenceReader } from '../../src/store/reference-store.ts';
import { openTestHost, testActor } from '../helpers/host.ts';
import { startPostgres } from '../helpers/postgres.ts';

const actor = testActor('town');

t.test('administrators change limits, settings and calendars', async (t) => {
  const host = await openTestHost(t);
  const { submit } = host.loop;
  const stored = async () => {
    const references = createReferences(createReferenceReader(host.store.reader));
    await references.load();
    return references;
  };
  const live = createReferences();
  host.loop.onCommitted((committed) => live.apply(committed));
  const both = async () => [live.of('town'), (await stored()).of('town')] as const;

  t.test('a limit', async (t) => {
    await submit(
      setLimit,
      { name: 'sign', level: 'L3', value: { amount: 1.5, unit: 'hours', calendar: 'hotline' } },
      { actor },
    );
    await submit(
      setLimit,
      { name: 'sign', level: 'L3', value: { amount: 2.5, unit: 'hours', calendar: 'hotline' } },
      { actor },
    );
    for (const town of await both()) t.match(town.limit('sign', 'L3'), { amount: 2.5, unit: 'hours' });
    t.match(
      (await stored()).of('other').limit('sign', 'L3'),
      { amount: 4, unit: 'working_hours' },
      'of this township only',
    );
    await submit(setLimit, { name: 'sign', level: 'L3', value: null }, { actor });
    for (const town of await both()) t.match(town.limit('sign', 'L3'), { amount: 4, unit: 'working_hours' });

    const refused = (name: string, level: string, amount: number) =>
      submit(setLimit, { name, level, value: { amount, unit: 'natural_days', calendar: 'hotline' } }, { actor });
    await t.rejects(refused('sing', '*', 1), { code: 'ERR_LIMIT_UNKNOWN' });
    await t.rejects(refused('sign', 'L9', 1), { code: 'ERR_LIMIT_UNKNOWN' });
    await t.rejects(refused('sign', 'L1', -1), { code: 'ERR_DEADLINE_AMOUNT' });
    await t.rejects(refused('sign', 'L1', 1.5), { code: 'ERR_DEADLINE_AMOUNT' });
  });

  t.test('a setting', async (t) => {
    await submit(
      changeSetting,
      { name: 'score_weights', value: { response: 20, resolution: 40, satisfaction: 40 } },
      { actor },
    );
    for (const town of await both())
      t.same(town.setting('score_weights'), { response: 20, resolution: 40, satisfaction: 40 });
    await submit(changeSetting, { name: 'score_weights', value: null }, { actor });
    for (const town of await both())
      t.same(town.setting('score_weights'), { response: 10, resolution: 45, satisfaction: 45 });
    await t.rejects(submit(changeSetting, { name: 'max_rework', value: 'many' }, { actor }), {
      code: 'ERR_SETTING_VALUE',
    });
    await t.rejects(submit(changeSetting, { name: 'nothing', value: 1 }, { actor }), { code: 'ERR_SETTING_UNKNOWN' });
  });

  t.test('a day', async (t) => {
    await submit(setCalendarDay, { date: '2026-03-04', kind: 'holiday', note: '县政府通知' }, { actor });
    const day = Date.parse('2026-03-04') / 86_400_000;
    for (const town of await both()) t.equal(town.calendar.kindOf(day), 'holiday');
    await submit(setCalendarDay, { date: '2026-03-04', kind: null, note: '' }, { actor });
    for (const town of await both()) t.equal(town.calendar.kindOf(day), 'workday');
    await t.rejects(submit(setCalendarDay, { date: '2026-02-30', kind: 'holiday', note: 'x' }, { actor }), {
      code: 'ERR_CALENDAR_DATE',
    });
    await t.rejects(submit(setCalendarDay, { date: '2026-03-04', kind: 'holiday', note: ' ' }, { actor }), {
      code: 'ERR_CALENDAR_NOTE',
    });
  });

  t.test('the official years of the program are stored at start, and a new one is loaded by hand', async (t) => {
    t.same((await stored()).missingYears(), []);
    t.same((await stored()).of('town').calendar.years, [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);

    // an invented arrangement
    const year2027 = {
      year: 2027,
      notice: '测试通知',
      holidays: [{ name: '元旦', from: '2026-12-31', to: '2027-01-03' }],
      adjustedWorkdays: ['2026-12-27'],
    };
    const newYear = Date.parse('2027-01-01') / 86_400_000;
    t.equal(live.of('town').calendar.isSettled(newYear), false);
    await submit(loadOfficialCalendar, year2027, { actor });
    for (const town of await both()) {
      t.equal(town.calendar.isSettled(newYear), true);
      t.equal(town.calendar.kindOf(newYear), 'holiday');
      t.equal(town.calendar.kindOf(newYear - 5), 'adjusted_workday');
    }
    const refused = (change: object) =>
      t.rejects(submit(loadOfficialCalendar, { ...year2027, ...change }, { actor }), { code: 'ERR_CALENDAR_YEAR' });
    await refused({ adjustedWorkdays: ['2027-01-05'] });
    await refused({ holidays: [{ name: '元旦', from: '2027-01-03', to: '2027-01-01' }] });
    await refused({ holidays: [{ name: '元旦', from: '2026-01-01', to: '2026-01-03' }] });
    await refused({ notice: '' });
    await refused({ year: 27 });
  });
});

t.test('settings that are text come back as text from both databases', async (t) => {
  const postgres = await startPostgres();
  const folder = t.testdir();
  t.teardown(() => postgres?.stop());
  for (const databaseUrl of [null, ...(postgres ? [await postgres.createDatabase()] : [])]) {
    const store = await openStore({ databaseUrl, file: join(folder, 'jiesu.sqlite') });
    const row = {
      id: 'town/return_mode',
      revision: 1,
      tenantId: 'town',
      name: 'return_mode',
      value: 'strict',
      changedAt: 1,
      changedBy: 'test',
    };
    await store.storage.save([{ table: settingValue, inserts: [row], updates: [], changedColumns: [], removes: [] }]);
    t.strictSame(
      (await createReferenceReader(store.reader).read()).settings,
      [row],
      databaseUrl === null ? 'SQLite' : 'PostgreSQL',
    );
    await store.close();
  }
});
