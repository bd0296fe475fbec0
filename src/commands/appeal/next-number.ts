import { numberSeries } from '../../domain/appeal/appeal-tables.ts';
import type { DecisionContext } from '../../domain/command.ts';

/** The next number of a township's series within a period, from 1: series `WS` of day `20240927`, series `ZL` of year `2024`. */
export function nextNumber({ rows, actor }: DecisionContext, series: string, period: string): number {
  const id = `${actor.tenantId}/${series}/${period}`;
  const row = rows.find(numberSeries, id);
  const last = (row?.last ?? 0) + 1;
  rows.put(numberSeries, { revision: 0, ...row, id, last });
  return last;
}
