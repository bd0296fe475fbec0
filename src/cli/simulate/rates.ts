import { threeRates } from '../../domain/appeal/three-rates.ts';
import type { CallbackAnswers, ThreeRates } from '../../domain/appeal/three-rates.ts';

/** The rates that are published. */
export type Rates = Pick<ThreeRates, 'response' | 'resolution' | 'satisfaction'>;

/** An answer and whose order it is about. */
export interface OrderAnswers extends CallbackAnswers {
  readonly orderKey: number;
}

/** The rates of orders: the last callback of an order counts; who once was not contacted stays a lapse. */
export function ratesOf(callbacks: readonly OrderAnswers[]): ThreeRates {
  const last = new Map<number, OrderAnswers>();
  for (const row of callbacks) {
    const lapse = last.get(row.orderKey)?.contacted === false;
    last.set(row.orderKey, lapse ? { ...row, contacted: false } : row);
  }
  return threeRates([...last.values()]);
}

/** The same figures counted from stored rows, in another way: each order's rows backwards from the last. */
export function recount(rows: readonly Readonly<Record<string, unknown>>[]): Rates {
  const newestFirst = [...rows].sort((a, b) => Number(b['key']) - Number(a['key']));
  const lapsed = new Set(rows.filter((row) => row['contacted'] === 0).map((row) => row['order_key']));
  const seen = new Set<unknown>();
  let reached = 0;
  let contacted = 0;
  let resolved = 0;
  let content = 0;
  for (const row of newestFirst) {
    const order = row['order_key'];
    if (seen.has(order)) continue;
    seen.add(order);
    if (row['reached'] !== 1) continue;
    reached++;
    if (row['contacted'] === 1 && !lapsed.has(order)) contacted++;
    if (row['resolved'] === 1) resolved++;
    content += row['satisfaction'] === 'satisfied' ? 1 : row['satisfaction'] === 'basically_satisfied' ? 0.6 : 0;
  }
  if (reached === 0) return { response: null, resolution: null, satisfaction: null };
  return { response: contacted / reached, resolution: resolved / reached, satisfaction: content / reached };
}
