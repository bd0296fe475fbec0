import { LOCKED_TABLES, type LockedTable } from '../domain/process/locked-rows.ts';
import { attribute, type BpmnElement, children, elementsWithin, isOf, zeebe } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/**
 * Where the law has a say, its table is asked by its own id, and nothing else writes the answer: neither a table under another id nor a script or
 * mapping stands in for it.
 */
export const lockedTable: Rule = {
  id: 'locked-table',
  check(element) {
    if (!isOf(element, 'Process')) return undefined;
    const within = [...elementsWithin(element)];
    const jobs = within.map((each) => attribute(zeebe(each, 'TaskDefinition'), 'type'));
    for (const table of LOCKED_TABLES) {
      const job = table.actedOnBy.find((type) => jobs.includes(type));
      if (job === undefined) continue;
      const { decisionId, answer } = table;
      const other = within.find((each) => writes(each, table));
      if (other) {
        return {
          place: other.id ?? '',
          zh: `变量 ${answer} 只能由法定决策表 ${decisionId} 给出。请改用 ${decisionId},或换一个变量名`,
          en: `Expected ${answer} to be the answer of table ${decisionId}, which the law has a say in, and of nothing else. Ask ${decisionId}, or use another name`,
        };
      }
      if (within.some((each) => asks(each, table))) continue;
      return {
        zh: `使用 ${job} 的流程须先由法定决策表 ${decisionId} 判定,结果变量为 ${answer}。请加上该业务规则任务`,
        en: `Expected a process with ${job} to ask table ${decisionId}, which the law has a say in, with result variable ${answer}. Add that business rule task`,
      };
    }
    return undefined;
  },
};

// helpers

function asks(element: BpmnElement, { decisionId, answer }: LockedTable): boolean {
  const called = zeebe(element, 'CalledDecision');
  return attribute(called, 'decisionId') === decisionId && attribute(called, 'resultVariable') === answer;
}

/** Whether it writes the answer without asking the table. */
function writes(element: BpmnElement, table: LockedTable): boolean {
  const { answer } = table;
  const called = zeebe(element, 'CalledDecision');
  if (attribute(called, 'resultVariable') === answer && !asks(element, table)) return true;
  if (attribute(zeebe(element, 'Script'), 'resultVariable') === answer) return true;
  const mapping = zeebe(element, 'IoMapping');
  return [...children(mapping, 'inputParameters'), ...children(mapping, 'outputParameters')].some(
    ({ target }) =>
      String(target ?? '')
        .trim()
        .split('.')[0] === answer,
  );
}
