import { attribute, isOf, zeebe } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A call activity names the process it calls, and which version.
 *
 * @see BPMN 2.0.2 §10.3.6
 */
export const callActivity: Rule = {
  id: 'call-activity',
  check(element) {
    if (!isOf(element, 'CallActivity')) return undefined;
    const called = zeebe(element, 'CalledElement');
    if (!attribute(called, 'processId')) {
      return {
        zh: '没有被调用流程的编号。请填写“被调用元素”的流程编号',
        en: 'Expected the id of the process to call. Fill in the process id of the called element',
      };
    }
    const binding = attribute(called, 'bindingType') ?? 'latest';
    const isKnown = ['latest', 'deployment', 'versionTag'].includes(binding);
    if (isKnown && (binding !== 'versionTag' || attribute(called, 'versionTag'))) return undefined;
    return {
      zh: '绑定方式应为 latest、deployment 或带版本标签的 versionTag。请修改',
      en: 'Expected binding latest, deployment, or versionTag with a version tag. Change it',
    };
  },
};
