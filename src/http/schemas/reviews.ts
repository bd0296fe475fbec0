import { Type } from 'typebox';
import { INVITEE_KINDS } from '../../domain/round-table/consultation-tables.ts';
import { CONCLUSIONS, PANEL_CATEGORIES } from '../../domain/hand-down/hand-down-tables.ts';
import { ORDER_PARAMS } from './cases.ts';
import { Instant, Key, Nullable } from './common.ts';

/** Shapes of consultations and hand-downs. */

const Words = (list: readonly string[]) => Type.String({ enum: [...list] });
const Text = Type.String({ minLength: 1, maxLength: 5_000 });

export const Consent = Type.Object({
  purpose: Type.Union([Type.Literal('shared_with_respondent'), Type.Literal('named_to_panel')]),
  given: Type.Boolean(),
  form: Type.Union([Type.Literal('written'), Type.Literal('recorded')]),
});
export const MediationRefusal = Type.Object({
  party: Type.Union([Type.Literal('appellant'), Type.Literal('respondent')]),
});
export const Minutes = Type.Object({
  session: Nullable(
    Type.Integer({ minimum: 1, description: 'Number of the session; null for the terms of the agreement' }),
  ),
  text: Text,
});
export const INSTALMENT_PARAMS = Type.Object({
  ...ORDER_PARAMS.properties,
  number: Type.String({ pattern: '^[1-9][0-9]{0,2}$', examples: ['1'] }),
});
export const OpenInstalments = Type.Object({ open: Type.Integer({ minimum: 0 }) });
const Label = Type.Object({ zh: Type.String(), en: Type.String() });
const Reviewed = Type.Object({
  orderNo: Type.String(),
  title: Type.String(),
  issue: Label,
  stateLabel: Label,
  dueAt: Nullable(Instant),
});
export const OpenQuery = Type.Object(
  { open: Type.Optional(Type.Enum(['true', 'false'], { description: 'Whether under way; absent: all' })) },
  { additionalProperties: false },
);
export const ConsultationList = Type.Object({
  items: Type.Array(
    Type.Object({
      order: Reviewed,
      consultationNo: Type.String(),
      kind: Type.String(),
      state: Type.String(),
      sessions: Type.Integer(),
      invited: Type.Integer(),
      attending: Type.Integer({ description: 'How many said that they come' }),
      openResolutions: Type.Integer(),
      openInstalments: Type.Integer(),
      nextDueAt: Nullable(Type.String({ format: 'date-time', description: 'Of the next resolution or instalment' })),
      confirmationDueAt: Nullable(Type.String({ format: 'date-time', description: 'While the court can be asked' })),
      openedAt: Instant,
      closedAt: Nullable(Instant),
    }),
  ),
});
export const Consultations = Type.Object({
  order: Reviewed,
  consents: Type.Array(
    Type.Object({ purpose: Type.String(), given: Type.Boolean(), form: Type.String(), at: Instant }),
    { description: 'The newest of each purpose' },
  ),
  items: Type.Array(
    Type.Object({
      surveyedAt: Nullable(Instant),
      consultationNo: Type.String(),
      kind: Type.String(),
      state: Type.String(),
      respondentAbsence: Nullable(Type.String()),
      refusedBy: Nullable(Type.String()),
      openedAt: Instant,
      closedAt: Nullable(Instant),
      invitees: Type.Array(
        Type.Object({ key: Key, kind: Words(INVITEE_KINDS), unitKey: Nullable(Key), answer: Nullable(Type.String()) }),
      ),
      sessions: Type.Array(
        Type.Object({
          number: Type.Integer(),
          at: Instant,
          attended: Type.Integer({ description: 'How many were there' }),
          quorate: Type.Boolean(),
          outcome: Type.String(),
          hasMinutes: Type.Boolean(),
          minutes: Nullable(Type.String()),
        }),
      ),
      resolutions: Type.Array(
        Type.Object({ unitKey: Key, dueAt: Instant, doneAt: Nullable(Instant), result: Nullable(Type.String()) }),
      ),
      agreements: Type.Array(
        Type.Object({
          form: Type.String(),
          hasTerms: Type.Boolean(),
          terms: Nullable(Type.String()),
          effectiveAt: Instant,
          confirmationDueAt: Instant,
          filedAt: Nullable(Instant),
          courtResult: Nullable(Type.String()),
          courtResultAt: Nullable(Instant),
          performedAt: Nullable(Instant),
          voidedAt: Nullable(Instant),
          instalments: Type.Array(
            Type.Object({
              number: Type.Integer(),
              dueAt: Instant,
              amountYuan: Type.Number(),
              paidAt: Nullable(Instant),
            }),
          ),
        }),
      ),
    }),
  ),
});

