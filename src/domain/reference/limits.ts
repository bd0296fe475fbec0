import { LEVELS, type LimitUnit } from '../appeal/appeal-words.ts';
import type { DeadlineCalendar, TimeUnit } from '../appeal/deadline.ts';

/** How long something may take. */
export interface LimitValue {
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly calendar: DeadlineCalendar;
}

/** A limit that diagrams name. `values` are the defaults by level; `*` stands for every level that is not listed. */
export interface LimitSpec {
  readonly zh: string;
  readonly en: string;
  readonly values: Readonly<Record<string, LimitValue>>;
}

/** How the limit of an order itself may be counted; its calendar is the hotline's. */
export const ORDER_LIMIT_UNITS: readonly LimitUnit[] = ['hours', 'natural_days', 'working_days'];

/** The level that stands for all. */
export const ANY_LEVEL = '*';

/**
 * Every limit with its defaults. An administrator changes values by level, never the names: diagrams say `limit("sign", level)`.
 *
 * @see 《北京市接诉即办工作条例》 (2021) for the order of duties; levels 2 h / 24 h / 7 d / 15 d by urgency
 */
export const LIMITS = {
  order: {
    zh: '办理时限',
    en: 'handling of the order',
    values: { L1: hours(2), L2: hours(24), L3: naturalDays(7), L4: naturalDays(15) },
  },
  sign: {
    zh: '签收时限',
    en: 'signing for the order',
    values: { L1: minutes(10), L2: minutes(30), '*': workingHours(4) },
  },
  first_contact: {
    zh: '首次联系时限',
    en: 'first contact with the appellant',
    values: { L1: minutes(30), L2: hours(2), '*': hours(24) },
  },
  sign_off: {
    zh: '签批时限',
    en: 'sign-off by the secretary before dispatch; 0 dispatches first',
    values: { L1: minutes(0), L2: minutes(0), '*': workingHours(4) },
  },
  sign_off_after: { zh: '补签批时限', en: 'sign-off after an urgent dispatch', values: { '*': minutes(30) } },
  screening: {
    zh: '核验受理时限',
    en: 'check of facts and of acceptance',
    values: { L1: minutes(10), L2: minutes(30), '*': workingHours(2) },
  },
  consult: {
    zh: '派单前会商时限',
    en: 'consultation before dispatch',
    values: { L1: minutes(10), L2: minutes(30), '*': workingHours(4) },
  },
  supplement_wait: { zh: '补充材料等待期', en: 'waiting for missing facts', values: { '*': naturalDays(2) } },
  supplement_reminder: { zh: '补充材料提醒', en: 'reminder of missing facts', values: { '*': naturalDays(1) } },
  answer: { zh: '咨询答复时限', en: 'answer to a consultation', values: { '*': officeDays(1) } },
  site_check: {
    zh: '现场核实时限',
    en: 'check on site',
    values: { L1: hours(1), L2: hours(8), '*': officeDays(1) },
  },
  choose_route: {
    zh: '确定处置方式时限',
    en: 'choice of how to handle',
    values: { L1: minutes(15), L2: hours(2), '*': workingHours(4) },
  },
  handle: {
    zh: '自行办理时限',
    en: 'own handling, within the limit of the order',
    values: { L1: minutes(90), L2: hours(20), L3: naturalDays(5), L4: naturalDays(12) },
  },
  sub_task: {
    zh: '协办时限',
    en: 'co-handling, about 70 percent of the limit of the order',
    values: { L1: minutes(80), L2: hours(16), L3: naturalDays(4), L4: naturalDays(10) },
  },
  hand_up: {
    zh: '上交协调时限',
    en: 'handing up to the district',
    values: { L1: hours(2), L2: hours(24), '*': officeDays(5) },
  },
  fill_result: {
    zh: '填写结果时限',
    en: 'record of the result',
    values: { L1: minutes(30), L2: hours(2), '*': officeDays(1) },
  },
  review: {
    zh: '办理结果审核时限',
    en: 'review of the result by the leader',
    values: { L1: minutes(15), L2: hours(1), '*': workingHours(4) },
  },
  hotline_return: {
    zh: '热线退单裁定时限',
    en: 'ruling of the hotline on a return; silence is a refusal',
    values: { L1: hours(2), L2: hours(8), '*': officeDays(1) },
  },
  hotline_callback: {
    zh: '等候热线回访时限',
    en: 'wait for the hotline to call back, before the township does',
    values: { '*': naturalDays(10) },
  },
  confirm_withdrawal: { zh: '核实撤诉时限', en: 'confirmation of a withdrawal', values: { '*': officeDays(1) } },
  extension_ruling: {
    zh: '延期审批时限',
    en: 'ruling on an extension',
    values: { L1: minutes(15), L2: hours(2), '*': workingHours(4) },
  },
  hotline_extension_ruling: {
    zh: '热线延期审核时限',
    en: 'ruling of the hotline on an extension; silence is a refusal',
    values: { L1: minutes(15), L2: hours(2), '*': workingHours(4) },
  },
  extension_notice: {
    zh: '延期告知时限',
    en: 'notice of an extension to the appellant; an extension that is not told is cancelled',
    values: { '*': officeDays(1) },
  },
  suspension_request: { zh: '挂账申请时限', en: 'request for a suspension', values: { '*': officeDays(1) } },
  homestead_reminder: { zh: '提醒邻里双方时限', en: 'reminder of both neighbours', values: { '*': officeDays(1) } },
  homestead_visit: { zh: '入户调解时限', en: 'a mediation at home', values: { '*': officeDays(2) } },
  homestead_interval: { zh: '再次入户间隔', en: 'time to the next mediation at home', values: { '*': naturalDays(2) } },
  homestead_assessment: {
    zh: '三步工作法研判时限',
    en: 'what follows when mediation at home came to nothing',
    values: { '*': officeDays(1) },
  },
  suspension_ruling: { zh: '挂账审批时限', en: 'ruling on a suspension', values: { '*': officeDays(3) } },
  suspend_review: { zh: '挂账复核周期', en: 'review of a suspended order', values: { '*': naturalDays(30) } },
  return_window: {
    zh: '退单申请时限',
    en: 'window for returning an order; 0 allows none',
    values: { L1: hours(0), L2: hours(2), '*': officeDays(1) },
  },
  duty_dispute: {
    zh: '职责争议裁定时限',
    en: 'ruling on whose duty it is; a lapse leaves it with the first recipient',
    values: { L1: minutes(30), L2: hours(2), '*': workingHours(4) },
  },
  dispute_opinion: {
    zh: '建议承办单位答复时限',
    en: 'opinion of the unit that is proposed',
    values: { L1: minutes(15), L2: hours(1), '*': workingHours(2) },
  },
  duty_meeting: {
    zh: '对接会裁定时限',
    en: 'ruling of the duty meeting, from its day',
    values: { '*': officeDays(1) },
  },
  dispute_correction: { zh: '退单补正时限', en: 'putting right what an objection cites', values: { '*': hours(1) } },
  whistle_sign: {
    zh: '哨签收时限',
    en: 'signing for a whistle, by class of table D06',
    values: {
      emergency: minutes(10),
      enforcement: hours(1),
      enforcement_agreed: hours(1),
      priority_grid: minutes(30),
      priority_community: hours(1),
      priority_township: hours(1),
      hard_township: hours(1),
    },
  },
  whistle_contact: {
    zh: '哨联系时限',
    en: 'contact with the blower of a whistle',
    values: {
      emergency: minutes(10),
      enforcement: hours(2),
      enforcement_agreed: hours(2),
      priority_grid: hours(2),
      priority_community: hours(24),
      priority_township: hours(24),
      hard_township: hours(24),
    },
  },
  whistle_report: {
    zh: '哨报到时限',
    en: 'reporting in after a whistle',
    values: {
      emergency: minutes(30),
      enforcement: minutes(30),
      enforcement_agreed: officeDays(1),
      priority_grid: hours(4),
      priority_community: officeDays(1),
      priority_township: officeDays(3),
      hard_township: officeDays(5),
    },
  },
  whistle_finish: {
    zh: '哨办结时限',
    en: 'joint handling after a whistle',
    values: {
      emergency: hours(24),
      enforcement: officeDays(10),
      enforcement_agreed: officeDays(10),
      priority_grid: naturalDays(3),
      priority_community: officeDays(5),
      priority_township: officeDays(10),
      hard_township: naturalDays(30),
    },
  },
  whistle_analysis: {
    zh: '哨分析研判时限',
    en: 'analysis before a whistle is blown',
    values: { L1: minutes(10), L2: minutes(30), '*': workingHours(4) },
  },
  whistle_approval: {
    zh: '吹哨审批时限',
    en: 'approval of a whistle, also after an urgent one',
    values: { L1: minutes(30), L2: minutes(30), '*': workingHours(4) },
  },
  whistle_rating: { zh: '一哨一评时限', en: 'rating of a unit after a whistle', values: { '*': naturalDays(3) } },
  back_rating: {
    zh: '反评期限',
    en: 'rating of a whistle by those it called, after it closed',
    values: { '*': naturalDays(7) },
  },
  round_table: { zh: '圆桌会议时限', en: 'round table', values: { '*': naturalDays(7) } },
  hand_down: { zh: '下交评议时限', en: 'hand-down to the villagers', values: { '*': naturalDays(15) } },
  consultation_plan: { zh: '会商筹备时限', en: 'topic and invitees of a consultation', values: { '*': officeDays(2) } },
  consultation_survey: { zh: '会前调查时限', en: 'survey before a consultation', values: { '*': officeDays(3) } },
  consultation_invite: { zh: '到会确认时限', en: 'answers to an invitation', values: { '*': naturalDays(3) } },
  consultation_reminder: { zh: '到会提醒', en: 'reminder of an invitation', values: { '*': naturalDays(1) } },
  session_interval: { zh: '再次会商间隔', en: 'time to the next session', values: { '*': naturalDays(7) } },
  resolution: { zh: '会商任务时限', en: 'task that a consultation resolved', values: { '*': officeDays(10) } },
  agreement: { zh: '签订协议时限', en: 'signing of an agreement', values: { '*': officeDays(3) } },
  judicial_confirmation: {
    zh: '申请司法确认期限',
    en: 'joint application for judicial confirmation of an agreement',
    values: { '*': naturalDays(30) },
  },
  confirmation_reminder: {
    zh: '司法确认提醒',
    en: 'reminder of judicial confirmation, seven days before its period ends',
    values: { '*': naturalDays(23) },
  },
  court_ruling: { zh: '法院裁定等候期', en: 'waiting for the court', values: { '*': naturalDays(30) } },
  hand_down_basis: { zh: '下交依据时限', en: 'legal basis of a hand-down', values: { '*': officeDays(1) } },
  hand_down_judgement: { zh: '村级初判时限', en: 'first judgement by the village', values: { '*': officeDays(1) } },
  hand_down_sign: { zh: '下交签批时限', en: 'sign-off of a hand-down', values: { '*': workingHours(8) } },
  hand_down_notice: {
    zh: '下交告知时限',
    en: 'notice of a hand-down to the appellant',
    values: { '*': officeDays(1) },
  },
  panel_convene: { zh: '合议组召集时限', en: 'convening the panel or the villagers', values: { '*': naturalDays(3) } },
  publication: { zh: '评议公示期', en: 'publication of a verdict', values: { '*': naturalDays(3) } },
  points_suggestion: { zh: '积分建议时限', en: 'suggestion of points', values: { '*': officeDays(1) } },
  points_publication: { zh: '积分公示期', en: 'publication of points', values: { '*': naturalDays(7) } },
  calm_interval: { zh: '安抚回访间隔', en: 'time to the next calming visit', values: { '*': naturalDays(7) } },
  conversion_window: { zh: '转化期限', en: 'time in which a hand-down may convert', values: { '*': naturalDays(30) } },
  verify_result: { zh: '督查核验时限', en: 'verification on site', values: { '*': officeDays(2) } },
  exclusion_review: { zh: '剔除审核时限', en: 'review of an exclusion', values: { '*': officeDays(3) } },
  accept: { zh: '验收时限', en: 'acceptance by the party committee', values: { '*': officeDays(3) } },
  explain: { zh: '说明沟通时限', en: 'explanation to the appellant', values: { '*': officeDays(2) } },
  callback_delay: { zh: '回访期限', en: 'callback after feedback', values: { '*': naturalDays(3) } },
  callback_attempt: { zh: '单次回访时限', en: 'one attempt of a callback', values: { '*': hours(24) } },
  callback_retry: {
    zh: '再次回访间隔',
    en: 'time to the next attempt of a callback, at another hour of the day',
    values: { '*': hours(26) },
  },
  rework: {
    zh: '重办时限',
    en: 'rework: half of the original limit, at least 24 hours',
    values: { L1: hours(24), L2: hours(24), L3: naturalDays(4), L4: naturalDays(8) },
  },
  overdue: { zh: '超期转督办', en: 'from expiry to supervision', values: { '*': hours(24) } },
  claim: {
    zh: '网格长认领时限',
    en: 'claim of a finding by the grid leader; L1 when life or property is in danger',
    values: { L1: minutes(30), '*': workingHours(4) },
  },
  village_meeting: { zh: '村级议事时限', en: 'village meeting about a sweep', values: { '*': officeDays(2) } },
  sweep: { zh: '举一反三排查时限', en: 'sweep for the same defect elsewhere', values: { '*': naturalDays(7) } },
  confirm_solution: { zh: '居民确认时限', en: 'confirmation by the resident', values: { '*': officeDays(2) } },
  directive_sign: { zh: '工作指令签收时限', en: 'signing for a directive', values: { '*': hours(4) } },
  directive_progress: {
    zh: '工作指令进度公布周期',
    en: 'longest time without published progress of a directive',
    values: { '*': naturalDays(7) },
  },
  directive_interview: {
    zh: '工作指令逾期约谈',
    en: 'from the date of a directive to the interview of its lead unit',
    values: { '*': naturalDays(7) },
  },
  directive_inspection: {
    zh: '工作指令核验时限',
    en: 'inspection of a directive reported done',
    values: { '*': officeDays(2) },
  },
  directive_rating: {
    zh: '工作指令评价时限',
    en: 'rating of the units of a directive',
    values: { '*': officeDays(3) },
  },
  worksheet_screening: { zh: '1330筛选时限', en: 'screening for the worksheet', values: { '*': officeDays(2) } },
  leader_claim: { zh: '领导认领时限', en: 'claim of a goal by a leader', values: { '*': officeDays(3) } },
  archive: { zh: '归档等待期', en: 'waiting for new facts before archiving', values: { '*': naturalDays(30) } },
  statutory_petition: {
    zh: '信访事项办理期限',
    en: 'statutory period of petitions',
    values: { '*': { amount: 60, unit: 'natural_days', calendar: 'statutory' } },
  },
} as const satisfies Readonly<Record<string, LimitSpec>>;
export type LimitName = keyof typeof LIMITS;

