import { eventKindOf, isOf, isScope } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A scope must begin at one known place: otherwise nothing or too much starts.
 *
 * @see BPMN 2.0.2 §10.5.2, §13.2
 */
export const startEvent: Rule = {
  id: 'start-event',
  check(element) {
    if (!isScope(element) || element.triggeredByEvent) return undefined;
    const starts = (element.flowElements ?? []).filter((inner) => isOf(inner, 'StartEvent'));
    const plain = starts.filter((start) => !eventKindOf(start)).length;
    if (starts.length === 0) {
      return {
        zh: '没有开始事件。请加上一个',
        en: 'Expected a start event, but found none. Add one',
      };
    }
    if (plain > 1) {
      return {
        zh: `应只有一个空开始事件，实际有 ${plain} 个。请合并为一个，用网关分支`,
        en: `Expected one none start event, but found ${plain}. Keep one and branch behind it by a gateway`,
      };
    }
    if (isOf(element, 'Process') || starts.length === 1) return undefined;
    return {
      zh: `子流程应只有一个开始事件，实际有 ${starts.length} 个。请合并为一个`,
      en: `Expected one start event in a sub-process, but found ${starts.length}. Keep one`,
    };
  },
};
