import { eventKindOf, isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * Transactions and cancel events need a protocol that the host does not have; compensation says the same openly.
 *
 * @see BPMN 2.0.2 §10.3.5
 */
export const noTransaction: Rule = {
  id: 'no-transaction',
  check(element) {
    if (!isOf(element, 'Transaction') && eventKindOf(element) !== 'Cancel') return undefined;
    return {
      zh: '不支持事务子流程和取消事件。请改用普通子流程，用错误边界事件和补偿表示撤销',
      en: 'Expected no transaction and no cancel event. Use a sub-process with an error boundary event and compensation',
    };
  },
};
