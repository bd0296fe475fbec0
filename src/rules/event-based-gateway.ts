import { type BpmnElement, eventKindOf, incomingOf, isOf, outgoingOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * An event-based gateway waits for the first of at least two events, each reached by no other way.
 *
 * @see BPMN 2.0.2 §10.6.6
 */
export const eventBasedGateway: Rule = {
  id: 'event-based-gateway',
  check(element) {
    if (!isOf(element, 'EventBasedGateway')) return undefined;
    if (element.instantiate || element.eventGatewayType === 'Parallel') {
      return {
        zh: '不支持启动流程的或并行的事件网关。请用带消息的开始事件启动流程',
        en: 'Expected an event-based gateway within a process that waits for one event. Start the process by message start events',
      };
    }
    const targets = outgoingOf(element).map(({ targetRef }) => targetRef);
    if (targets.length >= 2 && targets.every(isEvent)) return undefined;
    return {
      zh: '事件网关后面应有至少两个捕获事件（消息、定时、信号）或接收任务，且它们没有别的入口和边界事件。请修改后面的节点',
      en: 'Expected at least two catch events (message, timer, signal) or receive tasks behind an event-based gateway, without another way in and without boundary events. Change the nodes behind it',
    };
  },
};

function isEvent(node: BpmnElement | undefined): boolean {
  if (!node || incomingOf(node).length !== 1) return false;
  if (isOf(node, 'IntermediateCatchEvent')) return ['Message', 'Timer', 'Signal'].includes(eventKindOf(node));
  const hasBoundary = node.$parent?.flowElements?.some(({ attachedToRef }) => attachedToRef === node);
  return isOf(node, 'ReceiveTask') && !hasBoundary && !node.loopCharacteristics;
}
