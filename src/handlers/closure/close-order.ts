import type { ClosingLabel } from '../../domain/appeal/appeal-words.ts';
import type { Handler, HandlerInput } from '../../domain/process/handler.ts';
import { worksheetEntry } from '../../domain/worksheet/worksheet-tables.ts';
import { ISSUE_CLASSES } from '../../domain/worksheet/worksheet-words.ts';
import { context, moved, orderOf, text, toAppellant, toHotline, type Order } from '../order-work.ts';

/** Outcomes of table D13 after which the matter stays open for the appellant. */
const UNRESOLVED = ['explain_unresolved', 'consult', 'suspend'];

/** Strikes the order off: solved or not, rated or not, with the label it has earned. */
export const closeOrder: Handler = {
  jobType: 'close-order',
  run(input) {
    const order = orderOf(input);
    const disposal = text(context(input.variables['d13'])['outcome']) ?? 'close';
    const unrated = disposal === 'close_unrated';
    const resolved = unrated ? order.resolved !== false : !UNRESOLVED.includes(disposal);
    const onTime = order.feedbackAt !== null && order.dueAt !== null && order.feedbackAt <= order.dueAt;
    return {
      variables: { outcome: unrated ? 'unrated' : resolved ? 'closed' : 'closed_unresolved' },
      changes: [
        moved(order, resolved ? 'closed' : 'closed_unresolved', {
          closedAt: input.now,
          resolved,
          closingLabel: resolved ? labelFor(input, order, onTime) : null,
        }),
      ],
      messages: [toAppellant(order, 'closed'), ...toHotline(input, order, 'OrderClosed', { resolved })],
      events: [{ type: 'order.closed', key: order.key, detail: { resolved, unrated } }],
    };
  },
};

// helpers

/** By the class on the worksheet 1330: 问题归零 and 任务兑现 when it is done, 按时销号 only in time. */
function labelFor({ rows }: HandlerInput, { key }: Order, onTime: boolean): ClosingLabel | null {
  const entry = rows.find(worksheetEntry, key);
  const entered = entry?.screening === 'entered' && entry.issueClass !== null;
  const label = entered && entry.issueClass ? ISSUE_CLASSES[entry.issueClass].label : 'struck_off_on_time';
  return label !== 'struck_off_on_time' || onTime ? label : null;
}
