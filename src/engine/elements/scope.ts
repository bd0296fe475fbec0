import { type Activity, type Message, SCOPE_ELEMENTS, type ScopeRun, type SequenceFlow } from './library.ts';
import { pendingOf } from './sequence-flow.ts';

/** The run of a process or sub-process that holds `activity`; undefined once that scope is over. */
export function scopeOf(activity: Activity): ScopeRun | undefined {
  const { owner } = activity.context;
  const execution = owner?.execution;
  if (!owner || !execution || execution.completed) return undefined;
  if (!owner.isSubProcess) return execution;
  return execution.source.executions.find((run) => run.context === activity.context && !run.completed);
}

/** The sub-process that holds `activity`, or undefined at process level. */
export function ownerOf(activity: Activity): Activity | undefined {
  const { owner } = activity.context;
  return owner?.isSubProcess ? owner : undefined;
}

/** Whether `activity` runs, and with it every scope around it. */
export function isOpen(activity: Activity): boolean {
  for (let at: Activity | undefined = activity; at; at = ownerOf(at)) if (!scopeOf(at)) return false;
  return activity.status !== undefined;
}

/** Ids of the flows and flow nodes of `scope` that hold a token. Waiting boundary events and armed event sub-processes hold none. */
export function tokensIn(scope: ScopeRun): string[] {
  const { postponed, detachedActivities } = scope[SCOPE_ELEMENTS];
  const detached = new Set([...detachedActivities].map(({ content }) => content.executionId));
  return [...postponed]
    .filter(({ content }) => !content.attachedTo && !content.isAssociation && !detached.has(content.executionId))
    .map(({ content }) => content.id);
}

/** Withdraws the tokens that are still on `flows`. */
export function withdrawTokens(scope: ScopeRun, flows: readonly SequenceFlow[]): void {
  const { postponed } = scope[SCOPE_ELEMENTS];
  const ids = new Set(flows.map((flow) => flow.id));
  for (const flow of flows) pendingOf(flow).clear();
  for (const message of [...postponed]) if (ids.has(message.content.id)) remove(postponed, message);
}

/** Withdraws every token of `scope` that has not begun an activity. */
export function emptyScope(scope: ScopeRun, exceptExecutionId?: string): void {
  withdrawTokens(scope, scope.getSequenceFlows());
  for (const child of scope.getActivities()) {
    if (child.placeholder || child.executionId === exceptExecutionId) continue;
    child.broker.cancel('_run-on-inbound');
    child.broker.getQueue('inbound-q').purge();
    if (!child.status) child._consumeInbound();
  }
}

/** Ends every run of `scope` except one; what has completed can still be compensated. */
export function cancelScope(scope: ScopeRun, exceptExecutionId?: string): void {
  emptyScope(scope, exceptExecutionId);
  const others = scope.getPostponed(
    ({ content }) => content.executionId !== exceptExecutionId && content.expect !== 'compensate',
  );
  for (const api of others) api.discard();
}

function remove(postponed: Set<Message>, message: Message): void {
  postponed.delete(message);
  message.ack();
}
