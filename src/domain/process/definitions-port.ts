import type { ExecutableProcess } from './executable.ts';

/** Compiled definitions in memory, as the commit loop needs them. */
export interface Definitions {
  /** @throws {@link DefinitionNotLoaded} when it is not in memory; load it and ask again */
  process(processDefinitionKey: number): ExecutableProcess;
  /** Brings a stored definition into memory. Fails when there is none with this key. */
  load(kind: 'process' | 'decision', key: number): Promise<void>;
}
