import t from 'tap';
import {
  WORK_ORDER_STATES,
  can,
  isFinal,
  isOpen,
  labelOf,
  next,
  transition,
} from '../../src/domain/appeal/work-order-state.ts';

t.test('the state table of work orders', async (t) => {
  t.test('names only states that exist, each with both labels', async (t) => {
    for (const state of WORK_ORDER_STATES) {
      t.ok(labelOf(state).zh && labelOf(state).en, state);
      for (const to of next(state)) t.ok(WORK_ORDER_STATES.includes(to), `${state} → ${to}`);
    }
  });

  t.test('reaches every state from draft, and archived from every state', async (t) => {
    t.same([...reach('draft')].sort(), [...WORK_ORDER_STATES].sort());
    for (const state of WORK_ORDER_STATES) t.ok(reach(state).has('archived'), state);
  });

  t.test('has one final state', async (t) => {
    t.same(WORK_ORDER_STATES.filter(isFinal), ['archived']);
  });

  t.test('lets the appellant withdraw only while somebody works on it', async (t) => {
    t.ok(isOpen('dispatched') && isOpen('whistled') && isOpen('supplement_requested'));
    t.notOk(isOpen('callback_pending') || isOpen('closed') || isOpen('archived'));
  });

  t.test('changes the state or rejects with what would be possible', async (t) => {
    const order = { orderNo: 'JS-20240927-000123', state: 'dispatched' } as const;

    t.equal(
      transition<{ orderNo: string; state: (typeof WORK_ORDER_STATES)[number] }>(order, 'signed').state,
      'signed',
    );
    t.throws(() => transition<{ orderNo: string; state: (typeof WORK_ORDER_STATES)[number] }>(order, 'closed'), {
      code: 'ERR_ORDER_TRANSITION',
      message: /state 'dispatched' and cannot become 'closed'.*signed, return_requested/,
      zh: /现为“已派单”,不能转为“已办结”/,
    });
  });
});

function reach(from: (typeof WORK_ORDER_STATES)[number]): Set<string> {
  const seen = new Set([from]);
  for (const state of seen) for (const to of next(state)) if (can(state, to)) seen.add(to);
  return seen;
}
