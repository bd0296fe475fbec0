import { boolean, defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

/**
 * Tables of hand-downs: a doubtful claim is looked at by people of the village who have no part in it, and what they find informs the handling.
 * Columns ending in `Sealed` hold personal data, encrypted outside the decision.
 */

/** What the village thinks at first. */
export type Judgement = 'untrue' | 'unreasonable' | 'reasonable' | 'undecided';
export type ReviewMethod = 'three_elders' | 'with_villagers' | 'with_publication';
/** Conclusions of table D12 (Petition Regulation arts. 27 and 32). */
export const CONCLUSIONS = [
  'by_law',
  'supported',
  'partly',
  'explained',
  'assistance',
  'untrue',
  'unreasonable',
] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

/** Conclusions after which the unit goes on with real work. */
export const REAL_WORK: readonly Conclusion[] = ['by_law', 'supported', 'partly'];

export const handDownCase = defineTable({
  name: 'hand_down_case',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderKey: integer,
    villageKey: integer,
    state: oneOf<
      'preparing' | 'refused' | 'in_review' | 'published' | 'calming' | 'closed' | 'overturned' | 'invalid'
    >(),
    /** Facts that eligibility was decided by. */
    facts: json<EligibilityFacts>(),
    legalBasis: text,
    basisBy: text,
    judgement: oneOf<Judgement>(),
    method: nullable(oneOf<ReviewMethod>()),
    refusal: nullable(text),
    signedBy: nullable(text),
    signedAt: nullable(integer),
    informedAt: nullable(integer),
    /** 1, and 2 after an objection. */
    round: integer,
    quorumFailures: integer,
    /** What the panel reads: facts without name, phone, address or exact dates. */
    pack: nullable(json<PanelPack>()),
    counts: json<readonly VoteCount[]>(),
    verdicts: json<readonly Verdict[]>(),
    objectedAt: nullable(integer),
    calmVisits: integer,
    overturnedAt: nullable(integer),
    openedAt: integer,
    closedAt: nullable(integer),
  },
  indexes: { byOrder: ['orderKey'] },
});

/** What table D11 asks: from the rows of the order, and from the section that asks for the hand-down. */
export interface EligibilityFacts {
  readonly type: string;
  readonly confidential: boolean;
  readonly officials: boolean;
  readonly safety: boolean;
  readonly siteChecked: boolean;
  readonly contacts: number;
  readonly basis: boolean;
  readonly judgement: Judgement;
  readonly similar: number;
}

export interface PanelPack {
  readonly issue: string;
  readonly type: string;
  readonly heading: string;
  readonly village: string;
  /** `2026-03`. */
  readonly month: string;
  readonly finding: 'yes' | 'part' | 'no';
  readonly legalBasis: string;
}

export interface VoteCount {
  readonly round: number;
  readonly stage: VoteStage;
  /** Members of the panel, or of the villagers' representatives. */
  readonly members: number;
  readonly present: number;
  readonly reasonable: number;
  readonly unreasonable: number;
  readonly quorate: boolean;
}
export interface Verdict {
  readonly round: number;
  readonly conclusion: Conclusion;
  readonly at: number;
}
export type VoteStage = 'panel' | 'villagers';

export const PANEL_CATEGORIES = [
  'old_party_member',
  'old_cadre',
  'old_teacher',
  'model_worker',
  'villager_representative',
  'lawyer',
  'police_officer',
  'legal_guide',
] as const;
export type PanelCategory = (typeof PANEL_CATEGORIES)[number];

/** The roster of a village from which panels are drawn. `phoneHash` finds out that somebody is the appellant. */
export const panelCandidate = defineTable({
  name: 'panel_candidate',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    villageKey: integer,
    category: oneOf<PanelCategory>(),
    nameSealed: text,
    phoneHash: nullable(text),
    active: boolean,
  },
  indexes: { byVillage: ['tenantId', 'villageKey'] },
});

/** Somebody of the roster who has a part in a matter: kinship, interest or dispute. */
export const panelRecusal = defineTable({
  name: 'panel_recusal',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    candidateKey: integer,
    reason: oneOf<RecusalReason>(),
    declaredAt: integer,
    declaredBy: text,
  },
  indexes: { byOrder: ['orderKey'] },
});
export type RecusalReason = 'kinship' | 'interest' | 'dispute';

/** A seat of a panel, and who was passed over when it was drawn. */
export const panelMember = defineTable({
  name: 'panel_member',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    caseKey: integer,
    round: integer,
    candidateKey: integer,
    category: oneOf<PanelCategory>(),
    seat: oneOf<'seated' | 'recused' | 'replaced'>(),
    reason: nullable(oneOf<RecusalReason | 'appellant'>()),
    drawnAt: integer,
  },
  indexes: { byCase: ['caseKey'] },
});

/** A vote: who cast it is sealed, what was voted is counted. `voterHash` keeps one from voting twice. */
export const vote = defineTable({
  name: 'vote',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    caseKey: integer,
    round: integer,
    stage: oneOf<VoteStage>(),
    voterSealed: text,
    voterHash: text,
    choice: oneOf<VoteChoice>(),
  },
  indexes: { byCase: ['caseKey'] },
});
/** Whether the claim is reasonable. */
export type VoteChoice = 'reasonable' | 'unreasonable' | 'abstain';

/** The result as the village reads it: issue and conclusion, nobody's name. */
export const publication = defineTable({
  name: 'publication',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    caseKey: integer,
    orderKey: integer,
    round: integer,
    issue: text,
    conclusion: oneOf<Conclusion>(),
    from: integer,
    to: integer,
    withdrawnAt: nullable(integer),
  },
  indexes: { byCase: ['caseKey'] },
});

/** An objection against a published verdict; the words are sealed. */
export const verdictObjection = defineTable({
  name: 'verdict_objection',
  key: 'key',
  versioned: false,
  columns: { key: integer, tenantId: text, caseKey: integer, round: integer, at: integer, by: text, textSealed: text },
  indexes: { byCase: ['caseKey'] },
});

/** How a hand-down ended for its appellant: understood and gave up the claim, or not. Kept by person and by order. */
export const conversionRecord = defineTable({
  name: 'conversion_record',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    caseKey: integer,
    orderKey: integer,
    /** Keyed hash of the appellant's number, or the appeal's own party when there is none. */
    person: text,
    converted: boolean,
    visits: integer,
    at: integer,
    /** Counted no more: the verdict was overturned. */
    cancelled: boolean,
  },
  indexes: { byCase: ['caseKey'] },
});

/**
 * Points that table D19 suggests. Nothing is ever deducted for appealing; a reversal is an entry of its own that names the first one.
 */
export const pointsEntry = defineTable({
  name: 'points_entry',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderKey: integer,
    caseKey: nullable(integer),
    villageKey: integer,
    rule: text,
    delta: integer,
    state: oneOf<'suggested' | 'approved' | 'reversed'>(),
    suggestedAt: integer,
    suggestedBy: text,
    /** Until when it is published and may be objected to. */
    publishedUntil: nullable(integer),
    approvedBy: nullable(text),
    reverses: nullable(integer),
    /** Whose they are: `candidate:<key>` for somebody of the roster, else the appellant as in {@link conversionRecord}. */
    person: nullable(text),
  },
  indexes: { byOrder: ['orderKey'], byPerson: ['tenantId', 'person'] },
});

export const HAND_DOWN_TABLES = [
  handDownCase,
  panelCandidate,
  panelRecusal,
  panelMember,
  vote,
  publication,
  verdictObjection,
  conversionRecord,
  pointsEntry,
] as const;
