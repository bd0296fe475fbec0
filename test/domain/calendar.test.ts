import chineseDays from 'chinese-days';
import t from 'tap';
import { calendarOf } from '../../src/domain/reference/calendar.ts';
import { dayOf, formatDay, parseDay, startOfDay, weekdayOf, yearOf } from '../../src/domain/day.ts';
import { OFFICIAL_YEARS } from '../../src/domain/reference/official-calendar.ts';

const { getDayDetail, isHoliday, isInLieu } = chineseDays;
const calendar = calendarOf(OFFICIAL_YEARS);
const kindOf = (date: string) => calendar.kindOf(parseDay(date) as number);

t.test('days are plain arithmetic', (t) => {
  for (let day = -40_000; day < 60_000; day += 7) {
    const date = new Date(day * 86_400_000);
    if (yearOf(day) !== date.getUTCFullYear()) t.fail(formatDay(day));
    if (weekdayOf(day) !== (date.getUTCDay() + 6) % 7) t.fail(formatDay(day));
    if (parseDay(formatDay(day)) !== day || dayOf(startOfDay(day)) !== day) t.fail(formatDay(day));
  }
  t.equal(dayOf(Date.parse('2024-09-27T23:59:59.999+08:00')), parseDay('2024-09-27'));
  t.equal(dayOf(Date.parse('2024-09-28T00:00:00+08:00')), parseDay('2024-09-28'));
  for (const wrong of ['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', ''])
    t.equal(parseDay(wrong), undefined, wrong);
  t.end();
});

t.test('known days of the notices', (t) => {
  // 国办发明电〔2025〕7号
  for (const worked of ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']) {
    t.equal(kindOf(worked), 'adjusted_workday', worked);
  }
  for (const off of [
    '2026-01-02',
    '2026-02-15',
    '2026-02-23',
    '2026-04-06',
    '2026-05-05',
    '2026-06-19',
    '2026-09-25',
    '2026-10-07',
  ]) {
    t.equal(kindOf(off), 'holiday', off);
  }
  t.equal(kindOf('2026-02-24'), 'workday');
  t.equal(kindOf('2026-03-07'), 'weekend');
  // 国办发明电〔2023〕7号
  const october = [
    '2024-09-27',
    '2024-09-28',
    '2024-09-29',
    '2024-09-30',
    '2024-10-01',
    '2024-10-07',
    '2024-10-08',
    '2024-10-12',
    '2024-10-13',
  ];
  t.same(october.map(kindOf), [
    'workday',
    'weekend',
    'adjusted_workday',
    'workday',
    'holiday',
    'holiday',
    'workday',
    'adjusted_workday',
    'weekend',
  ]);
  // 国办发明电〔2020〕1号: the Spring Festival was prolonged
  t.same(['2020-01-31', '2020-02-01', '2020-02-02', '2020-02-03'].map(kindOf), [
    'holiday',
    'holiday',
    'holiday',
    'workday',
  ]);
  t.equal(calendar.nameOf(parseDay('2026-02-17') as number), '春节');
  t.equal(calendar.sourceOf(parseDay('2026-02-14') as number), '国办发明电〔2025〕7号');
  t.equal(calendar.sourceOf(parseDay('2026-03-03') as number), null);
  t.end();
});

t.test('every day agrees with package chinese-days, and no year that it knows is missing', (t) => {
  const differing: string[] = [];
  for (let day = parseDay('2019-01-01') as number; yearOf(day) <= 2026; day++) {
    const date = formatDay(day);
    if (getDayDetail(date).work !== calendar.isWorkday(day)) differing.push(date);
  }
  t.same(differing, []);
  const next = Math.max(...calendar.years) + 1;
  const holidays = Array.from({ length: 365 }, (_, index) =>
    formatDay((parseDay(`${next}-01-01`) as number) + index),
  ).filter((date) => (isHoliday(date) && weekdayOf(parseDay(date) as number) < 5) || isInLieu(date));
  t.same(holidays, [], `chinese-days knows ${next}: add it to OFFICIAL_YEARS`);
  t.end();
});

t.test('a year without an official table is never answered as settled', (t) => {
  const settled = (date: string) => calendar.isSettled(parseDay(date) as number);
  t.ok(settled('2019-01-01'));
  t.ok(settled('2026-12-24'));
  t.notOk(settled('2027-01-01'));
  t.notOk(settled('2018-06-01'));
  // the notice for 2019 made Saturday 29 December 2018 a working day
  t.notOk(settled('2026-12-25'));
  t.notOk(settled('2026-12-31'));
  t.ok(settled('2025-12-31'));
  t.end();
});

t.test("a township's own days win and are settled", (t) => {
  const own = calendarOf(OFFICIAL_YEARS, [
    { date: '2026-03-04', kind: 'holiday', note: '本地节日' },
    { date: '2027-01-01', kind: 'holiday', note: '元旦' },
  ]);
  t.equal(own.kindOf(parseDay('2026-03-04') as number), 'holiday');
  t.equal(own.nameOf(parseDay('2026-03-04') as number), '本地节日');
  t.ok(own.isSettled(parseDay('2027-01-01') as number));
  t.notOk(own.isSettled(parseDay('2027-01-02') as number));
  t.end();
});
