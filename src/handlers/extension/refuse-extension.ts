import { put, type Handler, type RowChange } from '../../domain/process/handler.ts';
import { hotlineRequest } from '../../domain/hotline/hotline-tables.ts';
import { extensionRequest, type ExtensionState } from '../../domain/side-route/side-route-tables.ts';
import { context, moved, orderOf, toStaff } from '../order-work.ts';
import { extensionOf } from '../side-route-work.ts';

/** The limit stays: table D08, the leader or the hotline did not allow more time, or did not rule in time, which is a refusal. */
export const refuseExtension: Handler = {
  jobType: 'refuse-extension',
  run(input) {
    const order = orderOf(input);
    const row = extensionOf(input, order);
    const state = endOf(row.state, input.variables);
    const silent: readonly RowChange[] = input.rows
      .list(hotlineRequest, 'byOrder', [order.key])
      .filter(({ kind, ruling }) => kind === 'extension' && ruling === null)
      .map((asked) => put(hotlineRequest, { ...asked, ruling: 'lapsed', ruledAt: input.now }));
    return {
      changes: [moved(order, 'in_progress'), put(extensionRequest, { ...row, state, closedAt: input.now }), ...silent],
      messages: [toStaff(order, 'extension_refused', order.ownerUnitKey ?? 'response_office')],
      events: [{ type: 'extension.ended', key: order.key, detail: { state } }],
    };
  },
};

// helpers

function endOf(state: ExtensionState, variables: Readonly<Record<string, unknown>>): ExtensionState {
  if (state === 'refused') return state;
  if (state === 'approved') return variables['granted'] === false ? 'hotline_refused' : 'hotline_lapsed';
  return context(variables['d08'])['outcome'] === 'refuse' ? 'not_allowed' : 'lapsed';
}
