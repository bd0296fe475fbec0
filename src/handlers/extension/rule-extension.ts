import { fieldError } from '../../domain/field-error.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { sideRouteError } from '../../domain/side-route/side-route-errors.ts';
import { extensionRequest } from '../../domain/side-route/side-route-tables.ts';
import { context, orderOf } from '../order-work.ts';
import { checkRuler, extensionOf } from '../side-route-work.ts';

/**
 * Records a leader's ruling on an extension: that of who table D08 names, for at most what was asked for.
 *
 * @throws {@link DomainError} ERR_SIDE_ROUTE_ROLE, ERR_OWN_REQUEST, ERR_EXTENSION_AMOUNT, ERR_APPEAL_FIELD
 */
export const ruleExtension: Handler = {
  jobType: 'rule-extension',
  run(input) {
    const order = orderOf(input);
    const row = extensionOf(input, order);
    const approver = context(input.variables['d08'])['approver'];
    checkRuler(input.actor, approver === 'party_secretary' ? approver : 'deputy_leader', [row.requestedBy]);
    const { granted } = input.variables;
    if (typeof granted !== 'boolean') throw fieldError('granted', 'true | false', typeof granted);
    const amount = input.variables['extensionAmount'] ?? row.askedAmount;
    if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1 || amount > row.askedAmount)
      throw sideRouteError('ERR_EXTENSION_AMOUNT', { asked: row.askedAmount, found: String(amount) });
    return {
      variables: { extensionAmount: amount },
      changes: [
        put(extensionRequest, {
          ...row,
          state: granted ? 'approved' : 'refused',
          grantedAmount: granted ? amount : null,
          ruledBy: input.actor.id,
          ruledAt: input.now,
        }),
      ],
      events: [{ type: 'extension.ruled', key: order.key, detail: { granted, amount } }],
    };
  },
};
