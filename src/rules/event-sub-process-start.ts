import { eventKindOf, incomingOf, isOf, outgoingOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * An event sub-process is begun by exactly one start event that has a trigger, and by no flow.
 *
 * @see BPMN 2.0.2 §10.3.5
 */
export const eventSubProcessStart: Rule = {
  id: 'event-sub-process-start',
  check(element) {
    if (!element.triggeredByEvent) return undefined;
    const starts = (element.flowElements ?? []).filter((inner) => isOf(inner, 'StartEvent'));
    const [start] = starts;
    if (starts.length !== 1 || !start || !eventKindOf(start)) {
      return {
        zh: '事件子流程应有且只有一个带触发条件的开始事件。请保留一个，并设置消息、定时、信号、错误或升级',
        en: 'Expected exactly one start event with a trigger in an event sub-process. Keep one and make it a message, timer, signal, error or escalation start',
      };
    }
    if (incomingOf(element).length + outgoingOf(element).length === 0) return undefined;
    return {
      zh: '事件子流程不能有顺序流。请删除连线，或改成普通子流程',
      en: 'Expected no sequence flow at an event sub-process. Remove it, or make it an ordinary sub-process',
    };
  },
};
