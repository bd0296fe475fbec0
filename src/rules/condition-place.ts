import { isActivity, isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A condition where the standard does not ask it would be ignored in silence.
 *
 * @see BPMN 2.0.2 §8.4.13, §10.6
 */
export const conditionPlace: Rule = {
  id: 'condition-place',
  check(element) {
    const source = element.sourceRef;
    if (!isOf(element, 'SequenceFlow') || !source || !element.conditionExpression) return undefined;
    if (source.default === element) {
      return {
        zh: '默认分支不能有条件。请删除条件，或取消默认',
        en: 'Expected no condition on a default flow. Remove the condition, or make another flow the default',
      };
    }
    if (isActivity(source) || isOf(source, 'ExclusiveGateway', 'InclusiveGateway')) return undefined;
    return {
      zh: '此处的条件不会被判断。请删除条件，或在前面加一个排他网关',
      en: 'Expected no condition here, where it is never asked. Remove it, or put an exclusive gateway before it',
    };
  },
};
