import { errorsOf } from './errors.ts';
import type { ErrorCatalogue } from './errors.ts';

/** What can be wrong with the environment the program is started in. */
export const CONFIG_ERRORS = {
  ERR_CONFIG_INVALID: {
    category: 'invalid',
    zh: '环境变量 {variable} 应为{expectedZh},实际为 “{found}”。请修改后重新启动。',
    en: "Expected {variable} to be {expected}, but found '{found}'. Correct it and start again.",
  },
  ERR_CONFIG_SECRET_MISSING: {
    category: 'invalid',
    zh: '生产环境必须设置 JIESU_SECRET(至少 32 个字符)。可用 “openssl rand -base64 48” 生成,并妥善保管:丢失后已加密的个人信息无法恢复。',
    en: "Expected JIESU_SECRET to be set in production (at least 32 characters). Generate one with 'openssl rand -base64 48' and keep it safe: without it encrypted personal data cannot be read again.",
  },
  ERR_ADDRESS_UNUSABLE: {
    category: 'unavailable',
    zh: '无法在 {place} 监听:{cause}。可能已有另一个程序(或另一个 Jiesu)在用这个端口:请停止它,或设置 PORT、HOST 后重新启动。',
    en: 'Expected to listen on {place}, but: {cause}. Another program, maybe another Jiesu, may use this port: stop it, or set PORT or HOST and start again.',
  },
} as const satisfies ErrorCatalogue;

export const configError = errorsOf(CONFIG_ERRORS);
