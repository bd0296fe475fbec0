import { type BpmnElement, eventKindOf, incomingOf, isOf, nextNodes } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * The path of a non-interrupting boundary event runs beside the main flow, as often as the event fires; a parallel or inclusive join would have to
 * know how many of them are on the way.
 */
export const boundaryPathJoin: Rule = {
  id: 'boundary-path-join',
  check(element) {
    if (!isOf(element, 'BoundaryEvent') || element.cancelActivity !== false || eventKindOf(element) === 'Compensate') {
      return undefined;
    }
    const path = reachedFrom(element);
    for (const node of path) {
      if (!isOf(node, 'ParallelGateway', 'InclusiveGateway')) continue;
      const isShared = incomingOf(node).some(
        ({ sourceRef }) => sourceRef && sourceRef !== element && !path.has(sourceRef),
      );
      if (!isShared) continue;
      return {
        zh: `这条非中断路径在网关 ${node.id} 与主流程汇合。请让它以结束事件结束，或在网关之前用排他网关汇入`,
        en: `Expected this non-interrupting path to stay by itself, but it joins the main flow at ${node.id}. Let it end in an end event, or move the join behind`,
      };
    }
    return undefined;
  },
};

function reachedFrom(boundary: BpmnElement): Set<BpmnElement> {
  const reached = new Set<BpmnElement>();
  const todo = nextNodes(boundary);
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    todo.push(...nextNodes(node));
    const host = node;
    const isExit = (event: BpmnElement): boolean => event.attachedToRef === host && event.cancelActivity !== false;
    todo.push(...(node.$parent?.flowElements ?? []).filter(isExit));
  }
  return reached;
}
