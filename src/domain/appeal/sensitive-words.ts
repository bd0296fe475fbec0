/**
 * Words of a text that table D10 asks about. They are found where the text is still clear, so that the process gets words and never the text.
 * A new word in the table is added here as well.
 */
export const SENSITIVE_WORDS = [
  '跳楼',
  '轻生',
  '自焚',
  '燃气泄漏',
  '爆炸',
  '坍塌',
  '堵路',
  '食物中毒',
  '未成年人',
  '独居老人',
  '家暴',
  '媒体',
  '直播',
  '进京',
  '越级',
] as const;

/** Those of {@link SENSITIVE_WORDS} that occur in a text. */
export function findSensitiveWords(text: string): readonly string[] {
  return SENSITIVE_WORDS.filter((word) => text.includes(word));
}
