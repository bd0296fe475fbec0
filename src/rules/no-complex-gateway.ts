import { isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A complex gateway joins by a rule of its own that no engine here runs.
 *
 * @see BPMN 2.0.2 §10.6.5
 */
export const noComplexGateway: Rule = {
  id: 'no-complex-gateway',
  check(element) {
    if (!isOf(element, 'ComplexGateway')) return undefined;
    return {
      zh: '不支持复杂网关。请改用包容网关或并行网关',
      en: 'Expected no complex gateway. Use an inclusive or a parallel gateway',
    };
  },
};
