/**
 * Randomness from a seed: the same seed gives the same numbers on every machine and in every version of Node.
 *
 * sfc32 (Chris Doty-Humphrey's Small Fast Counter, PractRand): 128 bits of state, passes BigCrush, needs only 32-bit arithmetic.
 */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param seed - any text; its hash is the state */
  constructor(seed: string) {
    this.#seed = seed;
    this.#a = hash(seed, 0x9e3779b9);
    this.#b = hash(seed, 0x85ebca6b);
    this.#c = hash(seed, 0xc2b2ae35);
    // the first numbers still show the seed
    for (let i = 0; i < 12; i++) this.#next32();
  }

  /** An independent stream named `label`: drawing more numbers from one stream leaves all others as they were. */
  fork(label: string): Random {
    return new Random(`${this.#seed}/${label}`);
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.#next32() / 0x1_0000_0000;
  }

  /** Uniform integer in [0, below). */
  integer(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** True with probability `p`. */
  chance(p: number): boolean {
    return this.next() < p;
  }

  /** One of the items, all equally likely. */
  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)] as T;
  }

  /** One of the choices, likely as its weight; weights are ≥ 0 and need no particular sum. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return (choices.at(-1) as readonly [T, number])[0];
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal with this median; `sigma` is the standard deviation of the logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** Poisson with this mean (Knuth; means up to some hundred). */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count++;
    return count;
  }

  #next32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/** Randomness in which what is rare becomes common: a short simulation then comes nearly everywhere. */
export class BroadRandom extends Random {
  readonly #name: string;

  constructor(seed: string) {
    super(seed);
    this.#name = seed;
  }

  override fork(label: string): Random {
    return new BroadRandom(`${this.#name}/${label}`);
  }

  override chance(p: number): boolean {
    const rare = Math.min(p, 1 - p);
    const common = Math.min(rare * 5, Math.max(rare, 0.15));
    return super.chance(p <= 0.5 ? common : 1 - common);
  }

  override weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T {
    return super.weighted(choices.map(([choice, weight]) => [choice, weight ** 0.3] as const));
  }
}

/** Randomness of the usual kind or the broad one. */
export function randomOf(seed: string, broad: boolean): Random {
  return broad ? new BroadRandom(seed) : new Random(seed);
}

/** 32-bit FNV-1a with a basis of one's own, finished with an avalanche. */
function hash(text: string, basis: number): number {
  let h = basis;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return h ^ (h >>> 15);
}
