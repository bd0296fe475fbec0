import { readFileSync } from 'node:fs';
import type { ResourceFile } from '../../src/domain/process/engine-port.ts';
import { BOUNDARY_CASES } from './boundary/cases.ts';
import type { ConformanceCase } from './case.ts';
import { COMPENSATION_CASES } from './compensation/cases.ts';
import { EVENT_SUB_PROCESS_CASES } from './event-sub-processes/cases.ts';
import { EVENT_CASES } from './events/cases.ts';
import { GATEWAY_CASES } from './gateways/cases.ts';
import { REPEATED_CASES } from './repeated/cases.ts';
import { SUB_PROCESS_CASES } from './sub-processes/cases.ts';
import { TASK_CASES } from './tasks/cases.ts';

/** All conformance cases by area; an area is a folder beside this file. */
export const CORPUS: Readonly<Record<string, readonly ConformanceCase[]>> = {
  gateways: GATEWAY_CASES,
  tasks: TASK_CASES,
  events: EVENT_CASES,
  'sub-processes': SUB_PROCESS_CASES,
  boundary: BOUNDARY_CASES,
  'event-sub-processes': EVENT_SUB_PROCESS_CASES,
  repeated: REPEATED_CASES,
  compensation: COMPENSATION_CASES,
};

/** The diagram of a case, as XML. */
export function diagramOf(area: string, { file }: ConformanceCase): string {
  return readFileSync(new URL(`${area}/${file}`, import.meta.url), 'utf8');
}

/** What is deployed along with the diagram of a case. */
export function resourcesOf(area: string, { resources = [] }: ConformanceCase): ResourceFile[] {
  return resources.map((name) => ({
    name,
    content: readFileSync(new URL(`${area}/${name}`, import.meta.url), 'utf8'),
  }));
}

/** Variables that every case starts with; messages are correlated by `key`. */
export const COMMON_VARIABLES = { key: 'k1' };
