import { appealError } from '../../domain/appeal/appeal-errors.ts';
import type { Handler, HandlerInput } from '../../domain/process/handler.ts';
import { ASSISTING_KINDS } from '../../domain/organisation/organisation-tables.ts';
import { moved, oneOfWords, orderOf, requireMayTakePart, text, toStaff, unitByCode, type Unit } from '../order-work.ts';

/**
 * Carries out the ruling on an objection: rejected (the unit has signed), reassigned to another unit, or with one more co-handler.
 * The external date stays; only the unit changes.
 *
 * @throws {@link DomainError} ERR_UNIT_NOT_FOUND, ERR_NOT_FIRST_RECIPIENT, ERR_REPORT_ACCUSED
 * @see Regulation art. 12 ¶3
 */
export const applyRuling: Handler = {
  jobType: 'apply-ruling',
  run(input) {
    const order = orderOf(input);
    const ruling = oneOfWords('ruling', input.variables['ruling'], ['rejected', 'reassigned', 'co_assigned']);
    if (ruling === 'rejected') return { changes: [moved(order, 'signed', { signedAt: input.now })] };
    const unit = namedUnit(input);
    requireMayTakePart(input, order, unit, ruling === 'co_assigned');
    if (ruling === 'co_assigned') {
      const coUnitKeys = [...new Set([...order.coUnitKeys, unit.key])];
      return { variables: { coUnitKeys }, changes: [moved(order, 'signed', { signedAt: input.now, coUnitKeys })] };
    }
    if (ASSISTING_KINDS.includes(unit.kind)) throw appealError('ERR_NOT_FIRST_RECIPIENT', { unit: unit.name });
    return {
      variables: { ownerUnitKey: unit.key, coUnitKeys: order.coUnitKeys, objection: false },
      changes: [moved(order, 'dispatched', { ownerUnitKey: unit.key })],
      messages: [
        toStaff(order, 'order_revoked', order.ownerUnitKey ?? 'response_office'),
        toStaff(order, 'order_dispatched', unit.key),
      ],
    };
  },
};

// helpers

function namedUnit(input: HandlerInput): Unit {
  const code = text(input.variables['unitCode']) ?? '';
  const unit = unitByCode(input, code);
  if (!unit) throw appealError('ERR_UNIT_NOT_FOUND', { unit: code });
  return unit;
}
