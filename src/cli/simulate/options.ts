import { parseArgs } from 'node:util';
import { parseDay } from '../../domain/day.ts';
import { PRESETS, PRESET_NAMES } from './presets.ts';
import type { Preset, PresetName } from './presets.ts';

export const USAGE = `用法 Usage: npm run simulate -- [options]

  --preset NAME       ${PRESET_NAMES.join(' | ')}  (mixed_town)
  --months N          1–120 个月 months to simulate  (1)
  --seed TEXT         同一种子,同一结果 same seed, same result  (1)
  --as-of YYYY-MM-DD  最后一天的次日 the day after the last one  (2025-10-01)
  --broad              少见情形变常见,用于走遍各路径 makes rare turns common, to come nearly everywhere
  --data DIR          保留数据的新目录 new folder to keep the data in  (临时目录 a temporary one)
  --help
`;

/** What a simulation is asked to do. */
export interface SimulationOptions {
  readonly preset: Preset;
  readonly months: number;
  readonly seed: string;
  /** The day after the last one. */
  readonly asOf: number;
  /** null: a temporary folder that is removed afterwards. */
  readonly dataDir: string | null;
  /** Makes what is rare common, so that a short simulation comes nearly everywhere. */
  readonly broad?: boolean;
}

/** A command line that cannot be understood: what was expected and what was found, in both languages. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads the command line.
 *
 * @returns null when help is asked for
 * @throws {@link UsageError} when a flag is unknown or its value does not fit
 */
export function readOptions(args: readonly string[]): SimulationOptions | null {
  const { preset, months, seed, 'as-of': asOf, data, broad, help } = parse(args);
  if (help === true) return null;
  if (!PRESET_NAMES.includes(preset as PresetName)) throw wrong('--preset', PRESET_NAMES.join(' | '), preset);
  const count = Number(months);
  if (!/^\d+$/.test(months) || count < 1 || count > 120) throw wrong('--months', '1–120', months);
  if (!/^[\w.-]{1,40}$/.test(seed)) throw wrong('--seed', 'A–Z a–z 0–9 . _ -, 1–40', seed);
  return {
    preset: PRESETS[preset as PresetName],
    months: count,
    seed,
    asOf: dayAfter(asOf),
    dataDir: data ?? null,
    broad: broad ?? false,
  };
}

// helpers

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        preset: { type: 'string', default: 'mixed_town' },
        months: { type: 'string', default: '1' },
        seed: { type: 'string', default: '1' },
        'as-of': { type: 'string', default: '2025-10-01' },
        data: { type: 'string' },
        broad: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(
      `参数有误 Unknown or incomplete flag: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

function dayAfter(text: string): number {
  const day = parseDay(text);
  if (day === undefined || text < '2019') throw wrong('--as-of', 'YYYY-MM-DD ≥ 2019-01-01', text);
  return day;
}

function wrong(flag: string, expected: string, found: string): UsageError {
  return new UsageError(`${flag} 应为 must be ${expected};收到 found: ${found}`);
}
