import { boolean, defineTable, integer, json, nullable, oneOf, text } from '../table.ts';

/**
 * Tables of round tables and party–mass consultations: who was invited, what was said, what came of it. Columns ending in `Sealed` hold
 * personal data, encrypted outside the decision.
 */

/** A round table asks the parties to one table; a party–mass consultation looks at the place first. */
export type ConsultationKind = 'round_table' | 'party_mass';

/** Who may sit at the table. Parties decide for themselves whether they mediate. */
export const INVITEE_KINDS = [
  'appellant',
  'respondent',
  'department',
  'township',
  'village',
  'property_company',
  'resident_unit',
  'representative',
  'lawyer',
] as const;
export type InviteeKind = (typeof INVITEE_KINDS)[number];

/** Those whose clear refusal ends a mediation (People's Mediation Law art. 17). */
export const PARTY_KINDS: readonly InviteeKind[] = ['appellant', 'respondent'];

export const consultation = defineTable({
  name: 'consultation',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    /** `HZ-20240927-001`. */
    consultationNo: text,
    orderKey: integer,
    kind: oneOf<ConsultationKind>(),
    convenor: text,
    state: oneOf<'open' | 'agreed' | 'plan_adopted' | 'guided_to_law' | 'failed' | 'voided'>(),
    /** Why the respondent is not at the table, when it is so. */
    respondentAbsence: nullable(oneOf<'recusal' | 'danger'>()),
    surveyedAt: nullable(integer),
    sessions: integer,
    refusedBy: nullable(oneOf<'appellant' | 'respondent'>()),
    openedAt: integer,
    closedAt: nullable(integer),
  },
  indexes: { byOrder: ['orderKey'] },
});

/** Somebody asked to the table: a unit, or a kind of person whose name is no business of the process. */
export const consultationInvitee = defineTable({
  name: 'consultation_invitee',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    consultationKey: integer,
    kind: oneOf<InviteeKind>(),
    unitKey: nullable(integer),
    answer: nullable(oneOf<'attends' | 'cannot' | 'refuses'>()),
    answeredAt: nullable(integer),
  },
  indexes: { byConsultation: ['consultationKey'] },
});

/** One sitting. Its minutes are added when they are written. */
export const consultationSession = defineTable({
  name: 'consultation_session',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    consultationKey: integer,
    number: integer,
    at: integer,
    attended: json<readonly number[]>(),
    quorate: boolean,
    outcome: oneOf<SessionOutcome>(),
    minutesSealed: nullable(text),
  },
  indexes: { byConsultation: ['consultationKey'] },
});
export type SessionOutcome = 'agreed' | 'plan' | 'next' | 'failed';

/** A part of the plan that a unit carries out. */
export const resolutionTask = defineTable({
  name: 'resolution_task',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    consultationKey: integer,
    orderKey: integer,
    unitKey: integer,
    dueAt: integer,
    doneAt: nullable(integer),
    result: nullable(oneOf<'done' | 'partly' | 'not_done'>()),
  },
  indexes: { byConsultation: ['consultationKey'] },
});

/** A mediation agreement. Both parties may ask the court together to confirm it within 30 days of its taking effect. */
export const agreement = defineTable({
  name: 'agreement',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    consultationKey: integer,
    orderKey: integer,
    form: oneOf<'written' | 'oral'>(),
    termsSealed: nullable(text),
    effectiveAt: integer,
    confirmationDueAt: integer,
    filedAt: nullable(integer),
    courtResult: nullable(oneOf<'confirmed' | 'void'>()),
    courtResultAt: nullable(integer),
    performedAt: nullable(integer),
    voidedAt: nullable(integer),
  },
  indexes: { byOrder: ['orderKey'], byConsultation: ['consultationKey'] },
});

/** One payment of an agreement; `amountFen` is in hundredths of a yuan. */
export const agreementInstalment = defineTable({
  name: 'agreement_instalment',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    agreementKey: integer,
    number: integer,
    dueAt: integer,
    amountFen: integer,
    paidAt: nullable(integer),
  },
  indexes: { byAgreement: ['agreementKey'] },
});

/** What an appellant allowed: to be known to the other side, or to be named to a panel. The newest row of a purpose counts. */
export const partyConsent = defineTable({
  name: 'party_consent',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    purpose: oneOf<ConsentPurpose>(),
    given: boolean,
    form: oneOf<'written' | 'recorded'>(),
    at: integer,
    by: text,
  },
  indexes: { byOrder: ['orderKey'] },
});
export type ConsentPurpose = 'shared_with_respondent' | 'named_to_panel';

export const CONSULTATION_TABLES = [
  consultation,
  consultationInvitee,
  consultationSession,
  resolutionTask,
  agreement,
  agreementInstalment,
  partyConsent,
] as const;
