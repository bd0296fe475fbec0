import { attribute, isOf, zeebe } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** A user task is one of the host, with a form of its own store. */
export const userTask: Rule = {
  id: 'user-task',
  check(element) {
    if (!isOf(element, 'UserTask')) return undefined;
    if (!zeebe(element, 'UserTask')) {
      return {
        zh: '用户任务的实现应为“Camunda 用户任务”（zeebe:userTask）。请在属性面板中选择',
        en: 'Expected the implementation "Camunda user task" (zeebe:userTask). Choose it in the properties panel',
      };
    }
    const form = zeebe(element, 'FormDefinition');
    if (!form || attribute(form, 'formId')) return undefined;
    return {
      zh: '表单应以 formId 引用已部署的表单。请填写表单编号，把表单文件一起部署',
      en: 'Expected a form reference by formId. Fill in the id of a form and deploy it along',
    };
  },
};
