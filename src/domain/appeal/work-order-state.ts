import { appealError } from './appeal-errors.ts';

interface StateSpec {
  /** Label shown to people. */
  readonly zh: string;
  readonly en: string;
  /** States it may become. */
  readonly to: readonly string[];
}

/**
 * The states of a work order and where each may go; whoever changes a state asks here. States with nowhere to go are final.
 * An appellant may withdraw, the hotline may take an order back, and it may be merged into a cluster, while a unit works on it; a final ruling may
 * dispatch it to another unit.
 */
const STATES = {
  draft: { zh: '暂存', en: 'Draft', to: ['registered'] },
  registered: {
    zh: '已登记',
    en: 'Registered',
    to: [
      'supplement_requested',
      'guided',
      'answered',
      'transferred_emergency',
      'forwarded',
      'merged',
      'pending_sign_off',
      'dispatched',
      'withdrawn',
    ],
  },
  supplement_requested: {
    zh: '待补充',
    en: 'Supplement requested',
    to: ['registered', 'invalid', 'forwarded', 'withdrawn'],
  },
  guided: { zh: '已引导', en: 'Guided', to: ['archived'] },
  answered: { zh: '直接答复', en: 'Answered', to: ['callback_pending', 'archived'] },
  transferred_emergency: { zh: '已转紧急', en: 'Transferred to emergency line', to: ['archived'] },
  forwarded: { zh: '已转外单位', en: 'Forwarded outside', to: ['archived'] },
  // a repeat is archived; an order of a cluster follows its parent, or goes its own way again
  merged: {
    zh: '已并单',
    en: 'Merged',
    to: ['archived', 'callback_pending', 'forwarded', 'registered', 'dispatched', 'withdrawn'],
  },
  invalid: { zh: '无效', en: 'Invalid', to: ['archived'] },
  pending_sign_off: { zh: '待签批', en: 'Pending sign-off', to: ['dispatched', 'forwarded', 'withdrawn', 'merged'] },
  dispatched: {
    zh: '已派单',
    en: 'Dispatched',
    to: ['signed', 'return_requested', 'forwarded', 'withdrawn', 'merged'],
  },
  signed: {
    zh: '已签收',
    en: 'Signed for',
    to: ['in_progress', 'return_requested', 'dispatched', 'forwarded', 'withdrawn', 'merged'],
  },
  return_requested: {
    zh: '申请退单',
    en: 'Return requested',
    to: ['dispatched', 'signed', 'forwarded', 'withdrawn', 'merged'],
  },
  in_progress: {
    zh: '办理中',
    en: 'In progress',
    to: [
      'whistled',
      'in_consultation',
      'handed_down',
      'extension_requested',
      'suspended',
      'feedback_submitted',
      'to_petition',
      'dispatched',
      'forwarded',
      'withdrawn',
      'merged',
    ],
  },
  extension_requested: {
    zh: '申请延期',
    en: 'Extension requested',
    to: ['in_progress', 'forwarded', 'withdrawn', 'merged'],
  },
  whistled: { zh: '已吹哨', en: 'Whistled', to: ['in_progress', 'dispatched', 'forwarded', 'withdrawn', 'merged'] },
  in_consultation: {
    zh: '会商中',
    en: 'In consultation',
    to: ['in_progress', 'callback_pending', 'forwarded', 'withdrawn', 'merged'],
  },
  handed_down: {
    zh: '下交中',
    en: 'Handed down',
    to: ['in_progress', 'feedback_submitted', 'dispatched', 'forwarded', 'withdrawn', 'merged'],
  },
  suspended: {
    zh: '挂账',
    en: 'Suspended',
    to: ['in_progress', 'callback_pending', 'closed_unresolved', 'forwarded', 'withdrawn', 'merged'],
  },
  to_petition: { zh: '转信访', en: 'Became a petition', to: ['archived'] },
  feedback_submitted: {
    zh: '已反馈(待核验)',
    en: 'Feedback submitted',
    to: ['verifying', 'callback_pending', 'in_progress', 'reopened'],
  },
  verifying: { zh: '督查核验中', en: 'Verifying', to: ['callback_pending', 'in_progress', 'reopened'] },
  callback_pending: {
    zh: '待回访',
    en: 'Waiting for callback',
    to: ['closed', 'closed_unresolved', 'reopened', 'suspended', 'in_consultation'],
  },
  reopened: { zh: '重办', en: 'Reopened', to: ['in_progress', 'forwarded', 'withdrawn', 'merged'] },
  closed: { zh: '已办结', en: 'Closed', to: ['archived', 'reopened'] },
  closed_unresolved: { zh: '未解决办结', en: 'Closed unresolved', to: ['archived', 'reopened'] },
  withdrawn: { zh: '撤诉', en: 'Withdrawn', to: ['archived'] },
  archived: { zh: '已归档', en: 'Archived', to: [] },
} as const satisfies Record<string, StateSpec>;

export type WorkOrderState = keyof typeof STATES;

/** Every state, in the order of a life. */
export const WORK_ORDER_STATES = Object.keys(STATES) as readonly WorkOrderState[];

/** The label of a state in both languages. */
export function labelOf(state: WorkOrderState): { readonly zh: string; readonly en: string } {
  return STATES[state];
}

/** The states that may follow. */
export function next(state: WorkOrderState): readonly WorkOrderState[] {
  return STATES[state].to;
}

/** Whether an order in state `from` may become `to`. */
export function can(from: WorkOrderState, to: WorkOrderState): boolean {
  return next(from).includes(to);
}

/** Whether nothing may follow: the order is read-only. */
export function isFinal(state: WorkOrderState): boolean {
  return next(state).length === 0;
}

/** States with nowhere to go. */
export const FINAL_STATES: readonly WorkOrderState[] = WORK_ORDER_STATES.filter(isFinal);

/** Whether a unit may still be working on it: an appellant may add facts or withdraw. */
export function isOpen(state: WorkOrderState): boolean {
  return can(state, 'withdrawn');
}

/**
 * The order in its next state.
 *
 * @throws {@link DomainError} ERR_ORDER_TRANSITION when the table does not allow it
 */
export function transition<O extends { readonly orderNo: string; readonly state: WorkOrderState }>(
  order: O,
  to: WorkOrderState,
): O {
  if (can(order.state, to)) return { ...order, state: to };
  const following = next(order.state);
  throw appealError('ERR_ORDER_TRANSITION', {
    orderNo: order.orderNo,
    from: order.state,
    to,
    fromZh: labelOf(order.state).zh,
    toZh: labelOf(to).zh,
    next: following.join(', ') || '–',
    nextZh: following.map((state) => labelOf(state).zh).join('、') || '无',
  });
}
