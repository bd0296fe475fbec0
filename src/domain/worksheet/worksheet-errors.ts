import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about the worksheet 1330. */
export const WORKSHEET_ERRORS = {
  ERR_WORKSHEET_TWICE: {
    category: 'conflict',
    zh: '工单 {orderNo} 已提交“1330”筛选,不能重复提交。',
    en: 'Work order {orderNo} was already submitted to screening for the worksheet.',
  },
  ERR_WORKSHEET_FIELD: {
    category: 'invalid',
    zh: '工单 {orderNo} 入表须填写{missingZh}。请补充后提交。',
    en: 'Work order {orderNo} needs {missing} on the worksheet. Add it and submit again.',
  },
  ERR_WORKSHEET_METHOD: {
    category: 'conflict',
    zh: '工单 {orderNo} 属“{classZh}”,须先{methodZh}再填写办理结果。',
    en: "Work order {orderNo} is of class '{class}': {method} must come before its result.",
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue. */
export const worksheetError = errorsOf(WORKSHEET_ERRORS);
