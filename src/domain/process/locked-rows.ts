/** A row of a decision table that the law fixes: a township's table must have it, as it is here, and nothing above it may take its cases. */
export interface LockedRow {
  readonly id: string;
  /** Cells by the input expression of their column; every other cell of the row is empty. */
  readonly when: Readonly<Record<string, string>>;
  /** Cells by the name of their output. Other outputs, such as the wording, are the township's. */
  readonly then: Readonly<Record<string, string>>;
  /** The law in a few words. */
  readonly zh: string;
  readonly en: string;
}

/** The locked rows of one table, in their order. */
export interface LockedTable {
  readonly decisionId: string;
  /** Variable under which its answer is read. */
  readonly answer: string;
  /** Job types that act on the answer: a process that uses one asks this table, and no other in its place. */
  readonly actedOnBy: readonly string[];
  readonly hitPolicy: 'FIRST';
  readonly rows: readonly LockedRow[];
  /** Answers that take nothing from the law when a row of the township's, above a locked one, gives them. Always: the locked row's own. */
  readonly harmless: readonly Readonly<Record<string, string>>[];
}

const NEVER = { eligibility: '"never"' };
const NOT_YET = { eligibility: '"not_yet"' };
const GUIDE = { outcome: '"guide"' };

/** The rows 🔒 that no township edits away. */
export const LOCKED_TABLES: readonly LockedTable[] = [
  {
    decisionId: 'd01_acceptance',
    answer: 'd01',
    actedOnBy: ['dispatch-order'],
    hitPolicy: 'FIRST',
    harmless: [],
    rows: [
      row(
        'd01_01',
        { 'screening.emergency': 'true' },
        { outcome: '"emergency"' },
        '条例第十一条第三款第一项',
        'Regulation art. 11 ¶3 (1)',
      ),
      row(
        'd01_02',
        { 'screening.legalChannel': '"required", "entered"' },
        GUIDE,
        '条例第十一条第三款第二项',
        'Regulation art. 11 ¶3 (2)',
      ),
      row('d01_03', { 'screening.petition': 'true' }, GUIDE, '条例第十一条第三款第二项', 'Regulation art. 11 ¶3 (2)'),
      row(
        'd01_04',
        { 'screening.sameMatter': 'true' },
        { outcome: '"inform"' },
        '条例第十一条第三款第三项',
        'Regulation art. 11 ¶3 (3)',
      ),
      row(
        'd01_05',
        { 'screening.secret': 'true' },
        { outcome: '"explain"' },
        '条例第十一条第三款第四项',
        'Regulation art. 11 ¶3 (4)',
      ),
      row(
        'd01_06',
        { 'screening.immoral': 'true' },
        { outcome: '"educate"' },
        '条例第十一条第三款第六项',
        'Regulation art. 11 ¶3 (6)',
      ),
      row('d01_08', { 'screening.inDuty': 'false' }, GUIDE, '条例第十一条第三款第五项', 'Regulation art. 11 ¶3 (5)'),
    ],
  },
  {
    decisionId: 'd07_return',
    answer: 'd07',
    actedOnBy: ['open-dispute'],
    hitPolicy: 'FIRST',
    harmless: [],
    rows: [
      row(
        'd07_01',
        { 'dispute.adjudicated': 'true' },
        { outcome: '"reject"', final: 'true' },
        '已终局裁定的不再受理异议',
        'what was ruled on finally stays ruled',
      ),
    ],
  },
  {
    decisionId: 'd11_eligibility',
    answer: 'd11',
    actedOnBy: ['draw-panel'],
    hitPolicy: 'FIRST',
    harmless: [NEVER, NOT_YET, { eligibility: '"no"' }],
    rows: [
      row(
        'd11_01',
        { 'facts.type': '"report"' },
        NEVER,
        '信访工作条例第三十条:举报不得下交',
        'Petition Work Regulation art. 30: reports of wrongdoing are never handed down',
      ),
      row(
        'd11_02',
        { 'facts.officials': 'true' },
        NEVER,
        '信访工作条例第三十条:涉及干部不得下交',
        'Petition Work Regulation art. 30: nor what is said against officials',
      ),
      row(
        'd11_03',
        { 'facts.safety': 'true' },
        NEVER,
        '个人信息保护法第二十八条:人身安全、未成年人、健康',
        'Personal Information Protection Law art. 28: safety, minors, health',
      ),
      row(
        'd11_04',
        { 'facts.confidential': 'true' },
        NEVER,
        '条例第八条:保密诉求不得下交',
        'Regulation art. 8: confidential appeals are never handed down',
      ),
      row(
        'd11_05',
        { 'facts.siteChecked': 'false' },
        NOT_YET,
        '条例第十五条:未现场核查,先补做',
        'Regulation art. 15: check on site first',
      ),
      row(
        'd11_06',
        { 'facts.contacts': '< 1' },
        NOT_YET,
        '条例第十五条:未联系诉求人,先补做',
        'Regulation art. 15: contact the appellant first',
      ),
      row(
        'd11_07',
        { 'facts.basis': 'false' },
        NOT_YET,
        '条例第十五条:无书面依据,先补做',
        'Regulation art. 15: a written basis first',
      ),
    ],
  },
  {
    decisionId: 'd14_exclusion',
    answer: 'd14',
    actedOnBy: ['grant-exclusion'],
    hitPolicy: 'FIRST',
    harmless: [{ range: '"none"' }],
    rows: [
      row(
        'd14_01',
        { 'exclusion.evidenceComplete': 'false' },
        { range: '"none"' },
        '证据不齐不得剔除',
        'without evidence nothing is excluded',
      ),
      row(
        'd14_02',
        { 'exclusion.secondReview': 'false' },
        { range: '"none"' },
        '未经二级审核不得剔除',
        'without a second review nothing is excluded',
      ),
      row(
        'd14_03',
        { 'exclusion.samePerson': 'true' },
        { range: '"none"' },
        '申请人不得自审',
        'nobody grants their own application',
      ),
    ],
  },
  {
    decisionId: 'd19_points',
    answer: 'd19',
    actedOnBy: ['post-points'],
    hitPolicy: 'FIRST',
    harmless: [],
    rows: [
      row(
        'd19_01',
        { 'points.reason': '"filed_appeal"' },
        { points: '0' },
        '条例第八条:不得因提出诉求扣分',
        'Regulation art. 8: nobody loses points for an appeal',
      ),
    ],
  },
];

// helpers

function row(id: string, when: LockedRow['when'], then: LockedRow['then'], zh: string, en: string): LockedRow {
  return { id, when, then, zh, en };
}
