import type { Handler } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { changedDirective, directiveOf, directiveToStaff, followDirective } from './directive-work.ts';
import { dueAfter } from '../order-work.ts';

/** Gives a directive more days, counted from now; the orders behind it follow. */
export const extendDirective: Handler = {
  jobType: 'extend-directive',
  run(input) {
    const row = directiveOf(input);
    const days = Number(input.variables['extensionDays']);
    const { dueAt } = dueAfter(input, input.now, days, 'natural_days', 'hotline');
    const followed = followDirective(input, row, days, input.now);
    return {
      variables: { dueAt: formatInstant(dueAt) },
      changes: [
        changedDirective(row, { state: 'signed', dueAt, extensionCount: row.extensionCount + 1, redListedAt: null }),
        ...followed.changes,
      ],
      messages: [
        { name: 'DirectiveExtended', correlationKey: row.draftNo, variables: { dueAt: formatInstant(dueAt) } },
        directiveToStaff(row, 'directive_extended', row.leadUnitKey),
        ...followed.messages,
      ],
      events: [{ type: 'directive.extended', key: row.key, detail: { dueAt } }],
    };
  },
};
