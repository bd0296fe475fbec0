import type { Handler } from '../../domain/process/handler.ts';
import { context, orderOf, text, toStaff } from '../order-work.ts';

/**
 * Says why an order comes back for consultation: the unit that was to handle it (consulted `unitCode`, else the catalogue's) does not exist any
 * more, may only assist (Regulation art. 17), or is accused by the report. Clears `unitCode`, so that the same one is not tried again.
 */
export const explainUnit: Handler = {
  jobType: 'explain-unit',
  run(input) {
    const order = orderOf(input);
    const d03 = context(input.variables['d03']);
    const unit = text(input.variables['unitCode']) ?? text(d03['unit']);
    return {
      variables: { unitCode: null },
      messages: [toStaff(order, 'unit_not_found', 'response_office')],
      events: [{ type: 'order.unit-refused', key: order.key, detail: { unit } }],
    };
  },
};
