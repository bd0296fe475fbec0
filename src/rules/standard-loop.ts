import { isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A standard loop must end: by a condition or by a maximum.
 *
 * @see BPMN 2.0.2 §10.3.8, §13.3.6
 */
export const standardLoop: Rule = {
  id: 'standard-loop',
  check({ loopCharacteristics: loop }) {
    if (!loop || !isOf(loop, 'StandardLoopCharacteristics')) return undefined;
    const { loopMaximum: maximum, loopCondition } = loop;
    if (maximum === undefined && loopCondition?.body?.trim()) return undefined;
    if (maximum !== undefined && Number.isInteger(maximum) && maximum >= 1 && maximum <= MAX_ROUNDS) return undefined;
    return {
      zh: `循环应有条件，或 1 到 ${MAX_ROUNDS} 的最大次数。请填写其中之一`,
      en: `Expected a loop condition, or a maximum from 1 to ${MAX_ROUNDS}. Fill in one of them`,
    };
  },
};

/** Every round of a loop with a maximum is a state of its own. */
const MAX_ROUNDS = 100;
