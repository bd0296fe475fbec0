/**
 * How long each class of personal data is kept, and what happens to it then. Everything counts from the day on which the order ended; what
 * has not ended is kept.
 *
 * @see Personal Information Protection Law arts. 19 and 47: as short as the purpose needs
 */
export const RETENTION_CLASSES = {
  /** Name: a pseudonym stays, the same for the same case. Phone and address: destroyed. */
  contact: { zh: '姓名、电话、住址', en: 'name, phone and address', setting: 'retention_contact_months' },
  /** What was said: content, notes, messages of the hotline, objections. */
  words: { zh: '诉求内容与办理记录文字', en: 'words of the appeal and its notes', setting: 'retention_words_months' },
  /** What parties said to each other at a table, and the terms they agreed on. */
  minutes: { zh: '会议纪要与协议条款', en: 'minutes and terms of agreements', setting: 'retention_minutes_months' },
  /** Exact position: the grid and the area of about 100 m stay. */
  place: { zh: '精确定位', en: 'exact position', setting: 'retention_place_months' },
  recording: { zh: '录音', en: 'recordings', setting: 'retention_recording_months' },
  photo: { zh: '照片、视频与文件', en: 'photos, videos and documents', setting: 'retention_photo_months' },
  /** Who voted: counts stay. */
  vote: { zh: '评议投票人身份', en: 'who voted', setting: 'retention_vote_months' },
} as const;
export type RetentionClass = keyof typeof RETENTION_CLASSES;

export function isRetentionClass(word: string): word is RetentionClass {
  return Object.hasOwn(RETENTION_CLASSES, word);
}

/** The instant before which an order must have ended for its data of a class to be destroyed at `now`. Months are those of the calendar. */
export function retentionCutoff(now: number, months: number): number {
  return monthsOn(now, -months);
}

/** When data of a case that ended at `endedAt` has been kept long enough. */
export function retentionEnd(endedAt: number, months: number): number {
  return monthsOn(endedAt, months);
}

function monthsOn(now: number, months: number): number {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** Stands where words were. */
export const WORDS_GONE = '(已按保存期限销毁)';

/** Stands for the name of the appellant of a case: the same for the same case, and nobody without the key can tell whose it was. */
export function pseudonymOf(vault: { fingerprint(text: string): string }, orderKey: number): string {
  return `诉求人${vault.fingerprint(`pseudonym/${orderKey}`).slice(0, 8)}`;
}
