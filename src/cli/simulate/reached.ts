import type { ResourceFile } from '../../domain/process/engine-port.ts';
import type { HistoryEvent } from '../../domain/process/history.ts';

/** Places of one file, and which of them nobody ever came to. */
export interface Unreached {
  readonly file: string;
  readonly of: number;
  readonly ids: readonly string[];
}

/** Gathers where cases came to: `<process id>/<element id>` of diagrams, `<rule id>` of decision tables. */
export class Reach {
  readonly places = new Set<string>();
  readonly #processes = new Map<number, string>();

  /** Reads one thing that happened; things are told in the order of their happening. */
  take({ type, processInstanceKey = 0, detail }: HistoryEvent): void {
    if (type === 'process-instance.started') this.#processes.set(processInstanceKey, String(detail?.['processId']));
    else if (type === 'decision.evaluated') for (const rule of texts(detail?.['rules'])) this.places.add(rule);
    else if (type === 'elements.passed') {
      for (const id of texts(detail?.['ids'])) this.places.add(`${this.#processes.get(processInstanceKey)}/${id}`);
    }
  }
}

/**
 * What nobody ever came to: end events, boundary events and starts of event sub-processes of diagrams, what undoes, rules of decision tables.
 *
 * @param reached - places as {@link Reach} gathers them
 */
export function unreached(files: readonly ResourceFile[], reached: ReadonlySet<string>): readonly Unreached[] {
  return files.flatMap(({ name, content }) => {
    const places = name.endsWith('.bpmn') ? placesOf(content) : name.endsWith('.dmn') ? rulesOf(content) : [];
    const ids = places.filter((place) => !reached.has(place)).map((place) => place.slice(place.indexOf('/') + 1));
    return ids.length === 0 ? [] : [{ file: name, of: places.length, ids }];
  });
}

// helpers

function placesOf(diagram: string): readonly string[] {
  const processId = /<bpmn:process id="([^"]+)"/.exec(diagram)?.[1] ?? '';
  const ends = [...diagram.matchAll(/<bpmn:endEvent id="([^"]+)"/g)];
  const boundaries = [...diagram.matchAll(/<bpmn:boundaryEvent id="([^"]+)"(?:(?!<\/bpmn:boundaryEvent>).)*/gs)].filter(
    // the path of a compensation begins with what undoes, not with its event
    ([text]) => !text.includes('compensateEventDefinition'),
  );
  const undoing = [...diagram.matchAll(/<bpmn:\w+ id="([^"]+)"[^>]* isForCompensation="true"/g)];
  const eventual = [
    ...diagram.matchAll(/ triggeredByEvent="true"[^>]*>(?:(?!<bpmn:startEvent).)*<bpmn:startEvent id="([^"]+)"/gs),
  ];
  return [...ends, ...boundaries, ...undoing, ...eventual].map(([, id]) => `${processId}/${id}`);
}

function rulesOf(tables: string): readonly string[] {
  return [...tables.matchAll(/<rule id="([^"]+)"/g)].map(([, id = '']) => id);
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
