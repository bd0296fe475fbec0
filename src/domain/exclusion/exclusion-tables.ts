import { defineTable, integer, nullable, oneOf, text, type RowOf } from '../table.ts';

/** Reasons for which an order may be left out of the three rates. */
export const EXCLUSION_CODES = {
  not_acceptable: { zh: '非受理情形误派', en: 'should not have been accepted' },
  outside_area: { zh: '非本辖区', en: 'outside of the area' },
  duplicate: { zh: '重复单', en: 'duplicate' },
  untrue: { zh: '查实不属实', en: 'proved untrue' },
  unreasonable: { zh: '评议不合理', en: 'judged unreasonable' },
  beyond_power: { zh: '超职责、政策限制', en: 'beyond power or policy' },
  force_majeure: { zh: '不可抗力', en: 'force majeure' },
  central_unit: { zh: '中央、军队单位', en: 'central or military unit' },
  suspended: { zh: '客观限制挂账', en: 'suspended for objective reasons' },
  malicious: { zh: '恶意占用', en: 'malicious use' },
} as const;
export type ExclusionCode = keyof typeof EXCLUSION_CODES;
/** How far an order is left out: of all rates, or of resolution and satisfaction only. */
export type ExclusionRange = 'all' | 'resolution_satisfaction';

/**
 * An application to leave an order out of the three rates. `evidence` names the document or item it rests on, without personal data. An order
 * may have several, each with a reason of its own; those that were granted and not reversed count.
 */
export const exclusion = defineTable({
  name: 'exclusion',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderKey: integer,
    processInstanceKey: integer,
    code: oneOf<ExclusionCode>(),
    evidence: text,
    state: oneOf<'applied' | 'granted' | 'refused' | 'reversed'>(),
    range: nullable(oneOf<ExclusionRange>()),
    /** Row of table D14 that applied. */
    rule: nullable(text),
    appliedBy: text,
    appliedAt: integer,
    decidedBy: nullable(text),
    decidedAt: nullable(integer),
    reversedBy: nullable(text),
    reversedAt: nullable(integer),
  },
  indexes: { byOrder: ['orderKey'] },
});

export const EXCLUSION_TABLES = [exclusion] as const;

/** How far an order is left out by all that was granted: the widest counts; null when nothing stands. */
export function rangeOf(rows: readonly Pick<RowOf<typeof exclusion>, 'state' | 'range'>[]): ExclusionRange | null {
  const standing = rows.filter(({ state }) => state === 'granted').map(({ range }) => range);
  return standing.includes('all') ? 'all' : (standing[0] ?? null);
}
