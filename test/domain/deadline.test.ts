import fc from 'fast-check';
import t from 'tap';
import { calendarOf } from '../../src/domain/reference/calendar.ts';
import { dayOf, formatDay, parseDay, startOfDay } from '../../src/domain/day.ts';
import { deadline, explainDeadline, recompute } from '../../src/domain/appeal/deadline-basis.ts';
import { dueDate, workdaysBetween, type DeadlineCalendar, type TimeUnit } from '../../src/domain/appeal/deadline.ts';
import { formatInstant } from '../../src/domain/iso-time.ts';
import { OFFICIAL_YEARS } from '../../src/domain/reference/official-calendar.ts';

const basis = {
  calendar: calendarOf(OFFICIAL_YEARS),
  officeHours: [
    [540, 720],
    [810, 1050],
  ],
} as const;
const at = (text: string) => Date.parse(`${text}+08:00`);
const due = (start: string, amount: number, unit: TimeUnit, calendar: DeadlineCalendar = 'hotline') =>
  formatInstant(dueDate({ startAt: at(start), amount, unit, calendar }, basis).dueAt);

t.test('worked examples', (t) => {
  t.test('dispatched Friday 2024-09-27 16:30, 7 natural days', (t) => {
    t.equal(
      due('2024-09-27T16:30', 7, 'natural_days', 'hotline'),
      '2024-10-05T00:00:00+08:00',
      'no roll: 2024-10-04 24:00',
    );
    t.equal(
      due('2024-09-27T16:30', 7, 'natural_days', 'statutory'),
      '2024-10-09T00:00:00+08:00',
      'roll: 2024-10-08 24:00',
    );
    t.end();
  });
  t.test('the same, 5 working days', (t) => {
    t.equal(due('2024-09-27T16:30', 5, 'working_days', 'hotline'), '2024-10-11T00:00:00+08:00', '2024-10-10 24:00');
    t.equal(due('2024-09-27T16:30', 5, 'working_days', 'office'), '2024-10-10T17:30:00+08:00', 'close of business');
    t.end();
  });
  t.test('hours run from the moment, over midnight and a leap day', (t) => {
    t.equal(due('2024-02-29T23:10', 24, 'hours'), '2024-03-01T23:10:00+08:00');
    t.equal(due('2026-03-02T23:30', 2, 'hours'), '2026-03-03T01:30:00+08:00');
    t.end();
  });
  t.test('60 days of a petition accepted 2024-01-31', (t) => {
    t.equal(
      due('2024-01-31T09:00', 60, 'natural_days', 'hotline'),
      '2024-04-01T00:00:00+08:00',
      'Sunday 2024-03-31 24:00',
    );
    t.equal(
      due('2024-01-31T09:00', 60, 'natural_days', 'statutory'),
      '2024-04-02T00:00:00+08:00',
      'moved to 2024-04-01 24:00',
    );
    t.equal(
      due('2024-01-31T09:00', 90, 'natural_days', 'statutory'),
      '2024-05-01T00:00:00+08:00',
      '60 + 30: 2024-04-30 24:00',
    );
    t.end();
  });
  t.end();
});

t.test('working hours run while the office is open', (t) => {
  t.equal(due('2026-03-02T10:00', 1, 'working_hours', 'office'), '2026-03-02T11:00:00+08:00');
  t.equal(due('2026-03-02T11:00', 2, 'working_hours', 'office'), '2026-03-02T14:30:00+08:00', 'over noon');
  t.equal(due('2026-03-02T07:15', 3, 'working_hours', 'office'), '2026-03-02T12:00:00+08:00', 'before opening');
  t.equal(due('2026-03-02T22:00', 1, 'working_hours', 'office'), '2026-03-03T10:00:00+08:00', 'after closing');
  t.equal(due('2026-03-06T17:00', 1, 'working_hours', 'office'), '2026-03-09T09:30:00+08:00', 'over a weekend');
  t.equal(due('2026-02-17T10:00', 4, 'working_hours', 'office'), '2026-02-24T14:30:00+08:00', 'on a holiday');
  t.equal(
    due('2026-02-14T16:00', 2, 'working_hours', 'office'),
    '2026-02-24T09:30:00+08:00',
    'on a make-up Saturday, then Spring Festival',
  );
  t.end();
});

