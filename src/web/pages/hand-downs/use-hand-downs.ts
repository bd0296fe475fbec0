import { useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { DAY_MS } from '../../../domain/day.ts';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { ProblemError } from '../../api/problem.ts';
import { useAction } from '../../parts/action.ts';

export const SHOWN = ['open', 'ended', 'all'] as const;
export type Shown = (typeof SHOWN)[number];
const TOUCHES = ['hand-down', 'verdict', 'vote', 'panel', 'points', 'order', 'user-task', '*'];
/** What conversion is measured over. */
const CONVERSION_DAYS = 90;

export type HandDownItem = Awaited<ReturnType<typeof readList>>[number];
export type HandDown = NonNullable<Awaited<ReturnType<typeof readOne>>>;
export type Candidate = Awaited<ReturnType<typeof readCandidates>>[number];
export type Actions = ReturnType<typeof useHandDownActions>;
export type Ballot = {
  readonly stage: 'panel' | 'villagers';
  readonly candidateKey: string;
  readonly choice: 'reasonable' | 'unreasonable' | 'abstain';
};

/** Those whose publication ends first on top, then the newest. */
export function useHandDowns(show: MaybeRefOrGetter<Shown>) {
  const api = useApi();
  const wanted = computed(() => toValue(show));
  return useQuery({ queryKey: ['*', 'hand-downs', wanted], queryFn: () => readList(api, wanted.value) });
}

/** An order's newest hand-down; null: there is none for the caller. */
export function useHandDown(orderNo: MaybeRefOrGetter<string>) {
  const api = useApi();
  const no = computed(() => toValue(orderNo));
  return useQuery({ queryKey: ['*', 'hand-down', no], queryFn: () => readOne(api, no.value) });
}

/** What the panel reads. */
export function usePack(orderNo: MaybeRefOrGetter<string>) {
  const api = useApi();
  const no = computed(() => toValue(orderNo));
  const params = () => ({ path: { orderNo: no.value } });
  return useQuery({
    queryKey: ['*', 'panel-pack', no],
    queryFn: () => answerOf(api.GET('/api/work-orders/{orderNo}/panel-pack', { params: params() })),
  });
}

/** A village's people, names masked; none for who is neither of the village nor of the office. */
export function useCandidates(villageKey: MaybeRefOrGetter<string>) {
  const api = useApi();
  const key = computed(() => toValue(villageKey));
  return useQuery({
    queryKey: ['panel', 'candidates', key],
    enabled: computed(() => key.value !== ''),
    queryFn: () => readCandidates(api, key.value),
  });
}

/** How hand-downs of the last ninety days ended, by order and by person. */
export function useConversion() {
  const api = useApi();
  return useQuery({
    queryKey: ['*', 'conversion'],
    queryFn: () => {
      const now = Date.now();
      const at = (ms: number) => new Date(ms).toISOString();
      const query = { from: at(now - CONVERSION_DAYS * DAY_MS), to: at(now + DAY_MS) };
      return answerOf(api.GET('/api/hand-down-conversion', { params: { query } }));
    },
  });
}

/** What is done around a hand-down beside its tasks. */
export function useHandDownActions(orderNo: () => string) {
  const api = useApi();
  const params = (key: string) => ({ path: { orderNo: orderNo() }, header: { 'idempotency-key': key } });
  return {
    vote: useAction(
      (body: Ballot, key) => answerOf(api.POST('/api/work-orders/{orderNo}/votes', { params: params(key), body })),
      TOUCHES,
    ),
    recuse: useAction(
      (body: { candidateKey: string; reason: 'kinship' | 'interest' | 'dispute' }, key) =>
        answerOf(api.POST('/api/work-orders/{orderNo}/recusals', { params: params(key), body })),
      TOUCHES,
    ),
    object: useAction(
      (text: string, key) =>
        answerOf(api.POST('/api/work-orders/{orderNo}/objections', { params: params(key), body: { text } })),
      TOUCHES,
    ),
    overturn: useAction(
      (reason: string, key) =>
        answerOf(api.POST('/api/work-orders/{orderNo}/verdict-overturning', { params: params(key), body: { reason } })),
      TOUCHES,
    ),
    approve: useAction(
      (entryKey: string, key) =>
        answerOf(
          api.POST('/api/points-entries/{entryKey}/approval', {
            params: { path: { entryKey }, header: { 'idempotency-key': key } },
          }),
        ),
      TOUCHES,
    ),
  };
}

/** Puts somebody on a village's roster. */
export function useEnrol() {
  const api = useApi();
  return useAction(
    (body: { villageKey: string; category: Candidate['category']; name: string; phone?: string }, key) =>
      answerOf(api.POST('/api/panel-candidates', { params: { header: { 'idempotency-key': key } }, body })),
    TOUCHES,
  );
}

// helpers

async function readList(api: Api, show: Shown) {
  const query = show === 'all' ? {} : { open: show === 'open' ? ('true' as const) : ('false' as const) };
  const { items } = await answerOf(api.GET('/api/hand-downs', { params: { query } }));
  return items.sort((a, b) => (a.publishedUntil ?? '~').localeCompare(b.publishedUntil ?? '~'));
}

async function readOne(api: Api, orderNo: string) {
  return answerOf(api.GET('/api/work-orders/{orderNo}/hand-down', { params: { path: { orderNo } } })).catch(
    (error: unknown) => {
      if (error instanceof ProblemError && error.problem.status === 404) return null;
      throw error;
    },
  );
}

async function readCandidates(api: Api, villageKey: string) {
  return (await answerOf(api.GET('/api/panel-candidates', { params: { query: { villageKey } } }))).items;
}
