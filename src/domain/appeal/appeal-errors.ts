import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about appeals, work orders and what belongs to them. */
export const APPEAL_ERRORS = {
  ERR_APPEAL_FIELD: {
    category: 'invalid',
    zh: '诉求字段“{field}”应为{expected},收到的是{found}。请改正后重新提交。',
    en: "Expected appeal field '{field}' to be {expectedEn}, but found {foundEn}. Correct it and submit again.",
  },
  ERR_EXTERNAL_NO_TAKEN: {
    category: 'conflict',
    zh: '外部单号“{externalNo}”已登记为 {orderNo},内容与本次不同。补充情况请用“补充诉求”。',
    en: "External number '{externalNo}' is already registered as {orderNo} with other content. Use supplement-appeal to add facts.",
  },
  ERR_ORDER_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到工单“{orderNo}”。请核对单号与所属乡镇。',
    en: "No work order '{orderNo}' was found. Check the number and the township.",
  },
  ERR_ORDER_TRANSITION: {
    category: 'conflict',
    zh: '工单 {orderNo} 现为“{fromZh}”,不能转为“{toZh}”。可以转为:{nextZh}。',
    en: "Work order {orderNo} is in state '{from}' and cannot become '{to}'. It can become: {next}.",
  },
  ERR_ORDER_ENDED: {
    category: 'conflict',
    zh: '工单 {orderNo} 已是“{stateZh}”,不能再{doZh}。如有新情况请重新登记。',
    en: "Work order {orderNo} is already in state '{state}', so it cannot {do}. Register a new appeal when there are new facts.",
  },
  ERR_NOT_FIRST_RECIPIENT: {
    category: 'conflict',
    zh: '“{unit}”是村(居)委会,只能协助,不能作主办单位(条例第十七条)。请选择乡镇内设机构或部门。',
    en: "'{unit}' is a village or community committee: it assists and cannot be the handling unit (Regulation art. 17). Choose a section or department.",
  },
  ERR_UNIT_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到在用的组织“{unit}”。请在组织管理中核对。',
    en: "No active organisation unit '{unit}' was found. Check the organisation page.",
  },
  ERR_UNIT_CODE_TAKEN: {
    category: 'conflict',
    zh: '组织代码“{code}”已被“{name}”使用。请换一个代码。',
    en: "Organisation unit code '{code}' is already used by '{name}'. Choose another code.",
  },
  ERR_REVEAL_REASON: {
    category: 'invalid',
    zh: '查看个人信息须写明 {minimum} 字以上的理由,收到 {found} 字。查看会留痕。',
    en: 'Revealing personal data needs a reason of at least {minimum} characters, found {found}. Each reveal is logged.',
  },
  ERR_REVEAL_FORBIDDEN: {
    category: 'forbidden',
    zh: '您不是工单 {orderNo} 的承办、回访或审批人员,不能查看诉求人信息。',
    en: 'Only the handling unit, callback agents and the secretary of work order {orderNo} may see the appellant; you are none of them.',
  },
  ERR_OWN_WORK: {
    category: 'forbidden',
    zh: '工单 {orderNo} 由您填写办理结果,不能再由您{doZh}。请转由他人办理。',
    en: 'You filled in the result of work order {orderNo}, so somebody else must {do}.',
  },
  ERR_OWN_UNIT_WORK: {
    category: 'forbidden',
    zh: '工单 {orderNo} 由您所在单位承办或协办,不能由您{doZh}。请转由其他单位人员办理。',
    en: 'Your unit handled work order {orderNo}, so somebody of another unit must {do}.',
  },
  ERR_SEAL_BROKEN: {
    category: 'internal',
    zh: '个人信息无法解密:数据已被改动,或密钥不是加密时所用。请核对 JIESU_SECRET。',
    en: 'Personal data cannot be decrypted: it was changed, or the key is not the one it was sealed with. Check JIESU_SECRET.',
  },
  ERR_CALLBACK_GIVEN: {
    category: 'conflict',
    zh: '工单 {orderNo} 这一轮的评价已经收到,不再重复计入。如有新情况,请补充说明。',
    en: 'Work order {orderNo} has been rated in this round already, and once counts. If there is something new, add it to the appeal.',
  },
  ERR_CALLBACK_STATE: {
    category: 'conflict',
    zh: '工单 {orderNo} 现为“{stateZh}”,尚未到回访环节。办理反馈后再登记回访结果。',
    en: "Work order {orderNo} is in state '{state}', not waiting for a callback. Record the result after feedback was submitted.",
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue. */
export const appealError = errorsOf(APPEAL_ERRORS);
