import { CLOSING_LABELS } from '../appeal/appeal-words.ts';
import { dayOf, formatDay } from '../day.ts';
import type { WorksheetRow } from '../proactive/proactive-query-ports.ts';
import { labelOf } from '../appeal/work-order-state.ts';
import { HIDDEN_WORKSHEET_COLUMNS, ISSUE_CLASSES, TASK_SOURCES, WORKSHEET_COLUMNS } from './worksheet-words.ts';

/** The shown columns of a row, in the order of {@link WORKSHEET_COLUMNS}. */
export function worksheetCells(row: WorksheetRow): readonly string[] {
  const result = row.closingLabel ? CLOSING_LABELS[row.closingLabel].zh : labelOf(row.state).zh;
  return [
    TASK_SOURCES[row.taskSource].zh,
    row.targetResult ?? '',
    row.mainContent,
    row.measures ?? '',
    result,
    row.responsible ?? '',
    formatDay(dayOf(row.reportedAt)),
    lastDay(row.dueAt),
  ];
}

/** The columns that are not shown, in the order of {@link HIDDEN_WORKSHEET_COLUMNS}. */
export function hiddenCells(row: WorksheetRow): readonly string[] {
  return [
    row.issueClass ? ISSUE_CLASSES[row.issueClass].zh : '',
    row.unit ?? '',
    row.closedAt === null ? '' : formatDay(dayOf(row.closedAt)),
    labelOf(row.state).zh,
  ];
}

/** The worksheet as CSV (RFC 4180, UTF-8 with byte order mark, as spreadsheets want it). @param withHidden - adds what is not shown */
export function worksheetCsv(rows: readonly WorksheetRow[], withHidden: boolean): string {
  const header = [...WORKSHEET_COLUMNS, ...(withHidden ? HIDDEN_WORKSHEET_COLUMNS : [])];
  const lines = rows.map((row) => [...worksheetCells(row), ...(withHidden ? hiddenCells(row) : [])]);
  return `\uFEFF${[header, ...lines].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
}

/** How many were submitted, entered and done, and how the entered ones divide into classes. */
export function worksheetCounts(rows: readonly WorksheetRow[]) {
  const entered = rows.filter(({ screening }) => screening === 'entered');
  const done = entered.filter(({ closedAt }) => closedAt !== null).length;
  const ofClass = (name: string) => entered.filter(({ issueClass }) => issueClass === name).length;
  return {
    submitted: rows.length,
    entered: entered.length,
    done,
    open: entered.length - done,
    urgent: ofClass('urgent'),
    hard: ofClass('hard'),
    new: ofClass('new'),
  };
}

// helpers

/** A limit at 24:00 belongs to the day that ends. */
function lastDay(dueAt: number | null): string {
  return dueAt === null ? '' : formatDay(dayOf(dueAt - 1));
}

/** A cell that a spreadsheet does not take for a formula. */
function quoted(cell: string): string {
  const text = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell;
  return `"${text.replaceAll('"', '""')}"`;
}
