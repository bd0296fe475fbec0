import type { Slot } from '../domain/process/engine-port.ts';
import type { UnitSource } from './unit-source.ts';

/** What is open in a session at one moment. */
export interface OpenSlots {
  readonly slots: readonly Slot[];
  /** The engine's run of each open element: the same run is the same entry into the element. */
  readonly runs: ReadonlyMap<string, string>;
  /** Tokens at each site, running and queued. */
  readonly tokens: ReadonlyMap<string, number>;
}

/**
 * Names the slots of a state. bpmn-elements runs one token of an activity at a time and queues the others, where the standard runs them side by
 * side. Tokens at one place are interchangeable, so every queued token is given slots of its own (`<element>#1` …): the host sees them all
 * open, and completing any of them moves the one that runs. A standard loop does queue, since its round is its own.
 *
 * @param runs - execution ids of open elements
 * @param queued - how many tokens wait behind the one that runs, at an activity or event-based gateway
 * @see BPMN 2.0.2 §13.3.1: each token that arrives is a new instance of the activity
 */
export function openSlots(
  unit: UnitSource,
  runs: ReadonlyMap<string, string>,
  queued: (site: string) => number,
): OpenSlots {
  const tokens = new Map<string, number>();
  for (const element of runs.keys()) {
    const site = siteOf(unit, element);
    if (!tokens.has(site)) tokens.set(site, 1 + (unit.loops.has(site) ? 0 : queued(site)));
  }
  const elements = [...runs.keys()].sort();
  const slots = elements.flatMap((element) =>
    Array.from({ length: tokens.get(siteOf(unit, element)) ?? 1 }, (_, index) => slotOf(unit, element, index)),
  );
  return { slots, runs, tokens };
}

/**
 * Slots of `before` that are still open in `after`: old id → new id.
 *
 * @param at - slot that was completed or fired in between
 */
export function keptSlots(unit: UnitSource, before: OpenSlots, after: OpenSlots, at: string): Record<string, string> {
  const [steppedElement, steppedIndex] = parse(at);
  const steppedSite = siteOf(unit, steppedElement);
  const kept: Record<string, string> = {};
  for (const { id } of before.slots) {
    const [element, index] = parse(id);
    const site = siteOf(unit, element);
    const left = after.runs.has(element) ? (after.tokens.get(site) ?? 0) : 0;
    if (site !== steppedSite) {
      if (index < left && after.runs.get(element) === before.runs.get(element)) kept[id] = id;
      continue;
    }
    if (index === steppedIndex) {
      // a boundary event of a standard loop outlives the round
      if (unit.loops.has(site) && after.runs.get(element) === before.runs.get(element)) kept[id] = id;
      continue;
    }
    const moved = index > steppedIndex ? index - 1 : index;
    if (moved < left) kept[id] = slotId(element, moved);
  }
  return kept;
}

/** The element of a slot. */
export function elementOf(slot: string): string {
  return parse(slot)[0];
}

// helpers

function slotOf(unit: UnitSource, element: string, index: number): Slot {
  const id = slotId(element, index);
  const host = unit.hosts.get(element);
  if (host !== undefined) return { id, elementId: element, kind: 'boundary', attachedTo: slotId(host, index) };
  if (!unit.catches.has(element)) return { id, elementId: element, kind: 'activity' };
  const gateway = unit.gateways.get(element);
  return { id, elementId: element, kind: 'catch', ...(gateway !== undefined && { gateway }) };
}

/** Where tokens queue: the activity of a boundary event, the gateway before a catch event. */
const siteOf = (unit: UnitSource, element: string): string =>
  unit.hosts.get(element) ?? unit.gateways.get(element) ?? element;

// no id in XML holds a #
const slotId = (element: string, index: number): string => (index === 0 ? element : `${element}#${index}`);

function parse(slot: string): [element: string, index: number] {
  const [element = slot, index = '0'] = slot.split('#');
  return [element, Number(index)];
}
