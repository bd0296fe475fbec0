import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AppealType, Category, PlaceKind } from '../../../domain/appeal/appeal-words.ts';
import { useUnsent } from './unsent.ts';
import { useAppealing, type NewAppeal } from './use-own-case.ts';

const PHONE = /^[+0-9 ()-]{5,25}$/;

/** An appeal being written; empty text: not filled in. */
export function useAppealForm(tenantId: string) {
  const { t } = useI18n();
  const action = useAppealing(tenantId);
  const { entered, drop } = useUnsent('appeal', {
    type: 'complaint' as AppealType,
    category: '' as Category | '',
    placeKind: '' as PlaceKind | '',
    unitKey: '',
    accusedUnitKey: '',
    objectKey: '',
    title: '',
    content: '',
  });
  const { entered: who, drop: dropWho } = useUnsent('appellant', {
    name: '',
    phone: '',
    address: '',
    anonymous: false,
    confidential: false,
    replyWanted: true,
  });
  const isTried = ref(false);

  const faults = computed<Readonly<Record<string, string>>>(() => {
    const missing = (field: string) => t('citizen.missing', { field: t(`citizen.${field}`) });
    return {
      ...(!entered.category && { category: missing('category') }),
      ...(!entered.placeKind && { placeKind: missing('placeKind') }),
      ...(!entered.title.trim() && { title: missing('heading') }),
      ...(!entered.content.trim() && { content: missing('content') }),
      ...(!who.anonymous && who.phone && !PHONE.test(who.phone) && { phone: t('citizen.phoneWrong') }),
    };
  });
  /** What is wrong with a field: as seen here, or as the host said; empty: nothing. */
  const faultOf = (field: string) => {
    const place = String(action.problem.value?.['place'] ?? '');
    return (isTried.value && faults.value[field]) || (place.split('/').at(-1) === field ? action.refusal.value : '');
  };
  const FIELDS = ['category', 'placeKind', 'objectKey', 'title', 'content', 'phone', 'name', 'address'];

  return {
    entered,
    who,
    faultOf,
    busy: action.busy,
    /** A refusal that belongs to no field. */
    refusal: computed(() =>
      FIELDS.some((field) => faultOf(field) === action.refusal.value) ? '' : action.refusal.value,
    ),
    /** Sends it; undefined: it is not complete, or was refused. */
    async send() {
      isTried.value = true;
      if (Object.keys(faults.value).length > 0) return undefined;
      const receipt = await action.run(bodyOf());
      if (!receipt) return undefined;
      drop();
      dropWho();
      return receipt;
    },
  };

  function bodyOf(): NewAppeal {
    const { unitKey, accusedUnitKey, objectKey, category, placeKind, ...said } = entered;
    const { name, phone, address, anonymous, ...wishes } = who;
    const named = { ...(name && { name }), ...(phone && { phone }), ...(address && { address }) };
    return {
      ...said,
      category: category as Category,
      placeKind: placeKind as PlaceKind,
      ...(unitKey && { unitKey }),
      ...(objectKey.trim() && { objectKey: objectKey.trim() }),
      ...(said.type === 'report' && accusedUnitKey && { accusedUnitKey }),
      appellant: { kind: 'natural', anonymous, ...wishes, ...(!anonymous && named) },
    };
  }
}