t.test('a deadline tells its basis', (t) => {
  const found = deadline(
    { startAt: at('2024-09-27T16:30'), amount: 5, unit: 'working_days', calendar: 'hotline' },
    basis,
  );
  t.match(found, {
    provisional: false,
    basis: {
      firstDay: '2024-09-28',
      lastDay: '2024-10-10',
      movedFrom: null,
      skipped: ['2024-09-28', '国庆节 2024-10-01–2024-10-07'],
      adjustedWorkdays: ['2024-09-29'],
      sources: ['国办发明电〔2023〕7号'],
      unsettled: [],
    },
  });
  t.equal(
    explainDeadline(found).zh,
    '自 2024-09-27 16:30 起 5 个工作日，当日不计入，从 2024-09-28 起算，不计2024-09-28、国庆节 2024-10-01–2024-10-07，2024-09-29 为调休上班日，计入，于 2024-10-10 24:00 届满，依据《民法典》第二百零一条、第二百零三条，国办发明电〔2023〕7号。',
  );
  t.match(explainDeadline(found).en, /5 working days from 2024-09-27 16:30; .* ends 2024-10-10 24:00/);
  const moved = deadline(
    { startAt: at('2024-09-27T16:30'), amount: 7, unit: 'natural_days', calendar: 'statutory' },
    basis,
  );
  t.equal(moved.basis.movedFrom, '2024-10-04');
  t.same(moved.basis.skipped, ['国庆节 2024-10-04–2024-10-07']);
  t.match(explainDeadline(moved).zh, /最后一日 2024-10-04 非工作日，顺延，于 2024-10-08 24:00 届满/);
  t.equal(JSON.stringify(JSON.parse(JSON.stringify(moved))), JSON.stringify(moved), 'plain JSON');
  t.end();
});

t.test('what depends on a year without an official table is provisional, and recomputed when it arrives', (t) => {
  const request = { startAt: at('2026-12-28T10:00'), amount: 5, unit: 'working_days', calendar: 'office' } as const;
  const early = deadline(request, basis);
  t.equal(early.provisional, true);
  t.equal(formatInstant(early.dueAt), '2027-01-04T17:30:00+08:00');
  t.same(early.basis.unsettled, ['2026-12-29–2027-01-04']);
  t.match(explainDeadline(early).zh, /尚未公布，为暂定日期/);
  t.equal(recompute(early, basis), undefined);

  // an invented arrangement
  const year2027 = {
    year: 2027,
    notice: '测试通知',
    holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-04' }],
    adjustedWorkdays: [],
  };
  const later = recompute(early, { ...basis, calendar: calendarOf([...OFFICIAL_YEARS, year2027]) });
  t.equal(later?.provisional, false);
  t.equal(formatInstant(later?.dueAt ?? 0), '2027-01-06T17:30:00+08:00');

  for (const [start, amount, unit, calendar, provisional] of [
    ['2026-12-20T10:00', 15, 'natural_days', 'hotline', false],
    ['2026-12-20T10:00', 15, 'natural_days', 'statutory', true],
    ['2026-12-20T10:00', 2, 'working_days', 'hotline', false],
    ['2026-12-31T23:00', 2, 'hours', 'office', false],
    ['2026-12-31T23:00', 2, 'working_hours', 'office', true],
  ] as const) {
    t.equal(
      dueDate({ startAt: at(start), amount, unit, calendar }, basis).provisional,
      provisional,
      `${start} ${amount} ${unit} ${calendar}`,
    );
  }
  t.end();
});

t.test('amounts, units and calendars that are none are refused', (t) => {
  const startAt = at('2026-03-02T10:00');
  for (const wrong of [
    { amount: -1, unit: 'hours', calendar: 'hotline' },
    { amount: Number.NaN, unit: 'hours', calendar: 'hotline' },
    { amount: 1.5, unit: 'working_days', calendar: 'hotline' },
    { amount: 3_651, unit: 'natural_days', calendar: 'hotline' },
    { amount: '2', unit: 'natural_days', calendar: 'hotline' },
  ]) {
    t.throws(() => dueDate({ startAt, ...wrong } as never, basis), { code: 'ERR_DEADLINE_AMOUNT' });
  }
  t.throws(() => dueDate({ startAt, amount: 1, unit: 'weeks', calendar: 'hotline' } as never, basis), {
    code: 'ERR_DEADLINE_UNIT',
  });
  t.throws(() => dueDate({ startAt, amount: 1, unit: 'hours', calendar: 'toString' } as never, basis), {
    code: 'ERR_DEADLINE_CALENDAR',
  });
  t.end();
});

