import { elementsWithin, isFlowNode, isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** bpmn-engine reads a scope as a list; what is larger than this is slow and unreadable. */
export const processSize: Rule = {
  id: 'process-size',
  check(element) {
    if (!isOf(element, 'Process')) return undefined;
    const count = [...elementsWithin(element)].filter(isFlowNode).length;
    if (count <= MAX_FLOW_NODES) return undefined;
    return {
      zh: `流程应不超过 ${MAX_FLOW_NODES} 个节点，实际为 ${count} 个。请拆成几个流程，用调用活动连接`,
      en: `Expected at most ${MAX_FLOW_NODES} flow nodes, but found ${count}. Split the process and join the parts by call activities`,
    };
  },
};

const MAX_FLOW_NODES = 1000;
