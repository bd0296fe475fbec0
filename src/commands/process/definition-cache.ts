import type { Definitions } from '../../domain/process/definitions-port.ts';
import type { DeployGate, DiagramSource } from '../../domain/process/engine-port.ts';
import type { ExecutableProcess } from '../../domain/process/executable.ts';
import { decisionDefinition, processDefinition, resource } from '../../domain/process/process-tables.ts';
import type { Storage } from '../../domain/storage-port.ts';
import type { RowOf, TableSpec } from '../../domain/table.ts';
import { DefinitionNotLoaded } from '../../domain/working-set.ts';

export interface DefinitionCacheOptions {
  readonly storage: Pick<Storage, 'load'>;
  readonly gate: DeployGate;
  /** Hands a decision to the evaluator. */
  putDecision(decisionDefinitionKey: number, xml: string, decisionId: string): Promise<void>;
}

/** Compiled definitions in memory; they never change, so they are read and compiled once. */
export function createDefinitionCache({ storage, gate, putDecision }: DefinitionCacheOptions): Definitions {
  const processes = new Map<number, ExecutableProcess>();
  return {
    process(processDefinitionKey) {
      const process = processes.get(processDefinitionKey);
      if (!process) throw new DefinitionNotLoaded('process', processDefinitionKey);
      return process;
    },
    async load(kind, key) {
      if (kind === 'decision') {
        const definition = await read(storage, decisionDefinition, key);
        const { content } = await read(storage, resource, definition.resourceKey);
        return putDecision(key, content, definition.decisionId);
      }
      processes.set(key, await gate.compileStored(await readProcessSource(storage, key)));
    },
  };
}

/** Reads the diagram of a stored process definition. */
export async function readProcessSource(
  storage: Pick<Storage, 'load'>,
  processDefinitionKey: number,
): Promise<DiagramSource> {
  const definition = await read(storage, processDefinition, processDefinitionKey);
  const { content } = await read(storage, resource, definition.resourceKey);
  return { xml: content, processId: definition.processId };
}

// helpers

async function read<S extends TableSpec>(storage: Pick<Storage, 'load'>, table: S, key: number): Promise<RowOf<S>> {
  const [rows] = await storage.load([{ table, key }]);
  const row = rows?.[0];
  if (!row) throw new Error(`${table.name} ${key} is not stored`);
  return row as RowOf<S>;
}
