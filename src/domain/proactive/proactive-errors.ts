import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about findings, sweeps and grid counters. */
export const PROACTIVE_ERRORS = {
  ERR_FINDING_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到未诉先办事项“{findingNo}”。请核对编号与所属乡镇。',
    en: "No finding '{findingNo}' was found. Check the number and the township.",
  },
  ERR_SEASON_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到在用的季节计划“{season}”。请核对。',
    en: "No season plan '{season}' in use was found. Check the key.",
  },
  ERR_FINDING_TRANSITION: {
    category: 'conflict',
    zh: '未诉先办事项 {findingNo} 现为“{fromZh}”,不能转为“{toZh}”。请刷新后查看。',
    en: "Finding {findingNo} is in state '{from}' and cannot become '{to}'. Reload it.",
  },
  ERR_FINDING_REPORTER: {
    category: 'forbidden',
    zh: '“{kindZh}”应由{expectedZh}上报。居民请用“随手拍”。',
    en: "A finding of kind '{kind}' is reported by {expected}. Residents use snap-and-report.",
  },
  ERR_FINDING_UNIT: {
    category: 'forbidden',
    zh: '事项 {findingNo} 不属于您所在的单位,不能由您{doZh}。请转交所属单位。',
    en: 'Finding {findingNo} belongs to another unit, so you cannot {do}. Leave it to that unit.',
  },
  ERR_FINDING_EVIDENCE: {
    category: 'invalid',
    zh: '事项 {findingNo} 缺少{missingZh}。请补充后再提交。',
    en: 'Finding {findingNo} lacks {missing}. Add it and submit again.',
  },
  ERR_GRID_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到在用的网格“{grid}”。请在组织管理中核对。',
    en: "No active grid '{grid}' was found. Check the organisation page.",
  },
  ERR_PLACE_OUTSIDE: {
    category: 'invalid',
    zh: '位置({latitude},{longitude})不是有效的经纬度。纬度 -90–90,经度 -180–180。',
    en: 'Expected latitude -90–90 and longitude -180–180, but found {latitude}, {longitude}.',
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue. */
export const proactiveError = errorsOf(PROACTIVE_ERRORS);
