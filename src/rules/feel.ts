import { attribute, type BpmnElement, children, eventDefinitionsOf, isOf, zeebe } from './bpmn-element.ts';
import type { Rule, Sentence } from './rule.ts';

/** Conditions, scripts, collections and mappings are FEEL that parses; where a value is needed a plain text would never be one. */
export const feel: Rule = {
  id: 'feel',
  check(element, { checkFeel }) {
    for (const text of needed(element)) {
      if (!text.startsWith('=')) return notFeel(text);
    }
    for (const text of [...needed(element), ...possible(element)]) {
      if (!text.startsWith('=')) continue;
      const problem = checkFeel(text.slice(1).trim());
      if (problem) return wrong(text, problem);
    }
    return undefined;
  },
};

/** Texts that must be FEEL. */
function needed(element: BpmnElement): string[] {
  const loop = element.loopCharacteristics;
  const repeated = zeebe(loop, 'LoopCharacteristics');
  const cardinality = loop?.loopCardinality?.body?.trim();
  return present([
    isOf(element, 'SequenceFlow') ? element.conditionExpression?.body : undefined,
    isOf(element, 'ScriptTask') ? attribute(zeebe(element, 'Script'), 'expression') : undefined,
    attribute(repeated, 'inputCollection'),
    attribute(repeated, 'outputElement'),
    cardinality && /^\d+$/.test(cardinality) ? undefined : cardinality,
    loop?.completionCondition?.body,
    loop?.loopCondition?.body,
  ]);
}

/** Texts that are FEEL when they begin with `=`. */
function possible(element: BpmnElement): string[] {
  const mapping = zeebe(element, 'IoMapping');
  const texts: unknown[] = [...children(mapping, 'inputParameters'), ...children(mapping, 'outputParameters')].map(
    ({ source }) => source,
  );
  for (const [type, ...names] of EXPRESSIONS) {
    const extension = zeebe(element, type);
    texts.push(...names.map((name) => attribute(extension, name)));
  }
  for (const { timeDate, timeDuration, timeCycle, messageRef, signalRef } of eventDefinitionsOf(element)) {
    texts.push(timeDate?.body, timeDuration?.body, timeCycle?.body, messageRef?.name, signalRef?.name);
    texts.push(attribute(zeebe(messageRef, 'Subscription'), 'correlationKey'));
  }
  texts.push(element.messageRef?.name, attribute(zeebe(element.messageRef, 'Subscription'), 'correlationKey'));
  return present(texts);
}

const EXPRESSIONS: readonly (readonly [type: string, ...names: string[]])[] = [
  ['TaskDefinition', 'type', 'retries'],
  ['AssignmentDefinition', 'assignee', 'candidateGroups', 'candidateUsers'],
  ['TaskSchedule', 'dueDate', 'followUpDate'],
  ['PriorityDefinition', 'priority'],
  ['CalledDecision', 'decisionId'],
  ['CalledElement', 'processId'],
];

const present = (texts: readonly unknown[]): string[] => texts.map((text) => String(text ?? '').trim()).filter(Boolean);

const notFeel = (text: string): Sentence => ({
  zh: `应为以 = 开头的 FEEL 表达式，实际为 ${text}。请在前面加上 =`,
  en: `Expected a FEEL expression after =, but found ${text}. Put = before it`,
});

const wrong = (text: string, problem: Sentence): Sentence => ({
  zh: `FEEL 表达式 ${text} 无法解析：${problem.zh}。请修改`,
  en: `Expected FEEL that parses, but ${text} does not: ${problem.en}. Correct it`,
});
