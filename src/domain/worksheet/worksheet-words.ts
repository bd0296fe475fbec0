import type { AppealSource, ClosingLabel } from '../appeal/appeal-words.ts';

/** The three channels that feed the worksheet. */
export const TASK_SOURCES = {
  superior_task: { zh: '上级任务', en: 'Task from above' },
  grassroots: { zh: '基层摸排', en: 'Found at the grassroots' },
  hotline: { zh: '12345工单', en: 'Hotline order' },
} as const;
export type TaskSource = keyof typeof TASK_SOURCES;

/** What screening decided: waiting, entered, or left an ordinary order. */
export const SCREENINGS = {
  pending: { zh: '待筛选', en: 'Waiting' },
  entered: { zh: '已入表', en: 'Entered' },
  screened_out: { zh: '未入表', en: 'Not entered' },
} as const;
export type Screening = keyof typeof SCREENINGS;

/** The three classes of issues; class decides method decides closing label. */
export const ISSUE_CLASSES = {
  urgent: { zh: '结果倒排', en: 'Result back-scheduled', method: '责任到人', label: 'struck_off_on_time' },
  hard: { zh: '问题挂牌', en: 'Issue listed', method: '党群会诊', label: 'problem_zeroed' },
  new: { zh: '目标上墙', en: 'Goal on the wall', method: '领导认领', label: 'task_delivered' },
} as const satisfies Record<
  string,
  { readonly zh: string; readonly en: string; readonly method: string; readonly label: ClosingLabel }
>;
export type IssueClass = keyof typeof ISSUE_CLASSES;

/** The columns of the worksheet, exactly these and in this order. */
export const WORKSHEET_COLUMNS = [
  '任务来源',
  '结果目标',
  '主要内容',
  '解决措施',
  '处理结果',
  '责任人',
  '上报时间',
  '销号时限',
] as const;
/** Columns that are kept but not shown. */
export const HIDDEN_WORKSHEET_COLUMNS = ['问题类别', '承办单位', '实际销号时间', '状态'] as const;

/** The channel of an appeal. */
export function taskSourceOf(source: AppealSource): TaskSource {
  if (source === 'superior_task') return 'superior_task';
  return source === 'hotline_12345' || source === 'hotline_8890' ? 'hotline' : 'grassroots';
}
