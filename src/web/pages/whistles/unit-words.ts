import { useI18n } from 'vue-i18n';
import { BACK_RATINGS, RATING_ITEMS, type RatingItem } from '../../../domain/whistle/whistle-words.ts';
import { timeText } from '../../parts/times.ts';
import { useWord } from '../../parts/use-word.ts';
import { cameLate, type CalledUnit } from './use-whistles.ts';

/** What a table of called units says of one. */
export function useUnitWords() {
  const { t, locale } = useI18n();
  const { wordIn } = useWord();
  return {
    /** Late, absent or in time; nothing while it is waited for. */
    arrival(unit: CalledUnit): { readonly text: string; readonly tone: 'late' | 'fine' } | null {
      if (unit.arrivedAt && cameLate(unit)) return { text: t('whistles.wasLate'), tone: 'late' };
      if (unit.arrivedAt) return { text: t('whistles.inTime'), tone: 'fine' };
      return unit.absent ? { text: t('whistles.wasAbsent'), tone: 'late' } : null;
    },
    people({ personCount, topRank }: CalledUnit): string {
      const count = personCount === null ? [] : [t('whistles.persons', { n: personCount }, personCount)];
      return [...count, ...(topRank ? [t(`whistles.ranks.${topRank}`)] : [])].join(' · ');
    },
    at: (instant: string | null) => (instant ? timeText(instant, locale.value) : ''),
    objection: ({ objection }: CalledUnit) => (objection ? t(`whistles.objections.${objection}`) : ''),
    result: ({ taskResult }: CalledUnit) => (taskResult ? t(`whistles.taskResults.${taskResult}`) : ''),
    backRating: ({ backRating }: CalledUnit) => (backRating ? wordIn(BACK_RATINGS, backRating) : ''),
    /** Points by item, those that were counted. */
    items: ({ ratingItems }: CalledUnit) =>
      (Object.keys(RATING_ITEMS) as RatingItem[])
        .filter((item) => ratingItems?.[item] !== undefined)
        .map((item) => `${t(`whistles.items.${item}`)} ${ratingItems?.[item]}`)
        .join(' · '),
  };
}
