import { attribute, eventDefinitionsOf, isOf, zeebe } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A message has a name, and whoever waits for it inside a process says which one is his.
 *
 * @see BPMN 2.0.2 §8.4.11
 */
export const message: Rule = {
  id: 'message',
  check(element) {
    const definition = eventDefinitionsOf(element).find((each) => isOf(each, 'MessageEventDefinition'));
    if (!definition && !isOf(element, 'ReceiveTask')) return undefined;
    const message = definition ? definition.messageRef : element.messageRef;
    const isThrown = isOf(element, 'IntermediateThrowEvent', 'EndEvent');
    if (isThrown && zeebe(element, 'TaskDefinition')) return undefined;
    if (!message?.name?.trim()) {
      return {
        zh: '应引用一个有名称的消息。请选择消息并填写名称',
        en: 'Expected a message with a name. Choose a message and name it',
      };
    }
    const startsProcess = isOf(element, 'StartEvent') && isOf(element.$parent, 'Process');
    if (isThrown || startsProcess || attribute(zeebe(message, 'Subscription'), 'correlationKey')) return undefined;
    return {
      zh: `消息 ${message.name} 没有关联键，无法知道属于哪个实例。请填写“订阅关联键”`,
      en: `Expected a correlation key of message ${message.name}, to know whose it is. Fill in the subscription's correlation key`,
    };
  },
};
