import { indexValuesId } from '../../domain/process/index-values.ts';
import type { Snapshot, Storage } from '../../domain/storage-port.ts';
import type { LoadRequest } from '../../domain/working-set.ts';
import type { BatchRows } from './working-set.ts';

/** Loads what a batch lacks, all of it as of one instant: a decision never sees half of what another node has committed. */
export interface Loader {
  /** Loads those of the requests that are not there yet. */
  load(requests: readonly LoadRequest[]): Promise<void>;
  end(): Promise<void>;
  /** Time spent loading. */
  readonly seconds: number;
}

export function createLoader(rows: BatchRows, storage: Pick<Storage, 'snapshot'>): Loader {
  let snapshot: Snapshot | null = null;
  let seconds = 0;
  return {
    async load(requests) {
      const lacking = new Map<string, LoadRequest>();
      for (const request of requests) if (rows.lacks(request)) lacking.set(requestId(request), request);
      if (lacking.size === 0) return;
      const started = performance.now();
      const wanted = [...lacking.values()];
      snapshot ??= await storage.snapshot();
      const loaded = await snapshot.load(wanted);
      wanted.forEach((request, index) => rows.add(request, loaded[index] ?? []));
      seconds += (performance.now() - started) / 1000;
    },
    end: async () => snapshot?.end(),
    get seconds() {
      return seconds;
    },
  };
}

// helpers

function requestId(request: LoadRequest): string {
  const values = 'key' in request ? [request.key] : request.values;
  return `${request.table.name} ${'key' in request ? '' : request.index} ${indexValuesId(values)}`;
}
