import {
  type BpmnElement,
  eventDefinitionsOf,
  eventKindOf,
  incomingOf,
  isActivity,
  isOf,
  outgoingOf,
} from './bpmn-element.ts';
import type { Rule, Sentence } from './rule.ts';

/**
 * Compensation needs a handler that an association joins to the boundary event, and that the flow does not reach.
 *
 * @see BPMN 2.0.2 §10.7
 */
export const compensation: Rule = {
  id: 'compensation',
  check(element) {
    if (element.isForCompensation) return checkHandler(element);
    if (eventKindOf(element) !== 'Compensate') return undefined;
    return isOf(element, 'BoundaryEvent') ? checkBoundary(element) : checkThrow(element);
  },
};

function checkHandler(handler: BpmnElement): Sentence | undefined {
  const isJoined = joinedTo(handler).some(
    (event) => isOf(event, 'BoundaryEvent') && eventKindOf(event) === 'Compensate',
  );
  if (isJoined && incomingOf(handler).length + outgoingOf(handler).length === 0) return undefined;
  return {
    zh: '补偿活动应由关联线连到补偿边界事件，且没有顺序流。请改用关联线，或取消“用于补偿”',
    en: 'Expected a compensation handler to be joined to a compensation boundary event by an association, without sequence flows. Use an association, or make it an ordinary activity',
  };
}

function checkBoundary(boundary: BpmnElement): Sentence | undefined {
  const handlers = joinedTo(boundary).filter(({ isForCompensation }) => isForCompensation);
  if (handlers.length === 1 && outgoingOf(boundary).length === 0) return undefined;
  return {
    zh: `补偿边界事件应由关联线连到恰好一个补偿活动，实际 ${handlers.length} 个。请补上或删除关联线`,
    en: `Expected one compensation handler joined to the boundary event by an association, but found ${handlers.length}. Add or remove associations`,
  };
}

function checkThrow(event: BpmnElement): Sentence | undefined {
  const [definition] = eventDefinitionsOf(event);
  if (definition?.waitForCompletion === false) {
    return {
      zh: '补偿抛出事件总是等补偿完成。请删除 waitForCompletion="false"',
      en: 'Expected a compensation throw event to wait until all is compensated. Remove waitForCompletion="false"',
    };
  }
  const activity = definition?.activityRef;
  if (!activity || (isActivity(activity) && isVisible(activity, event))) return undefined;
  return {
    zh: `补偿的活动 ${activity.id} 应在同一层。请选择同一层的活动，或留空表示全部`,
    en: `Expected the activity to compensate on the same level, but ${activity.id} is elsewhere. Choose one of this level, or none for all`,
  };
}

/** On the level of the event, or on the level around the event sub-process it is in. */
function isVisible(activity: BpmnElement, event: BpmnElement): boolean {
  const scope = event.$parent;
  return activity.$parent === scope || (scope?.triggeredByEvent === true && activity.$parent === scope.$parent);
}

function joinedTo(element: BpmnElement): BpmnElement[] {
  return (element.$parent?.artifacts ?? []).flatMap(({ sourceRef, targetRef }) => {
    if (sourceRef === element) return targetRef ?? [];
    return targetRef === element ? (sourceRef ?? []) : [];
  });
}
