import { Type } from 'typebox';
import type { WorkOrderFile } from '../domain/appeal/case-query-ports.ts';
import { maskFreeText } from '../domain/privacy/masking.ts';
import { isOpen, WORK_ORDER_STATES } from '../domain/appeal/work-order-state.ts';
import { Instant, instantText, instantTextOrNull, Nullable } from './schemas/common.ts';
import { showState } from './show-order.ts';

const STEPS = ['received', 'dispatched', 'signed', 'contacted', 'answered', 'closed'] as const;

/** A case as its appellant follows it: nothing of those who work on it, nothing personal. */
export const OwnCase = Type.Object({
  orderNo: Type.String(),
  state: Type.Enum(WORK_ORDER_STATES),
  stateLabel: Type.Object({ zh: Type.String(), en: Type.String() }),
  title: Type.String(),
  receivedAt: Instant,
  dueAt: Nullable(Instant),
  dueBasis: Nullable(Type.String({ description: 'Why it is due then' })),
  dueProvisional: Type.Boolean({ description: 'It may move when the holidays of that year are published' }),
  closedAt: Nullable(Instant),
  publicReply: Nullable(Type.String()),
  steps: Type.Array(Type.Object({ step: Type.Enum(STEPS), at: Instant }), { description: 'What has been done so far' }),
  may: Type.Object(
    { supplement: Type.Boolean(), withdraw: Type.Boolean(), rate: Type.Boolean() },
    { description: 'What the appellant can do now' },
  ),
});

export function showOwn({ order, appeal, deadlines, callbacks }: WorkOrderFile) {
  const times = {
    received: appeal.receivedAt,
    dispatched: order.dispatchedAt,
    signed: order.signedAt,
    contacted: order.firstContactAt,
    answered: order.feedbackAt,
    closed: order.closedAt,
  };
  const isClosed = order.state === 'closed' || order.state === 'closed_unresolved';
  const isRated = callbacks.some(({ round, valid }) => round === order.reworkCount + 1 && valid);
  const due = deadlines.findLast(({ dueAt }) => dueAt === order.dueAt);
  return {
    orderNo: order.orderNo,
    state: order.state,
    stateLabel: showState(order.state),
    title: maskFreeText(appeal.title),
    receivedAt: instantText(appeal.receivedAt),
    dueAt: instantTextOrNull(order.dueAt),
    dueBasis: due?.basis ?? null,
    dueProvisional: due?.provisional ?? false,
    closedAt: instantTextOrNull(order.closedAt),
    publicReply: order.publicReply === null ? null : maskFreeText(order.publicReply),
    steps: STEPS.flatMap((step) => {
      const at = times[step];
      return at === null ? [] : [{ step, at: instantText(at) }];
    }),
    may: {
      supplement: isOpen(order.state) || isClosed,
      withdraw: isOpen(order.state),
      rate: order.state === 'callback_pending' && !isRated,
    },
  };
}
