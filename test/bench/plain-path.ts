import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { auditEntry } from '../../src/domain/process/process-tables.ts';
import type { RowOf } from '../../src/domain/table.ts';
import type { PlainCommand, PlainDefinition, PlainStep } from './plain-engine.ts';

/**
 * The way a case took through its diagrams, read from the audit entries of its commands: which instance began or went on at which element.
 */
export function pathOf(entries: readonly RowOf<typeof auditEntry>[]): PlainCommand[] {
  const processes = new Map<number, string>();
  let root: number | undefined;
  return entries
    .map(({ events }) =>
      events.flatMap(({ type, processInstanceKey, elementId, detail }): PlainStep[] => {
        if (processInstanceKey === undefined) return [];
        const instance = String(processInstanceKey);
        if (type === 'process-instance.started') {
          const processId = String(detail?.['processId']);
          root ??= processInstanceKey;
          processes.set(processInstanceKey, processId);
          return [{ instance, processId, at: null }];
        }
        const processId = processes.get(processInstanceKey);
        if (processId === undefined) return [];
        if ((type === 'user-task.completed' || type === 'timer.fired') && elementId !== undefined)
          return [{ instance, processId, at: elementId }];
        if (type !== 'process-instance.completed' || processInstanceKey === root || root === undefined) return [];
        // the call activities of the whole are named as the processes they call
        return [{ instance: String(root), processId: processes.get(root) ?? '', at: processId }];
      }),
    )
    .filter((steps) => steps.length > 0);
}

/**
 * The diagrams below a folder as bpmn-engine can run them alone: it knows no FEEL, so every duration is a month and every date far away.
 *
 * @param entries - of the case: the conditional flows it took are true
 */
export function plainDefinitions(
  folder: string,
  entries: readonly RowOf<typeof auditEntry>[],
): Map<string, PlainDefinition> {
  const taken = new Set(
    entries.flatMap(({ events }) =>
      events
        .filter(({ type }) => type === 'elements.passed')
        .flatMap(({ detail }) =>
          Object.values(detail ?? {})
            .flat()
            .map(String),
        ),
    ),
  );
  const definitions = new Map<string, PlainDefinition>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.bpmn'),
  )) {
    const xml = readFileSync(join(folder, path), 'utf8')
      .replaceAll(/(<bpmn:time(?:Duration|Cycle)[^>]*>)[^<]*/g, '$1P30D')
      .replaceAll(/(<bpmn:timeDate[^>]*>)[^<]*/g, '$12099-01-01T00:00:00Z');
    const processId = /<bpmn:process id="([^"]+)"/.exec(xml)?.[1];
    if (processId !== undefined) definitions.set(processId, { xml, taken });
  }
  return definitions;
}
