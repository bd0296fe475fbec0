import { isFlowNode, isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** What has no id can be neither followed nor named. */
export const idPresent: Rule = {
  id: 'id-present',
  check(element) {
    if (element.id || !(isFlowNode(element) || isOf(element, 'Process', 'SequenceFlow'))) return undefined;
    return {
      zh: `元素 ${element.name ?? element.$type} 没有编号。请补上 id`,
      en: `Expected an id, but ${element.name ?? element.$type} has none. Give it one`,
    };
  },
};
