import { eventDefinitionsOf, isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * An error or escalation that is thrown has a code, and codes are plain texts that a catcher can be found by.
 *
 * @see BPMN 2.0.2 §10.5.5
 */
export const errorCode: Rule = {
  id: 'error-code',
  check(element) {
    const definition = eventDefinitionsOf(element).find((each) =>
      isOf(each, 'ErrorEventDefinition', 'EscalationEventDefinition'),
    );
    if (!definition) return undefined;
    const code = (definition.errorRef?.errorCode ?? definition.escalationRef?.escalationCode)?.trim();
    const isThrown = isOf(element, 'IntermediateThrowEvent', 'EndEvent');
    if (isThrown && !code) {
      return {
        zh: '抛出错误或升级时应有代码。请选择错误或升级并填写代码',
        en: 'Expected a code of the error or escalation that is thrown. Choose one and give it a code',
      };
    }
    if (!code?.startsWith('=')) return undefined;
    return {
      zh: '错误和升级代码应为固定文本，不能是表达式。请改成文本，用网关区分不同代码',
      en: 'Expected a plain text as code of an error or escalation, but found an expression. Use texts, and a gateway to choose',
    };
  },
};
