import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about directives. */
export const DIRECTIVE_ERRORS = {
  ERR_DIRECTIVE_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到工作指令“{directive}”。请核对编号。',
    en: "No directive '{directive}' was found. Check the number.",
  },
  ERR_DIRECTIVE_STATE: {
    category: 'conflict',
    zh: '工作指令 {directive} 现为“{stateZh}”,不能{doZh}。',
    en: "Directive {directive} is in state '{state}', so it cannot {do}.",
  },
  ERR_DIRECTIVE_FIELD: {
    category: 'invalid',
    zh: '工作指令的“{field}”应为{expected}。请改正后重新提交。',
    en: "Expected '{field}' of the directive to be {expectedEn}. Correct it and submit again.",
  },
  ERR_DIRECTIVE_UNIT: {
    category: 'forbidden',
    zh: '工作指令 {directive} 的进度由牵头单位公布,您所在单位不是牵头单位。',
    en: 'Progress of directive {directive} is published by its lead unit; yours is another.',
  },
  ERR_DIRECTIVE_OWN_WORK: {
    category: 'forbidden',
    zh: '工作指令 {directive} 由您所在单位承办,不能由您{doZh}。请转由其他单位办理。',
    en: 'Your unit carries out directive {directive}, so somebody else must {do}.',
  },
  ERR_DIRECTIVE_PROGRESS: {
    category: 'conflict',
    zh: '工作指令 {directive} 尚未公布过进度,不能报完成。请先公布进度。',
    en: 'Directive {directive} has no published progress, so it cannot be reported done. Publish its progress first.',
  },
  ERR_DIRECTIVE_ORDER: {
    category: 'conflict',
    zh: '工单 {orderNo} 现为“{stateZh}”,未在办理中,不能关联工作指令。',
    en: "Work order {orderNo} is in state '{state}' and not at work, so no directive can take it.",
  },
  ERR_DIRECTIVE_EXTENDED: {
    category: 'conflict',
    zh: '工作指令 {directive} 已续办 {found} 次,最多 {allowed} 次。请销号或通报。',
    en: 'Directive {directive} was extended {found} times, at most {allowed} allowed. Close it or report its failure.',
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue. */
export const directiveError = errorsOf(DIRECTIVE_ERRORS);
