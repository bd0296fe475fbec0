import { attribute, isOf, zeebe } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * Multi-instance goes over a collection and waits for all items, or until its completion condition holds.
 *
 * @see BPMN 2.0.2 §10.3.8, §13.3.7
 */
export const multiInstance: Rule = {
  id: 'multi-instance',
  check({ loopCharacteristics: loop }) {
    if (!loop || !isOf(loop, 'MultiInstanceLoopCharacteristics')) return undefined;
    if ((loop.behavior ?? 'All') !== 'All') {
      return {
        zh: `多实例的 behavior 应为 All，实际为 ${loop.behavior}。请改为 All，用完成条件提前结束`,
        en: `Expected multi-instance behavior All, but found ${loop.behavior}. Use All, and a completion condition to end early`,
      };
    }
    const definition = zeebe(loop, 'LoopCharacteristics');
    if (!attribute(definition, 'inputCollection') && !loop.loopCardinality?.body?.trim()) {
      return {
        zh: '多实例没有输入集合。请填写“输入集合”',
        en: 'Expected an input collection of the multi-instance activity. Fill it in',
      };
    }
    if (!attribute(definition, 'outputCollection') === !attribute(definition, 'outputElement')) return undefined;
    return {
      zh: '多实例的“输出集合”和“输出元素”应同时填写。请补上另一个',
      en: 'Expected output collection and output element together. Fill in the other one',
    };
  },
};
