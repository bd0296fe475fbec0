import { eventKindOf, incomingOf, isOf, outgoingOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * No flow leads into a start or boundary event, none out of an end event or a link throw event.
 *
 * @see BPMN 2.0.2 §10.5
 */
export const eventFlow: Rule = {
  id: 'event-flow',
  check(element) {
    if (isOf(element, 'StartEvent', 'BoundaryEvent') && incomingOf(element).length > 0) {
      return {
        zh: '开始事件和边界事件不能有进入的顺序流。请连到它后面的节点',
        en: 'Expected no sequence flow into a start or boundary event. Lead it to the node behind',
      };
    }
    const isLinkThrow = isOf(element, 'IntermediateThrowEvent') && eventKindOf(element) === 'Link';
    if ((isOf(element, 'EndEvent') || isLinkThrow) && outgoingOf(element).length > 0) {
      return {
        zh: '结束事件和链接抛出事件不能有离开的顺序流。请删除连线，或改用中间事件',
        en: 'Expected no sequence flow out of an end event or link throw event. Remove it, or use an intermediate event',
      };
    }
    return undefined;
  },
};
