import type { ConformanceCase } from '../case.ts';

/** Compensation by handlers of completed activities. */
export const COMPENSATION_CASES: readonly ConformanceCase[] = [
  {
    name: 'throw: handlers in reverse order of completion, and it waits for them',
    file: 'throw.bpmn',
    standard: '13.5.5',
    script: [
      { complete: 'book_hotel' },
      { complete: 'book_flight' },
      { complete: 'cancel_flight' },
      { complete: 'cancel_hotel' },
      { complete: 'after' },
    ],
    expected: [
      { offered: ['book_hotel'] },
      { offered: ['book_flight'] },
      { offered: ['cancel_flight'] },
      { offered: ['cancel_hotel'] },
      { offered: ['after'] },
      { offered: [], ended: true },
    ],
  },
  {
    name: 'throw for one activity',
    file: 'throw-one.bpmn',
    standard: '13.5.5',
    script: [
      { complete: 'book_hotel' },
      { complete: 'book_flight' },
      { complete: 'cancel_hotel' },
      { complete: 'after' },
    ],
    expected: [
      { offered: ['book_hotel'] },
      { offered: ['book_flight'] },
      { offered: ['cancel_hotel'] },
      { offered: ['after'] },
      { offered: [], ended: true },
    ],
  },
  {
    name: 'end event waits for the handlers',
    file: 'end.bpmn',
    standard: '13.5.5',
    script: [
      { complete: 'book_hotel' },
      { complete: 'book_flight' },
      { complete: 'cancel_flight' },
      { complete: 'cancel_hotel' },
    ],
    expected: [
      { offered: ['book_hotel'] },
      { offered: ['book_flight'] },
      { offered: ['cancel_flight'] },
      { offered: ['cancel_hotel'] },
      { offered: [], ended: true },
    ],
  },
  {
    name: 'nothing completed: nothing is undone',
    file: 'nothing-completed.bpmn',
    standard: '13.5.5',
    variables: { books: false },
    script: [{ complete: 'after' }],
    expected: [{ offered: ['after'] }, { offered: [], ended: true }],
  },
];
