import t from 'tap';
import { civil, expectedByCategory } from '../../src/cli/simulate/arrivals.ts';
import { CATEGORIES } from '../../src/cli/simulate/categories.ts';
import { generateAppeals } from '../../src/cli/simulate/generator.ts';
import { checkDigit } from '../../src/cli/simulate/identity.ts';
import { PRESETS, PRESET_NAMES } from '../../src/cli/simulate/presets.ts';
import { Random } from '../../src/cli/simulate/random.ts';
import { calendarOf } from '../../src/domain/reference/calendar.ts';
import type { Calendar } from '../../src/domain/reference/calendar.ts';
import { DAY_MS, dayOf, parseDay } from '../../src/domain/day.ts';
import { OFFICIAL_YEARS } from '../../src/domain/reference/official-calendar.ts';
import { HOUR_WEIGHTS, MONTH_WEIGHTS, WEEKDAY_WEIGHTS } from '../../src/cli/simulate/seasons.ts';

const day = (text: string): number => parseDay(text) as number;
const OCTOBER = day('2025-10-01');
const PLAIN = calendarOf([]);
const OFFICIAL = calendarOf(OFFICIAL_YEARS);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const town = (seed: string, months = 1) =>
  generateAppeals({ preset: PRESETS.mixed_town, seed, months, asOf: OCTOBER, calendar: OFFICIAL });

t.test('weights', async (t) => {
  for (const terrain of ['urban', 'mixed', 'rural'] as const) {
    t.equal(
      Number(sum(CATEGORIES.map((category) => category.share[terrain])).toFixed(9)),
      100,
      `${terrain} shares sum to 100`,
    );
  }
  t.equal(Number(sum(HOUR_WEIGHTS).toFixed(9)), 100, 'hours sum to 100');
  t.equal(Number((sum(WEEKDAY_WEIGHTS) / 7).toFixed(9)), 1, 'weekdays have mean 1');
  t.equal(Number((sum(MONTH_WEIGHTS) / 12).toFixed(9)), 1, 'months have mean 1');
  t.match(
    sum(CATEGORIES.map(({ whistle, share }) => (whistle * share.mixed) / 100)).toFixed(3),
    '0.182',
    'whistles in a mixed town',
  );
  t.match(
    sum(CATEGORIES.map(({ handDown, share }) => (handDown * share.rural) / 100)).toFixed(4),
    '0.0797',
    'hand-downs in a mountain township',
  );
});

t.test('one seed gives the same data byte for byte, another seed other data', async (t) => {
  t.equal(JSON.stringify(town('1')), JSON.stringify(town('1')));
  t.not(JSON.stringify(town('1')), JSON.stringify(town('2')));
});

t.test('streams are independent', async (t) => {
  const first = new Random('jiesu');
  const second = new Random('jiesu');
  second.fork('other').next();
  t.equal(first.next(), second.next());
  t.not(first.fork('a').next(), first.fork('b').next());
  const mean = sum(Array.from({ length: 10_000 }, () => first.next())) / 10_000;
  t.ok(Math.abs(mean - 0.5) < 0.01, `mean ${mean}`);
});

t.test('volume stays within three standard deviations', async (t) => {
  for (const name of PRESET_NAMES) {
    const preset = PRESETS[name];
    const appeals = generateAppeals({ preset, seed: '7', months: 12, asOf: OCTOBER, calendar: OFFICIAL });
    const sigma =
      Math.sqrt(12) * Math.max(Math.sqrt(preset.ordersPerMonth), preset.volumeSigma * preset.ordersPerMonth);
    t.ok(
      Math.abs(appeals.length - 12 * preset.ordersPerMonth) < 3 * sigma + 0.02 * 12 * preset.ordersPerMonth,
      `${name}: ${appeals.length} in a year`,
    );
  }
});

t.test('expected volume of a year is twelve average months', async (t) => {
  let total = 0;
  for (let today = day('2025-01-01'); today < day('2026-01-01'); today++) {
    total += sum(expectedByCategory(PRESETS.mixed_town, today, PLAIN).map(([, count]) => count));
  }
  t.ok(Math.abs(total / (12 * 420) - 1) < 0.02, `${total.toFixed(0)} for ${12 * 420}`);
});

