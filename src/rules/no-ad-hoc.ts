import { isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * An ad-hoc sub-process would run as an ordinary one, in an order that nobody chose.
 *
 * @see BPMN 2.0.2 §10.3.5
 */
export const noAdHoc: Rule = {
  id: 'no-ad-hoc',
  check(element) {
    if (!isOf(element, 'AdHocSubProcess')) return undefined;
    return {
      zh: '不支持自由子流程。请改用普通子流程，用网关表示可选的任务',
      en: 'Expected no ad-hoc sub-process. Use an ordinary one, with gateways around optional tasks',
    };
  },
};