t.test('properties', (t) => {
  const first = at('2019-01-01T00:00');
  const last = at('2026-06-30T00:00');
  const start = fc.integer({ min: first, max: last });
  const units = fc.constantFrom<TimeUnit>('minutes', 'hours', 'working_hours', 'natural_days', 'working_days');
  const calendars = fc.constantFrom<DeadlineCalendar>('hotline', 'office', 'statutory');
  const amount = fc.integer({ min: 0, max: 60 });
  const end = (startAt: number, n: number, unit: TimeUnit, calendar: DeadlineCalendar) =>
    dueDate({ startAt, amount: n, unit, calendar }, basis).dueAt;
  const isOpen = (instant: number) => {
    const minute = (instant - startOfDay(dayOf(instant))) / 60_000;
    return (
      basis.calendar.isWorkday(dayOf(instant)) && basis.officeHours.some(([from, to]) => minute > from && minute <= to)
    );
  };
  /** A start on a day of this kind. */
  const startOn = (wanted: 'holiday' | 'adjusted_workday') =>
    start.map((instant) => {
      let day = dayOf(instant);
      while (basis.calendar.kindOf(day) !== wanted) day++;
      return startOfDay(day) + (instant - startOfDay(dayOf(instant)));
    });
  const check = (name: string, property: fc.IProperty<never[]> | fc.IRawProperty<never>) => {
    fc.assert(property as fc.IProperty<unknown>, { numRuns: 500 });
    t.pass(name);
  };

  check(
    'later starts and larger amounts never end earlier',
    fc.property(start, start, amount, amount, units, calendars, (a, b, n, m, unit, calendar) => {
      return end(Math.min(a, b), Math.min(n, m), unit, calendar) <= end(Math.max(a, b), Math.max(n, m), unit, calendar);
    }) as never,
  );
  check(
    'a deadline is never before its start',
    fc.property(start, amount, units, calendars, (a, n, unit, calendar) => {
      return end(a, n, unit, calendar) >= a || (n === 0 && calendar === 'office');
    }) as never,
  );
  check(
    'the last of some working days is worked, and they are as many as asked',
    fc.property(start, fc.integer({ min: 1, max: 60 }), calendars, (a, n, calendar) => {
      const lastDay = dayOf(end(a, n, 'working_days', calendar) - 1);
      return basis.calendar.isWorkday(lastDay) && workdaysBetween(a, startOfDay(lastDay), basis.calendar) === n;
    }) as never,
  );
  check(
    'with a roll the last day is worked',
    fc.property(start, amount, (a, n) => {
      return basis.calendar.isWorkday(dayOf(end(a, n, 'natural_days', 'statutory') - 1));
    }) as never,
  );
  check(
    'natural days without a roll are exactly as many midnights',
    fc.property(start, amount, (a, n) => {
      return end(a, n, 'natural_days', 'hotline') === startOfDay(dayOf(a) + n + 1);
    }) as never,
  );
  check(
    'working hours end while the office is open',
    fc.property(start, fc.integer({ min: 1, max: 100 }), (a, n) => {
      return isOpen(end(a, n, 'working_hours', 'office'));
    }) as never,
  );
  check(
    'before opening counts as at opening, after closing as at the next opening',
    fc.property(
      start,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 539 }),
      fc.integer({ min: 1050, max: 1439 }),
      (a, n, early, late) => {
        const day = startOfDay(dayOf(a));
        const opening = end(day + 540 * 60_000, n, 'working_hours', 'office');
        const nextDay = end(day + 86_400_000, n, 'working_hours', 'office');
        return (
          end(day + early * 60_000, n, 'working_hours', 'office') === opening &&
          end(day + late * 60_000, n, 'working_hours', 'office') === nextDay
        );
      },
    ) as never,
  );
  check(
    'on a holiday nothing is counted before the next working day',
    fc.property(startOn('holiday'), fc.integer({ min: 1, max: 40 }), (a, n) => {
      let next = dayOf(a);
      while (!basis.calendar.isWorkday(next)) next++;
      const fromNext = end(startOfDay(next), n, 'working_hours', 'office');
      return (
        end(a, n, 'working_hours', 'office') === fromNext && dayOf(end(a, 1, 'working_days', 'hotline') - 1) === next
      );
    }) as never,
  );
  check(
    'a make-up Saturday is worked',
    fc.property(startOn('adjusted_workday'), (a) => {
      const day = dayOf(a);
      return (
        dayOf(end(startOfDay(day - 1), 1, 'working_days', 'office')) <= day &&
        dayOf(end(startOfDay(day), 1, 'working_hours', 'office')) === day
      );
    }) as never,
  );
  check(
    'working hours split anywhere make the same end',
    fc.property(start, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (a, n, m) => {
      return (
        end(end(a, n, 'working_hours', 'office'), m, 'working_hours', 'office') ===
        end(a, n + m, 'working_hours', 'office')
      );
    }) as never,
  );
  check(
    'recomputing with the same calendar changes nothing',
    fc.property(start, amount, units, calendars, (a, n, unit, calendar) => {
      return recompute(deadline({ startAt: a, amount: n, unit, calendar }, basis), basis) === undefined;
    }) as never,
  );
  t.end();
});

t.test('speed', (t) => {
  const startAt = at('2026-03-02T10:00');
  const measure = (name: string, work: () => unknown) => {
    const began = process.hrtime.bigint();
    for (let round = 0; round < 50_000; round++) work();
    t.comment(`${name}: ${(Number(process.hrtime.bigint() - began) / 50_000_000).toFixed(2)} µs`);
  };
  measure('5 working days', () => dueDate({ startAt, amount: 5, unit: 'working_days', calendar: 'office' }, basis));
  measure('60 working days', () => dueDate({ startAt, amount: 60, unit: 'working_days', calendar: 'office' }, basis));
  measure('4 working hours', () => dueDate({ startAt, amount: 4, unit: 'working_hours', calendar: 'office' }, basis));
  measure('5 working days with their basis', () =>
    deadline({ startAt, amount: 5, unit: 'working_days', calendar: 'office' }, basis),
  );
  t.equal(formatDay(parseDay('2026-03-02') as number), '2026-03-02');
  t.end();
});
