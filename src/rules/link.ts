import { type BpmnElement, eventDefinitionsOf, eventKindOf, isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * A link joins throw events to exactly one catch event of the same name in the same scope.
 *
 * @see BPMN 2.0.2 §10.5.5
 */
export const link: Rule = {
  id: 'link',
  check(element) {
    if (eventKindOf(element) !== 'Link') return undefined;
    const name = linkName(element);
    const links = (element.$parent?.flowElements ?? []).filter(
      (other) => eventKindOf(other) === 'Link' && linkName(other) === name,
    );
    const catches = links.filter((other) => isOf(other, 'IntermediateCatchEvent')).length;
    if (name && catches === 1 && links.length > catches) return undefined;
    return {
      zh: `链接“${name ?? ''}”应有名称，并在同一层有至少一个抛出事件和恰好一个捕获事件，实际捕获 ${catches} 个。请补齐`,
      en: `Expected link "${name ?? ''}" to have a name, a throw event and exactly one catch event on the same level, but found ${catches}. Complete it`,
    };
  },
};

const linkName = (event: BpmnElement): string | undefined => eventDefinitionsOf(event)[0]?.name?.trim() || undefined;
