import { errorsOf, type ErrorCatalogue } from './errors.ts';

/** Refusals of the HTTP room itself: before a command is reached. */
export const HTTP_ERRORS = {
  ERR_REQUEST_INVALID: {
    category: 'invalid',
    zh: '请求的 {place} 不符合要求({rule}):{foundZh}。请对照接口文档 /docs 修改。',
    en: 'Expected {place} of the request to satisfy rule {rule}: {found}. See /docs for the form of this request.',
  },
  ERR_BODY_MALFORMED: {
    category: 'invalid',
    zh: '请求体不是有效的 JSON。',
    en: 'Expected a body of well-formed JSON.',
  },
  ERR_UPLOAD_MALFORMED: {
    category: 'invalid',
    zh: '上传内容不是完整的 multipart/form-data。请重新上传文件。',
    en: 'Expected whole multipart/form-data, but it ends early or is malformed. Send the files again.',
  },
  ERR_BODY_TOO_DEEP: {
    category: 'invalid',
    zh: '请求体嵌套超过 {limit} 层。',
    en: 'Expected a body nested at most {limit} levels deep.',
  },
  ERR_BODY_TOO_LARGE: {
    category: 'invalid',
    zh: '请求体超过 {limit} 字节上限。请拆分后再发送。',
    en: 'Expected a body of at most {limit} bytes. Send it in smaller parts.',
  },
  ERR_RESOURCE_TOO_LARGE: {
    category: 'invalid',
    zh: '文件“{place}”超过 {limit} 字节上限。请将流程拆为子流程或调用活动。',
    en: "Expected file '{place}' to be at most {limit} bytes. Split the process into sub-processes or call activities.",
  },
  ERR_RESOURCES_MISSING: {
    category: 'invalid',
    zh: '没有收到要部署的文件。请用 multipart/form-data 的 resources 字段上传 .bpmn、.dmn 或 .form 文件。',
    en: "Expected at least one file in the multipart field 'resources' (.bpmn, .dmn or .form), but found none.",
  },
  ERR_TOO_MANY_RESOURCES: {
    category: 'invalid',
    zh: '一次最多部署 {limit} 个文件。',
    en: 'Expected at most {limit} files in one deployment.',
  },
  ERR_MEDIA_TYPE: {
    category: 'invalid',
    zh: '不支持的内容类型“{found}”。',
    en: "Expected a content type that this path takes, but found '{found}'.",
  },
  ERR_NOT_SIGNED_IN: {
    category: 'unauthenticated',
    zh: '请先登录,或提供有效的接口密钥(Authorization: Bearer jsk_…)。',
    en: 'Expected a signed-in session or a valid API key (Authorization: Bearer jsk_…).',
  },
  ERR_ANSWER_INVALID: {
    category: 'invalid',
    zh: '表单项“{label}”({place}){zh}。任务未提交,请改正后重新提交。',
    en: "Expected {place} of the form ('{label}') to {en}. Nothing was stored; correct it and complete the task again.",
  },
  ERR_TASK_OF_OTHERS: {
    category: 'forbidden',
    zh: '任务 {key} 没有分派给您或您的岗位。请由承办人办理,或请接诉即办办公室改派给您。',
    en: 'Expected user task {key} to be assigned or offered to the caller. Leave it to whose it is, or have the response office assign it to you.',
  },
  ERR_NOT_ALLOWED: {
    category: 'forbidden',
    zh: '当前账号没有此操作所需的权限:{needed}。',
    en: 'Expected the caller to hold {needed}.',
  },
  ERR_FOREIGN_ORIGIN: {
    category: 'forbidden',
    zh: '浏览器请求必须来自本站页面。',
    en: 'Expected a request with a session cookie to come from a page of this host (Origin, or header X-Requested-With).',
  },
  ERR_TENANT_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到租户“{tenantId}”。',
    en: "Expected to find tenant '{tenantId}', but there is none.",
  },
  ERR_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到{whatZh} {key}。',
    en: 'Expected to find {what} {key}, but there is none.',
  },
  ERR_ROUTE_NOT_FOUND: {
    category: 'not_found',
    zh: '没有这个地址:{place}。接口清单见 /docs。',
    en: 'Expected a path of this API, but {place} is none. See /docs.',
  },
  ERR_CURSOR_INVALID: {
    category: 'invalid',
    zh: '分页游标 {place} 无效,请从第一页重新查询。',
    en: 'Expected {place} to be a cursor of a page of the same search. Start again from the first page.',
  },
  ERR_TOO_MANY_REQUESTS: {
    category: 'unavailable',
    zh: '请求过于频繁,请 {seconds} 秒后再试。',
    en: 'Expected fewer requests. Try again in {seconds} seconds.',
  },
  ERR_NOT_READY: {
    category: 'unavailable',
    zh: '系统暂不能提供服务({parts})。请稍后重试。',
    en: 'Expected every part of the host to work, but found {parts}. Try again shortly.',
  },
  ERR_INTERNAL: {
    category: 'internal',
    zh: '系统内部出现错误,您的请求没有生效。请稍后重试;如仍失败,请把请求编号 {requestId} 告诉系统管理员。',
    en: 'Something went wrong inside and the request had no effect. Try again; if it fails again, give request id {requestId} to the administrator.',
  },
} as const satisfies ErrorCatalogue;

export const httpError = errorsOf(HTTP_ERRORS);
