import { eventDefinitionsOf, isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A signal has a name.
 *
 * @see BPMN 2.0.2 §10.5.5
 */
export const signal: Rule = {
  id: 'signal',
  check(element) {
    const definition = eventDefinitionsOf(element).find((each) => isOf(each, 'SignalEventDefinition'));
    if (!definition || definition.signalRef?.name?.trim()) return undefined;
    return {
      zh: '应引用一个有名称的信号。请选择信号并填写名称',
      en: 'Expected a signal with a name. Choose a signal and name it',
    };
  },
};
