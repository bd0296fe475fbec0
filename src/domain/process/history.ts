/**
 * One thing that happened, as the timeline, the audit and the event stream show it. `type` is past tense with the thing first
 * (`user-task.completed`, `process-instance.started`, `appeal.registered`). Carries ids, never personal data.
 */
export interface HistoryEvent {
  readonly type: string;
  readonly processInstanceKey?: number;
  readonly elementId?: string;
  readonly key?: number;
  readonly detail?: Readonly<Record<string, unknown>>;
}
