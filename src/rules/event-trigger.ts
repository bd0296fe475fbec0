import { type BpmnElement, eventKindOf, isOf, typeOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * Which triggers an event may have where it stands.
 *
 * @see BPMN 2.0.2 §10.5.1, table 10.92 ff.
 */
export const eventTrigger: Rule = {
  id: 'event-trigger',
  check(element) {
    const allowed = allowedFor(element);
    const kind = eventKindOf(element);
    // these have rules of their own that say more
    if (!allowed || allowed.includes(kind) || kind === 'Conditional' || kind === 'Cancel') return undefined;
    const found = kind || '（空）';
    const list = allowed.filter(Boolean).join(', ') || 'none';
    return {
      zh: `此处的${typeOf(element)}不支持触发类型 ${found}，可用：${list}。请改用其中之一`,
      en: `Expected one of ${list} at this ${typeOf(element)}, but found ${kind || 'none'}. Use one of these`,
    };
  },
};

function allowedFor(event: BpmnElement): readonly string[] | undefined {
  switch (typeOf(event)) {
    case 'StartEvent':
      if (event.$parent?.triggeredByEvent) return ['Message', 'Timer', 'Signal', 'Error', 'Escalation'];
      return isOf(event.$parent, 'Process') ? ['', 'Message', 'Timer', 'Signal'] : [''];
    case 'IntermediateCatchEvent':
      return ['Message', 'Timer', 'Signal', 'Link'];
    case 'IntermediateThrowEvent':
      return ['', 'Message', 'Signal', 'Escalation', 'Compensate', 'Link'];
    case 'EndEvent':
      return ['', 'Message', 'Signal', 'Error', 'Escalation', 'Compensate', 'Terminate'];
    case 'BoundaryEvent':
      return ['Message', 'Timer', 'Signal', 'Error', 'Escalation', 'Compensate'];
    case 'ImplicitThrowEvent':
      return [];
    default:
      return undefined;
  }
}
