import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { toStage } from '../../domain/whistle/whistle-state.ts';
import { whistle, whistleRating } from '../../domain/whistle/whistle-tables.ts';
import { levelAbove, type WhistleResult } from '../../domain/whistle/whistle-words.ts';
import { toStaff } from '../order-work.ts';
import { backInHand, calledUnits, toCalled, unitName, whistleOf, type Whistle } from './whistle-work.ts';

/**
 * Closes a whistle when every unit that it called is rated. What was not solved goes one level up; above the township a directive is asked for.
 *
 * @throws {@link DomainError} ERR_UNITS_NOT_RATED
 */
export const closeWhistle: Handler = {
  jobType: 'close-whistle',
  run(input) {
    const row = whistleOf(input);
    requireRatings(input, row);
    const outcome = input.variables['whistleOutcome'];
    const result: WhistleResult = outcome === 'solved' || outcome === 'partly_solved' ? outcome : 'escalated';
    const raisedLevel = result === 'escalated' && row.level ? (levelAbove(row.level) ?? null) : null;
    const isHandedUp = result === 'escalated' && raisedLevel === null;
    const linked = row.linkedOrderKeys.flatMap((key) => input.rows.find(workOrder, key) ?? []);
    return {
      variables: { whistleResult: result, raisedLevel, outcome: result },
      changes: [
        put(whistle, { ...toStage(row, 'closed', input.now), result, closedAt: input.now }),
        ...(raisedLevel === null ? backInHand(input, row) : []),
      ],
      messages: [
        ...linked.map((order) => toStaff(order, `whistle_${result}`, order.ownerUnitKey ?? 'response_office')),
        { name: 'WhistleClosed', correlationKey: row.whistleNo, variables: { whistleResult: result } },
        ...(isHandedUp
          ? [
              toCalled(row, 'whistle_handed_up', 'district_command'),
              {
                name: 'DirectiveRequested',
                correlationKey: row.whistleNo,
                variables: {
                  source: 'whistle',
                  title: `${row.whistleNo} 未解决事项`,
                  whistleKey: row.key,
                  orderKeys: [...(row.orderKey === null ? [] : [row.orderKey]), ...row.linkedOrderKeys],
                  coUnitKeys: calledUnits(input, row).map(({ unitKey }) => unitKey),
                },
              },
            ]
          : []),
      ],
      events: [
        {
          type: 'whistle.closed',
          key: row.orderKey ?? row.key,
          detail: { whistleNo: row.whistleNo, result, raisedLevel },
        },
      ],
    };
  },
};

// helpers

function requireRatings(input: HandlerInput, row: Whistle): void {
  const rated = new Set(input.rows.list(whistleRating, 'byWhistle', [row.key]).map(({ unitKey }) => unitKey));
  const missing = calledUnits(input, row).filter(({ unitKey }) => !rated.has(unitKey));
  if (missing.length === 0) return;
  const units = missing.map(({ unitKey }) => unitName(input, unitKey)).join('、');
  throw dutyError('ERR_UNITS_NOT_RATED', { whistleNo: row.whistleNo, units });
}
