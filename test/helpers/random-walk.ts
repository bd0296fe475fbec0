import type { ScriptEvent, Step, Variables } from '../conformance/case.ts';
import { type GeneratedDiagram, randomFrom } from './diagram-generator.ts';
import type { Diagram } from './diagram.ts';
import { type OpenPoint, PlainRunner } from './plain-runner.ts';

/** A walk through a diagram as plain bpmn-engine took it: what to give to another way of running it, and what to expect. */
export interface Walk {
  readonly variables: Variables;
  readonly script: readonly ScriptEvent[];
  readonly expected: readonly Step[];
}

/** Walks at random through a generated diagram, in one engine object, until it is over, stuck, or `length` events long. */
export function randomWalk(generated: GeneratedDiagram, diagram: Diagram, seed: number, length = 25): Walk {
  const random = randomFrom(seed);
  const guards = (): Variables => Object.fromEntries(generated.guards.map((name) => [name, random() < 0.5]));
  const variables = { key: 'k1', ...generated.variables, ...guards() };
  const runner = new PlainRunner({ diagram, mode: 'live', variables });
  const script: ScriptEvent[] = [];
  const expected = [runner.start()];
  while (script.length < length) {
    const open = runner.points();
    const waiting = new Set(open.map(({ elementId }) => elementId));
    const isFree = ({ elementId }: OpenPoint): boolean => !waiting.has(generated.handlers.get(elementId) ?? '');
    const possible = open.filter(isFree).flatMap((point) => eventsOf(point, generated, diagram, guards));
    const event = possible[Math.floor(random() * possible.length)];
    if (!event) break;
    script.push(event());
    expected.push(runner.take(script.at(-1) as ScriptEvent));
  }
  return { variables, script, expected };
}

/** What can happen at a place that waits or listens. */
function eventsOf(
  { elementId, index, isTimer, isOffered }: OpenPoint,
  { failing }: GeneratedDiagram,
  { nodes }: Diagram,
  guards: () => Variables,
): (() => ScriptEvent)[] {
  const node = nodes.get(elementId);
  const at = index === undefined ? {} : { index };
  if (isTimer) return [() => ({ fireTimer: elementId, ...at })];
  const { messageName, signalName } = node ?? {};
  if (messageName !== undefined) return [() => ({ message: messageName, variables: guards() })];
  if (signalName !== undefined) return [() => ({ signal: signalName, variables: guards() })];
  // errors, escalations and compensations come from inside
  if (!isOffered) return [];
  const complete = (): ScriptEvent => ({ complete: elementId, ...at, variables: guards() });
  const fail = (): ScriptEvent => ({ jobError: elementId, ...at, code: 'refused' });
  return failing.has(elementId) ? [complete, fail] : [complete];
}
