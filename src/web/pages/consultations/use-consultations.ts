import { useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { ProblemError } from '../../api/problem.ts';
import { useAction } from '../../parts/action.ts';

export const SHOWN = ['open', 'ended', 'all'] as const;
export type Shown = (typeof SHOWN)[number];
const TOUCHES = ['consultation', 'order', 'user-task', '*'];

export type ConsultationItem = Awaited<ReturnType<typeof readList>>[number];
export type ConsultationFile = NonNullable<Awaited<ReturnType<typeof readFile>>>;
export type Consultation = ConsultationFile['items'][number];
export type Agreement = Consultation['agreements'][number];
export type Actions = ReturnType<typeof useConsultationActions>;

/** What is lost first on top, then the newest. */
export function useConsultations(show: MaybeRefOrGetter<Shown>) {
  const api = useApi();
  const wanted = computed(() => toValue(show));
  return useQuery({ queryKey: ['*', 'consultations', wanted], queryFn: () => readList(api, wanted.value) });
}

/** An order's consultations, the newest first; null: there is none for the caller. */
export function useConsultationsOf(orderNo: MaybeRefOrGetter<string>) {
  const api = useApi();
  const no = computed(() => toValue(orderNo));
  return useQuery({ queryKey: ['*', 'consultations-of', no], queryFn: () => readFile(api, no.value) });
}

/** What is done around a table beside its tasks. */
export function useConsultationActions(orderNo: () => string) {
  const api = useApi();
  const params = (key: string) => ({ path: { orderNo: orderNo() }, header: { 'idempotency-key': key } });
  return {
    consent: useAction(
      (
        body: {
          purpose: 'shared_with_respondent' | 'named_to_panel';
          given: boolean;
          form: 'written' | 'recorded';
        },
        key,
      ) => answerOf(api.POST('/api/work-orders/{orderNo}/consents', { params: params(key), body })),
      TOUCHES,
    ),
    refuse: useAction(
      (party: 'appellant' | 'respondent', key) =>
        answerOf(api.POST('/api/work-orders/{orderNo}/mediation-refusal', { params: params(key), body: { party } })),
      TOUCHES,
    ),
    minutes: useAction(
      (body: { session: number | null; text: string }, key) =>
        answerOf(api.POST('/api/work-orders/{orderNo}/minutes', { params: params(key), body })),
      TOUCHES,
    ),
    pay: useAction(
      (number: number, key) =>
        answerOf(
          api.POST('/api/work-orders/{orderNo}/instalments/{number}/payment', {
            params: {
              path: { orderNo: orderNo(), number: String(number) },
              header: { 'idempotency-key': key },
            },
          }),
        ),
      TOUCHES,
    ),
  };
}

interface Dated {
  readonly nextDueAt: string | null;
  readonly confirmationDueAt: string | null;
}

/** What is lost next in a consultation: a resolution, an instalment, or the way to the court. */
export function lostNext({ nextDueAt, confirmationDueAt }: Dated): string | null {
  return [nextDueAt, confirmationDueAt].filter((at) => at !== null).sort()[0] ?? null;
}

// helpers

async function readList(api: Api, show: Shown) {
  const query = show === 'all' ? {} : { open: show === 'open' ? ('true' as const) : ('false' as const) };
  const { items } = await answerOf(api.GET('/api/consultations', { params: { query } }));
  // those without a date come last, in their order
  return items.sort((a, b) => (lostNext(a) ?? '~').localeCompare(lostNext(b) ?? '~'));
}

async function readFile(api: Api, orderNo: string) {
  const asked = answerOf(api.GET('/api/work-orders/{orderNo}/consultations', { params: { path: { orderNo } } }));
  return asked
    .then((file) => ({ ...file, items: file.items.reverse() }))
    .catch((error: unknown) => {
      if (error instanceof ProblemError && error.problem.status === 404) return null;
      throw error;
    });
}
