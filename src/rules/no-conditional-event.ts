import { eventKindOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A conditional event would have to be asked at each change of data.
 *
 * @see BPMN 2.0.2 §10.5.5
 */
export const noConditionalEvent: Rule = {
  id: 'no-conditional-event',
  check(element) {
    if (eventKindOf(element) !== 'Conditional') return undefined;
    return {
      zh: '不支持条件事件。请改用信号或消息事件，由改变数据的一方发出',
      en: 'Expected no conditional event. Use a signal or message event, sent by whoever changes the data',
    };
  },
};
