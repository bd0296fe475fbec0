import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { AppealType, Category } from '../../../domain/appeal/appeal-words.ts';
import type { WorkOrderState } from '../../../domain/appeal/work-order-state.ts';
import { answerOf, useApi } from '../../api/api.ts';

const PAGE = 100;

/** Which orders. */
export interface OrderFilter {
  readonly orderNo?: string;
  readonly states?: readonly WorkOrderState[];
  readonly level?: 'L1' | 'L2' | 'L3' | 'L4';
  readonly type?: AppealType;
  readonly category?: Category;
  readonly unit?: string;
  /** Never in the address: it is somebody's number. */
  readonly phone?: string;
  readonly supervised?: boolean;
  readonly sort: 'dueAt' | 'receivedAt';
}

/** Orders that the caller may see. */
export function useOrders(filter: Ref<OrderFilter>) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: ['order', 'search', filter],
    placeholderData: keepPreviousData,
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const { orderNo, states, level, type, category, unit, phone, supervised, sort } = filter.value;
      return answerOf(
        api.POST('/api/work-orders/search', {
          body: {
            page: { limit: PAGE, ...(pageParam && { after: pageParam }) },
            sort: [{ field: sort, order: sort === 'dueAt' ? 'ASC' : 'DESC' }],
            filter: {
              ...(orderNo && { orderNo: { $like: `*${orderNo.replace(/[\\*?]/g, '\\$&')}*` } }),
              ...(states?.length && { state: { $in: [...states] } }),
              ...(level && { level }),
              ...(type && { type }),
              ...(category && { category }),
              ...(unit && { ownerUnitKey: unit }),
              ...(phone && { phone }),
              ...(supervised && { supervised }),
            },
          },
        }),
      );
    },
    getNextPageParam: ({ items, page }) => (items.length === PAGE ? (page.endCursor ?? undefined) : undefined),
  });
  return {
    ...query,
    orders: computed(() => query.data.value?.pages.flatMap(({ items }) => items) ?? []),
    total: computed(() => query.data.value?.pages.at(-1)?.page.totalItems ?? 0),
  };
}
