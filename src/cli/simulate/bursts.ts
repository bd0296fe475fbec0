import type { Category } from '../../domain/appeal/appeal-words.ts';
import { formatDay, startOfDay } from '../../domain/day.ts';
import { civil } from './arrivals.ts';
import type { Arrival } from './arrivals.ts';
import { CATEGORIES } from './categories.ts';
import type { CategoryProfile } from './categories.ts';
import type { Preset } from './presets.ts';
import type { Random } from './random.ts';

/** Something that makes many people call about the same matter. */
interface Happening {
  readonly name: string;
  readonly category: Category;
  /** How often in a year. */
  readonly perYear: number;
  /** Months in which it happens; all when absent. */
  readonly months?: readonly number[];
  /** Mean number of calls: fixed, plus a share of the township's monthly volume. */
  readonly calls: number;
  readonly share: number;
  /** Within how many hours they come. */
  readonly hours: number;
}

const HAPPENINGS: readonly Happening[] = [
  { name: 'heavy_rain', category: 'rural_sewage', perYear: 1.5, months: [6, 7, 8], calls: 0, share: 0.03, hours: 48 },
  {
    name: 'leaking_roofs',
    category: 'house_repair',
    perYear: 1.5,
    months: [6, 7, 8],
    calls: 0,
    share: 0.02,
    hours: 48,
  },
  { name: 'no_heating', category: 'heating', perYear: 2, months: [11, 12, 1], calls: 0, share: 0.03, hours: 24 },
  { name: 'gas_smell', category: 'utilities', perYear: 1.5, calls: 3, share: 0, hours: 2 },
  // 1,700 members, three in a hundred of whom call
  { name: 'barbershop_closure', category: 'prepaid_card', perYear: 0.1, calls: 51, share: 0, hours: 72 },
  { name: 'wage_batch', category: 'wage_arrears', perYear: 0.3, months: [11, 12, 1], calls: 10, share: 0, hours: 240 },
  { name: 'garden_on_green', category: 'greening', perYear: 0.5, calls: 4, share: 0, hours: 96 },
  { name: 'foundation_subsidence', category: 'house_repair', perYear: 0.2, calls: 6, share: 0, hours: 72 },
  { name: 'unclaimed_cables', category: 'other', perYear: 0.5, calls: 4, share: 0, hours: 240 },
  { name: 'charging_pile_demand', category: 'ev_charging', perYear: 0.7, calls: 5, share: 0, hours: 240 },
];

const HOUR = 3_600_000;

/**
 * Calls about happenings on the days from `from` up to, not including, `to`: each happening comes on its own days, its calls soon after, most of them early.
 */
export function bursts(preset: Preset, from: number, to: number, random: Random): Arrival[] {
  const found: Arrival[] = [];
  for (const happening of HAPPENINGS) {
    const category = CATEGORIES.find(({ id }) => id === happening.category) as CategoryProfile;
    const draw = random.fork(happening.name);
    const months = happening.months ?? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    for (let day = from; day < to; day++) {
      const today = draw.chance((happening.perYear * 12) / (months.length * 365));
      if (!today || !months.includes(civil(day).month) || category.share[preset.terrain] === 0) continue;
      const calls = draw.poisson(happening.calls + happening.share * preset.ordersPerMonth);
      for (let i = 0; i < calls; i++) {
        const at = startOfDay(day) + Math.floor(8 * HOUR + draw.next() ** 2 * happening.hours * HOUR);
        if (at < startOfDay(to)) found.push({ at, category, burst: `${happening.name} ${formatDay(day)}` });
      }
    }
  }
  return found;
}
