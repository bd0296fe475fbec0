import { eventKindOf, isActivity, isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A boundary event stands on an activity that the flow reaches.
 *
 * @see BPMN 2.0.2 §10.5.4
 */
export const boundaryHost: Rule = {
  id: 'boundary-host',
  check(element) {
    if (!isOf(element, 'BoundaryEvent')) return undefined;
    const host = element.attachedToRef;
    if (
      host &&
      isActivity(host) &&
      host.$parent === element.$parent &&
      !host.triggeredByEvent &&
      !host.isForCompensation
    ) {
      const isErrorBesides = eventKindOf(element) === 'Error' && element.cancelActivity === false;
      if (!isErrorBesides) return undefined;
      return {
        zh: '错误边界事件总是中断活动。请设为中断，或改用升级事件',
        en: 'Expected an error boundary event to interrupt. Make it interrupting, or use an escalation',
      };
    }
    return {
      zh: '边界事件应附在同一层的普通活动上，不能附在事件子流程或补偿活动上。请移动它',
      en: 'Expected a boundary event on an ordinary activity of the same level, not on an event sub-process or compensation handler. Move it',
    };
  },
};
