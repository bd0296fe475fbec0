import { typeOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * Choreographies describe talk between parties and run nowhere.
 *
 * @see BPMN 2.0.2 §11
 */
export const noChoreography: Rule = {
  id: 'no-choreography',
  check(element) {
    if (!/Choreography/.test(typeOf(element))) return undefined;
    return {
      zh: '不支持编排图。请改用流程和协作图',
      en: 'Expected no choreography. Use processes in a collaboration',
    };
  },
};
