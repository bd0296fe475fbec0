import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about calendars, deadlines, limits and settings. */
export const REFERENCE_ERRORS = {
  ERR_DEADLINE_AMOUNT: {
    category: 'invalid',
    zh: '期限数量应为 {expected},收到的是 {found}。请改正。',
    en: 'Expected the amount of a deadline to be {expected}, but found {found}. Correct it.',
  },
  ERR_DEADLINE_UNIT: {
    category: 'invalid',
    zh: '期限单位应为 {expected} 之一,收到的是“{found}”。请改正。',
    en: "Expected the unit of a deadline to be one of {expected}, but found '{found}'. Correct it.",
  },
  ERR_DEADLINE_CALENDAR: {
    category: 'invalid',
    zh: '计时日历应为 {expected} 之一,收到的是“{found}”。请改正。',
    en: "Expected the calendar of a deadline to be one of {expected}, but found '{found}'. Correct it.",
  },
  ERR_INSTANT: {
    category: 'invalid',
    zh: '{what}应为日期或时间,如 2026-03-02T10:00:00+08:00。请改正。',
    en: 'Expected {what} to be a date or a date and time such as 2026-03-02T10:00:00+08:00. Correct it.',
  },
  ERR_LIMIT_UNKNOWN: {
    category: 'not_found',
    zh: '没有名为“{name}”、等级为“{level}”的时限。已有:{known}。请检查名称。',
    en: "Expected a limit '{name}' for level '{level}', but there is none. Known are: {known}. Check the name.",
  },
  ERR_SETTING_UNKNOWN: {
    category: 'not_found',
    zh: '没有名为“{name}”的参数。已有:{known}。请检查名称。',
    en: "Expected a setting '{name}', but there is none. Known are: {known}. Check the name.",
  },
  ERR_SETTING_VALUE: {
    category: 'invalid',
    zh: '参数“{name}”应为{expected}。请改正后保存。',
    en: "Expected setting '{name}' to be {expectedEn}. Correct it and save again.",
  },
  ERR_CALENDAR_DATE: {
    category: 'invalid',
    zh: '日期应为 2026-02-14 这样的写法,收到的是“{found}”。请改正。',
    en: "Expected a date such as 2026-02-14, but found '{found}'. Correct it.",
  },
  ERR_CALENDAR_YEAR: {
    category: 'invalid',
    zh: '{year} 年的放假安排有误:{problem}。请对照国务院办公厅通知改正。',
    en: 'Expected the official arrangement of {year} to be consistent, but {problemEn}. Correct it after the notice.',
  },
  ERR_CALENDAR_NOTE: {
    category: 'invalid',
    zh: '调整日历须写明依据。请填写说明。',
    en: 'Expected a reason for changing a calendar day, but found none. Fill in the note.',
  },
} as const satisfies ErrorCatalogue;
export const referenceError = errorsOf(REFERENCE_ERRORS);
