import {
  type BpmnElement,
  eventKindOf,
  isFlowNode,
  isGateway,
  isLink,
  isOf,
  nextNodes,
  zeebe,
} from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** A circle without anything that waits spins for ever within one step. */
export const gatewayCycle: Rule = {
  id: 'gateway-cycle',
  check(element) {
    if (!isFlowNode(element) || !passes(element) || !returnsTo(element)) return undefined;
    return {
      zh: '这里的循环不经过任何需要等待的节点，会无限空转。请在循环中加入任务或定时事件',
      en: 'Expected something that waits in this circle, but it has gateways and plain tasks only and would spin. Put a task or a timer into it',
    };
  },
};

/** Whether a token goes through without the host. */
function passes(node: BpmnElement): boolean {
  if (isGateway(node)) return !isOf(node, 'EventBasedGateway');
  if (isLink(node, 'IntermediateThrowEvent') || isLink(node, 'IntermediateCatchEvent')) return true;
  const isPlain = isOf(node, 'Task', 'ManualTask') || (isOf(node, 'IntermediateThrowEvent') && !eventKindOf(node));
  return isPlain && !node.loopCharacteristics && !zeebe(node, 'IoMapping') && !zeebe(node, 'ExecutionListeners');
}

function returnsTo(start: BpmnElement): boolean {
  const seen = new Set<BpmnElement>();
  const todo = nextNodes(start);
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (node === start) return true;
    if (seen.has(node) || !passes(node)) continue;
    seen.add(node);
    todo.push(...nextNodes(node));
  }
  return false;
}
