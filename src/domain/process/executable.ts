/**
 * A process definition made ready to run: what the engine room makes of a diagram at deployment, and all that commands know of it.
 * Plain JSON. Expressions are FEEL without the leading `=`; a text without `=` in the diagram is kept as `{ literal }`.
 */
export interface ExecutableProcess {
  readonly processId: string;
  readonly name: string | null;
  readonly versionTag: string | null;
  /** The unit of the process itself; its id is the process id. */
  readonly root: string;
  readonly units: Readonly<Record<string, ExecutableUnit>>;
  /** Every flow node of the process, at any depth, by id. */
  readonly elements: Readonly<Record<string, ExecutableElement>>;
  /** Conditions of sequence flows: flow id → FEEL. Asked by the guard of that flow. */
  readonly conditions: Readonly<Record<string, string>>;
  /** How an instance may begin. A none start event has trigger kind 'none'. */
  readonly starts: readonly Trigger[];
}

/**
 * One flat scope. The engine knows its flow; what starts or interrupts it from outside is listed here.
 * `id`: the process id, or `<parent unit>/<element id>`.
 */
export interface ExecutableUnit {
  readonly id: string;
  readonly kind: 'process' | 'subProcess' | 'eventSubProcess' | 'boundaryPath' | 'compensation';
  /** Process, sub-process, event sub-process, boundary event or compensation handler that this unit is made of. */
  readonly elementId: string;
  /** Event sub-processes that listen while this scope runs. `unit` runs when `trigger` fires. */
  readonly eventSubProcesses: readonly UnitTrigger[];
  /** Boundary events by the activity they are attached to. Interrupting ones are slots of the engine's state as well (`unit` absent). */
  readonly boundaries: Readonly<Record<string, readonly BoundaryTrigger[]>>;
}

export interface UnitTrigger {
  readonly trigger: Trigger;
  readonly interrupting: boolean;
  readonly unit: string;
}

/** `unit` present: non-interrupting, its path runs as a unit of its own each time it fires. */
export interface BoundaryTrigger {
  readonly trigger: Trigger;
  readonly unit?: string;
}

/** What makes an event happen. `elementId` is the event's id. */
export type Trigger =
  | { readonly kind: 'none'; readonly elementId: string }
  | {
      readonly kind: 'message';
      readonly elementId: string;
      readonly name: Expression;
      readonly correlationKey: Expression | null;
    }
  | { readonly kind: 'signal'; readonly elementId: string; readonly name: Expression }
  | { readonly kind: 'timer'; readonly elementId: string; readonly timer: TimerKind; readonly expression: Expression }
  /** `code` null catches every error. */
  | { readonly kind: 'error'; readonly elementId: string; readonly code: string | null }
  | { readonly kind: 'escalation'; readonly elementId: string; readonly code: string | null };
export type TimerKind = 'date' | 'duration' | 'cycle';

/** A value in a diagram: fixed text, or a FEEL expression (without the leading `=`). */
export type Expression = { readonly literal: string } | { readonly feel: string };

/** A flow node. `type` is the BPMN type without prefix, first letter small (`userTask`, `exclusiveGateway`, `startEvent` …). */
export interface ExecutableElement {
  readonly id: string;
  readonly type: string;
  readonly name: string | null;
  readonly documentation: string | null;
  /** What the host does when the engine waits here; null for what the engine passes by itself (gateways, none events, plain tasks). */
  readonly behaviour: Behaviour | null;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly multiInstance: MultiInstanceDefinition | null;
  /** FEEL condition of a standard loop, asked by the guard of that element. */
  readonly loop: {
    readonly condition: string | null;
    readonly testBefore: boolean;
    readonly maximum: number | null;
  } | null;
  /** Activity that undoes this one when its scope is compensated. */
  readonly compensationHandler: string | null;
  readonly listeners: readonly Listener[];
}

/** `source` is FEEL; `target` a dotted variable path. */
export interface Mapping {
  readonly source: Expression;
  readonly target: string;
}

/** A listener is a job type with a local handler, run within the step. */
export interface Listener {
  readonly on: 'start' | 'end' | 'creating' | 'assigning' | 'completing' | 'canceling';
  readonly jobType: string;
}

export interface MultiInstanceDefinition {
  readonly sequential: boolean;
  /** FEEL list, or a number of items. */
  readonly collection: string;
  readonly inputElement: string | null;
  readonly outputCollection: string | null;
  readonly outputElement: string | null;
  readonly completionCondition: string | null;
}

export type Behaviour =
  | {
      readonly kind: 'userTask';
      readonly assignee: Expression | null;
      readonly candidateGroups: Expression | null;
      readonly candidateUsers: Expression | null;
      readonly dueDate: Expression | null;
      readonly followUpDate: Expression | null;
      readonly priority: Expression | null;
      readonly formId: string | null;
    }
  /** service and send tasks, message throw and end events with a task definition, and script/business-rule tasks done by a worker */
  | {
      readonly kind: 'job';
      readonly jobType: Expression;
      readonly retries: Expression | null;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'script'; readonly expression: string; readonly resultVariable: string | null }
  | { readonly kind: 'decision'; readonly decisionId: Expression; readonly resultVariable: string }
  | {
      readonly kind: 'call';
      readonly processId: Expression;
      readonly binding: 'latest' | 'deployment' | 'versionTag';
      readonly versionTag: string | null;
      readonly propagateAllParentVariables: boolean;
      readonly propagateAllChildVariables: boolean;
    }
  | { readonly kind: 'subProcess'; readonly unit: string }
  /** receive task, intermediate catch event, and an event behind an event-based gateway */
  | { readonly kind: 'catch'; readonly trigger: Trigger }
  /** message or signal thrown without a task definition: sent, and passed at once */
  | { readonly kind: 'throw'; readonly trigger: Trigger }
  | { readonly kind: 'throwError'; readonly code: string }
  | { readonly kind: 'throwEscalation'; readonly code: string }
  /** `activityId` null: everything completed in the scope */
  | { readonly kind: 'throwCompensation'; readonly activityId: string | null };
