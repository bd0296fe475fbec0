import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { EvaluationFailure } from '../../src/domain/process/expression-port.ts';
import { LIMITS } from '../../src/domain/reference/limits.ts';
import { NO_REFERENCE_ROWS, referenceOf } from '../../src/domain/reference/reference.ts';
import { createReferences } from '../../src/domain/references.ts';
import { calendarDay, limitValue, settingValue } from '../../src/domain/reference/reference-tables.ts';
import { checkSetting, SETTINGS } from '../../src/domain/reference/settings.ts';
import { createExpressions } from '../../src/engine/feel.ts';

const NOW = Date.parse('2024-09-27T16:30:00+08:00');
const expressions = createExpressions();
const references = createReferences();
const evaluate = (feel: string, variables: Record<string, unknown> = {}) =>
  expressions.evaluate(feel, [variables], references.functionsFor('town', NOW), NOW);

t.test('limit gives a duration of clock time, and a date-time of days and working time', (t) => {
  t.equal(evaluate('limit("order", level)', { level: 'L1' }), 'PT2H');
  t.equal(evaluate('limit("order", level)', { level: 'L3' }), '2024-10-05T00:00:00+08:00');
  t.equal(evaluate('limit("sign", level)', { level: 'L2' }), 'PT30M');
  t.equal(
    evaluate('limit("sign", level)', { level: 'L4' }),
    '2024-09-29T12:00:00+08:00',
    'four working hours from 16:30, over a worked Sunday',
  );
  t.equal(evaluate('limit("sign_off", "L1")'), 'PT0S');
  t.equal(evaluate('limit("handle", "L1")'), 'PT1H30M');
  t.equal(evaluate('limit("archive")'), '2024-10-28T00:00:00+08:00');
  t.equal(evaluate('limit(name: "answer", level: "L3")'), '2024-09-29T17:30:00+08:00');
  t.end();
});

t.test('a limit that is not known is a failure that names it', (t) => {
  for (const [feel, named] of [
    ['limit("sing", "L1")', /'sing' for level 'L1'/],
    ['limit("sign", "L9")', /'sign' for level 'L9'/],
    ['limit("sign", level)', /'sign' for level ''/],
    ['limit("toString", "L1")', /'toString'/],
    ['setting("nothing")', /'nothing'/],
  ] as const) {
    t.throws(() => evaluate(feel), { name: 'EvaluationFailure', message: named }, feel);
  }
  t.end();
});

t.test('deadline, workdays, setting and percent_of', (t) => {
  t.equal(evaluate('deadline(now(), 5, "working_days", "office")'), '2024-10-10T17:30:00+08:00');
  t.equal(
    evaluate('deadline("2024-09-27T16:30:00+08:00", 7, "natural_days", "statutory")'),
    '2024-10-09T00:00:00+08:00',
  );
  t.equal(evaluate('deadline("2024-09-27", 7, "自然日")'), '2024-10-05T00:00:00+08:00');
  t.equal(
    evaluate('deadline(start, amount, unit)', { start: NOW, amount: 24, unit: '时' }),
    '2024-09-28T16:30:00+08:00',
  );
  t.equal(evaluate('workdays("2024-09-27", "2024-10-10")'), 5);
  t.equal(evaluate('workdays("2024-10-10", "2024-09-27")'), -5);
  t.equal(evaluate('setting("max_rework")'), 2);
  t.same(evaluate('setting("warning_percentages")'), [50, 80, 100]);
  t.equal(evaluate('percent_of(limit("order", "L2"), 80)'), 'PT19H12M');
  t.equal(evaluate('percent_of("2024-09-28T16:30:00+08:00", 50)'), '2024-09-28T04:30:00+08:00');
  t.equal(evaluate('date and time(deadline(now(), 1, "hours")) > now()'), true, 'inside the rest of FEEL');
  for (const wrong of [
    'deadline("soon", 1, "hours")',
    'deadline(now(), "1", "hours")',
    'deadline(now(), 1, "weeks")',
    'deadline(now(), 1, "hours", "moon")',
    'percent_of(limit("order", "L2"), "x")',
  ]) {
    t.throws(() => evaluate(wrong), EvaluationFailure, wrong);
  }
  t.end();
});

t.test('handlers get deadlines with their basis', (t) => {
  t.match(evaluate('explained_limit("order", "L4", "2026-12-28T10:00:00+08:00")'), {
    dueAt: Date.parse('2027-01-13T00:00:00+08:00'),
    provisional: false,
    basis: { amount: 15, unit: 'natural_days', calendar: 'hotline', lastDay: '2027-01-12' },
  });
  t.match(evaluate('explained_deadline("2026-12-28T10:00:00+08:00", 3, "working_days", "office")'), {
    provisional: true,
  });
  t.end();
});

