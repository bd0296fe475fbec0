import { eventDefinitionsOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * Several triggers in one event, or all of several at once.
 *
 * @see BPMN 2.0.2 §10.5.5
 */
export const oneTrigger: Rule = {
  id: 'one-trigger',
  check(element) {
    const count = eventDefinitionsOf(element).length;
    if (count <= 1 && !element.parallelMultiple) return undefined;
    return {
      zh: `一个事件应只有一种触发条件，实际有 ${count} 种。请用事件网关或多个边界事件分开`,
      en: `Expected one trigger in an event, but found ${count}. Use an event-based gateway or several boundary events`,
    };
  },
};
