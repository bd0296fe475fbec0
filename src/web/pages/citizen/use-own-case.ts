import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import type { paths } from '../../api/schema.d.ts';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import { useAction } from '../../parts/action.ts';
import { createUploader } from '../../parts/upload.ts';
import type { Receipt } from './receipt.ts';

/** Nobody is told of changes without an account: asked again, ms. */
const AGAIN_MS = 30_000;

type Body<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer B } } };
}
  ? B
  : never;
export type NewAppeal = Body<'/api/townships/{tenantId}/appeals'>;
export type NewSnap = Body<'/api/townships/{tenantId}/snaps'>;
export type Rating = Omit<Body<'/api/townships/{tenantId}/appeals/{orderNo}/rating'>, 'code'>;
export type Correction = Omit<Body<'/api/townships/{tenantId}/appeals/{orderNo}/correction'>, 'code'>;
export type Consent = Omit<Body<'/api/townships/{tenantId}/appeals/{orderNo}/consents'>, 'code'>;
export type OwnCase = Awaited<ReturnType<typeof readStatus>>;
export type Decision = Awaited<ReturnType<typeof readExplanations>>['items'][number];

/** What somebody with a receipt reads. Keys of the queries hold the number and never the code. */
export function useOwnCase(tenantId: string, receipt: MaybeRefOrGetter<Receipt | null>) {
  const api = useApi();
  const orderNo = computed(() => toValue(receipt)?.orderNo ?? '');
  const held = () => toValue(receipt) ?? { orderNo: '', code: '' };
  const common = { enabled: computed(() => orderNo.value !== ''), retry: false, gcTime: 0 } as const;
  return {
    status: useQuery({
      ...common,
      queryKey: ['own-case', tenantId, orderNo, 'status'],
      queryFn: () => readStatus(api, tenantId, held()),
      refetchInterval: AGAIN_MS,
    }),
    explanations: useQuery({
      ...common,
      queryKey: ['own-case', tenantId, orderNo, 'explanations'],
      queryFn: () => readExplanations(api, tenantId, held()),
    }),
  };
}

/** What is held about somebody with a receipt; each time is written down, so it is asked for when wanted only. */
export function useOwnData(tenantId: string, receipt: Receipt) {
  const api = useApi();
  return useQuery({
    queryKey: ['own-data', tenantId, receipt.orderNo],
    queryFn: () => answerOf(api.POST('/api/townships/{tenantId}/appeals/{orderNo}/own-data', of(tenantId, receipt))),
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
  });
}

/** What somebody with a receipt can do. */
export function useOwnActions(tenantId: string, receipt: Receipt) {
  const api = useApi();
  const path = { tenantId, orderNo: receipt.orderNo };
  const { code } = receipt;
  const base = '/api/townships/{tenantId}/appeals/{orderNo}';
  const touches = ['own-case', 'own-data'];
  return {
    supplement: useAction(
      (text: string, key) =>
        answerOf(api.POST(`${base}/supplements`, { params: { path }, headers: keyed(key), body: { code, text } })),
      touches,
    ),
    withdraw: useAction(
      (text: string, key) =>
        answerOf(
          api.POST(`${base}/withdrawal`, {
            params: { path },
            headers: keyed(key),
            body: { code, ...(text && { text }) },
          }),
        ),
      touches,
    ),
    rate: useAction(
      (rating: Rating, key) =>
        answerOf(api.POST(`${base}/rating`, { params: { path }, headers: keyed(key), body: { code, ...rating } })),
      touches,
    ),
    correct: useAction(
      (correction: Correction) =>
        answerOf(api.POST(`${base}/correction`, { params: { path }, body: { code, ...correction } })),
      touches,
    ),
    erase: useAction(() => answerOf(api.POST(`${base}/deletion`, { params: { path }, body: { code } })), touches),
    consent: useAction((consent: Consent) =>
      answerOf(api.POST(`${base}/consents`, { params: { path }, body: { code, ...consent } })),
    ),
  };
}

/** Submits an appeal; `run` answers its receipt. */
export function useAppealing(tenantId: string) {
  const api = useApi();
  return useAction((body: NewAppeal, key) =>
    answerOf(
      api.POST('/api/townships/{tenantId}/appeals', { params: { path: { tenantId } }, headers: keyed(key), body }),
    ),
  );
}

/** Sends photos to a case, each once also when it is sent again. */
export function usePhotoSender(tenantId: string) {
  const upload = createUploader();
  return (receipt: Receipt, file: File, onProgress: (part: number) => void) => {
    const url = `/api/townships/${tenantId}/appeals/${receipt.orderNo}/photos`;
    return upload(url, file, onProgress, { 'x-access-code': receipt.code });
  };
}

// helpers

async function readStatus(api: Api, tenantId: string, receipt: Receipt) {
  return answerOf(api.POST('/api/townships/{tenantId}/appeals/{orderNo}/status', of(tenantId, receipt)));
}

async function readExplanations(api: Api, tenantId: string, receipt: Receipt) {
  return answerOf(api.POST('/api/townships/{tenantId}/appeals/{orderNo}/explanations', of(tenantId, receipt)));
}

function of(tenantId: string, { orderNo, code }: Receipt) {
  return { params: { path: { tenantId, orderNo } }, body: { code } };
}

function keyed(key: string) {
  return { 'idempotency-key': key };
}
