import { put, type Handler } from '../../domain/process/handler.ts';
import { toStage } from '../../domain/whistle/whistle-state.ts';
import { whistle, whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { fieldError } from '../../domain/whistle/whistle-analysis.ts';
import { text } from '../order-work.ts';
import { calledUnit, requireOwnUnit, whistleOf } from './whistle-work.ts';

/**
 * Records that a called unit signed, or that it objects; it comes in either case.
 *
 * @throws {@link DomainError} ERR_NOT_OWN_UNIT, ERR_WHISTLE_FIELD
 * @see Regulation art. 16
 */
export const signWhistle: Handler = {
  jobType: 'sign-whistle',
  run(input) {
    const row = whistleOf(input);
    const unit = calledUnit(input, row);
    requireOwnUnit(input, unit.unitKey, { zh: '签收', en: 'sign' });
    const isObjecting = input.variables['objection'] === true;
    if (isObjecting && text(input.variables['citedItem']) === null) {
      throw fieldError('citedItem', '职责清单条目', 'an item of the duty list', '空', 'nothing');
    }
    return {
      variables: { objection: isObjecting },
      changes: [
        put(whistleUnit, { ...unit, signedAt: input.now, objection: isObjecting ? 'raised' : null }),
        ...(row.stage === 'accepting' ? [put(whistle, toStage(row, 'reporting', input.now))] : []),
      ],
      events: [
        {
          type: 'whistle.signed',
          key: row.orderKey ?? row.key,
          detail: { whistleNo: row.whistleNo, unitKey: unit.unitKey, objection: isObjecting },
        },
      ],
    };
  },
};
