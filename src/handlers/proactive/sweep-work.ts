import type { HandlerInput } from '../../domain/process/handler.ts';
import { proactiveError } from '../../domain/proactive/proactive-errors.ts';
import { sweepPoint } from '../../domain/proactive/proactive-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import type { Finding } from './finding-work.ts';

/** The point of the sweep that an item of the process is about, named by the variable `placeKey`. */
export function pointOf({ rows, variables }: HandlerInput, { key, findingNo }: Finding): RowOf<typeof sweepPoint> {
  const points = rows.list(sweepPoint, 'byFinding', [key]);
  const point = points.find(({ unitKey }) => unitKey === variables['placeKey']);
  if (point) return point;
  throw proactiveError('ERR_FINDING_NOT_FOUND', { findingNo: `${findingNo}/${String(variables['placeKey'])}` });
}
