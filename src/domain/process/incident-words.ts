import type { IncidentType } from './process-tables.ts';

const TYPES: Readonly<Record<IncidentType, string>> = {
  CONDITION_ERROR: '流程条件无法判断',
  EXTRACT_VALUE_ERROR: '表达式无法求值',
  IO_MAPPING_ERROR: '变量无法传递',
  JOB_NO_RETRIES: '外部任务多次失败',
  UNHANDLED_ERROR_EVENT: '错误无人处理',
  CALLED_ELEMENT_ERROR: '被调用的流程无法启动',
  DECISION_EVALUATION_ERROR: '决策表无法求值',
  FORM_NOT_FOUND: '表单不存在',
  RUNAWAY: '流程步骤过多,已停下',
  HANDLER_FAILED: '系统内部处理失败',
  FORBIDDEN_TRANSITION: '不允许的操作',
  UNKNOWN: '原因不明',
};

/** What an incident says in Chinese when nothing better is known: its kind, then what was said in English. */
export function incidentInChinese(type: IncidentType, message: string): string {
  return `${TYPES[type]}:${message}`;
}
