import type { ConformanceCase } from '../case.ts';

/** Tasks of every kind, and call activities. */
export const TASK_CASES: readonly ConformanceCase[] = [
  {
    name: 'every kind of task in a row',
    file: 'every-kind.bpmn',
    standard: '13.3.2',
    script: [
      { complete: 'fill_in' },
      { complete: 'compute' },
      { complete: 'notify' },
      { message: 'answer' },
      { complete: 'rate' },
      { complete: 'calculate' },
    ],
    expected: [
      { offered: ['fill_in'] },
      { offered: ['compute'] },
      { offered: ['notify'] },
      { offered: ['answer'] },
      { offered: ['rate'] },
      { offered: ['calculate'] },
      { offered: [], ended: true },
    ],
  },
  {
    name: 'script decides the way',
    file: 'script.bpmn',
    standard: '13.3.2',
    script: [{ complete: 'fill_in', variables: { a: 7, b: 8 } }],
    expected: [{ offered: ['fill_in'] }, { offered: ['large'] }],
  },
  {
    name: 'script decides the other way',
    file: 'script.bpmn',
    standard: '13.3.2',
    script: [{ complete: 'fill_in', variables: { a: 1, b: 2 } }],
    expected: [{ offered: ['fill_in'] }, { offered: ['small'] }],
  },
  {
    name: 'call activity: waits for the called process',
    file: 'call-activity.bpmn',
    standard: '13.3.5',
    script: [{ complete: 'child_work' }, { complete: 'after' }],
    expected: [{ offered: ['child_work'] }, { offered: ['after'] }, { offered: [], ended: true }],
  },
  {
    name: 'call activity: error of the called process reaches the boundary',
    file: 'call-activity-error.bpmn',
    standard: '13.5.3',
    script: [{ complete: 'child_work' }, { complete: 'handle' }],
    expected: [{ offered: ['child_work'] }, { offered: ['handle'] }, { offered: [], ended: true }],
  },
  {
    name: 'call activity: interrupting it ends the called process',
    file: 'call-activity-interrupted.bpmn',
    standard: '13.5.3',
    script: [{ fireTimer: 'late' }, { complete: 'handle' }],
    expected: [{ offered: ['child_work'] }, { offered: ['handle'] }, { offered: [], ended: true }],
  },
  {
    name: 'call activity: escalation of the called process does not stop it',
    file: 'call-activity-escalation.bpmn',
    standard: '13.5.3',
    script: [{ complete: 'child_work' }, { complete: 'child_more' }, { complete: 'handle' }, { complete: 'after' }],
    expected: [
      { offered: ['child_work'] },
      { offered: ['child_more', 'handle'] },
      { offered: ['after', 'handle'] },
      { offered: ['after'] },
      { offered: [], ended: true },
    ],
  },
];
