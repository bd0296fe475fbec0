import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import type { Category } from '../../../domain/appeal/appeal-words.ts';
import { mayCall, type WhistleLevel } from '../../../domain/whistle/whistle-words.ts';
import { answerOf, useApi } from '../../api/api.ts';
import { useUnits } from '../../parts/use-people.ts';

/** What is known of the matter before the whistle is blown. */
export const FACTS = ['risk', 'enforcement', 'ongoing', 'squad', 'alliance', 'districtLeader'] as const;
export type Facts = Readonly<Record<(typeof FACTS)[number], boolean>>;

/** What a whistle is about: an order or a finding that the address names. */
export interface Matter {
  readonly title: string;
  readonly category: Category | null;
  /** The village or section where it is. */
  readonly unitKey: string | null;
  readonly risk: boolean;
}

/** The matter that the address names; nothing when it names none. */
export function useMatter(orderNo: string, findingNo: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['order', 'whistled', orderNo, findingNo],
    enabled: orderNo !== '' || findingNo !== '',
    queryFn: async (): Promise<Matter> => {
      if (orderNo === '') {
        const path = { findingNo };
        const { finding } = await answerOf(api.GET('/api/findings/{findingNo}', { params: { path } }));
        const { title, category, unitKey, safety } = finding;
        return { title, category: category as Category, unitKey, risk: safety };
      }
      const order = await answerOf(api.GET('/api/work-orders/{orderNo}', { params: { path: { orderNo } } }));
      const { title, category, unitKey, ownerUnitKey, level } = order;
      return { title, category, unitKey: unitKey ?? ownerUnitKey, risk: level === 'L1' };
    },
  });
}

/** What table D05 decides about these facts; it follows them. */
export function usePreview(facts: MaybeRefOrGetter<Facts>) {
  const api = useApi();
  return useQuery({
    queryKey: ['decision-table', 'whistle', computed(() => toValue(facts))],
    queryFn: () => answerOf(api.POST('/api/whistles/preview', { body: toValue(facts) })),
    placeholderData: keepPreviousData,
  });
}

/** Whom to call: every unit by code, which of them a level may not call, and what the duty list suggests. */
export function useCallable(category: () => Category | null, level: () => WhistleLevel | null) {
  const api = useApi();
  const { units } = useUnits();
  const { data: list } = useQuery({
    queryKey: ['duty-list', 'in-force'],
    queryFn: () => answerOf(api.GET('/api/duty-list')),
  });
  const active = computed(() => units.value.filter((unit) => unit.active));
  const byCode = computed(() => new Map(active.value.map((unit) => [unit.code, unit])));
  const isBeyond = (code: string) => {
    const unit = byCode.value.get(code);
    const at = level();
    return unit !== undefined && at !== null && !mayCall(at, unit.kind);
  };
  return {
    nameOfCode: (code: string) => byCode.value.get(code)?.name ?? code,
    isBeyond,
    options: computed(() =>
      active.value.filter(({ code }) => !isBeyond(code)).map(({ code, name }) => ({ value: code, label: name })),
    ),
    suggested: computed(() => {
      const items = (list.value?.items ?? []).filter((item) => category() !== null && item.category === category());
      const codes = items.flatMap(({ mainUnitCode, coUnitCodes }) => [mainUnitCode, ...coUnitCodes]);
      return [...new Set(codes)].filter((code) => byCode.value.has(code) && !isBeyond(code));
    }),
  };
}