t.test('calls come by day more than by night, and by season', async (t) => {
  const appeals = town('3', 24);
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { at } of appeals) {
    const hour = Math.floor(((at + 8 * 3_600_000) % DAY_MS) / 3_600_000);
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  for (const [hour, weight] of HOUR_WEIGHTS.entries()) {
    const expected = (appeals.length * weight) / 100;
    t.ok(
      Math.abs((hours[hour] ?? 0) - expected) < 4 * Math.sqrt(expected),
      `hour ${hour}: ${hours[hour]} of ${expected.toFixed(0)}`,
    );
  }
  const heating = appeals.filter(({ category }) => category.id === 'heating').map(({ at }) => civil(dayOf(at)).month);
  t.ok(
    heating.every((month) => month < 5 || month > 8),
    'nobody misses the heating in summer',
  );
});

t.test('a public holiday is quiet and the day after it busy', async (t) => {
  const volume = (date: string, calendar: Calendar) =>
    sum(expectedByCategory(PRESETS.mixed_town, day(date), calendar).map(([, count]) => count));
  t.ok(volume('2025-10-02', OFFICIAL) < 0.6 * volume('2025-10-02', PLAIN));
  t.equal((volume('2025-10-09', OFFICIAL) / volume('2025-10-09', PLAIN)).toFixed(2), '1.35');
  t.equal((volume('2025-09-28', OFFICIAL) / volume('2025-09-28', PLAIN)).toFixed(2), '1.41', 'a Sunday that is worked');
});

t.test('people act as often as assumed', async (t) => {
  const appeals = town('5', 36);
  const share = (test: (appeal: (typeof appeals)[number]) => boolean): number =>
    appeals.filter(test).length / appeals.length;
  const near = (actual: number, expected: number, message: string): void => {
    const sigma = Math.sqrt((expected * (1 - expected)) / appeals.length);
    t.ok(Math.abs(actual - expected) < 4 * sigma + 0.002, `${message}: ${actual.toFixed(4)} for ${expected}`);
  };
  near(
    share(({ source }) => source === 'hotline_12345'),
    0.82,
    'hotline',
  );
  const taken = ['accept', 'linked', 'same_case'];
  near(
    share(({ behaviour }) => !taken.includes(behaviour.screening)),
    0.04,
    'not accepted',
  );
  near(
    share(({ behaviour }) => behaviour.objection !== null),
    0.036,
    'objections',
  );
  near(
    share(({ behaviour }) => behaviour.overdue),
    0.02,
    'overdue',
  );
  near(
    share(({ behaviour }) => behaviour.callbacks[0].reachedAt !== null),
    0.88,
    'reached',
  );
  near(
    share(({ behaviour }) => behaviour.verification === 'false'),
    0.015,
    'false results',
  );
});

t.test('satisfaction is not below resolution in the city', async (t) => {
  const answers = generateAppeals({
    preset: PRESETS.urban_street,
    seed: '1',
    months: 12,
    asOf: OCTOBER,
    calendar: OFFICIAL,
  }).map(({ behaviour }) => behaviour.callbacks[0]);
  const resolved = answers.filter((answer) => answer.resolved).length;
  const satisfied = answers.filter((answer) => answer.satisfaction !== 'dissatisfied').length;
  t.ok(satisfied >= resolved, `${satisfied} satisfied, ${resolved} resolved`);
});

t.test('nobody real can be meant', async (t) => {
  for (const { person } of town('1')) {
    if (!/^1000\d{7}$/.test(person.phone)) t.fail(`phone ${person.phone}`);
    if (checkDigit(person.idNumber) === person.idNumber.at(-1))
      t.fail(`identity number ${person.idNumber} passes the check`);
  }
  t.equal(checkDigit('11010519491231002'), 'X', 'the check itself is right');
});

t.test('a repetition points to an earlier appeal of the same kind', async (t) => {
  const appeals = town('9', 3);
  const repeats = appeals.filter(({ earlier }) => earlier !== null);
  t.ok(repeats.length > 0.1 * appeals.length);
  for (const appeal of repeats) {
    const earlier = appeals[appeal.earlier as number];
    if (earlier === undefined || earlier.index >= appeal.index || earlier.category !== appeal.category)
      t.fail(`appeal ${appeal.index}`);
    if (appeal.repetition === 'repeat_same' && appeal.person.phone !== earlier?.person.phone)
      t.fail(`appeal ${appeal.index} has another caller`);
  }
});
