import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, reactive, type Ref } from 'vue';
import type { AppealSource, AppealType, Category, PlaceKind } from '../../../domain/appeal/appeal-words.ts';
import { answerOf, useApi, type Api } from '../../api/api.ts';
import type { paths } from '../../api/schema.d.ts';
import { useAction } from '../../parts/action.ts';
import { useDebounced } from '../../parts/debounced.ts';

/** The tables are asked when typing rests, ms. */
const PAUSE_MS = 400;
const PHONE = /^[+0-9 ()-]{5,25}$/;
export const RISKS = ['low', 'medium', 'high'] as const;

type NewAppeal = paths['/api/appeals']['post']['requestBody']['content']['application/json'];
export type Preview = Awaited<ReturnType<typeof readPreview>>;
export type SimilarAppeal = Awaited<ReturnType<typeof readSimilar>>['items'][number];

/** What stands in the fields; empty text: nothing yet. */
export interface Entered {
  source: AppealSource;
  type: AppealType;
  category: Category | '';
  placeKind: PlaceKind | '';
  unitKey: string;
  accusedUnitKey: string;
  objectKey: string;
  title: string;
  content: string;
  facts: { crowd: number; affected: number; departments: number; risk: (typeof RISKS)[number]; supplyCut: boolean };
  appellant: {
    name: string;
    phone: string;
    address: string;
    anonymous: boolean;
    confidential: boolean;
    replyWanted: boolean;
  };
}

/** What a draft keeps: who appealed never lies about in a browser. */
export type KeptDraft = Omit<Entered, 'appellant'>;

/** Nothing entered yet. */
export function blank(source: AppealSource = 'service_hall'): Entered {
  return {
    ...{ source, type: 'complaint', category: '', placeKind: '' },
    ...{ unitKey: '', accusedUnitKey: '', objectKey: '', title: '', content: '' },
    facts: { crowd: 1, affected: 1, departments: 1, risk: 'low', supplyCut: false },
    appellant: { name: '', phone: '', address: '', anonymous: false, confidential: false, replyWanted: true },
  };
}

/** The same without who appealed. */
export function keptOf({ appellant: _, ...kept }: Entered): KeptDraft {
  return kept;
}

/** Fields that are not filled in as they must be, each with the key of what to say. */
export function faultsOf({ category, placeKind, title, content, appellant }: Entered): Record<string, string> {
  return {
    ...(appellant.phone.trim() && !PHONE.test(appellant.phone.trim()) && { phone: 'register.phoneWrong' }),
    ...(!category && { category: 'register.missing' }),
    ...(!placeKind && { placeKind: 'register.missing' }),
    ...(!title.trim() && { title: 'register.missing' }),
    ...(!content.trim() && { content: 'register.missing' }),
  };
}

/** As the host takes it; what was left empty is left out. */
export function bodyOf(entered: Entered): NewAppeal {
  const { source, type, category, placeKind, title, content, accusedUnitKey, facts, appellant } = entered;
  const { name, phone, address, ...marks } = appellant;
  return {
    ...{ source, type, category: category || 'other', placeKind: placeKind || 'other' },
    ...{ title: title.trim(), content: content.trim(), facts },
    ...aboutOf(entered),
    ...(type === 'report' && accusedUnitKey && { accusedUnitKey }),
    appellant: {
      ...marks,
      ...(phone.trim() && { phone: phone.trim() }),
      ...(!marks.anonymous && name.trim() && { name: name.trim() }),
      ...(!marks.anonymous && address.trim() && { address: address.trim() }),
    },
  };
}

/** Registers an appeal, and gives its appellant a code to follow it. */
export function useRegister() {
  const api = useApi();
  return {
    register: useAction(
      (body: NewAppeal, key) =>
        answerOf(api.POST('/api/appeals', { params: { header: { 'idempotency-key': key } }, body })),
      ['appeal', 'order', 'user-task', '*'],
    ),
    issueCode: useAction((orderNo: string, key) =>
      answerOf(
        api.POST('/api/appeals/{orderNo}/access-code', {
          params: { path: { orderNo }, header: { 'idempotency-key': key } },
        }),
      ),
    ),
  };
}

/** What is known already and what the tables would decide, while somebody is still typing. Kept no longer than it is shown. */
export function useLookups(entered: Ref<Entered>) {
  const api = useApi();
  const similarTo = useDebounced(() => similarOf(entered.value), PAUSE_MS);
  const previewed = useDebounced(() => previewOf(entered.value), PAUSE_MS);
  const common = { gcTime: 0, placeholderData: keepPreviousData };
  return reactive({
    similar: useQuery({
      ...common,
      queryKey: ['appeal', 'similar', similarTo],
      enabled: computed(() => similarTo.value !== null),
      queryFn: () => readSimilar(api, similarTo.value),
    }),
    preview: useQuery({
      ...common,
      queryKey: ['appeal', 'preview', previewed],
      enabled: computed(() => previewed.value !== null),
      queryFn: () => readPreview(api, previewed.value),
    }),
  });
}

// helpers

type SimilarQuestion = paths['/api/appeals/similar']['post']['requestBody']['content']['application/json'];
type PreviewQuestion = paths['/api/appeals/preview']['post']['requestBody']['content']['application/json'];

async function readSimilar(api: Api, body: SimilarQuestion | null) {
  if (!body) return { items: [] };
  return answerOf(api.POST('/api/appeals/similar', { body }));
}

async function readPreview(api: Api, body: PreviewQuestion | null) {
  if (!body) return null;
  return answerOf(api.POST('/api/appeals/preview', { body }));
}

function similarOf(entered: Entered): SimilarQuestion | null {
  const { category } = entered;
  return category ? { category, ...aboutOf(entered), ...callerOf(entered) } : null;
}

function previewOf(entered: Entered): PreviewQuestion | null {
  const { type, category, placeKind, title, content, facts } = entered;
  if (!category || !placeKind) return null;
  return { type, category, placeKind, title, content, facts: { ...facts }, ...aboutOf(entered), ...callerOf(entered) };
}

function aboutOf({ unitKey, objectKey }: Entered) {
  return { ...(unitKey && { unitKey }), ...(objectKey.trim() && { objectKey: objectKey.trim() }) };
}

/** Who reports wrongdoing is not looked up. */
function callerOf({ type, appellant: { phone } }: Entered) {
  return type !== 'report' && PHONE.test(phone.trim()) ? { phone: phone.trim() } : {};
}
