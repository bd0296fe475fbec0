import { errorsOf, type ErrorCatalogue } from '../errors.ts';

/** Refusals about programs that want to be told what happens. */
export const WEBHOOK_ERRORS = {
  ERR_WEBHOOK_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到推送订阅 {key}。',
    en: 'Expected to find webhook {key}, but there is none.',
  },
  ERR_WEBHOOK_CONSUMER: {
    category: 'forbidden',
    zh: '推送订阅属于 API 密钥:请用该密钥调用,或由管理员指明 apiKeyKey。',
    en: 'A webhook belongs to an API key. Call with that key, or as an administrator and name apiKeyKey.',
  },
  ERR_WEBHOOK_UNIT: {
    category: 'forbidden',
    zh: '事件不分单位,只推送给可查看全部单位的 API 密钥。请另建不限单位的密钥。',
    en: 'Events do not tell their unit, so only an API key that sees every unit can be told. Make one without a unit.',
  },
  ERR_WEBHOOK_COUNT: {
    category: 'conflict',
    zh: '每个乡镇最多 {limit} 个推送订阅。请先删除不再使用的。',
    en: 'Expected at most {limit} webhooks in a township. Remove one that is not used any more.',
  },
  ERR_OUTLET_ADDRESS: {
    category: 'invalid',
    zh: '接收地址应为不含账号密码的 http(s)://…,签名密钥至少 16 个字符。请改正后重试。',
    en: 'The address must be http(s)://… without user and password, the secret at least 16 characters. Correct it and try again.',
  },
  ERR_OUTLET_HOST: {
    category: 'forbidden',
    zh: '主机“{host}”不在允许外发的名单内。请由运维人员加入 JIESU_OUTLET_HOSTS。',
    en: "The host '{host}' is not among those that may be sent to. Whoever runs the program adds it to JIESU_OUTLET_HOSTS.",
  },
} as const satisfies ErrorCatalogue;

/** Makes an error of this catalogue. */
export const webhookError = errorsOf(WEBHOOK_ERRORS);
