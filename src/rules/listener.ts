import { attribute, type BpmnElement, children, eventKindOf, isActivity, isOf, zeebe } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** A listener has a moment that the host knows and a job type, and stands where the host stops. */
export const listener: Rule = {
  id: 'listener',
  check(element) {
    const execution = children(zeebe(element, 'ExecutionListeners'), 'listeners');
    const task = children(zeebe(element, 'TaskListeners'), 'listeners');
    if (execution.length > 0 && !mayListen(element)) {
      return {
        zh: '此处不支持执行监听器。请移到任务上，或加一个服务任务',
        en: 'Expected no execution listener here. Move it to a task, or add a service task',
      };
    }
    const isKnown =
      execution.every((each) => ['start', 'end'].includes(attribute(each, 'eventType') ?? '')) &&
      task.every((each) =>
        ['creating', 'assigning', 'completing', 'canceling'].includes(attribute(each, 'eventType') ?? ''),
      );
    const isTyped = [...execution, ...task].every(
      (each) => attribute(each, 'type') && !attribute(each, 'type')?.startsWith('='),
    );
    if (isKnown && isTyped) return undefined;
    return {
      zh: '监听器应有固定的作业类型，时机为 start、end（执行）或 creating、assigning、completing、canceling（用户任务）。请修改',
      en: 'Expected a listener with a plain job type at start or end (execution), or creating, assigning, completing or canceling (user task). Change it',
    };
  },
};

function mayListen(element: BpmnElement): boolean {
  if (isActivity(element)) return !element.triggeredByEvent;
  if (isOf(element, 'IntermediateCatchEvent', 'IntermediateThrowEvent')) return eventKindOf(element) !== 'Link';
  return isOf(element, 'EndEvent') && eventKindOf(element) !== 'Terminate';
}
