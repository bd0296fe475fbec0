import { eventKindOf, incomingOf, isFlowNode, isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** What no token can reach never runs; bpmn-engine would even start it by itself. */
export const reachable: Rule = {
  id: 'reachable',
  check(element) {
    if (!isFlowNode(element) || isOf(element, 'StartEvent', 'BoundaryEvent')) return undefined;
    if (element.triggeredByEvent || element.isForCompensation || incomingOf(element).length > 0) return undefined;
    if (isOf(element, 'IntermediateCatchEvent') && eventKindOf(element) === 'Link') return undefined;
    return {
      zh: '没有进入的顺序流，永远不会执行。请连接它，或删除',
      en: 'Expected a way in, but no sequence flow leads here, so it never runs. Connect it or remove it',
    };
  },
};
