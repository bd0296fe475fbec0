import { children, eventKindOf, isGateway, isOf, zeebe } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** A mapping has a source and a variable path as target, and stands where the host applies it. */
export const mapping: Rule = {
  id: 'mapping',
  check(element) {
    const mapping = zeebe(element, 'IoMapping');
    const inputs = children(mapping, 'inputParameters');
    const parameters = [...inputs, ...children(mapping, 'outputParameters')];
    const isMisplaced =
      isGateway(element) ||
      ['Link', 'Terminate'].includes(eventKindOf(element)) ||
      (isOf(element, 'StartEvent', 'BoundaryEvent', 'IntermediateCatchEvent') && inputs.length > 0);
    if (parameters.length > 0 && isMisplaced) {
      return {
        zh: '此处的变量映射不会执行。请移到任务上',
        en: 'Expected no such mapping here, where it is never applied. Move it to a task',
      };
    }
    const isComplete = parameters.every(
      ({ source, target }) => String(source ?? '').trim() && PATH.test(String(target ?? '').trim()),
    );
    if (isComplete) return undefined;
    return {
      zh: '变量映射应有来源和目标变量名（可用点分隔）。请补全',
      en: 'Expected a source and a variable name (dots allowed) as target of each mapping. Complete them',
    };
  },
};

const PATH = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;
