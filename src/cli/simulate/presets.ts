import type { Terrain } from './categories.ts';

export const PRESET_NAMES = ['mountain_rural', 'mixed_town', 'urban_street', 'district'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** A township to be made up: how big it is and what its people's appeals are like. */
export interface Preset {
  readonly name: PresetName;
  /** Chinese name of the made-up place. */
  readonly place: string;
  readonly terrain: Terrain;
  /** Villages and communities. */
  readonly villages: number;
  /** How many of them are communities. */
  readonly communities: number;
  readonly grids: number;
  readonly residents: number;
  /** Orders dispatched to it in an average month. */
  readonly ordersPerMonth: number;
  /** How much months differ beyond chance: standard deviation as a share of the mean; 0 is pure Poisson. */
  readonly volumeSigma: number;
  /** Departments that can be whistled. */
  readonly departments: number;
  /** Multiplies the categories' hand-down probability. */
  readonly handDownScale: number;
  /** Patrol findings of grid members per month. */
  readonly findingsPerMonth: number;
}

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  mountain_rural: {
    name: 'mountain_rural',
    place: '云溪山乡',
    terrain: 'rural',
    villages: 7,
    communities: 0,
    grids: 20,
    residents: 4_000,
    ordersPerMonth: 60,
    volumeSigma: 0.2,
    departments: 12,
    handDownScale: 2.1,
    findingsPerMonth: 12,
  },
  mixed_town: {
    name: 'mixed_town',
    place: '云溪镇',
    terrain: 'mixed',
    villages: 26,
    communities: 8,
    grids: 90,
    residents: 60_000,
    ordersPerMonth: 420,
    volumeSigma: 0,
    departments: 20,
    handDownScale: 1,
    findingsPerMonth: 120,
  },
  urban_street: {
    name: 'urban_street',
    place: '云溪街道',
    terrain: 'urban',
    villages: 12,
    communities: 12,
    grids: 80,
    residents: 80_000,
    ordersPerMonth: 900,
    volumeSigma: 0,
    departments: 25,
    handDownScale: 0.3,
    findingsPerMonth: 200,
  },
  district: {
    name: 'district',
    place: '云溪区',
    terrain: 'mixed',
    villages: 70,
    communities: 30,
    grids: 500,
    residents: 180_000,
    ordersPerMonth: 1_100,
    volumeSigma: 0,
    departments: 40,
    handDownScale: 0.5,
    findingsPerMonth: 600,
  },
};
