import type {
  BoundaryTrigger,
  ExecutableElement,
  ExecutableProcess,
  ExecutableUnit,
  Trigger,
  UnitTrigger,
} from '../domain/process/executable.ts';
import {
  attribute,
  type BpmnElement,
  elementsWithin,
  eventKindOf,
  isFlowNode,
  isOf,
  zeebe,
} from '../rules/bpmn-element.ts';
import { compensationHandler, compileElement } from './compile-element.ts';
import { feel, triggerOf } from './compile-trigger.ts';
import { isInterrupting, reachable, type ScopeGraph, scopeGraph, standsAside } from './scope-graph.ts';
import type { UnitSource } from './unit-source.ts';
import { unitSource } from './unit-xml.ts';

export interface CompiledProcess {
  readonly process: ExecutableProcess;
  /** What bpmn-engine runs, by unit id. */
  readonly sources: ReadonlyMap<string, UnitSource>;
}

/**
 * Makes a process ready to run: cuts it into flat units and describes to the host all that needs data or the outside.
 *
 * The same diagram gives the same result. The process has passed the deploy gate.
 */
export function compileProcess(process: BpmnElement): CompiledProcess {
  const processId = process.id ?? '';
  const elements: Record<string, ExecutableElement> = {};
  const bodies = bodyUnits(process);
  for (const element of elementsWithin(process)) {
    if (!isFlowNode(element)) continue;
    const id = element.id ?? '';
    elements[id] = compileElement(element, id, bodies.get(element) ?? '');
  }
  const compiler = new UnitCompiler(elements, bodies);
  compiler.scope(process, processId, 'process');
  return {
    process: {
      processId,
      name: process.name ?? null,
      versionTag: attribute(zeebe(process, 'VersionTag'), 'value') ?? null,
      root: processId,
      units: compiler.units,
      elements,
      conditions: conditionsOf(process),
      starts: startsOf(process).flatMap((start): Trigger[] => {
        const triggers = triggerOf(start);
        return triggers.length > 0 ? triggers : [{ kind: 'none', elementId: start.id ?? '' }];
      }),
    },
    sources: compiler.sources,
  };
}

/** Unit id of each sub-process's body: `<unit of its scope>/<id>`; that of a compensation handler lies below the handler's unit. */
function bodyUnits(process: BpmnElement): Map<BpmnElement, string> {
  const units = new Map<BpmnElement, string>();
  const visit = (scope: BpmnElement, unit: string): void => {
    for (const element of scope.flowElements ?? []) {
      if (!isOf(element, 'SubProcess')) continue;
      const own = `${unit}/${element.id}`;
      const body = element.isForCompensation ? `${own}/${element.id}` : own;
      units.set(element, body);
      visit(element, body);
    }
  };
  visit(process, process.id ?? '');
  return units;
}

function conditionsOf(process: BpmnElement): Record<string, string> {
  const conditions: Record<string, string> = {};
  for (const flow of elementsWithin(process)) {
    const body = flow.conditionExpression?.body;
    if (body !== undefined && flow.id !== undefined && flow.sourceRef?.default !== flow)
      conditions[flow.id] = feel(body);
  }
  return conditions;
}

const startsOf = (scope: BpmnElement): BpmnElement[] =>
  (scope.flowElements ?? []).filter((element) => isOf(element, 'StartEvent'));

class UnitCompiler {
  readonly units: Record<string, ExecutableUnit> = {};
  readonly sources = new Map<string, UnitSource>();
  readonly #elements: Readonly<Record<string, ExecutableElement>>;
  readonly #bodies: ReadonlyMap<BpmnElement, string>;

  constructor(elements: Readonly<Record<string, ExecutableElement>>, bodies: ReadonlyMap<BpmnElement, string>) {
    this.#elements = elements;
    this.#bodies = bodies;
  }

  /** The unit of a process or sub-process, and all units within it. */
  scope(scope: BpmnElement, unit: string, kind: ExecutableUnit['kind']): void {
    const graph = scopeGraph(scope, this.#elements);
    const starts = startsOf(scope).map((start) => start.id ?? '');
    this.#add(unit, kind, scope.id ?? '', unit, reachable(graph, starts), this.#eventSubProcesses(scope));

    for (const element of scope.flowElements ?? []) {
      const body = this.#bodies.get(element);
      if (body !== undefined) this.scope(element, body, element.triggeredByEvent ? 'eventSubProcess' : 'subProcess');
      if (isOf(element, 'BoundaryEvent')) this.#boundary(element, unit, graph);
    }
  }

  #boundary(boundary: BpmnElement, scopeUnit: string, graph: ScopeGraph): void {
    const id = boundary.id ?? '';
    if (eventKindOf(boundary) === 'Compensate') {
      const handler = compensationHandler(boundary);
      if (handler) this.#compensation(handler, scopeUnit);
    } else if (!isInterrupting(boundary)) {
      const path = reachable(
        graph,
        graph.flows.filter(({ from }) => from === id).map(({ to }) => to),
      );
      const entering = graph.flows.filter(({ from }) => from === id);
      this.#add(
        `${scopeUnit}/${id}`,
        'boundaryPath',
        id,
        scopeUnit,
        { ...path, flows: [...entering, ...path.flows] },
        [],
        id,
      );
    }
  }

  #compensation(handler: BpmnElement, scopeUnit: string): void {
    const id = handler.id ?? '';
    const kind = this.#elements[id]?.behaviour ? 'wait' : 'pass';
    const alone: ScopeGraph = { nodes: new Map([[id, { id, kind, element: handler }]]), flows: [] };
    this.#add(`${scopeUnit}/${id}`, 'compensation', id, scopeUnit, alone, []);
  }

  #eventSubProcesses(scope: BpmnElement): UnitTrigger[] {
    return (scope.flowElements ?? [])
      .filter(({ triggeredByEvent }) => triggeredByEvent)
      .flatMap((eventSubProcess) => {
        const unit = this.#bodies.get(eventSubProcess) ?? '';
        return startsOf(eventSubProcess).flatMap((start) =>
          triggerOf(start).map((trigger) => ({ trigger, interrupting: isInterrupting(start), unit })),
        );
      });
  }

  /** @param scopeUnit - unit of the scope that the elements stand in: paths of its boundary events are its units */
  #add(
    id: string,
    kind: ExecutableUnit['kind'],
    elementId: string,
    scopeUnit: string,
    graph: ScopeGraph,
    eventSubProcesses: UnitTrigger[],
    entry?: string,
  ): void {
    this.units[id] = { id, kind, elementId, eventSubProcesses, boundaries: boundariesOf(graph, scopeUnit) };
    this.sources.set(id, unitSource(id, graph, this.#elements, entry));
  }
}

function boundariesOf(graph: ScopeGraph, scopeUnit: string): Record<string, BoundaryTrigger[]> {
  const boundaries: Record<string, BoundaryTrigger[]> = {};
  for (const { id, element } of graph.nodes.values()) {
    for (const boundary of element.$parent?.flowElements ?? []) {
      if (boundary.attachedToRef !== element || standsAside(boundary)) continue;
      const unit = isInterrupting(boundary) ? {} : { unit: `${scopeUnit}/${boundary.id}` };
      (boundaries[id] ??= []).push(...triggerOf(boundary).map((trigger) => ({ trigger, ...unit })));
    }
  }
  return boundaries;
}
