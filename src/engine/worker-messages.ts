import type { CompiledDeployment, DiagramSource, ResourceFile } from '../domain/process/engine-port.ts';
import type { ExecutableProcess } from '../domain/process/executable.ts';
import type { UnitToExplore } from './explore.ts';
import type { Branch, StepRequest } from './learn-step.ts';

/** What the engine's worker can be asked. */
export interface WorkerCalls {
  /** Reads, checks and compiles files. */
  compile: { input: { readonly resources: readonly ResourceFile[] }; output: CompiledDeployment };
  /** Compiles a deployed process without asking the rules. */
  compileStored: { input: { readonly source: DiagramSource }; output: ExecutableProcess };
  /** The units of a definition. `source` is needed when the worker does not hold the definition: it then answers null. */
  units: { input: DefinitionCall; output: readonly UnitToExplore[] | null };
  learn: {
    input: DefinitionCall & { readonly unit: string; readonly step: StepRequest };
    output: readonly Branch[] | null;
  };
}

export interface DefinitionCall {
  readonly processDefinitionKey: number;
  readonly source?: DiagramSource;
}

export type WorkerCall = {
  [K in keyof WorkerCalls]: { readonly kind: K; readonly input: WorkerCalls[K]['input'] };
}[keyof WorkerCalls];

export type WorkerAnswer = { readonly value: unknown } | { readonly error: string };
