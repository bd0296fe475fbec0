/**
 * The parts of bpmn-elements 17.3.0 that the corrected elements build on, with types of their own: the library's are loose (`any`) and leave
 * out what its classes keep under `Symbol.for(…)`. Every use of a library internal goes through this file, so an upgrade starts here.
 */
import * as library from 'bpmn-elements';
import * as events from 'bpmn-elements/events';
import * as gateways from 'bpmn-elements/gateways';
import * as tasks from 'bpmn-elements/tasks';
import type { Agenda } from './agenda.ts';

export const EXECUTE_MESSAGE: unique symbol = Symbol.for('executeMessage');
export const MESSAGE_QUEUE: unique symbol = Symbol.for('messageQ');
export const REFERENCE_INFO: unique symbol = Symbol.for('referenceInfo');
export const SCOPE_ELEMENTS: unique symbol = Symbol.for('elements');
export const MESSAGE_HANDLERS: unique symbol = Symbol.for('messageHandlers');
export const COMPENSATE_ASSOCIATIONS: unique symbol = Symbol.for('associations');
export const GATEWAY_TARGETS: unique symbol = Symbol.for('targets');

/** An element or element run named in a message. */
export interface Parent {
  readonly id: string;
  readonly type: string;
  readonly executionId: string;
  readonly path?: readonly Parent[];
}

/** What a broker message says; loose, since every element adds its own. */
export interface Content {
  readonly id: string;
  readonly type: string;
  readonly executionId: string;
  readonly parent: Parent;
  readonly [key: string]: unknown;
}

export interface Message {
  readonly fields: { readonly routingKey?: string; readonly redelivered?: boolean };
  readonly content: Content;
  readonly properties: { readonly type?: string; readonly correlationId?: string };
  ack(): void;
}

export type Listener = (routingKey: string, message: Message) => unknown;

interface Subscription {
  readonly noAck: true;
  readonly consumerTag: string;
  readonly priority?: number;
}

export interface Queue {
  readonly name: string;
  readonly messages: readonly Message[];
  queueMessage(fields: { routingKey: string }, content: object): void;
  purge(): void;
}

export interface Broker {
  publish(exchange: string, routingKey: string, content: object, properties?: object): void;
  subscribeTmp(exchange: string, pattern: string, listener: Listener, options: Subscription): void;
  cancel(consumerTag: string): void;
  getQueue(name: string): Queue;
  unbindQueue(queue: string, exchange: string, pattern: string): void;
}

export interface Environment {
  readonly options: { readonly agenda?: Agenda; readonly startId?: string };
  resolveExpression(expression: string, message: Message): unknown;
}

/** A diagram element as moddle-context-serializer gives it. */
export interface ElementDefinition {
  readonly id: string;
  readonly type: string;
  readonly behaviour?: Readonly<Record<string, unknown>>;
}

export interface EventDefinition {
  readonly type: string;
  readonly activity: Activity;
  readonly broker: Broker;
  readonly environment: Environment;
  readonly timeCycle?: string;
  /** Code of an error or escalation that is waited for; undefined catches all. Corrected definitions only. */
  readonly code?: string | undefined;
  /** True while it waits. Corrected definitions only. */
  readonly armed?: boolean;
}

/** A scope in which elements look each other up; each run of a sub-process has its own. */
export interface Context {
  readonly environment: Environment;
  readonly owner?: Owner;
  getActivityById(id: string): Activity | undefined;
  getInboundSequenceFlows(activityId: string): readonly SequenceFlow[];
}

/** The process or sub-process activity that a context belongs to. */
export interface Owner extends Activity {
  /** Told when a start event of an event sub-process fired. */
  onTriggered?: (start: Activity, run: ScopeRun | undefined, repeat: unknown) => void;
}

/** One run of a process or sub-process. */
export interface ScopeRun {
  readonly executionId: string;
  readonly completed: boolean;
  readonly context: Context;
  readonly source: { readonly executions: readonly ScopeRun[] };
  readonly [SCOPE_ELEMENTS]: { readonly postponed: Set<Message>; readonly detachedActivities: Set<Message> };
  getActivities(): readonly Activity[];
  getActivityById(id: string): Activity | undefined;
  getSequenceFlows(): readonly SequenceFlow[];
  getPostponed(filter?: (api: Api) => boolean): readonly Api[];
  discard(): void;
  _deactivate(): void;
}

export interface Api {
  readonly id: string;
  readonly content: Content;
  discard(): void;
}

export interface OutboundChoice {
  readonly id: string;
  readonly action: 'take';
  readonly targetId: string;
  readonly result?: unknown;
  readonly isDefault?: true;
  readonly message?: unknown;
}

export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly placeholder?: boolean;
  readonly behaviour: Readonly<Record<string, unknown>>;
  readonly broker: Broker;
  readonly environment: Environment;
  readonly context: Context;
  readonly parent: Parent;
  readonly status?: string;
  readonly executionId: string;
  readonly execution?: ScopeRun;
  readonly inbound: readonly SequenceFlow[];
  readonly outbound: readonly SequenceFlow[];
  readonly attachedTo: Activity | null;
  readonly isStart: boolean;
  readonly isSubProcess?: boolean;
  readonly isThrowing?: boolean;
  readonly eventDefinitions?: readonly EventDefinition[];
  /** Corrected sub-processes only. */
  isEventSubProcess?: boolean;
  shake(): void;
  run(content: object): void;
  evaluateOutbound(
    message: Message,
    takeOne: unknown,
    callback: (error: Error | null, taken?: readonly OutboundChoice[]) => void,
  ): void;
  _consumeInbound(): void;
  _doRunOutbound(outbound: readonly OutboundChoice[], content: Content): readonly OutboundChoice[];
  _publishRunOutbound(flow: OutboundChoice, content: Content): void;
  readonly [MESSAGE_HANDLERS]: { onInbound: Listener };
}

