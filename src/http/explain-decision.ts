import type { HistoryEvent } from '../domain/process/history.ts';
import { maskFreeText } from '../domain/privacy/masking.ts';
import { instantText } from './schemas/common.ts';
import type { TableWords } from './table-words.ts';

/** What each table decides, as people say it. */
const TABLES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  d01_acceptance: { zh: '是否受理', en: 'whether the appeal is accepted' },
  d02_level: { zh: '紧急程度和办理时限', en: 'how urgent it is and how long it may take' },
  d03_catalogue: { zh: '由哪个单位办理', en: 'which unit handles it' },
  d04_route: { zh: '用什么方式办理', en: 'by which way it is handled' },
  d05_whistle: { zh: '请哪些单位到场', en: 'which units are called' },
  d06_limits: { zh: '各单位的时限', en: 'how long the units called may take' },
  d07_return: { zh: '能否退单', en: 'whether the unit may give it back' },
  d08_extension: { zh: '能否延期', en: 'whether it may take longer' },
  d09_repeat: { zh: '是否与已有诉求重复', en: 'whether it repeats an earlier appeal' },
  d10_sensitive: { zh: '是否需要特别保护', en: 'whether it needs special care' },
  d11_eligibility: { zh: '能否请村民评议', en: 'whether people of the village may look at it' },
  d12_verdict: { zh: '评议结论', en: 'what a review concludes' },
  d13_callback: { zh: '回访之后怎么办', en: 'what follows from the callback' },
  d18_rating: { zh: '对到场单位的评价', en: 'how the units called are rated' },
  d19_points: { zh: '积分建议', en: 'which points are suggested' },
  d20_class: { zh: '问题类别', en: 'what class of problem it is' },
  d22_sampling: { zh: '是否抽查核验', en: 'whether the result is verified' },
};

/** Which version of which table decided; undefined of any other event. */
export function decidedBy({ type, detail }: HistoryEvent) {
  if (type !== 'decision.evaluated' || !detail) return undefined;
  return { decision: String(detail['decisionId']), version: Number(detail['version']) };
}

/** A decision of a table in plain words: from what, by which of its rows, with what result. */
export function explain({ detail = {} }: HistoryEvent, by: Decided, at: number, words: TableWords | undefined) {
  const { decision, version } = by;
  const table = TABLES[decision];
  const ids = Array.isArray(detail['rules']) ? detail['rules'].map(String) : [];
  const [inputs, output] = [detail['inputs'], detail['output']];
  const rowsZh = ids.map((id) => words?.rows.get(id)?.zh || id).join('、') || '—';
  const rowsEn = ids.map((id) => words?.rows.get(id)?.en || words?.rows.get(id)?.zh || id).join('; ') || '—';
  return {
    at: instantText(at),
    decision,
    version,
    zh: `“${table?.zh ?? decision}”由规则表 ${decision} 第 ${version} 版判定:依据 ${said(inputs)},适用“${rowsZh}”,结果为 ${said(output)}。如不认可,可要求人工复核。`,
    en: `Table ${decision}, version ${version}, decided ${table?.en ?? decision}: from ${said(inEnglish(inputs, words))}, by its row “${rowsEn}”, with the result ${said(inEnglish(output, words))}. You may ask for a person to look at it.`,
  };
}

interface Decided {
  readonly decision: string;
  readonly version: number;
}

// helpers

/** Columns by their English names; a Chinese sentence beside the result says no more than the row does. */
function inEnglish(value: unknown, words: TableWords | undefined): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => typeof each !== 'string' || !/\p{Script=Han}/u.test(each))
      .map(([name, each]) => [words?.inputs.get(name) ?? name, each]),
  );
}

/** Words and numbers by name; the tables see no personal data, and what looks like it is hidden all the same. */
function said(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(said).join(', ');
  if (typeof value !== 'object') return maskFreeText(String(value));
  const parts = Object.entries(value).map(([name, each]) => `${name} = ${said(each)}`);
  return parts.length === 0 ? '—' : parts.join('; ');
}