export const NewCandidate = Type.Object({
  villageKey: Key,
  category: Words(PANEL_CATEGORIES),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  phone: Type.Optional(Type.String({ maxLength: 20 })),
});
export const CandidateKey = Type.Object({ candidateKey: Key });
export const CandidateQuery = Type.Object({ villageKey: Key });
export const Candidates = Type.Object({
  items: Type.Array(Type.Object({ candidateKey: Key, category: Words(PANEL_CATEGORIES), name: Type.String() })),
});
export const Recusal = Type.Object({
  candidateKey: Key,
  reason: Type.Union([Type.Literal('kinship'), Type.Literal('interest'), Type.Literal('dispute')]),
});
export const Replaced = Type.Object({ replacedBy: Nullable(Key) });
export const Ballot = Type.Object({
  stage: Type.Union([Type.Literal('panel'), Type.Literal('villagers')]),
  candidateKey: Key,
  choice: Type.Union([Type.Literal('reasonable'), Type.Literal('unreasonable'), Type.Literal('abstain')]),
});
export const Objection = Type.Object({ text: Text });
export const Overturning = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 200 }) });
export const Reopened = Type.Object({ reopened: Type.Boolean() });
export const ENTRY_PARAMS = Type.Object({ entryKey: Key });
export const PanelPack = Type.Object({
  issue: Type.String(),
  type: Type.String(),
  heading: Type.String(),
  village: Type.String(),
  month: Type.String({ examples: ['2026-03'] }),
  finding: Type.String(),
  legalBasis: Type.String(),
  name: Nullable(Type.String({ description: 'Only with the appellant’s written consent' })),
});
export const HandDownList = Type.Object({
  items: Type.Array(
    Type.Object({
      orderNo: Type.String(),
      issue: Label,
      stateLabel: Type.Object({ ...Label.properties }, { description: 'Of the order' }),
      dueAt: Nullable(Instant),
      villageKey: Key,
      state: Type.String(),
      refusal: Nullable(Type.String()),
      method: Nullable(Type.String()),
      round: Type.Integer(),
      conclusion: Nullable(Words(CONCLUSIONS)),
      publishedUntil: Nullable(Instant),
      openedAt: Instant,
      closedAt: Nullable(Instant),
    }),
  ),
});
export const HandDown = Type.Object({
  issue: Label,
  villageKey: Key,
  state: Type.String(),
  refusal: Nullable(Type.String()),
  judgement: Type.String(),
  method: Nullable(Type.String()),
  legalBasis: Type.String(),
  signedAt: Nullable(Instant),
  informedAt: Nullable(Instant),
  round: Type.Integer(),
  facts: Type.Object(
    {
      type: Type.String(),
      confidential: Type.Boolean(),
      officials: Type.Boolean(),
      safety: Type.Boolean(),
      siteChecked: Type.Boolean(),
      contacts: Type.Integer(),
      basis: Type.Boolean(),
      judgement: Type.String(),
      similar: Type.Integer(),
    },
    { description: 'What table D11 was asked' },
  ),
  quorumFailures: Type.Integer(),
  verdicts: Type.Array(Type.Object({ round: Type.Integer(), conclusion: Words(CONCLUSIONS), at: Instant })),
  objectedAt: Nullable(Instant),
  calmVisits: Type.Integer(),
  converted: Nullable(Type.Boolean({ description: 'Null while open, or when it counts no more' })),
  hasPack: Type.Boolean(),
  ballots: Type.Array(Type.Object({ round: Type.Integer(), stage: Type.String(), cast: Type.Integer() }), {
    description: 'How many votes were cast, never which',
  }),
  seats: Type.Array(
    Type.Object({
      round: Type.Integer(),
      candidateKey: Key,
      category: Words(PANEL_CATEGORIES),
      seat: Type.String(),
      reason: Nullable(Type.String()),
    }),
  ),
  counts: Type.Array(
    Type.Object({
      round: Type.Integer(),
      stage: Type.String(),
      members: Type.Integer(),
      present: Type.Integer(),
      reasonable: Type.Integer(),
      unreasonable: Type.Integer(),
      quorate: Type.Boolean(),
    }),
  ),
  publications: Type.Array(
    Type.Object({
      round: Type.Integer(),
      issue: Type.String(),
      conclusion: Words(CONCLUSIONS),
      from: Instant,
      to: Instant,
      withdrawnAt: Nullable(Instant),
    }),
  ),
  points: Type.Array(
    Type.Object({
      entryKey: Key,
      candidateKey: Nullable(Key),
      rule: Type.String(),
      delta: Type.Integer(),
      state: Type.String(),
      publishedUntil: Nullable(Instant),
    }),
  ),
  overturnedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
});
export const PointsBalances = Type.Object({
  items: Type.Array(Type.Object({ candidateKey: Nullable(Key), points: Type.Integer(), entries: Type.Integer() })),
});
export const ConversionQuery = Type.Object({ from: Instant, to: Instant });
const Share = Type.Object({
  total: Type.Integer(),
  converted: Type.Integer(),
  percentage: Nullable(Type.Number({ description: 'Percent with two decimals; null when there was none' })),
});
export const Conversion = Type.Object({ orders: Share, persons: Share });
