import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { useNow } from '../../parts/now.ts';
import { monthOf } from '../../parts/times.ts';

export const PERIODS = ['month', 'year'] as const;
export type Period = (typeof PERIODS)[number];
export type Figures = Awaited<ReturnType<typeof readFigures>>;

/** How units answered whistles and directives in the current month or year. @param enabled - whether anybody looks */
export function useFigures(period: MaybeRefOrGetter<Period>, enabled: MaybeRefOrGetter<boolean>) {
  const api = useApi();
  const now = useNow();
  const month = computed(() => monthOf(now.value));
  return useQuery({
    queryKey: ['*', 'whistle-figures', computed(() => toValue(period)), month],
    enabled: computed(() => toValue(enabled)),
    queryFn: () => readFigures(api, spanOf(toValue(period), month.value)),
  });
}

async function readFigures(api: Api, query: { from: string; to: string }) {
  return answerOf(api.GET('/api/whistle-figures', { params: { query } }));
}

/** First instant of a township's month or year, and of the next. @param month - `2026-03` */
function spanOf(period: Period, month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const from = (y: number, m: number) =>
    `${m > 12 ? y + 1 : y}-${String(m > 12 ? 1 : m).padStart(2, '0')}-01T00:00:00+08:00`;
  return period === 'month'
    ? { from: from(year, number), to: from(year, number + 1) }
    : { from: from(year, 1), to: from(year + 1, 1) };
}
