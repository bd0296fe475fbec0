import { isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** Diagrams hold FEEL only: JavaScript in a diagram can leave its sandbox. */
export const noScriptLanguage: Rule = {
  id: 'no-script-language',
  check(element) {
    const language =
      element.conditionExpression?.language ?? (isOf(element, 'ScriptTask') ? element.scriptFormat : undefined);
    const isFeel = !language || /feel/i.test(language);
    if (isFeel && !element.script) return undefined;
    return {
      zh: `只支持 FEEL，实际为 ${language ?? '脚本文本'}。请改用 FEEL 表达式，或用作业类型交给处理程序`,
      en: `Expected FEEL, but found ${language ?? 'a script'}. Use a FEEL expression, or a job type with a handler`,
    };
  },
};
