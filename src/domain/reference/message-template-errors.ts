import { errorsOf } from '../errors.ts';
import type { ErrorCatalogue } from '../errors.ts';

/** Refusals about the wording of messages. */
export const MESSAGE_TEMPLATE_ERRORS = {
  ERR_TEMPLATE_UNKNOWN: {
    category: 'not_found',
    zh: '没有名为“{name}”的消息模板。已有:{known}。请检查名称。',
    en: "Expected a message template '{name}', but there is none. Known are: {known}. Check the name.",
  },
  ERR_TEMPLATE_TEXT: {
    category: 'invalid',
    zh: '模板文字({language})应为 2–500 字,花括号成对,不含电话和证件号码。请改正。',
    en: 'Expected the text ({language}) to have 2–500 characters, braces in pairs, and no personal numbers. Correct it.',
  },
  ERR_TEMPLATE_PLACEHOLDER: {
    category: 'invalid',
    zh: '模板文字({language})中的“{found}”不可用。可用:{allowed}。请改正。',
    en: "The text ({language}) names '{found}', which it cannot. It can name: {allowed}. Correct it.",
  },
} as const satisfies ErrorCatalogue;
export const templateError = errorsOf(MESSAGE_TEMPLATE_ERRORS);
