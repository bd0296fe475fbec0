import type { Handler } from '../domain/process/handler.ts';
import { WORK_ORDER_STATES } from '../domain/appeal/work-order-state.ts';
import type { OrderMark } from '../domain/appeal/appeal-tables.ts';
import { leaving } from './cluster/cluster-work.ts';
import { marked, moved, oneOfWords, orderOf } from './order-work.ts';

const MARKS: Readonly<Record<string, OrderMark>> = {
  whistled: 'whistled',
  handed_down: 'handed_down',
  suspended: 'suspended',
};

/** Puts the order in the state of header `state`, unless it is there already, and sets the variable `outcome` when there is a header of that name. One that becomes a petition leaves its cluster. */
export const orderTransition: Handler = {
  jobType: 'order-transition',
  run(input) {
    const order = orderOf(input);
    const to = oneOfWords('state', input.headers['state'], WORK_ORDER_STATES);
    const mark = MARKS[to];
    const { outcome } = input.headers;
    const left = to === 'to_petition' ? leaving(input, order, 'petition') : undefined;
    const moves = order.state === to ? [] : [moved(order, to, mark ? { marks: marked(order, mark) } : {})];
    return {
      ...left,
      changes: [...moves, ...(left?.changes ?? [])],
      ...(outcome !== undefined && { variables: { outcome } }),
    };
  },
};