export interface SequenceFlow {
  readonly id: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly isDefault?: boolean;
  readonly behaviour: { readonly conditionExpression?: unknown };
  readonly environment: Environment;
  take(content: object): boolean;
  discard(content?: object): void;
  evaluate(message: Message, callback: (error: Error | null, result?: unknown) => void): void;
  _publishEvent(action: string, content: object): void;
}

/** Leads from a compensation boundary event to its handler. */
export interface Association {
  readonly targetId: string;
  take(content: object): boolean;
}

/** What an activity does between enter and leave. */
export interface Behaviour {
  readonly activity: Activity;
  readonly broker: Broker;
  execute(message: Message): void;
}

interface BoundaryBehaviour extends Behaviour {
  readonly cancelActivity: boolean;
  readonly attachedTo: Activity;
  readonly [EXECUTE_MESSAGE]: Message;
  _onCompleted(routingKey: string, message: Message): void;
}

interface EventBasedBehaviour extends Behaviour {
  [GATEWAY_TARGETS]: Set<Activity>;
  _onTargetCompleted(executeMessage: Message, routingKey: string, message: Message, owner: Activity): void;
  _stop(): void;
}

interface CallBehaviour extends Behaviour {
  _onApiMessage(calledElement: string, executeMessage: Message, routingKey: string, message: Message): void;
  _stop(executionId: string): void;
}

export interface Reference {
  readonly message: { readonly id?: string; readonly name?: string; readonly code?: string };
  readonly description: string;
}

interface DefinitionBase extends EventDefinition {
  [EXECUTE_MESSAGE]: Message;
  readonly [MESSAGE_QUEUE]?: Queue;
  readonly [REFERENCE_INFO]: Reference;
  execute(message: Message): void;
  executeCatch(message: Message): void;
  _getReferenceInfo(message?: Message): Reference;
  _stop(): void;
}

interface ErrorDefinition extends DefinitionBase {
  _catchError(routingKey: string, message: { content: object }, error: object): void;
}

interface EscalationDefinition extends DefinitionBase {
  _onCatchMessage(routingKey: string, message: { content: object }): void;
}

interface SignalDefinition extends DefinitionBase {
  _complete(output: unknown, properties: object): void;
}

interface CompensateDefinition extends DefinitionBase {
  readonly [COMPENSATE_ASSOCIATIONS]: readonly Association[];
}

interface TimerDefinition extends EventDefinition {
  _getTimers(message: Message): { readonly timeout: number };
}

export interface EscalationElement {
  resolve(message?: Message): { readonly id?: string; readonly code?: unknown };
}

export type ActivityFactory = (definition: ElementDefinition, context: Context) => Activity;
type DefinitionClass<T> = new (activity: Activity, definition: ElementDefinition, context: Context, index: number) => T;
export type BehaviourClass<T extends Behaviour = Behaviour> = new (activity: Activity, context: Context) => T;

/** The library's own factory of an element, as it is. */
export function stock(type: string): ActivityFactory {
  const factory = (library as unknown as Readonly<Record<string, ActivityFactory | undefined>>)[type];
  if (!factory) throw new Error(`Expected bpmn-elements to have ${type}`);
  return factory;
}

export const ActivityBase = library.Activity as unknown as new (
  behaviour: BehaviourClass,
  definition: ElementDefinition,
  context: Context,
) => Activity;
export const ActivityError = library.ActivityError as unknown as new (description: string, source: Message) => Error;
export const SequenceFlowBase = library.SequenceFlow as unknown as new (
  definition: ElementDefinition,
  context: Context,
) => SequenceFlow;
export const EscalationBase = library.Escalation as unknown as (
  definition: ElementDefinition,
  context: Context,
) => EscalationElement;

export const ErrorDefinitionBase = library.ErrorEventDefinition as unknown as DefinitionClass<ErrorDefinition>;
export const EscalationDefinitionBase =
  library.EscalationEventDefinition as unknown as DefinitionClass<EscalationDefinition>;
export const SignalDefinitionBase = library.SignalEventDefinition as unknown as DefinitionClass<SignalDefinition>;
export const MessageDefinitionBase = library.MessageEventDefinition as unknown as DefinitionClass<DefinitionBase>;
export const CompensateDefinitionBase =
  library.CompensateEventDefinition as unknown as DefinitionClass<CompensateDefinition>;
export const TimerDefinitionBase = library.TimerEventDefinition as unknown as DefinitionClass<TimerDefinition>;

// the library's types leave out what these entry points export
const behaviours = { ...events, ...gateways, ...tasks } as unknown as Readonly<Record<string, unknown>>;
export const BoundaryBase = behaviours.BoundaryEventBehaviour as BehaviourClass<BoundaryBehaviour>;
export const EventBasedBase = behaviours.EventBasedGatewayBehaviour as BehaviourClass<EventBasedBehaviour>;
export const ParallelBase = behaviours.ParallelGatewayBehaviour as BehaviourClass;
export const InclusiveBase = behaviours.InclusiveGatewayBehaviour as BehaviourClass;
export const CallBase = behaviours.CallActivityBehaviour as BehaviourClass<CallBehaviour>;
