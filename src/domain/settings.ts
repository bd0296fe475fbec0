import { MEDIA_TYPES } from './attachment-kinds.ts';
import { referenceError } from './reference-errors.ts';

/** A value an administrator tunes without touching a diagram. */
export type SettingSpec = { readonly zh: string; readonly en: string } & (
  | { readonly kind: 'integer'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'number'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[] }
  /** Some of `choices`, each once. */
  | { readonly kind: 'subset'; readonly default: readonly string[]; readonly choices: readonly string[] }
  /** Ascending whole percentages. */
  | { readonly kind: 'percentages'; readonly default: readonly number[] }
  /** Spans of a working day as `["09:00", "12:00"]`, ascending. */
  | { readonly kind: 'hours'; readonly default: readonly (readonly [string, string])[] }
  /** Shares in percent that make 100, by name. */
  | { readonly kind: 'weights'; readonly default: Readonly<Record<string, number>> }
);

/** Every setting with its default. Diagrams and tables say `setting("max_rework")`. */
export const SETTINGS = {
  office_hours: {
    zh: '办公时间',
    en: 'office hours of working days',
    kind: 'hours',
    default: [
      ['09:00', '12:00'],
      ['13:30', '17:30'],
    ],
  },
  warning_percentages: {
    zh: '时限预警点（%）',
    en: 'parts of a limit at which is warned, in percent',
    kind: 'percentages',
    default: [50, 80, 100],
  },
  sub_task_percentage: {
    zh: '协办子任务占剩余时限（%）',
    en: 'share of the time left that a co-handler gets, in percent',
    kind: 'integer',
    default: 70,
    min: 10,
    max: 100,
  },
  return_mode: {
    zh: '退单模式',
    en: 'strict: orders dispatched directly by the city cannot be returned',
    kind: 'choice',
    default: 'lenient',
    choices: ['strict', 'lenient'],
  },
  duty_meeting_day: {
    zh: '职责对接会日期',
    en: 'day of the month of the duty meeting',
    kind: 'integer',
    default: 15,
    min: 1,
    max: 28,
  },
  duty_meeting_postponements: {
    zh: '职责争议最多延后的会议次数',
    en: 'duty meetings that may put an item off before a directive is asked for',
    kind: 'integer',
    default: 2,
    min: 0,
    max: 12,
  },
  whistle_rounds: {
    zh: '同一哨联合处置轮次上限',
    en: 'rounds of joint handling of a whistle',
    kind: 'integer',
    default: 2,
    min: 1,
    max: 10,
  },
  extension_count: { zh: '延期次数上限', en: 'extensions of an order', kind: 'integer', default: 1, min: 0, max: 5 },
  extension_window_percentage: {
    zh: '可申请延期的最少剩余时限（%）',
    en: 'time that must be left when an extension is asked for, in percent',
    kind: 'integer',
    default: 10,
    min: 0,
    max: 100,
  },
  max_homestead_visits: { zh: '入户调解次数上限', en: 'mediations at home', kind: 'integer', default: 10, min: 1, max: 50 },
  directive_extensions: {
    zh: '工作指令续办次数上限',
    en: 'extensions of a directive',
    kind: 'integer',
    default: 1,
    min: 0,
    max: 3,
  },
  directive_pass_score: {
    zh: '工作指令评价及格分',
    en: 'score from which a unit has done its part of a directive',
    kind: 'integer',
    default: 60,
    min: 0,
    max: 100,
  },
  relieve_days: {
    zh: '减压诉求观察天数',
    en: 'days without an appeal about the same matter after which a relief stays counted',
    kind: 'integer',
    default: 30,
    min: 1,
    max: 365,
  },
  max_rework: { zh: '重办次数上限', en: 'reworks of an order', kind: 'integer', default: 2, min: 0, max: 5 },
  max_sessions: { zh: '会商次数上限', en: 'sessions of a consultation', kind: 'integer', default: 12, min: 1, max: 50 },
  consultation_quorum_percentage: {
    zh: '会商到会比例（%）',
    en: 'share of the invitees that must be present, in percent',
    kind: 'integer',
    default: 50,
    min: 1,
    max: 100,
  },
  panel_size: {
    zh: '合议组人数',
    en: 'members of a panel; always odd, at least three',
    kind: 'choice',
    default: '3',
    choices: ['3', '5', '7', '9'],
  },
  hand_down_similar_minimum: {
    zh: '不合理诉求下交的同类次数',
    en: 'similar appeals within 30 days from which an unreasonable one may be handed down',
    kind: 'integer',
    default: 2,
    min: 1,
    max: 50,
  },
  excessive_minimum: {
    zh: '高频过度诉求次数',
    en: 'similar appeals within 30 days that count as excessive',
    kind: 'integer',
    default: 8,
    min: 2,
    max: 100,
  },
  hand_down_warning_percentage: {
    zh: '下交评议预警点（%）',
    en: 'part of the time of a hand-down at which is warned, in percent',
    kind: 'integer',
    default: 80,
    min: 10,
    max: 100,
  },
  max_calm_visits: {
    zh: '安抚走访次数上限',
    en: 'calming visits of a hand-down',
    kind: 'integer',
    default: 4,
    min: 1,
    max: 20,
  },
  callback_mode: {
    zh: '回访方式',
    en: 'who calls back: the township, the hotline, or both',
    kind: 'choice',
    default: 'own',
    choices: ['own', 'external', 'both'],
  },
  callback_attempts: { zh: '回访次数', en: 'attempts of a callback', kind: 'integer', default: 3, min: 1, max: 10 },
  sampling_sensitive: {
    zh: '重点工单核验比例（%）',
    en: 'verified share of sensitive, mass and suspended orders, in percent',
    kind: 'integer',
    default: 100,
    min: 0,
    max: 100,
  },
  sampling_urgent: {
    zh: '紧急工单核验比例（%）',
    en: 'verified share of L1 and L2 orders, in percent',
    kind: 'integer',
    default: 30,
    min: 0,
    max: 100,
  },
  sampling_other: {
    zh: '一般工单核验比例（%）',
    en: 'verified share of other orders, in percent',
    kind: 'integer',
    default: 10,
    min: 0,
    max: 100,
  },
  sampling_daily_minimum: {
    zh: '每日最少核验件数',
    en: 'orders verified each day at least',
    kind: 'integer',
    default: 3,
    min: 0,
    max: 100,
  },
  dispatch_score_gap: {
    zh: '派单得分最小差',
    en: 'lead of the best unit that makes a dispatch unambiguous',
    kind: 'integer',
    default: 10,
    min: 0,
    max: 100,
  },
  repeat_days: {
    zh: '重复诉求判定天数',
    en: 'days within which an appeal is a repeat',
    kind: 'integer',
    default: 30,
    min: 1,
    max: 365,
  },
  cluster_hours: {
    zh: '多人同诉判定小时数',
    en: 'hours within which appeals of several people make a cluster, and within which those who join are one batch',
    kind: 'integer',
    default: 72,
    min: 1,
    max: 720,
  },
  difficult_repeats: {
    zh: '疑难诉求重复次数',
    en: 'repeats of an order that mark it as difficult',
    kind: 'integer',
    default: 3,
    min: 1,
    max: 50,
  },
  excessive_repeat_percentage: {
    zh: '高频过度诉求重复占比（%）',
    en: 'share of mere repeats among one person’s appeals of 30 days that makes them excessive, in percent',
    kind: 'integer',
    default: 60,
    min: 1,
    max: 100,
  },
  cluster_minimum: {
    zh: '多人同诉人数',
    en: 'appellants within `cluster_hours` that make a cluster',
    kind: 'integer',
    default: 3,
    min: 2,
    max: 100,
  },
  mass_minimum: {
    zh: '群体诉求人数',
    en: 'appellants that make a mass appeal',
    kind: 'integer',
    default: 10,
    min: 2,
    max: 1000,
  },
  mass_visit_minimum: {
    zh: '集体来访人数',
    en: 'visitors at once that make a mass appeal',
    kind: 'integer',
    default: 5,
    min: 2,
    max: 100,
  },
  cycle_start_day: {
    zh: '考核周期起始日',
    en: 'day of the month on which a scoring cycle begins',
    kind: 'integer',
    default: 19,
    min: 1,
    max: 28,
  },
  freeze_day: {
    zh: '考核冻结日',
    en: 'day of the month on which scores are frozen',
    kind: 'integer',
    default: 28,
    min: 1,
    max: 28,
  },
  score_weights: {
    zh: '三率权重',
    en: 'weights of response, resolution and satisfaction rates',
    kind: 'weights',
    default: { response: 10, resolution: 45, satisfaction: 45 },
  },
  basic_satisfied_factor: {
    zh: '基本满意折算系数',
    en: 'what “basically satisfied” counts',
    kind: 'number',
    default: 0.6,
    min: 0,
    max: 1,
  },
  reveals_per_hour: {
    zh: '每人每小时查看个人信息次数上限',
    en: 'times an hour that one account may see personal data in clear',
    kind: 'integer',
    default: 30,
    min: 1,
    max: 500,
  },
  attachment_count: { zh: '每单附件数上限', en: 'files of an order', kind: 'integer', default: 50, min: 1, max: 500 },
  attachment_photo_mib: {
    zh: '照片大小上限（MiB）',
    en: 'largest photo, in MiB',
    kind: 'integer',
    default: 10,
    min: 1,
    max: 25,
  },
  attachment_video_mib: {
    zh: '视频大小上限（MiB）',
    en: 'largest video, in MiB',
    kind: 'integer',
    default: 100,
    min: 1,
    max: 500,
  },
  attachment_recording_mib: {
    zh: '录音大小上限（MiB）',
    en: 'largest recording, in MiB',
    kind: 'integer',
    default: 50,
    min: 1,
    max: 500,
  },
  attachment_document_mib: {
    zh: '文件大小上限（MiB）',
    en: 'largest document, in MiB',
    kind: 'integer',
    default: 20,
    min: 1,
    max: 200,
  },
  attachment_types: {
    zh: '可上传的文件类型',
    en: 'types of files that may be attached',
    kind: 'subset',
    default: MEDIA_TYPES,
    choices: MEDIA_TYPES,
  },
  retention_contact_months: {
    zh: '办结后姓名、电话、住址保存月数',
    en: 'months that name, phone and address are kept after an order has ended',
    kind: 'integer',
    default: 24,
    min: 24,
    max: 60,
  },
  retention_words_months: {
    zh: '办结后诉求内容与记录文字保存月数',
    en: 'months that the words of an appeal are kept after its order has ended',
    kind: 'integer',
    default: 24,
    min: 24,
    max: 60,
  },
  retention_place_months: {
    zh: '办结后精确定位保存月数',
    en: 'months that an exact position is kept after an order has ended',
    kind: 'integer',
    default: 6,
    min: 1,
    max: 6,
  },
  retention_recording_months: {
    zh: '办结后录音保存月数',
    en: 'months that recordings are kept after an order has ended; disputed ones a year',
    kind: 'integer',
    default: 6,
    min: 1,
    max: 6,
  },
  retention_photo_months: {
    zh: '办结后照片、视频与文件保存月数',
    en: 'months that photos, videos and documents are kept after an order has ended',
    kind: 'integer',
    default: 24,
    min: 24,
    max: 60,
  },
  retention_vote_months: {
    zh: '办结后评议投票人身份保存月数',
    en: 'months that it is kept who voted, after an order has ended',
    kind: 'integer',
    default: 36,
    min: 36,
    max: 60,
  },
  open_statistics_minimum: {
    zh: '公开统计最小数',
    en: 'smallest count that open statistics show',
    kind: 'integer',
    default: 5,
    min: 5,
    max: 50,
  },
} as const satisfies Readonly<Record<string, SettingSpec>>;
export type SettingName = keyof typeof SETTINGS;

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/** @throws {@link DomainError} ERR_SETTING_UNKNOWN */
export function settingSpec(name: string): SettingSpec {
  if (isSettingName(name)) return SETTINGS[name];
  throw referenceError('ERR_SETTING_UNKNOWN', { name, known: Object.keys(SETTINGS).join(', ') });
}

