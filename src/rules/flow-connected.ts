import { isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A sequence flow joins two flow nodes of the same scope.
 *
 * @see BPMN 2.0.2 §8.4.13
 */
export const flowConnected: Rule = {
  id: 'flow-connected',
  check(element) {
    if (!isOf(element, 'SequenceFlow')) return undefined;
    const { sourceRef, targetRef, $parent } = element;
    if (sourceRef && targetRef && sourceRef.$parent === $parent && targetRef.$parent === $parent) return undefined;
    return {
      zh: '顺序流应连接同一流程或子流程里的两个节点。请重新连接，跨子流程用消息或信号',
      en: 'Expected a sequence flow to join two nodes of one process or sub-process. Connect it anew; across sub-processes use messages or signals',
    };
  },
};
