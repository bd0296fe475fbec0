import { agendaOf } from './agenda-of.ts';
import type { Activity, EventDefinition } from './library.ts';
import { ownerOf, scopeOf } from './scope.ts';

/** What is thrown: an error or an escalation with its code. */
export interface Thrown {
  readonly id?: string;
  readonly name?: string;
  readonly code?: string;
}

/** A waiting definition that takes what is thrown. */
export interface Catcher extends EventDefinition {
  trigger(thrown: Thrown, source: Activity): void;
}

/**
 * Finds who catches an error or escalation thrown by `activity`: the innermost scope wins; in a scope an event sub-process before a boundary
 * event; on one level the same code before a catch-all.
 *
 * @param isOwn - the activity's own boundary is asked first (it fails itself, it is no throw event)
 * @see BPMN 2.0.2 §13.5.3
 */
export function findCatcher(activity: Activity, type: string, thrown: Thrown, isOwn = false): Catcher | undefined {
  if (isOwn) {
    const own = best(boundaries(activity, type), thrown);
    if (own) return own;
  }
  let from = activity;
  for (let scope = scopeOf(from); scope; scope = scopeOf(from)) {
    const owner = ownerOf(from);
    const starts = scope
      .getActivities()
      .filter((child) => child.isEventSubProcess && child.status && !isWithin(activity, child))
      .flatMap((child) => armedStarts(child, type));
    const catcher = best(starts, thrown) ?? (owner && best(boundaries(owner, type), thrown));
    if (catcher) return catcher;
    if (owner) {
      from = owner;
      continue;
    }
    const caller = agendaOf(activity).callers.get(scope.executionId) as Activity | undefined;
    if (!caller) return undefined;
    const outside = best(boundaries(caller, type), thrown);
    if (outside) return outside;
    from = caller;
  }
  return undefined;
}

function boundaries(activity: Activity, type: string): Catcher[] {
  const children = scopeOf(activity)?.getActivities() ?? [];
  return children
    .filter((child) => !child.placeholder && child.attachedTo === activity)
    .flatMap((child) => armed(child, type));
}

function armedStarts(eventSubProcess: Activity, type: string): Catcher[] {
  const runs = eventSubProcess.execution?.source.executions ?? [];
  return runs.flatMap((run) =>
    run
      .getActivities()
      .filter((child) => child.isStart)
      .flatMap((child) => armed(child, type)),
  );
}

function armed(activity: Activity, type: string): Catcher[] {
  return (activity.eventDefinitions ?? []).filter(
    (definition) => definition.type === type && definition.armed,
  ) as Catcher[];
}

function best(catchers: readonly Catcher[], { code }: Thrown): Catcher | undefined {
  const exact = catchers.find((catcher) => catcher.code !== undefined && catcher.code === code);
  return exact ?? catchers.find((catcher) => catcher.code === undefined);
}

function isWithin(activity: Activity, ancestor: Activity): boolean {
  for (let owner = ownerOf(activity); owner; owner = ownerOf(owner)) if (owner === ancestor) return true;
  return false;
}
