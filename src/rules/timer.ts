import { type BpmnElement, eventDefinitionsOf, isOf, typeOf } from './bpmn-element.ts';
import type { Rule, Sentence } from './rule.ts';

/**
 * A timer says exactly one of date, duration and cycle, and a cycle only where it can fire again.
 *
 * @see BPMN 2.0.2 §10.5.5, table 10.101
 */
export const timer: Rule = {
  id: 'timer',
  check(element) {
    for (const definition of eventDefinitionsOf(element)) {
      if (!isOf(definition, 'TimerEventDefinition')) continue;
      const { timeDate, timeDuration, timeCycle } = definition;
      const given = [timeDate, timeDuration, timeCycle].filter((time) => time !== undefined);
      const text = given[0]?.body?.trim();
      if (given.length !== 1 || !text) {
        return {
          zh: '定时事件应有且只有一个时间：日期、时长或周期。请填写其中一个',
          en: 'Expected exactly one of date, duration and cycle in a timer. Fill in one',
        };
      }
      if (timeCycle && !mayRepeat(element)) return WRONG_CYCLE;
      if (!text.startsWith('=')) return literalProblem(text, timeDate ? DATE : timeDuration ? DURATION : CYCLE);
    }
    return undefined;
  },
};

const DURATION = /^P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;
const CYCLE = new RegExp(`^R\\d*/(?:[^/]+/)?${DURATION.source.slice(1)}`);
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

const WRONG_CYCLE: Sentence = {
  zh: '此处的定时只触发一次，不能用周期。请改用时长，或改成非中断的边界事件、事件子流程或开始事件',
  en: 'Expected no cycle where a timer fires once. Use a duration, or a start event, non-interrupting boundary event or event sub-process',
};

function mayRepeat(event: BpmnElement): boolean {
  if (isOf(event, 'BoundaryEvent')) return event.cancelActivity === false;
  if (typeOf(event) !== 'StartEvent') return false;
  return !event.$parent?.triggeredByEvent || event.isInterrupting === false;
}

function literalProblem(text: string, pattern: RegExp): Sentence | undefined {
  if (pattern.test(text)) return undefined;
  return {
    zh: `时间应为 ISO 8601 文本（如 2026-01-05T09:00:00+08:00、PT2H、R3/PT1H）或以 = 开头的 FEEL，实际为 ${text}。请修改`,
    en: `Expected ISO 8601 (2026-01-05T09:00:00+08:00, PT2H, R3/PT1H) or FEEL after =, but found ${text}. Change it`,
  };
}
