import type { Committed } from './committed.ts';
import type { FeelFunctions } from './process/expression-port.ts';
import { createFeelFunctions } from './process/feel-functions.ts';
import type { OfficialYear } from './reference/official-calendar.ts';
import {
  NO_REFERENCE_ROWS,
  officialYearsToLoad,
  referenceOf,
  type Reference,
  type ReferenceRows,
} from './reference/reference.ts';
import { calendarDay, calendarYear, limitValue, REFERENCE_TABLES, settingValue } from './reference/reference-tables.ts';
import type { TableSpec } from './table.ts';

/** Calendars, limits and settings of all townships, in memory. */
export interface References {
  of(tenantId: string): Reference;
  /** FEEL functions of a township at an instant. */
  functionsFor(tenantId: string, now: number): FeelFunctions;
  /** Reads everything again: at start, and now and then where several nodes share a database. */
  load(): Promise<void>;
  /** Official years that the program knows and that are still to be stored, with load-official-calendar. */
  missingYears(): readonly OfficialYear[];
  /** Takes over what a transaction of this node has changed. */
  apply(committed: Pick<Committed, 'changes'>): void;
}

/** Reads all stored references. */
export interface ReferenceReader {
  read(): Promise<ReferenceRows>;
}

/** @param reader - absent: nothing is stored, the defaults hold (tests, simulations) */
export function createReferences(reader?: ReferenceReader): References {
  let rows = NO_REFERENCE_ROWS;
  const references = new Map<string, Reference>();
  let functions:
    | { readonly tenantId: string; readonly now: number; readonly reference: Reference; readonly made: FeelFunctions }
    | undefined;

  const use = (changed: ReferenceRows): void => {
    rows = changed;
    references.clear();
  };
  const of = (tenantId: string): Reference => {
    let reference = references.get(tenantId);
    if (!reference) references.set(tenantId, (reference = referenceOf(tenantId, rows)));
    return reference;
  };
  return {
    of,
    functionsFor(tenantId, now) {
      const reference = of(tenantId);
      // one decision asks many times
      if (functions?.reference !== reference || functions.now !== now || functions.tenantId !== tenantId) {
        functions = { tenantId, now, reference, made: createFeelFunctions(reference, now) };
      }
      return functions.made;
    },
    async load() {
      if (reader) use(await reader.read());
    },
    missingYears: () => officialYearsToLoad(rows.years),
    apply({ changes }) {
      const ours = changes.filter(({ table }) => (REFERENCE_TABLES as readonly TableSpec[]).includes(table));
      if (ours.length === 0) return;
      const merged = <R>(table: TableSpec, stored: readonly R[]): readonly R[] => {
        const key = (row: unknown) => (row as Readonly<Record<string, unknown>>)[table.key];
        const byKey = new Map(stored.map((row) => [key(row), row]));
        for (const change of ours) {
          if (change.table !== table) continue;
          for (const row of change.removes) byKey.delete(key(row));
          for (const row of [...change.updates, ...change.inserts]) byKey.set(key(row), row as R);
        }
        return [...byKey.values()];
      };
      use({
        years: merged(calendarYear, rows.years),
        days: merged(calendarDay, rows.days),
        limits: merged(limitValue, rows.limits),
        settings: merged(settingValue, rows.settings),
      });
    },
  };
}
