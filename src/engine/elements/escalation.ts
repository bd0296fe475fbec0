import { type Context, type ElementDefinition, EscalationBase, type EscalationElement } from './library.ts';

/**
 * Escalation that keeps its code, by which it is caught.
 *
 * Wrong in bpmn-elements 17.3.0: `escalationCode` is dropped. Delete when it is resolved like an error's code.
 *
 * @see no upstream issue known; BPMN 2.0.2 §8.4.4
 */
export function Escalation(definition: ElementDefinition, context: Context): EscalationElement {
  const escalation = EscalationBase(definition, context);
  const { resolve } = escalation;
  escalation.resolve = (message) => ({ ...resolve(message), code: definition.behaviour?.escalationCode });
  return escalation;
}
