import type { PlaceKind } from '../../domain/appeal/appeal-words.ts';
import type { Calendar } from '../../domain/reference/calendar.ts';
import { startOfDay } from '../../domain/day.ts';
import type { FindingKind } from '../../domain/proactive/proactive-words.ts';
import { expectedByCategory } from './arrivals.ts';
import type { CategoryProfile } from './categories.ts';
import type { Preset } from './presets.ts';
import type { Random } from './random.ts';

/** Who can solve what was found; `whistle` needs other bodies. */
export type Solver = 'spot' | 'village' | 'section' | 'whistle';

/** Something found before anybody complained, and how its people will act. */
export interface SyntheticFinding {
  /** From 0, in order of time. */
  readonly index: number;
  readonly at: number;
  readonly kind: FindingKind;
  readonly category: CategoryProfile;
  readonly placeKind: PlaceKind;
  readonly title: string;
  /** Index of the grid, from 0; null when nobody says where it is. */
  readonly grid: number | null;
  readonly objectKey: string | null;
  readonly safety: boolean;
  readonly solver: Solver;
  readonly claim: 'mine' | 'transfer' | 'false_alarm' | 'late';
}

/** Found by day, mostly in office hours. */
const FROM_HOUR = 8;
const HOURS = 10;

const KINDS: readonly (readonly [FindingKind, number])[] = [
  ['patrol_routine', 50],
  ['patrol_casual', 15],
  ['snap', 15],
  ['visit_need', 10],
  ['forecast', 5],
  ['suggestion', 5],
];
const SOLVERS: readonly (readonly [Solver, number])[] = [
  ['spot', 70],
  ['village', 18],
  ['section', 9],
  ['whistle', 3],
];
const CLAIMS: readonly (readonly [SyntheticFinding['claim'], number])[] = [
  ['mine', 93],
  ['transfer', 2],
  ['false_alarm', 2],
  ['late', 3],
];

/** Share of snapshots that name no place or show what is known. */
const POOR_SNAPSHOT = 0.12;

/** Findings on the days from `from` up to, not including, `to`: a Poisson process, in order of time. */
export function findings(
  preset: Preset,
  from: number,
  to: number,
  random: Random,
  calendar: Calendar,
): readonly SyntheticFinding[] {
  const found: SyntheticFinding[] = [];
  const perDay = (preset.findingsPerMonth * 12) / 365;
  for (let day = from; day < to; day++) {
    const expected = expectedByCategory(preset, day, calendar);
    const times = Array.from({ length: random.poisson(perDay) }, () => random.next()).sort((a, b) => a - b);
    for (const time of times) {
      const index = found.length;
      const draw = random.fork(`finding ${index}`);
      const kind = draw.weighted(KINDS);
      const category = draw.weighted(expected);
      const poor = kind === 'snap' && draw.chance(POOR_SNAPSHOT);
      const known = poor && draw.chance(0.5) ? found.findLast(({ objectKey }) => objectKey !== null) : undefined;
      found.push({
        index,
        at: startOfDay(day) + Math.floor((FROM_HOUR + HOURS * time) * 3_600_000),
        kind,
        category: known?.category ?? category,
        placeKind: preset.terrain === 'urban' ? 'residential' : 'rural',
        title: known?.title ?? draw.pick(category.complaints),
        grid: known ? known.grid : poor ? null : draw.integer(preset.grids),
        objectKey: known ? known.objectKey : `巡查点 ${index + 1}`,
        safety: draw.chance(0.03),
        solver: draw.weighted(SOLVERS),
        claim: draw.weighted(CLAIMS),
      });
    }
  }
  return found;
}
