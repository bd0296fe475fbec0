import { type ErrorCatalogue, errorsOf } from '../errors.ts';

/** What the engine room refuses or fails at. Problems of a diagram are no errors but a list: see DeploymentProblem. */
export const ENGINE_ERRORS = {
  ERR_ENGINE_STATE_UNKNOWN: {
    category: 'internal',
    zh: '流程定义 {processDefinitionKey} 的单元 {unit} 应有状态 {state}，但没有记录。请从备份恢复 engine_state 表',
    en: 'Expected a state {state} of unit {unit} of process definition {processDefinitionKey}, but none is kept. Restore table engine_state from a backup',
  },
  ERR_ENGINE_BUSY: {
    category: 'unavailable',
    zh: '应在时限内读完部署文件，但超时或超出内存（{reason}）。请拆分文件后重试',
    en: 'Expected to read the deployment within its limits, but it took too long or too much memory ({reason}). Split it and try again',
  },
} as const satisfies ErrorCatalogue;

export const engineError = errorsOf(ENGINE_ERRORS);
