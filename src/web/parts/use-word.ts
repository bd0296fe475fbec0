import { useI18n } from 'vue-i18n';

/** What something is called in both languages, as the domain's tables of words say it. */
export interface Word {
  readonly zh: string;
  readonly en: string;
}

/** Words of the domain in the reader's language. */
export function useWord() {
  const { locale } = useI18n();
  const wordOf = (word: Word) => word[locale.value === 'zh' ? 'zh' : 'en'];
  return {
    wordOf,
    /** The word of a key in a table of words; the key itself when the table does not know it. */
    wordIn: (words: Readonly<Record<string, Word>>, key: string) => (words[key] ? wordOf(words[key]) : key),
    /** A word that was kept in Chinese, in the reader's language; as it is when no table knows it. */
    wordFor: (words: readonly Word[], zh: string) => {
      const word = words.find((each) => each.zh === zh);
      return word ? wordOf(word) : zh;
    },
    /** Choices for a list. */
    optionsOf: (words: Readonly<Record<string, Word>>) =>
      Object.entries(words).map(([value, word]) => ({ value, label: wordOf(word) })),
  };
}
