import { parentPort } from 'node:worker_threads';
import type { DiagramSource } from '../domain/process/engine-port.ts';
import type { BpmnElement } from '../rules/bpmn-element.ts';
import { type CompiledProcess, compileProcess } from './compile.ts';
import { compileDeployment } from './gate.ts';
import type { UnitToExplore } from './explore.ts';
import { makeDeterministic } from './deterministic.ts';
import { learnStep, type SettledStates } from './learn-step.ts';
import { readDiagram } from './read-diagram.ts';
import { type LoadedUnit, loadUnit } from './session.ts';
import type { UnitSource } from './unit-source.ts';
import type { DefinitionCall, WorkerAnswer, WorkerCall } from './worker-messages.ts';

/** Definitions held at once; the one not used for longest goes first. */
const MAX_DEFINITIONS = 50;

interface HeldUnit {
  readonly unit: Promise<LoadedUnit>;
  readonly settled: SettledStates;
}

class HeldDefinition {
  readonly sources: ReadonlyMap<string, UnitSource>;
  readonly #units = new Map<string, HeldUnit>();

  constructor(sources: ReadonlyMap<string, UnitSource>) {
    this.sources = sources;
  }

  unit(id: string): HeldUnit {
    let held = this.#units.get(id);
    if (!held) {
      const source = this.sources.get(id);
      if (!source) throw new Error(`the diagram has no unit ${id}`);
      this.#units.set(id, (held = { unit: loadUnit(source), settled: new Map() }));
    }
    return held;
  }
}

const definitions = new Map<number, HeldDefinition>();

async function definitionFor({ processDefinitionKey, source }: DefinitionCall): Promise<HeldDefinition | null> {
  const held = definitions.get(processDefinitionKey) ?? (source && new HeldDefinition((await compile(source)).sources));
  if (!held) return null;
  definitions.delete(processDefinitionKey);
  definitions.set(processDefinitionKey, held);
  for (const [oldest] of definitions) if (definitions.size > MAX_DEFINITIONS) definitions.delete(oldest);
  return held;
}

async function compile({ xml, processId }: DiagramSource): Promise<CompiledProcess> {
  const { definitions: root } = await readDiagram(xml);
  const process = root?.rootElements?.find(({ id }: BpmnElement) => id === processId);
  if (!process) throw new Error(`the stored diagram has no process ${processId}`);
  return compileProcess(process);
}

async function answer(call: WorkerCall): Promise<unknown> {
  if (call.kind === 'compile') return compileDeployment(call.input.resources);
  if (call.kind === 'compileStored') return (await compile(call.input.source)).process;
  const definition = await definitionFor(call.input);
  if (!definition) return null;
  if (call.kind === 'units') return [...definition.sources.values()].map(unitToExplore);
  const held = definition.unit(call.input.unit);
  return learnStep(await held.unit, held.settled, call.input.step);
}

const unitToExplore = ({ id, nodes, starts }: UnitSource): UnitToExplore => ({
  id,
  nodes,
  starts: starts.length > 1 ? starts : [null],
});

const port = parentPort;
if (!port) throw new Error('engine-worker runs as a worker thread only');
makeDeterministic();
port.on('message', (call: WorkerCall) => {
  answer(call).then(
    (value) => port.postMessage({ value } satisfies WorkerAnswer),
    (error: unknown) => port.postMessage({ error: (error as Error).stack ?? String(error) } satisfies WorkerAnswer),
  );
});
port.postMessage('ready');
