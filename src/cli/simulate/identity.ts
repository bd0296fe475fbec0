import type { Preset } from './presets.ts';
import type { Random } from './random.ts';

/** Somebody who calls. Made up, and recognisable as such: no number can belong to a real person. */
export interface SyntheticPerson {
  readonly name: string;
  /** Eleven digits with the prefix 1000, which no operator may assign. */
  readonly phone: string;
  /** Region code 999999 does not exist and the check digit is wrong on purpose. */
  readonly idNumber: string;
  /** Index of the village or community where the person lives, from 0. */
  readonly village: number;
  readonly address: string;
}

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'];
const FIRST = [...'安春冬和嘉景兰明宁秋'];
const SECOND = [...'方果禾洁岚苗平青舒田文溪雨云竹'];
const ORDINALS = [...'甲乙丙丁戊己庚辛壬癸'];

/** Name of a made-up village or community: 示例村甲 … 示例村癸, 示例村甲二 …. */
export function villageName(index: number): string {
  const round = Math.floor(index / ORDINALS.length);
  return `示例村${ORDINALS[index % ORDINALS.length]}${round === 0 ? '' : String(round + 1)}`;
}

/** Code of a grid, by its index from 0. */
export function gridCode(index: number): string {
  return `grid_${index + 1}`;
}

/** The resident with this number; the same seed always gives the same person. */
export function personOf(preset: Preset, number: number, random: Random): SyntheticPerson {
  return residentOf(number, random.fork(`home of ${number}`).integer(preset.villages), random);
}

/** The person with this number, who lives in this village; numbers from the preset's residents on are nobody else's. */
export function residentOf(number: number, village: number, random: Random): SyntheticPerson {
  const draw = random.fork(`person ${number}`);
  return {
    name: draw.pick(SURNAMES) + draw.pick(FIRST) + draw.pick(SECOND),
    phone: `1000${String(number % 10_000_000).padStart(7, '0')}`,
    idNumber: idNumber(draw),
    village,
    address: `${villageName(village)}${1 + draw.integer(12)}组${1 + draw.integer(60)}号`,
  };
}

/** The check digit of GB 11643-1999 (ISO 7064 MOD 11-2) for the first 17 digits of an identity number. */
export function checkDigit(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return '10X98765432'[sum % 11] as string;
}

// helpers

function idNumber(draw: Random): string {
  const birth = new Date(Date.UTC(1945 + draw.integer(60), draw.integer(12), 1 + draw.integer(28)))
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');
  const digits = `999999${birth}${String(draw.integer(1000)).padStart(3, '0')}`;
  return digits + (checkDigit(digits) === '0' ? '1' : '0');
}