t.test("a township's own values win over the defaults, and are its own", (t) => {
  const now = NOW;
  const changed = { changedAt: now, changedBy: 'test', revision: 1, tenantId: 'town' };
  const rows = {
    ...NO_REFERENCE_ROWS,
    days: [{ id: 'town/2024-09-30', date: '2024-09-30', kind: 'holiday' as const, note: '本地节日', ...changed }],
    limits: [
      {
        id: 'town/sign/*',
        name: 'sign',
        level: '*',
        amount: 3,
        unit: 'hours' as const,
        calendar: 'hotline' as const,
        ...changed,
      },
      {
        id: 'town/sign/L3',
        name: 'sign',
        level: 'L3',
        amount: 5,
        unit: 'minutes' as const,
        calendar: 'hotline' as const,
        ...changed,
      },
    ],
    settings: [
      { id: 'town/max_rework', name: 'max_rework', value: 4, ...changed },
      {
        id: 'town/office_hours',
        name: 'office_hours',
        value: [
          ['08:30', '12:00'],
          ['14:00', '18:00'],
        ],
        ...changed,
      },
    ],
  };
  const town = referenceOf('town', rows);
  t.match(town.limit('sign', 'L3'), { amount: 5, unit: 'minutes' });
  t.match(town.limit('sign', 'L4'), { amount: 3, unit: 'hours' });
  t.match(town.limit('sign', 'L1'), { amount: 10, unit: 'minutes' });
  t.equal(town.setting('max_rework'), 4);
  t.same(town.officeHours, [
    [510, 720],
    [840, 1080],
  ]);
  const other = referenceOf('other', rows);
  t.match(other.limit('sign', 'L3'), { amount: 4, unit: 'working_hours' });
  t.equal(other.setting('max_rework'), 2);

  const live = createReferences({ read: async () => rows });
  const first = (tenantId: string) =>
    expressions.evaluate('limit("sign", "L3")', [], live.functionsFor(tenantId, now), now);
  t.equal(first('town'), '2024-09-29T12:00:00+08:00', 'before it is read');
  return live.load().then(() => {
    t.equal(first('town'), 'PT5M');
    t.equal(live.missingYears().length, 8);
    const update = { ...rows.limits[1], amount: 7 };
    live.apply({
      changes: [
        { table: limitValue, inserts: [], updates: [update], removes: [], changedColumns: ['amount'] },
        { table: settingValue, inserts: [], updates: [], removes: [rows.settings[0] as never], changedColumns: [] },
        { table: calendarDay, inserts: [], updates: [], removes: [], changedColumns: [] },
      ] as never,
    });
    t.equal(first('town'), 'PT7M', 'a committed change is seen at once');
    t.equal(live.of('town').setting('max_rework'), 2);
  });
});

t.test('settings have defaults that they accept, and refuse others', (t) => {
  for (const [name, spec] of Object.entries(SETTINGS)) t.doesNotThrow(() => checkSetting(name, spec.default), name);
  for (const [name, wrong] of [
    ['max_rework', 2.5],
    ['max_rework', '2'],
    ['max_rework', 99],
    ['return_mode', 'loose'],
    ['warning_percentages', [80, 50]],
    ['warning_percentages', []],
    ['office_hours', [['09:00', '08:00']]],
    ['office_hours', [['09:00', '25:00']]],
    ['office_hours', [['09:00']]],
    ['office_hours', []],
    ['score_weights', { response: 10, resolution: 45, satisfaction: 46 }],
    ['score_weights', { response: 100 }],
    ['score_weights', null],
    ['basic_satisfied_factor', Number.NaN],
  ] as const) {
    t.throws(() => checkSetting(name, wrong), { code: 'ERR_SETTING_VALUE' }, `${name} ${JSON.stringify(wrong)}`);
  }
  t.end();
});

t.test('every limit and setting that the processes name is there', (t) => {
  const folder = join(import.meta.dirname, '../../processes');
  const used = { limit: new Set<string>(), setting: new Set<string>() };
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(bpmn|dmn|form)$/.test(file)) continue;
    const text = readFileSync(join(folder, file), 'utf8').replaceAll('&quot;', '"');
    for (const [, call, name] of text.matchAll(/\b(limit|setting)\("([^"]+)"/g))
      used[call as 'limit' | 'setting'].add(name as string);
  }
  t.same(
    [...used.limit].filter((name) => !Object.hasOwn(LIMITS, name)),
    [],
  );
  t.same(
    [...used.setting].filter((name) => !Object.hasOwn(SETTINGS, name)),
    [],
  );
  t.end();
});
