import type { ConformanceCase } from '../case.ts';

/** Embedded sub-processes, and what errors and escalations do to them. */
export const SUB_PROCESS_CASES: readonly ConformanceCase[] = [
  {
    name: 'completes when no token is left inside',
    file: 'embedded.bpmn',
    standard: '13.3.4',
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'after' }],
    expected: [{ offered: ['a', 'b'] }, { offered: ['b'] }, { offered: ['after'] }, { offered: [], ended: true }],
  },
  {
    name: 'terminate ends only the sub-process',
    file: 'terminate.bpmn',
    standard: '13.5.6',
    script: [{ complete: 'a' }, { complete: 'after' }, { complete: 'outside' }],
    expected: [
      { offered: ['a', 'b', 'outside'] },
      { offered: ['after', 'outside'] },
      { offered: ['outside'] },
      { offered: [], ended: true },
    ],
  },
  {
    name: 'entered again in a loop',
    file: 'in-loop.bpmn',
    standard: '13.3.4',
    script: [
      { complete: 'a', variables: { again: true } },
      { complete: 'a', variables: { again: false } },
    ],
    expected: [{ offered: ['a'] }, { offered: ['a'] }, { offered: [], ended: true }],
  },
  {
    name: 'error end: cancels the rest and goes to the boundary',
    file: 'error.bpmn',
    standard: '13.5.3',
    script: [{ complete: 'a' }, { complete: 'handle' }],
    expected: [{ offered: ['a', 'b'] }, { offered: ['handle'] }, { offered: [], ended: true }],
  },
  {
    name: 'error end: not thrown when another path ends first',
    file: 'error.bpmn',
    standard: '13.5.3',
    script: [{ complete: 'b' }, { complete: 'a' }],
    expected: [{ offered: ['a', 'b'] }, { offered: ['a'] }, { offered: ['handle'] }],
  },
  {
    name: 'error: the innermost handler with its code',
    file: 'error-outwards.bpmn',
    standard: '13.5.3',
    script: [{ jobError: 'work', code: 'refused' }, { complete: 'inner_handle' }],
    expected: [{ offered: ['work'] }, { offered: ['inner_handle'] }, { offered: ['after'] }],
  },
  {
    name: 'error: outwards when the code does not match',
    file: 'error-outwards.bpmn',
    standard: '13.5.3',
    script: [{ jobError: 'work', code: 'broken' }, { complete: 'outer_handle' }],
    expected: [{ offered: ['work'] }, { offered: ['outer_handle'] }, { offered: [], ended: true }],
  },
  {
    name: 'escalation: non-interrupting handler, the scope goes on',
    file: 'escalation-goes-on.bpmn',
    standard: '13.5.3',
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'handle' }, { complete: 'after' }],
    expected: [
      { offered: ['a'] },
      { offered: ['b', 'handle'] },
      { offered: ['after', 'handle'] },
      { offered: ['after'] },
      { offered: [], ended: true },
    ],
  },
  {
    name: 'escalation: interrupting handler cancels the scope',
    file: 'escalation-interrupts.bpmn',
    standard: '13.5.3',
    script: [{ complete: 'a' }, { complete: 'handle' }],
    expected: [{ offered: ['a'] }, { offered: ['handle'] }, { offered: [], ended: true }],
  },
  {
    name: 'escalation end: handler and scope go on',
    file: 'escalation-end.bpmn',
    standard: '13.5.3',
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'handle' }],
    expected: [
      { offered: ['a', 'b'] },
      { offered: ['b', 'handle'] },
      { offered: ['after', 'handle'] },
      { offered: ['after'] },
    ],
  },
  {
    name: 'escalation end as the last token: handler runs, scope completes',
    file: 'escalation-end.bpmn',
    standard: '13.5.3',
    script: [{ complete: 'b' }, { complete: 'a' }],
    expected: [{ offered: ['a', 'b'] }, { offered: ['a'] }, { offered: ['after', 'handle'] }],
  },
];
