import { isActivity } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * More than one token in or out at once.
 *
 * @see BPMN 2.0.2 §10.3.1, table 10.3
 */
export const tokenQuantity: Rule = {
  id: 'token-quantity',
  check(element) {
    if (!isActivity(element)) return undefined;
    const { startQuantity = 1, completionQuantity = 1 } = element;
    if (startQuantity === 1 && completionQuantity === 1) return undefined;
    return {
      zh: `startQuantity 和 completionQuantity 应为 1，实际为 ${startQuantity} 和 ${completionQuantity}。请改用网关或多实例`,
      en: `Expected startQuantity and completionQuantity 1, but found ${startQuantity} and ${completionQuantity}. Use gateways or multi-instance`,
    };
  },
};
