import { put, type Handler } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { toStage } from '../../domain/whistle/whistle-state.ts';
import { whistle, whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { context, text } from '../order-work.ts';
import { calledUnits, limitEnd, toCalled, whistleOf } from './whistle-work.ts';

/** Calls the units: each gets its dates by the class of table D06. A unit counts as absent after twice the time to report in. */
export const publishWhistle: Handler = {
  jobType: 'publish-whistle',
  run(input) {
    const row = whistleOf(input);
    const { now } = input;
    const limitClass = text(context(input.variables['d06'])['limitClass']) ?? '';
    const end = (name: string) => limitEnd(input, name, limitClass, now);
    const [signDueAt, contactDueAt, reportDueAt, dueAt] = [
      end('whistle_sign'),
      end('whistle_contact'),
      end('whistle_report'),
      end('whistle_finish'),
    ];
    const units = calledUnits(input, row);
    return {
      variables: {
        contactDueAt: formatInstant(contactDueAt),
        reportDueAt: formatInstant(reportDueAt),
        absentAt: formatInstant(reportDueAt + (reportDueAt - now)),
        finishDueAt: formatInstant(dueAt),
      },
      changes: [
        put(whistle, { ...toStage(row, 'accepting', now), limitClass, publishedAt: now, dueAt }),
        ...units.map((unit) => put(whistleUnit, { ...unit, signDueAt, contactDueAt, reportDueAt })),
      ],
      messages: units.map(({ unitKey }) => toCalled(row, 'whistle_invitation', unitKey)),
      events: [
        {
          type: 'whistle.published',
          key: row.orderKey ?? row.key,
          detail: { whistleNo: row.whistleNo, kind: row.kind, level: row.level, units: units.length, dueAt },
        },
      ],
    };
  },
};
