import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about whistles, returned orders and the duty list. */
export const DUTY_ERRORS = {
  ERR_WHISTLE_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到哨“{whistleNo}”。请核对哨号与所属乡镇。',
    en: "No whistle '{whistleNo}' was found. Check the number and the township.",
  },
  ERR_WHISTLE_STAGE: {
    category: 'conflict',
    zh: '哨 {whistleNo} 现处“{stageZh}”环节,不能{doZh}。请在相应环节办理。',
    en: "Whistle {whistleNo} is in stage '{stage}', so it cannot {do}. Act in the stage that allows it.",
  },
  ERR_WHISTLE_FIELD: {
    category: 'invalid',
    zh: '吹哨字段“{field}”应为{expected},收到的是{found}。请改正后重新提交。',
    en: "Expected whistle field '{field}' to be {expectedEn}, but found {foundEn}. Correct it and submit again.",
  },
  ERR_UNIT_NOT_INVITED: {
    category: 'forbidden',
    zh: '单位“{unit}”不在哨 {whistleNo} 的应报到单位之列,不能{doZh}。请由被吹单位办理。',
    en: "Unit '{unit}' is not invited to whistle {whistleNo}, so it cannot {do}. Let an invited unit act.",
  },
  ERR_NOT_OWN_UNIT: {
    category: 'forbidden',
    zh: '只有本单位人员才能代表“{unit}”{doZh}。请由该单位人员办理。',
    en: "Only people of unit '{unit}' may {do} for it. Let one of them act.",
  },
  ERR_ALREADY_REPORTED: {
    category: 'conflict',
    zh: '单位“{unit}”已于 {at} 到哨 {whistleNo} 报到,不能重复报到。',
    en: "Unit '{unit}' already reported in to whistle {whistleNo} at {at}. It cannot report in twice.",
  },
  ERR_NOT_REPORTED: {
    category: 'conflict',
    zh: '单位“{unit}”尚未到哨 {whistleNo} 报到,不能{doZh}。请先报到。',
    en: "Unit '{unit}' has not reported in to whistle {whistleNo}, so it cannot {do}. Report in first.",
  },
  ERR_ALREADY_RATED: {
    category: 'conflict',
    zh: '单位“{unit}”已对哨 {whistleNo} 作出评价,不能重复评价。',
    en: "Unit '{unit}' has already rated whistle {whistleNo}. It cannot rate it twice.",
  },
  ERR_UNITS_NOT_RATED: {
    category: 'conflict',
    zh: '哨 {whistleNo} 还有单位未评价:{units}。一哨一评,全部评价后才能办结。',
    en: 'Whistle {whistleNo} has units without a rating: {units}. Rate every invited unit before it closes.',
  },
  ERR_RATING_MISSING: {
    category: 'conflict',
    zh: '哨 {whistleNo} 没有对单位“{unit}”的评价,不能更正。请先评价。',
    en: "Whistle {whistleNo} has no rating of unit '{unit}' to correct. Rate it first.",
  },
  ERR_WHISTLE_ROLE: {
    category: 'forbidden',
    zh: '{doZh}须由{roleZh}办理。请转交有权人员。',
    en: 'Only {role} may {do}. Pass it on to one of them.',
  },
  ERR_WHISTLE_TWICE: {
    category: 'forbidden',
    zh: '这个哨须两位领导批准,您已批过一次。请由另一位领导代批。',
    en: 'Two leaders must approve this whistle, and you have answered already. Let another leader answer.',
  },
  ERR_OWN_RATING: {
    category: 'forbidden',
    zh: '单位“{unit}”不能评价自己。请由吹哨单位或接诉即办办公室评价。',
    en: "Unit '{unit}' cannot rate itself. Let the whistling unit or the response office rate it.",
  },
  ERR_DUTY_ITEM_FIELD: {
    category: 'invalid',
    zh: '职责清单字段“{field}”应为{expected},收到的是{found}。请改正后重新提交。',
    en: "Expected duty list field '{field}' to be {expectedEn}, but found {foundEn}. Correct it and submit again.",
  },
  ERR_DISPUTE_UNIT: {
    category: 'invalid',
    zh: '{doZh}须写明在用的承办单位代码,收到“{unit}”。请在组织管理中核对。',
    en: "To {do}, name an active unit by its code; found '{unit}'. Check the organisation page.",
  },
  ERR_DISPUTE_STRICT: {
    category: 'conflict',
    zh: '严格模式下市级直派工单不予改派,只能驳回或增派协办。请重新选择裁定。',
    en: 'In strict mode an order that the city dispatched directly is not reassigned: reject the objection or add a co-handler.',
  },
  ERR_DISPUTE_NOT_FOUND: {
    category: 'internal',
    zh: '没有找到争议事项“{request}”。请联系管理员。',
    en: "No disputed matter '{request}' was found. Ask an administrator.",
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue. */
export const dutyError = errorsOf(DUTY_ERRORS);
