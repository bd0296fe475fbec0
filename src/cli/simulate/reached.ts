import type { ResourceFile } from '../../domain/engine-port.ts';

/** Ends, error paths and rules of one file, and which of them nobody ever came to. */
export interface Unreached {
  readonly file: string;
  readonly of: number;
  readonly ids: readonly string[];
}

/**
 * What a simulation never came to: end events and error paths of diagrams, rules of decision tables.
 *
 * @param reached - `<process id>/<element id>` of diagrams, `<rule id>` of tables
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
  const boundaries = [...diagram.matchAll(/<bpmn:boundaryEvent id="([^"]+)".*?<\/bpmn:boundaryEvent>/gs)];
  const errors = boundaries.filter(([text]) => text.includes('errorEventDefinition'));
  return [...ends, ...errors].map(([, id]) => `${processId}/${id}`);
}

function rulesOf(tables: string): readonly string[] {
  return [...tables.matchAll(/<rule id="([^"]+)"/g)].map(([, id = '']) => id);
}
