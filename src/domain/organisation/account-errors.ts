import { errorsOf, type ErrorCatalogue } from '../errors.ts';

/** Refusals about accounts, sessions and API keys. */
export const ACCOUNT_ERRORS = {
  ERR_SIGN_IN_REFUSED: {
    category: 'unauthenticated',
    zh: '登录名或密码不正确,或账号已停用。请核对后重试,或联系镇管理员。',
    en: 'Expected a login and password that belong together and an active account. Check them, or ask the township administrator.',
  },
  ERR_SIGN_IN_THROTTLED: {
    category: 'unavailable',
    zh: '登录失败次数过多,请 {minutes} 分钟后再试。',
    en: 'Expected fewer failed sign-ins. Try again in {minutes} minutes.',
  },
  ERR_PASSWORD_TOO_WEAK: {
    category: 'invalid',
    zh: '密码至少 10 个字符,且不能与登录名相同。',
    en: 'Expected a password of at least 10 characters that is not the login.',
  },
  ERR_LOGIN_TAKEN: {
    category: 'conflict',
    zh: '登录名“{login}”已被使用,请换一个。',
    en: "Expected a login that is free, but '{login}' is taken. Choose another.",
  },
  ERR_ACCOUNT_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到账号 {key}。',
    en: 'Expected to find account {key}, but there is none.',
  },
  ERR_API_KEY_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到接口密钥 {key}。',
    en: 'Expected to find API key {key}, but there is none.',
  },
  ERR_API_KEY_NAME_TAKEN: {
    category: 'conflict',
    zh: '已有名为“{name}”的有效接口密钥,请换一个名称或先吊销旧密钥。',
    en: "Expected a name that no live API key has, but '{name}' is taken. Choose another or revoke the old key.",
  },
  ERR_GRANT_NOT_HELD: {
    category: 'forbidden',
    zh: '不能授予自己没有的权限或角色:{missing}。',
    en: 'Expected to grant only scopes and roles that the grantor may grant, but found {missing}.',
  },
} as const satisfies ErrorCatalogue;

export const accountError = errorsOf(ACCOUNT_ERRORS);
