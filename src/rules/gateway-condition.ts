import { isOf, outgoingOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * Behind an exclusive or inclusive split every way but the default one says when it is taken.
 *
 * @see BPMN 2.0.2 §13.4.2, §13.4.3
 */
export const gatewayCondition: Rule = {
  id: 'gateway-condition',
  check(element) {
    if (!isOf(element, 'ExclusiveGateway', 'InclusiveGateway')) return undefined;
    const flows = outgoingOf(element);
    if (flows.length < 2) return undefined;
    const silent = flows.find((flow) => flow !== element.default && !flow.conditionExpression?.body?.trim());
    if (!silent) return undefined;
    return {
      zh: `分支 ${silent.id} 应有条件，或设为默认分支。请补上一个`,
      en: `Expected a condition on sequence flow ${silent.id}, or the gateway's default to be it. Set one of them`,
    };
  },
};
