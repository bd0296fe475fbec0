import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { BpmnElement } from '../rules/bpmn-element.ts';
import type { Finding } from '../rules/rule.ts';
import { checkXmlLimits } from './xml-limits.ts';

export interface ReadDiagram {
  /** Undefined when the text is not a BPMN diagram at all. */
  readonly definitions?: BpmnElement;
  readonly findings: readonly Finding[];
}

interface Warning {
  readonly message: string;
}

/**
 * Reads BPMN XML. Limits are checked before anything is parsed; whatever the parser only warns of is a finding here, since it would be left out
 * in silence.
 */
export async function readDiagram(xml: string): Promise<ReadDiagram> {
  const tooMuch = checkXmlLimits(xml);
  if (tooMuch) return { findings: [tooMuch] };
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(xml, 'bpmn:Definitions');
    return {
      definitions: rootElement as unknown as BpmnElement,
      findings: (warnings as Warning[]).map(warningFinding),
    };
  } catch (error) {
    return { findings: [malformed((error as Error).message)] };
  }
}

function malformed(message: string): Finding {
  return {
    place: placeIn(message),
    zh: `文件不是有效的 BPMN XML：${firstLine(message)}。请用建模工具重新导出`,
    en: `Expected valid BPMN XML, but found: ${firstLine(message)}. Export it again from a modelling tool`,
    rule: 'xml-malformed',
  };
}

function warningFinding({ message }: Warning): Finding {
  const text = firstLine(message);
  const duplicate = /duplicate ID <([^>]+)>/.exec(message);
  if (duplicate?.[1]) {
    return {
      place: duplicate[1],
      rule: 'xml-duplicate-id',
      zh: `编号 ${duplicate[1]} 出现多次。请给每个元素唯一的编号`,
      en: `Expected every id once, but found ${duplicate[1]} again. Give each element an id of its own`,
    };
  }
  const unresolved = /unresolved reference <([^>]*)>/.exec(message);
  if (unresolved) {
    return {
      place: unresolved[1] || placeIn(message),
      rule: 'xml-unresolved-reference',
      zh: `引用的元素 ${unresolved[1]} 不存在。请删除该引用或补上元素`,
      en: `Expected an element with id ${unresolved[1]}, but there is none. Remove the reference or add the element`,
    };
  }
  return {
    place: placeIn(message),
    rule: 'xml-unknown-content',
    zh: `存在无法识别的内容：${text}。请删除或改用 BPMN 2.0 元素`,
    en: `Expected BPMN 2.0 content only, but found: ${text}. Remove it or use an element of BPMN 2.0`,
  };
}

/** `line:column`, counted from 1; the parser counts from 0. */
function placeIn(message: string): string {
  const [, line, column] = /line: (\d+)\s+column: (\d+)/.exec(message) ?? [];
  return line === undefined ? '1:1' : `${Number(line) + 1}:${Number(column) + 1}`;
}

const firstLine = (message: string): string => {
  const nested = /nested error: (.*)/.exec(message)?.[1];
  return (nested ?? message.split('\n')[0] ?? '').trim().slice(0, 200);
};
