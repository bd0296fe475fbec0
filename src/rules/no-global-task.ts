import { typeOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A global task outside of processes would never run.
 *
 * @see BPMN 2.0.2 §10.3.6
 */
export const noGlobalTask: Rule = {
  id: 'no-global-task',
  check(element) {
    if (!/^Global\w*Task$/.test(typeOf(element))) return undefined;
    return {
      zh: '不支持全局任务。请改成一个流程，用调用活动调用它',
      en: 'Expected no global task. Make it a process and call it by a call activity',
    };
  },
};
