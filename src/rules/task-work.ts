import { attribute, isOf, zeebe } from './bpmn-element.ts';
import type { Rule, Sentence } from './rule.ts';

/** A task says what does its work, and says it once. */
export const taskWork: Rule = {
  id: 'task-work',
  check(element) {
    const jobType = attribute(zeebe(element, 'TaskDefinition'), 'type');
    if (zeebe(element, 'TaskDefinition') && !jobType) return NO_JOB_TYPE;
    if (isOf(element, 'ServiceTask', 'SendTask')) return jobType ? undefined : NO_JOB_TYPE;
    if (isOf(element, 'ScriptTask')) {
      const isScript = attribute(zeebe(element, 'Script'), 'expression') !== undefined;
      return isScript === (jobType !== undefined) ? ONE_OF_SCRIPT : undefined;
    }
    if (isOf(element, 'BusinessRuleTask')) {
      const called = zeebe(element, 'CalledDecision');
      const isDecision =
        attribute(called, 'decisionId') !== undefined && attribute(called, 'resultVariable') !== undefined;
      return isDecision === (jobType !== undefined) || (called && !isDecision) ? ONE_OF_DECISION : undefined;
    }
    return undefined;
  },
};

const NO_JOB_TYPE: Sentence = {
  zh: '没有作业类型，无人处理。请填写“任务定义”的类型',
  en: 'Expected a job type, since nobody works without. Fill in the type of the task definition',
};
const ONE_OF_SCRIPT: Sentence = {
  zh: '脚本任务应有 FEEL 表达式或作业类型之一。请填写其中一个',
  en: 'Expected either a FEEL expression or a job type at a script task. Fill in one of them',
};
const ONE_OF_DECISION: Sentence = {
  zh: '业务规则任务应有决策编号和结果变量，或有作业类型。请填写其中一种',
  en: 'Expected either decision id and result variable, or a job type, at a business rule task. Fill in one of the two',
};
