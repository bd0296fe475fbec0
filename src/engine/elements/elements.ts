import { BoundaryEvent } from './boundary-event.ts';
import { CallActivity } from './call-activity.ts';
import { CompensateEventDefinition } from './compensate-event-definition.ts';
import { ErrorEventDefinition } from './error-event-definition.ts';
import { EscalationEventDefinition } from './escalation-event-definition.ts';
import { Escalation } from './escalation.ts';
import { EventBasedGateway } from './event-based-gateway.ts';
import { InclusiveGateway } from './inclusive-gateway.ts';
import { type ActivityFactory, stock } from './library.ts';
import { MessageEventDefinition } from './message-event-definition.ts';
import { type OutboundRule, tokenOutbound } from './outbound.ts';
import { ParallelGateway } from './parallel-gateway.ts';
import { SequenceFlow } from './sequence-flow.ts';
import { SignalEventDefinition } from './signal-event-definition.ts';
import { StandardLoopCharacteristics } from './standard-loop.ts';
import { StartEvent } from './start-event.ts';
import { SubProcess } from './sub-process.ts';
import { TimerEventDefinition } from './timer-event-definition.ts';

/** Elements that only need the outgoing semantics of the standard. */
const PLAIN = [
  'Task',
  'UserTask',
  'ServiceTask',
  'SendTask',
  'BusinessRuleTask',
  'ScriptTask',
  'ReceiveTask',
  'EndEvent',
  'IntermediateCatchEvent',
  'IntermediateThrowEvent',
];

/** Root elements without behaviour, which bpmn-engine refuses as unknown. */
const INERT = [
  'ItemDefinition',
  'Interface',
  'CorrelationProperty',
  'Resource',
  'PartnerEntity',
  'PartnerRole',
  'EndPoint',
  'Import',
];

/**
 * bpmn-elements 17.3.0 as BPMN 2.0.2 means it. Pass to bpmn-engine: `new Engine({ elements, agenda: new Agenda(), … })`.
 *
 * What cannot be corrected here is refused at deployment.
 */
export const elements: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(PLAIN.map((type) => [type, withTokens(stock(type))])),
  ...Object.fromEntries(INERT.map((type) => [type, stock('Dummy')])),
  // the engine does not manage a manual task (BPMN 2.0.2 §13.3.3); the library waits for a signal
  ManualTask: withTokens(stock('Task')),
  ExclusiveGateway: withTokens(stock('ExclusiveGateway'), 'one'),
  BoundaryEvent,
  CallActivity,
  CompensateEventDefinition,
  ErrorEventDefinition,
  Escalation,
  EscalationEventDefinition,
  EventBasedGateway,
  InclusiveGateway,
  MessageEventDefinition,
  ParallelGateway,
  SequenceFlow,
  SignalEventDefinition,
  StandardLoopCharacteristics,
  StartEvent,
  SubProcess,
  TimerEventDefinition,
};

function withTokens(factory: ActivityFactory, rule?: OutboundRule): ActivityFactory {
  // not an arrow function: the library calls it with `new`
  return function TokenActivity(definition, context) {
    return tokenOutbound(factory(definition, context), rule);
  };
}
