/** A value an administrator tunes without touching a diagram. */
export type SettingSpec = { readonly zh: string; readonly en: string } & (
  | { readonly kind: 'integer'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'number'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[] }
  /** Some of `choices`, each once. */
  | { readonly kind: 'subset'; readonly default: readonly string[]; readonly choices: readonly string[] }
  /** Ascending whole percentages. */
  | { readonly kind: 'percentages'; readonly default: readonly number[] }
  /** Spans of a working day as `["09:00", "12:00"]`, ascending. */
  | { readonly kind: 'hours'; readonly default: readonly (readonly [string, string])[] }
  /** Shares in percent that make 100, by name; some no smaller than `least`. */
  | {
      readonly kind: 'weights';
      readonly default: Readonly<Record<string, number>>;
      readonly least?: Readonly<Record<string, number>>;
    }
);

/** Whether a value fits, and what is expected in Chinese and English. */
export function expectation(spec: SettingSpec, value: unknown): readonly [fits: boolean, zh: string, en: string] {
  switch (spec.kind) {
    case 'integer':
    case 'number': {
      const isNumber = typeof value === 'number' && value >= spec.min && value <= spec.max;
      const whole = spec.kind === 'integer';
      const range = `${spec.min}–${spec.max}`;
      return [
        isNumber && (!whole || Number.isInteger(value)),
        ` ${range} 的${whole ? '整数' : '数'}`,
        `a ${whole ? 'whole ' : ''}number ${range}`,
      ];
    }
    case 'choice':
      return [
        spec.choices.includes(value as string),
        ` ${spec.choices.join('、')} 之一`,
        `one of ${spec.choices.join(', ')}`,
      ];
    case 'subset':
      return [
        Array.isArray(value) &&
          value.length > 0 &&
          value.length === new Set(value).size &&
          value.every((each) => spec.choices.includes(each)),
        `列表,取自 ${spec.choices.join('、')}`,
        `a list of some of ${spec.choices.join(', ')}`,
      ];
    case 'percentages':
      return [
        isAscending(value, 1, 200),
        '递增的整数百分比，如 [50, 80, 100]',
        'ascending whole percentages such as [50, 80, 100]',
      ];
    case 'hours': {
      const minutes = Array.isArray(value)
        ? value.flatMap((span) => (Array.isArray(span) ? span : [null])).map(minutesOf)
        : [];
      const paired =
        Array.isArray(value) && value.length > 0 && value.every((span) => Array.isArray(span) && span.length === 2);
      return [
        paired && isAscending(minutes, 0, 1440),
        '依次的起止时间，如 [["09:00","12:00"],["13:30","17:30"]]',
        'spans of time such as [["09:00","12:00"],["13:30","17:30"]]',
      ];
    }
    case 'weights': {
      const names = Object.keys(spec.default);
      const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
      const numbers = names.map((name) => given[name]);
      const fits =
        Object.keys(given).length === names.length &&
        numbers.every((each): each is number => typeof each === 'number' && each >= 0) &&
        numbers.reduce((sum, each) => sum + each, 0) === 100;
      const least = Object.entries(spec.least ?? {});
      return [
        fits && least.every(([name, share]) => Number(given[name]) >= share),
        `${names.join('、')} 三项合计 100${least.map(([name, share]) => `,${name} 不少于 ${share}`).join('')}`,
        `${names.join(', ')} that make 100${least.map(([name, share]) => `, ${name} at least ${share}`).join('')}`,
      ];
    }
  }
}

/** Minutes of the day for `09:30`; undefined for anything that is no time of day. `24:00` is allowed. */
export function minutesOf(time: unknown): number | undefined {
  const match = typeof time === 'string' ? /^(\d{2}):(\d{2})$/.exec(time) : null;
  if (!match) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : undefined;
}

// helpers

function isAscending(value: unknown, min: number, max: number): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (each, index) => Number.isInteger(each) && each >= min && each <= max && (index === 0 || each > value[index - 1]),
    )
  );
}
