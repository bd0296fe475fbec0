import { numberSeries } from '../../domain/appeal/appeal-tables.ts';
import { dayOf, yearOf } from '../../domain/day.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { changedDirective, directiveOf, directiveToStaff, followDirective } from './directive-work.ts';
import { dueAfter } from '../order-work.ts';

/** Issues a directive: gives it its number and date, tells its units, and lets the orders behind it follow its date. */
export const issueDirective: Handler = {
  jobType: 'issue-directive',
  run(input) {
    const { now, tenantId } = input;
    const year = yearOf(dayOf(now));
    const id = `${tenantId}/ZL/${year}`;
    const series = input.rows.find(numberSeries, id);
    const last = (series?.last ?? 0) + 1;
    const draft = directiveOf(input);
    const { dueAt } = dueAfter(input, now, draft.limitDays, 'natural_days', 'hotline');
    const row = {
      ...draft,
      directiveNo: `ZL-${year}-${last}`,
      state: 'issued',
      issuedAt: now,
      issuedBy: input.actor.id,
      dueAt,
    } as const;
    const followed = followDirective(input, row, row.limitDays, now);
    return {
      variables: { directiveNo: row.directiveNo, dueAt: formatInstant(dueAt) },
      changes: [
        put(numberSeries, { revision: 0, ...series, id, last }),
        changedDirective(row, {}),
        ...followed.changes,
      ],
      messages: [
        ...[row.leadUnitKey, ...row.coUnitKeys].map((unit) => directiveToStaff(row, 'directive_issued', unit)),
        ...followed.messages,
      ],
      events: [{ type: 'directive.issued', key: row.key, detail: { directiveNo: row.directiveNo, dueAt } }],
    };
  },
};
