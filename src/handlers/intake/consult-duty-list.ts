import { appeal } from '../../domain/appeal/appeal-tables.ts';
import { fromDutyList } from '../../domain/duty-dispute/duty-catalogue.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { context, orderOf, text } from '../order-work.ts';

/**
 * Puts the township's duty list before the answer of table D03: an item that the duty meeting or the township itself changed counts from the
 * next appeal on. The assisting units of the table stay where the item names none. Regulation arts. 11 ¶2 and 12 ¶3.
 */
export const consultDutyList: Handler = {
  jobType: 'consult-duty-list',
  run(input) {
    const order = orderOf(input);
    const d03 = context(input.variables['d03']);
    const category = input.rows.find(appeal, order.key)?.category;
    const listed = fromDutyList(input, category, text(d03['entry']) ?? '0');
    if (!listed) return {};
    const seeded: readonly unknown[] = Array.isArray(d03['coUnits']) ? d03['coUnits'] : [];
    const coUnits = [...new Set([...listed.coUnits, ...seeded])].filter((code) => code !== listed.unit);
    const score = Math.max(1, Number(d03['score']) || 0);
    const changed = listed.unit !== d03['unit'] || listed.entry !== d03['entry'];
    return {
      variables: { d03: { ...d03, score, unit: listed.unit, coUnits, entry: listed.entry } },
      events: changed
        ? [
            {
              type: 'catalogue.adjusted',
              key: order.key,
              detail: { entry: listed.entry, unit: listed.unit, table: d03['unit'] },
            },
          ]
        : [],
    };
  },
};
