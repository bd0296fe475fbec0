import { attribute, zeebe } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** Decisions and forms are bound to their newest version; another binding would be ignored in silence. */
export const latestBinding: Rule = {
  id: 'latest-binding',
  check(element) {
    for (const type of ['CalledDecision', 'FormDefinition']) {
      const binding = attribute(zeebe(element, type), 'bindingType') ?? 'latest';
      if (binding === 'latest') continue;
      return {
        zh: `决策和表单只支持绑定 latest，实际为 ${binding}。请改为 latest`,
        en: `Expected binding latest of decisions and forms, but found ${binding}. Use latest`,
      };
    }
    return undefined;
  },
};
