import { type BpmnElement, isFlowNode, isOf, isScope, nextNodes } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * What no token can reach never runs, and a join that waits for it never fires.
 *
 * @see BPMN 2.0.2 §13.2
 */
export const reachable: Rule = {
  id: 'reachable',
  check(element) {
    if (!isScope(element)) return undefined;
    const nodes = (element.flowElements ?? []).filter(isFlowNode);
    if (!nodes.some((node) => isOf(node, 'StartEvent'))) return undefined;
    const reached = reachedIn(nodes);
    const lost = nodes.find((node) => !reached.has(node) && !node.triggeredByEvent && !node.isForCompensation);
    if (!lost) return undefined;
    return {
      ...(lost.id !== undefined && { place: lost.id }),
      zh: '没有从开始事件到这里的路径，永远不会执行。请连接它，或删除',
      en: 'Expected a way from a start event to here, but there is none, so it never runs. Connect it or remove it',
    };
  },
};

function reachedIn(nodes: readonly BpmnElement[]): Set<BpmnElement> {
  const boundaries = new Map<BpmnElement, BpmnElement[]>();
  for (const node of nodes) {
    const host = node.attachedToRef;
    if (host) boundaries.set(host, [...(boundaries.get(host) ?? []), node]);
  }
  const reached = new Set<BpmnElement>();
  const todo = nodes.filter((node) => isOf(node, 'StartEvent'));
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    todo.push(...nextNodes(node), ...(boundaries.get(node) ?? []));
  }
  return reached;
}
