import type { directive } from './directive-tables.ts';
import type { RowOf } from '../table.ts';

/** What a draft says from the beginning. */
export type DirectiveStart = Pick<
  RowOf<typeof directive>,
  | 'key'
  | 'tenantId'
  | 'draftNo'
  | 'processInstanceKey'
  | 'source'
  | 'title'
  | 'path'
  | 'leadUnitKey'
  | 'coUnitKeys'
  | 'guideLeader'
  | 'orderKeys'
  | 'limitDays'
>;

/** A directive as it is drafted: nothing has happened to it yet. */
export function newDirective(start: DirectiveStart): RowOf<typeof directive> {
  return {
    ...start,
    revision: 0,
    directiveNo: null,
    state: 'draft',
    issuedAt: null,
    issuedBy: null,
    dueAt: null,
    signedAt: null,
    extensionCount: 0,
    urgeCount: 0,
    reworkCount: 0,
    guidedAt: null,
    redListedAt: null,
    interviewedAt: null,
    ratings: [],
    closedAt: null,
  };
}
