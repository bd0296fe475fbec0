import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about leaving orders out of the three rates. */
export const EXCLUSION_ERRORS = {
  ERR_EXCLUSION_NOT_FOUND: {
    category: 'not_found',
    zh: '工单 {orderNo} 没有生效的剔除申请。请先申请。',
    en: 'Expected an exclusion of work order {orderNo}, but there is none. Apply for one first.',
  },
  ERR_EXCLUSION_STATE: {
    category: 'conflict',
    zh: '工单 {orderNo} 现为“{stateZh}”或已有剔除申请,不能{doZh}。',
    en: "Work order {orderNo} is in state '{state}' or has an exclusion already, so you cannot {do}.",
  },
  ERR_EXCLUSION_UNIT: {
    category: 'forbidden',
    zh: '只有工单 {orderNo} 的承办单位或接诉即办办公室可以申请剔除。',
    en: 'Only the handling unit of work order {orderNo}, or the response office, may apply to leave it out.',
  },
  ERR_EXCLUSION_SAME_PERSON: {
    category: 'forbidden',
    zh: '工单 {orderNo} 的剔除由 {person} 申请,不能再由 {person} 审核。请由另一人审核。',
    en: '{person} applied to leave work order {orderNo} out, so {person} cannot decide on it. Let another person decide.',
  },
  ERR_EXCLUSION_ROLE: {
    category: 'forbidden',
    zh: '只有分管领导或党委书记可以{doZh}。',
    en: 'Only a deputy leader or the party secretary may {do}.',
  },
} as const satisfies ErrorCatalogue;

export const exclusionError = errorsOf(EXCLUSION_ERRORS);
