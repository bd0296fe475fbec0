import type { Handler } from '../../domain/process/handler.ts';
import { requestOf, toDisputant } from './dispute-work.ts';

/** Asks the district for a directive, when meetings have put a dispute off too often. */
export const requestDirective: Handler = {
  jobType: 'request-directive',
  run(input) {
    const row = requestOf(input);
    return {
      variables: { outcome: 'directive' },
      messages: [
        {
          name: 'DirectiveRequested',
          correlationKey: `dispute/${row.key}`,
          variables: {
            source: 'duty_dispute',
            title: '职责争议未决事项',
            requestKey: row.key,
            orderKeys: row.orderKey === null ? [] : [row.orderKey],
          },
        },
        toDisputant(row, 'directive_requested', 'district_command'),
      ],
      events: [{ type: 'directive.requested', key: row.orderKey ?? row.key, detail: { requestKey: row.key } }],
    };
  },
};
