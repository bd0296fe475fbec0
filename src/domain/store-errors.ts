import { errorsOf, type ErrorCatalogue } from './errors.ts';

/** What can go wrong between a command and the disk. */
export const STORE_ERRORS = {
  ERR_STORE_IN_USE: {
    category: 'unavailable',
    zh: '数据库 {file} 正被另一个程序使用。请先停止它；需要多个节点时请使用 PostgreSQL（DATABASE_URL）。',
    en: 'Expected to be the only program on {file}, but another one has it. Stop that one first; for several nodes use PostgreSQL (DATABASE_URL).',
  },
  ERR_IDEMPOTENCY_KEY_REUSED: {
    category: 'conflict',
    zh: 'Idempotency-Key 已用于内容不同的 {command} 请求。重试时请保持请求内容不变,新的请求请使用新的 Idempotency-Key。',
    en: 'Expected the same request under this Idempotency-Key, but it was used for {command} with other content. Repeat that request unchanged, or use a new key.',
  },
  ERR_OVERLOADED: {
    category: 'unavailable',
    zh: '等待处理的请求已达上限 {limit},本次请求未执行。请稍后重试。',
    en: 'Expected fewer than {limit} waiting commands, but that many are waiting; nothing was done. Try again shortly.',
  },
  ERR_STOPPING: {
    category: 'unavailable',
    zh: '系统正在停止,本次请求未执行。请稍后重试。',
    en: 'Expected a running host, but it is stopping; nothing was done. Try again when it is back.',
  },
  ERR_CONTENTION: {
    category: 'unavailable',
    zh: '同一数据正被其他节点频繁修改,重试 {attempts} 次仍未成功,本次请求未执行。请稍后重试。',
    en: 'Expected to save {command}, but other nodes changed the same rows {attempts} times in a row; nothing was done. Try again.',
  },
  ERR_COMMAND_FAILED: {
    category: 'internal',
    zh: '执行 {command} 时发生内部错误,本次请求未执行。请联系管理员并提供请求编号。',
    en: 'Expected {command} to be decided, but it failed inside; nothing was done. Tell the operator the request id.',
  },
  ERR_ROW_NOT_STORABLE: {
    category: 'invalid',
    zh: '数据无法保存到表 {table}:{reason}。请修改内容后重试。',
    en: 'Expected values that table {table} can hold, but: {reason}. Correct them and try again.',
  },
  ERR_STORE_UNAVAILABLE: {
    category: 'unavailable',
    zh: '数据库没有应答,无法确认本次请求是否已保存。请用同一 Idempotency-Key 重试。',
    en: 'Expected an answer of the database, but: {reason}. Whether the request was saved is not known; repeat it with the same Idempotency-Key.',
  },
  ERR_ENGINE_STATE_MISSING: {
    category: 'internal',
    zh: '流程定义 {processDefinitionKey} 的引擎状态 {state} 不在数据库中,指向它的流程实例无法继续。请从备份恢复。',
    en: 'Expected engine state {state} of process definition {processDefinitionKey} in the database, but it is not there; instances that point to it cannot go on. Restore a backup.',
  },
  ERR_MIGRATION_FAILED: {
    category: 'internal',
    zh: '数据库结构升级失败:{reason}。数据未改动,请先排除原因再启动。',
    en: 'Expected the database schema to be brought up to date, but: {reason}. Nothing was changed; remove the cause and start again.',
  },
} as const satisfies ErrorCatalogue;

export const storeError = errorsOf(STORE_ERRORS);