/**
 * The limit's value for a level: the township's own, else the default; the level's own, else that for all levels.
 *
 * @param level - null asks for a limit that is the same for all levels
 * @returns undefined for a name or level that is not known, so that a misspelt one never gets a value by chance
 */
export function findLimit(
  own: ReadonlyMap<string, LimitValue>,
  name: string,
  level: string | null,
): LimitValue | undefined {
  if (!Object.hasOwn(LIMITS, name)) return undefined;
  const defaults: Readonly<Record<string, LimitValue>> = LIMITS[name as LimitName].values;
  const levels = limitLevels(name as LimitName);
  if (level === null ? levels.length > 1 : !levels.includes(level) && !isLevel(level)) return undefined;
  for (const each of [level ?? ANY_LEVEL, ANY_LEVEL]) {
    const value = own.get(limitId(name, each)) ?? (Object.hasOwn(defaults, each) ? defaults[each] : undefined);
    if (value) return value;
  }
  return undefined;
}

/** Levels for which a limit has values of its own by default. */
export function limitLevels(name: LimitName): readonly string[] {
  return Object.keys(LIMITS[name].values);
}

/** Names a limit's value within a township. */
export function limitId(name: string, level: string): string {
  return `${name}/${level}`;
}

// helpers

function isLevel(level: string): boolean {
  return (LEVELS as readonly string[]).includes(level);
}

function minutes(amount: number): LimitValue {
  return { amount, unit: 'minutes', calendar: 'hotline' };
}

function hours(amount: number): LimitValue {
  return { amount, unit: 'hours', calendar: 'hotline' };
}

function workingHours(amount: number): LimitValue {
  return { amount, unit: 'working_hours', calendar: 'office' };
}

function naturalDays(amount: number): LimitValue {
  return { amount, unit: 'natural_days', calendar: 'hotline' };
}

function officeDays(amount: number): LimitValue {
  return { amount, unit: 'working_days', calendar: 'office' };
}
