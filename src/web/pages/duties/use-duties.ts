import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import type { paths } from '../../api/schema.d.ts';
import { useAction } from '../../parts/action.ts';

export type Dispute = Awaited<ReturnType<typeof readDisputes>>['items'][number];
export type DutyItem = Awaited<ReturnType<typeof readItems>>['items'][number];
export type ItemWords = NonNullable<
  paths['/api/duty-list/{code}']['put']['requestBody']
>['content']['application/json'];

/** Disputes that the caller may see, the one that is due first on top; those without a date below. */
export function useDisputes(all: MaybeRefOrGetter<boolean>) {
  const api = useApi();
  const query = useQuery({
    queryKey: ['*', 'dispute', computed(() => toValue(all))],
    queryFn: () => readDisputes(api, toValue(all)),
  });
  return {
    ...query,
    disputes: computed(() => [...(query.data.value?.items ?? [])].sort((a, b) => dateOf(a).localeCompare(dateOf(b)))),
  };
}

async function readDisputes(api: Api, all: boolean) {
  return answerOf(api.GET('/api/disputes', { params: { query: all ? {} : { open: true } } }));
}

function dateOf({ step, ruledAt, meetingAt }: Dispute): string {
  return ruledAt ? `~${ruledAt}` : (step?.dueAt ?? meetingAt ?? '9');
}

/** Items of the duty list in force. */
export function useDutyList() {
  const api = useApi();
  return useQuery({ queryKey: ['duty-list', 'in-force'], queryFn: () => readItems(api) });
}

async function readItems(api: Api) {
  return answerOf(api.GET('/api/duty-list'));
}

/** All versions of an item, the newest first. */
export function useVersions(code: MaybeRefOrGetter<string>) {
  const api = useApi();
  return useQuery({
    queryKey: ['duty-list', 'versions', computed(() => toValue(code))],
    enabled: computed(() => toValue(code) !== ''),
    queryFn: () => answerOf(api.GET('/api/duty-list/{code}/versions', { params: { path: { code: toValue(code) } } })),
  });
}

/** Puts a new version of an item in force. */
export function useChangeItem() {
  const api = useApi();
  return useAction(
    ({ code, words }: { code: string; words: ItemWords }, key) =>
      answerOf(
        api.PUT('/api/duty-list/{code}', {
          params: { path: { code }, header: { 'idempotency-key': key } },
          body: words,
        }),
      ),
    ['duty-list'],
  );
}
