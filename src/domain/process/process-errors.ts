import { errorsOf, type ErrorCatalogue } from '../errors.ts';

/** Refusals of the process host. */
export const PROCESS_ERRORS = {
  ERR_PROCESS_DEFINITION_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到流程定义“{reference}”。请先部署该流程，或检查编号和版本。',
    en: "Expected to find process definition '{reference}', but there is none. Deploy it first, or check id and version.",
  },
  ERR_PROCESS_INSTANCE_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到流程实例 {key}。',
    en: 'Expected to find process instance {key}, but there is none.',
  },
  ERR_PROCESS_INSTANCE_STATE: {
    category: 'conflict',
    zh: '流程实例 {key} 已处于“{state}”状态，不能{doing}。',
    en: 'Expected process instance {key} to be active, but it is in state {state}.',
  },
  ERR_PROCESS_INSTANCE_CALLED: {
    category: 'conflict',
    zh: '流程实例 {key} 由其他流程调用，单独终止会使调用它的流程一直等待。请终止最上层的流程实例 {root}。',
    en: 'Expected a process instance that was started by itself, but {key} was called by another one, which would wait for ever. Cancel {root}, the root of the call tree.',
  },
  ERR_START_EVENT_NOT_FOUND: {
    category: 'invalid',
    zh: '流程“{processId}”没有可由此启动的开始事件“{elementId}”。',
    en: "Expected to start process '{processId}' at start event '{elementId}', but it has no such none start event.",
  },
  ERR_USER_TASK_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到任务 {key}。',
    en: 'Expected to find user task {key}, but there is none.',
  },
  ERR_USER_TASK_STATE: {
    category: 'conflict',
    zh: '任务 {key} 已处于“{state}”状态，不能再办理。请刷新页面查看最新情况。',
    en: 'Expected user task {key} to be open, but it is in state {state}. Reload to see what happened.',
  },
  ERR_USER_TASK_ASSIGNED: {
    category: 'conflict',
    zh: '任务 {key} 已由他人领取。',
    en: 'Expected user task {key} to be unassigned, but somebody else has it.',
  },
  ERR_JOB_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到作业 {key}。',
    en: 'Expected to find job {key}, but there is none.',
  },
  ERR_JOB_STATE: {
    category: 'conflict',
    zh: '作业 {key} 处于“{state}”状态，不能{doing}。',
    en: 'Expected job {key} to be open, but it is in state {state}.',
  },
  ERR_ELEMENT_INSTANCE_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到元素实例 {key}。',
    en: 'Expected to find element instance {key} of an active process instance, but there is none.',
  },
  ERR_MESSAGE_NOT_CORRELATED: {
    category: 'not_found',
    zh: '没有流程在等待消息“{name}”（关联键“{correlationKey}”）。',
    en: "Expected a subscription for message '{name}' with correlation key '{correlationKey}', but there is none.",
  },
  ERR_MESSAGE_DUPLICATE: {
    category: 'conflict',
    zh: '消息“{messageId}”已经发布过。',
    en: "Expected message id '{messageId}' to be new, but it is published already.",
  },
  ERR_INCIDENT_NOT_FOUND: {
    category: 'not_found',
    zh: '没有找到故障 {key}。',
    en: 'Expected to find incident {key}, but there is none.',
  },
  ERR_INCIDENT_STATE: {
    category: 'conflict',
    zh: '故障 {key} 已经解决。',
    en: 'Expected incident {key} to be open, but it is resolved.',
  },
  ERR_INCIDENT_JOB_RETRIES: {
    category: 'conflict',
    zh: '作业 {jobKey} 没有剩余重试次数。请先更新重试次数，再解决故障。',
    en: 'Expected job {jobKey} to have retries left. Update its retries first, then resolve the incident.',
  },
  ERR_DEPLOYMENT_REFUSED: {
    category: 'invalid',
    zh: '部署被拒绝：{count} 处问题，见 problems。',
    en: 'Expected resources that run as drawn, but found {count} problem(s): see problems.',
  },
  ERR_START_TRIGGER_INVALID: {
    category: 'invalid',
    zh: '开始事件“{elementId}”的触发条件无法计算：{reason}。请修改表达式后重新部署。',
    en: "Expected start event '{elementId}' to have a value that depends on no variables, but: {reason}. Correct it and deploy again.",
  },
  ERR_DECISION_NOT_DEPLOYED: {
    category: 'not_found',
    zh: '没有部署决策表“{decisionId}”。请先在设计中部署。',
    en: "Decision table '{decisionId}' is not deployed. Deploy it first.",
  },
  ERR_DEPLOYMENT_EMPTY: {
    category: 'invalid',
    zh: '部署中没有文件。请至少上传一个 .bpmn、.dmn 或 .form 文件。',
    en: 'Expected at least one .bpmn, .dmn or .form file in the deployment.',
  },
} as const satisfies ErrorCatalogue;

export const processError = errorsOf(PROCESS_ERRORS);