/** @throws {@link DomainError} ERR_SETTING_UNKNOWN, ERR_SETTING_VALUE */
export function checkSetting(name: string, value: unknown): void {
  const spec = settingSpec(name);
  const [fits, expected, expectedEn] = expectation(spec, value);
  if (!fits) throw referenceError('ERR_SETTING_VALUE', { name, expected, expectedEn });
}

/** Minutes of the day for `09:30`; undefined for anything that is no time of day. `24:00` is allowed. */
export function minutesOf(time: unknown): number | undefined {
  const match = typeof time === 'string' ? /^(\d{2}):(\d{2})$/.exec(time) : null;
  if (!match) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : undefined;
}

// helpers

function expectation(spec: SettingSpec, value: unknown): readonly [fits: boolean, zh: string, en: string] {
  switch (spec.kind) {
    case 'integer':
    case 'number': {
      const isNumber = typeof value === 'number' && value >= spec.min && value <= spec.max;
      const whole = spec.kind === 'integer';
      const range = `${spec.min}–${spec.max}`;
      return [
        isNumber && (!whole || Number.isInteger(value)),
        ` ${range} 的${whole ? '整数' : '数'}`,
        `a ${whole ? 'whole ' : ''}number ${range}`,
      ];
    }
    case 'choice':
      return [
        spec.choices.includes(value as string),
        ` ${spec.choices.join('、')} 之一`,
        `one of ${spec.choices.join(', ')}`,
      ];
    case 'subset':
      return [
        Array.isArray(value) &&
          value.length > 0 &&
          value.length === new Set(value).size &&
          value.every((each) => spec.choices.includes(each)),
        `列表,取自 ${spec.choices.join('、')}`,
        `a list of some of ${spec.choices.join(', ')}`,
      ];
    case 'percentages':
      return [
        isAscending(value, 1, 200),
        '递增的整数百分比，如 [50, 80, 100]',
        'ascending whole percentages such as [50, 80, 100]',
      ];
    case 'hours': {
      const minutes = Array.isArray(value)
        ? value.flatMap((span) => (Array.isArray(span) ? span : [null])).map(minutesOf)
        : [];
      const paired =
        Array.isArray(value) && value.length > 0 && value.every((span) => Array.isArray(span) && span.length === 2);
      return [
        paired && isAscending(minutes, 0, 1440),
        '依次的起止时间，如 [["09:00","12:00"],["13:30","17:30"]]',
        'spans of time such as [["09:00","12:00"],["13:30","17:30"]]',
      ];
    }
    case 'weights': {
      const names = Object.keys(spec.default);
      const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
      const numbers = names.map((name) => given[name]);
      const fits =
        Object.keys(given).length === names.length &&
        numbers.every((each): each is number => typeof each === 'number' && each >= 0) &&
        numbers.reduce((sum, each) => sum + each, 0) === 100;
      return [fits, `${names.join('、')} 三项合计 100`, `${names.join(', ')} that make 100`];
    }
  }
}

function isAscending(value: unknown, min: number, max: number): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (each, index) => Number.isInteger(each) && each >= min && each <= max && (index === 0 || each > value[index - 1]),
    )
  );
}
