import { DmnModdle } from 'dmn-moddle';
import type { Finding } from '../rules/rule.ts';
import { checkXmlLimits } from './xml-limits.ts';

export const HIT_POLICIES = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

/** A decision as its file says it. Texts are FEEL. */
export interface DecisionModel {
  readonly id: string;
  readonly name: string | null;
  /** Names under which its result is known to decisions that require it: variable, name and id. */
  readonly resultNames: readonly string[];
  /** Ids of required decisions. */
  readonly requires: readonly string[];
  /** Names of required input data. */
  readonly inputNames: readonly string[];
  readonly logic: TableModel | LiteralModel;
}

export interface LiteralModel {
  readonly kind: 'literal';
  readonly text: string;
}

export interface TableModel {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | null;
  readonly inputs: readonly InputModel[];
  readonly outputs: readonly OutputModel[];
  readonly rules: readonly RuleModel[];
}

/** `type` is a FEEL type name, `Any` when the table names none; `values` are the allowed values as unary tests, null when all are. */
export interface InputModel {
  readonly label: string;
  readonly expression: string;
  readonly type: string;
  readonly values: string | null;
}

export interface OutputModel {
  readonly name: string;
  readonly type: string;
  readonly values: string | null;
  readonly defaultEntry: string | null;
}

/** `inputs` and `outputs` have one text for each column; an empty cell is `-` among inputs. */
export interface RuleModel {
  readonly id: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What a DMN file contains; where there are findings, the decisions they concern are left out. */
export interface ReadDecisions {
  readonly decisions: readonly DecisionModel[];
  readonly findings: readonly Finding[];
}

/** Reads DMN 1.3 XML within the same limits as diagrams. Whatever is outside decision tables and FEEL is a finding. */
export async function readDecisions(xml: string): Promise<ReadDecisions> {
  const tooMuch = checkXmlLimits(xml);
  if (tooMuch) return { decisions: [], findings: [tooMuch] };
  let definitions: Element;
  let warnings: readonly { readonly message: string }[];
  try {
    const read = await new DmnModdle().fromXML(xml, 'dmn:Definitions');
    definitions = read.rootElement as Element;
    warnings = read.warnings as readonly { readonly message: string }[];
  } catch (error) {
    return { decisions: [], findings: [malformed((error as Error).message, xml)] };
  }
  const findings = warnings.map(({ message }) => unknownContent(message));
  const languages = [textOf(definitions, 'expressionLanguage')];
  const inputNames = new Map<string, string>();
  const elements = listOf(definitions, 'drgElement');
  for (const element of elements) {
    if (element.$type === 'dmn:InputData') inputNames.set(idOf(element), textOf(element, 'name'));
    else if (!SUPPORTED.has(element.$type)) findings.push(unsupported(idOf(element), element.$type.slice(4)));
  }
  const types = itemTypes(listOf(definitions, 'itemDefinition'));
  const decisions = elements
    .filter((element) => element.$type === 'dmn:Decision')
    .flatMap((element) => decisionOf(element, { inputNames, types, findings, languages }) ?? []);
  if (elements.length === 0 || (decisions.length === 0 && findings.length === 0)) findings.push(empty());
  return { decisions, findings };
}

// helpers

/** An element of dmn-moddle: typed by `$type`, properties by name. */
interface Element {
  readonly $type: string;
  readonly [property: string]: unknown;
}

interface Context {
  readonly inputNames: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, { readonly type: string; readonly values: string | null }>;
  readonly findings: Finding[];
  readonly languages: readonly string[];
}

const SUPPORTED = new Set(['dmn:Decision', 'dmn:InputData', 'dmn:KnowledgeSource']);
const FEEL_LANGUAGE = /^$|feel/i;

function decisionOf(element: Element, context: Context): DecisionModel | undefined {
  const id = idOf(element);
  const name = textOf(element, 'name') || null;
  const logic = element['decisionLogic'] as Element | undefined;
  if (listOf(element, 'knowledgeRequirement').length > 0)
    context.findings.push(unsupported(id, 'KnowledgeRequirement'));
  if (!logic) {
    context.findings.push({
      place: id,
      rule: 'dmn-logic',
      zh: `决策 ${id} 没有决策表或表达式。请补上内容`,
      en: `Expected decision ${id} to have a table or an expression, but it has none. Add one`,
    });
    return undefined;
  }
  const model = logicOf(id, logic, context);
  if (!model) return undefined;
  const requirements = listOf(element, 'informationRequirement');
  const variable = element['variable'] as Element | undefined;
  const names = [variable ? textOf(variable, 'name') : '', name ?? '', id];
  return {
    id,
    name,
    resultNames: [...new Set(names.filter((each) => each !== ''))],
    requires: requirements.flatMap((requirement) => reference(requirement, 'requiredDecision')),
    inputNames: requirements
      .flatMap((requirement) => reference(requirement, 'requiredInput'))
      .map((inputId) => context.inputNames.get(inputId) ?? inputId),
    logic: model,
  };
}

function logicOf(id: string, logic: Element, context: Context): TableModel | LiteralModel | undefined {
  if (logic.$type === 'dmn:LiteralExpression') {
    return speaksFeel(id, logic, context) ? { kind: 'literal', text: textOf(logic, 'text') } : undefined;
  }
  if (logic.$type !== 'dmn:DecisionTable') {
    context.findings.push(unsupported(id, logic.$type.slice(4)));
    return undefined;
  }
  const hitPolicy = (textOf(logic, 'hitPolicy') || 'UNIQUE') as HitPolicy;
  if (!HIT_POLICIES.includes(hitPolicy)) {
    context.findings.push({
      place: id,
      rule: 'dmn-hit-policy',
      zh: `命中策略“${hitPolicy}”不存在。可用：${HIT_POLICIES.join('、')}`,
      en: `Expected one of ${HIT_POLICIES.join(', ')}, but found hit policy '${hitPolicy}'. Choose one of them`,
    });
    return undefined;
  }
  const parts = [
    ...listOf(logic, 'input').map((input) => input['inputExpression'] as Element | undefined),
    ...listOf(logic, 'rule').flatMap((rule) => [...listOf(rule, 'inputEntry'), ...listOf(rule, 'outputEntry')]),
  ];
  if (!parts.every((part) => !part || speaksFeel(id, part, context))) return undefined;
  return {
    kind: 'table',
    hitPolicy,
    aggregation: (textOf(logic, 'aggregation') || null) as Aggregation | null,
    inputs: listOf(logic, 'input').map((input) => inputOf(input, context)),
    outputs: listOf(logic, 'output').map((output, index) => outputOf(output, index, context)),
    rules: listOf(logic, 'rule').map((rule, index) => ({
      id: idOf(rule) || `${id}#${index + 1}`,
      inputs: listOf(rule, 'inputEntry').map((entry) => textOf(entry, 'text') || '-'),
      outputs: listOf(rule, 'outputEntry').map((entry) => textOf(entry, 'text')),
    })),
  };
}

function inputOf(input: Element, context: Context): InputModel {
  const expression = input['inputExpression'] as Element | undefined;
  const text = expression ? textOf(expression, 'text') : '';
  const named = expression ? textOf(expression, 'typeRef') : '';
  const item = context.types.get(named);
  return {
    label: textOf(input, 'label') || text,
    expression: text,
    type: typeName(item?.type ?? named),
    values: valuesOf(input, 'inputValues') ?? item?.values ?? null,
  };
}

function outputOf(output: Element, index: number, context: Context): OutputModel {
  const named = textOf(output, 'typeRef');
  const item = context.types.get(named);
  const defaultEntry = output['defaultOutputEntry'] as Element | undefined;
  return {
    name: textOf(output, 'name') || textOf(output, 'label') || `output${index + 1}`,
    type: typeName(item?.type ?? named),
    values: valuesOf(output, 'outputValues') ?? item?.values ?? null,
    defaultEntry: (defaultEntry && textOf(defaultEntry, 'text')) || null,
  };
}

function itemTypes(items: readonly Element[]): Context['types'] {
  return new Map(
    items.map((item) => {
      const type = item['isCollection'] === true ? 'list' : textOf(item, 'typeRef');
      return [textOf(item, 'name'), { type, values: valuesOf(item, 'allowedValues') }];
    }),
  );
}

/** `integer`, `long` and `double` are Camunda 7's names; a prefix (`feel:string`) is dropped. */
function typeName(type: string): string {
  const bare = type.replace(/^.*:/, '');
  if (bare === 'long') return 'integer';
  return bare === 'double' ? 'number' : bare || 'Any';
}

function speaksFeel(id: string, part: Element, { languages, findings }: Context): boolean {
  const language = textOf(part, 'expressionLanguage') || languages[0] || '';
  if (FEEL_LANGUAGE.test(language)) return true;
  findings.push({
    place: idOf(part) || id,
    rule: 'dmn-feel-only',
    zh: `使用了表达式语言“${language}”。只支持 FEEL，请改写`,
    en: `Expected FEEL, but found expression language '${language}'. Write it in FEEL`,
  });
  return false;
}

function valuesOf(element: Element, property: string): string | null {
  const values = element[property] as Element | undefined;
  return (values && textOf(values, 'text').trim()) || null;
}

function reference(requirement: Element, property: string): string[] {
  const target = requirement[property] as Element | undefined;
  return target ? [textOf(target, 'href').replace(/^#/, '')] : [];
}

function listOf(element: Element, property: string): readonly Element[] {
  return (element[property] as readonly Element[] | undefined) ?? [];
}

function textOf(element: Element, property: string): string {
  const value = element[property];
  return typeof value === 'string' ? value.trim() : '';
}

function idOf(element: Element): string {
  return textOf(element, 'id');
}

function unsupported(id: string, what: string): Finding {
  return {
    place: id,
    rule: 'dmn-unsupported',
    zh: `不支持 ${what}。请改用决策表或 FEEL 表达式`,
    en: `Expected a decision table or a FEEL expression, but found ${what}. Use one of them`,
  };
}

function empty(): Finding {
  return {
    place: '1:1',
    rule: 'dmn-no-decision',
    zh: '文件中没有决策。请添加决策表',
    en: 'Expected at least one decision, but found none. Add a decision table',
  };
}

function malformed(message: string, xml: string): Finding {
  const version = /www\.omg\.org\/spec\/DMN\/(\d+)\/MODEL/.exec(xml)?.[1];
  if (version !== undefined && version !== '20191111' && message.includes('failed to parse document as')) {
    return {
      place: '1:1',
      rule: 'dmn-version',
      zh: `文件使用的 DMN 命名空间为 ${version}，只支持 DMN 1.3（20191111）。请用当前建模工具重新导出`,
      en: `Expected DMN 1.3 (namespace 20191111), but found ${version}. Export it again from a current modelling tool`,
    };
  }
  return {
    place: placeIn(message),
    rule: 'xml-malformed',
    zh: `文件不是有效的 DMN XML：${firstLine(message)}。请用建模工具重新导出`,
    en: `Expected valid DMN XML, but found: ${firstLine(message)}. Export it again from a modelling tool`,
  };
}

function unknownContent(message: string): Finding {
  const duplicate = /duplicate ID <([^>]+)>/.exec(message)?.[1];
  if (duplicate !== undefined) {
    return {
      place: duplicate,
      rule: 'xml-duplicate-id',
      zh: `编号 ${duplicate} 出现多次。请给每个元素唯一的编号`,
      en: `Expected every id once, but found ${duplicate} again. Give each element an id of its own`,
    };
  }
  return {
    place: placeIn(message),
    rule: 'xml-unknown-content',
    zh: `存在无法识别的内容：${firstLine(message)}。请删除或改用 DMN 1.3 元素`,
    en: `Expected DMN 1.3 content only, but found: ${firstLine(message)}. Remove it or use an element of DMN 1.3`,
  };
}

/** `line:column`, counted from 1; the parser counts from 0. */
function placeIn(message: string): string {
  const [, line, column] = /line: (\d+)\s+column: (\d+)/.exec(message) ?? [];
  return line === undefined ? '1:1' : `${Number(line) + 1}:${Number(column) + 1}`;
}

function firstLine(message: string): string {
  const nested = /nested error: (.*)/.exec(message)?.[1];
  return (nested ?? message.split('\n')[0] ?? '').trim().slice(0, 200);
}
