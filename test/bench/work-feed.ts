import type { Committed } from '../../src/domain/committed.ts';
import { processInstance, timer, userTask } from '../../src/domain/process/process-tables.ts';
import type { RowOf } from '../../src/domain/table.ts';

/** What a case waits for now, or that it has ended. */
export type Happening =
  | { readonly kind: 'task'; readonly task: RowOf<typeof userTask> }
  | { readonly kind: 'timer'; readonly timer: RowOf<typeof timer> }
  | { readonly kind: 'ended' };

/** Tells each case, by its root process instance, what was committed for it: no searching, as a worker's list would be pushed. */
export class WorkFeed {
  readonly #roots = new Map<number, number>();
  readonly #waiting = new Map<number, (happening: Happening) => void>();
  readonly #early = new Map<number, Happening[]>();

  readonly listen = (committed: Committed): void => {
    for (const { table, inserts } of committed.changes) {
      if (table === processInstance) {
        for (const row of inserts as readonly RowOf<typeof processInstance>[])
          this.#roots.set(row.key, row.rootProcessInstanceKey);
      }
    }
    for (const { table, inserts, updates } of committed.changes) {
      if (table === userTask) {
        for (const task of inserts as readonly RowOf<typeof userTask>[])
          this.#tell(task.processInstanceKey, { kind: 'task', task });
      } else if (table === timer) {
        for (const row of inserts as readonly RowOf<typeof timer>[]) {
          if (row.processInstanceKey !== null) this.#tell(row.processInstanceKey, { kind: 'timer', timer: row });
        }
      } else if (table === processInstance) {
        for (const row of [...inserts, ...updates] as unknown as readonly RowOf<typeof processInstance>[]) {
          if (row.state === 'ACTIVE') continue;
          if (row.key === row.rootProcessInstanceKey) this.#tell(row.key, { kind: 'ended' });
          this.#roots.delete(row.key);
        }
      }
    }
  };

  /** Calls back for everything that happens to a case, from its beginning on, until it has ended. */
  follow(rootProcessInstanceKey: number, tell: (happening: Happening) => void): void {
    this.#waiting.set(rootProcessInstanceKey, tell);
    const early = this.#early.get(rootProcessInstanceKey) ?? [];
    this.#early.delete(rootProcessInstanceKey);
    for (const happening of early) this.#pass(rootProcessInstanceKey, happening, tell);
  }

  #tell(processInstanceKey: number, happening: Happening): void {
    const root = this.#roots.get(processInstanceKey) ?? processInstanceKey;
    const tell = this.#waiting.get(root);
    if (tell !== undefined) this.#pass(root, happening, tell);
    else this.#early.set(root, [...(this.#early.get(root) ?? []), happening]);
  }

  #pass(root: number, happening: Happening, tell: (happening: Happening) => void): void {
    if (happening.kind === 'ended') this.#waiting.delete(root);
    tell(happening);
  }
}
