import type { Expression, TimerKind, Trigger } from '../domain/process/executable.ts';
import {
  attribute,
  type BpmnElement,
  type EventDefinition,
  eventDefinitionsOf,
  isOf,
  type Reference,
  typeOf,
  zeebe,
} from '../rules/bpmn-element.ts';

/** What makes an event happen, or what it throws; none for a none event. A receive task is triggered by its message. */
export function triggerOf(event: BpmnElement): Trigger[] {
  const elementId = event.id ?? '';
  if (isOf(event, 'ReceiveTask')) return event.messageRef ? [messageTrigger(elementId, event.messageRef)] : [];
  return eventDefinitionsOf(event).flatMap((definition): Trigger[] => {
    switch (typeOf(definition)) {
      case 'MessageEventDefinition':
        return definition.messageRef ? [messageTrigger(elementId, definition.messageRef)] : [];
      case 'SignalEventDefinition':
        return [{ kind: 'signal', elementId, name: expression(definition.signalRef?.name) ?? { literal: '' } }];
      case 'TimerEventDefinition':
        return [timerTrigger(elementId, definition)];
      case 'ErrorEventDefinition':
        return [{ kind: 'error', elementId, code: definition.errorRef?.errorCode ?? null }];
      case 'EscalationEventDefinition':
        return [{ kind: 'escalation', elementId, code: definition.escalationRef?.escalationCode ?? null }];
      default:
        return [];
    }
  });
}

function messageTrigger(elementId: string, message: Reference): Trigger {
  return {
    kind: 'message',
    elementId,
    name: expression(message.name) ?? { literal: '' },
    correlationKey: expression(attribute(zeebe(message, 'Subscription'), 'correlationKey')),
  };
}

const TIMER_KINDS: readonly TimerKind[] = ['date', 'duration', 'cycle'];

function timerTrigger(elementId: string, { timeDate, timeDuration, timeCycle }: EventDefinition): Trigger {
  const bodies = { date: timeDate?.body, duration: timeDuration?.body, cycle: timeCycle?.body };
  const timer = TIMER_KINDS.find((kind) => bodies[kind] !== undefined) ?? 'duration';
  return { kind: 'timer', elementId, timer, expression: expression(bodies[timer]) ?? { literal: '' } };
}

/** A text of a diagram: FEEL when it begins with `=`, else itself; null when absent or empty. */
export function expression(text: string | undefined): Expression | null {
  const trimmed = text?.trim();
  if (!trimmed) return null;
  return trimmed.startsWith('=') ? { feel: feel(trimmed) } : { literal: trimmed };
}

/** FEEL without its leading `=`. */
export function feel(text: string): string {
  return text.trim().replace(/^=/, '').trim();
}
