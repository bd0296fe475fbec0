import { contactLog, siteCheck } from '../../domain/appeal/appeal-tables.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { worksheetEntry } from '../../domain/worksheet/worksheet-tables.ts';
import { orderOf } from '../order-work.ts';

/**
 * Sets `assessed`: whether the result is complete (contact, site check, public reply), what sampling (table D22) asks for,
 * and whether the party committee must accept it: supervised and mass orders, and those on the worksheet 1330.
 */
export const checkCompleteness: Handler = {
  jobType: 'check-completeness',
  run(input) {
    const order = orderOf(input);
    const contacted = input.rows.list(contactLog, 'byOrder', [order.key]).length > 0;
    const checked = input.rows.list(siteCheck, 'byOrder', [order.key]).some(({ inspection }) => !inspection);
    const mass = order.repeatKind === 'mass';
    const listed = input.rows.find(worksheetEntry, order.key)?.screening === 'entered';
    return {
      variables: {
        assessed: {
          full: contacted && checked && order.publicReply !== null,
          sensitive: order.sensitive,
          mass,
          suspended: order.marks.includes('suspended'),
          handedDown: order.marks.includes('handed_down'),
          wasFalse: order.marks.includes('false_result'),
          acceptance: mass || listed || order.supervised,
        },
      },
    };
  },
};
