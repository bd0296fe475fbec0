import { Type } from 'typebox';
import {
  APPEAL_SOURCES,
  APPEAL_TYPES,
  CATEGORIES,
  CLOSING_LABELS,
  LEVELS,
  PLACE_KINDS,
  SATISFACTIONS,
  type AppealSource,
  type AppealType,
  type Category,
  type ClosingLabel,
  type PlaceKind,
  type Satisfaction,
} from '../../domain/appeal/appeal-words.ts';
import { ORDER_SERIES } from '../../domain/appeal/order-number.ts';
import { WORK_ORDER_STATES, type WorkOrderState } from '../../domain/appeal/work-order-state.ts';
import { Instant, Key, Matching, Nullable, PageOf, SearchBody, Variables } from './common.ts';

/** Shapes of appeals and work orders. */

/** One of a closed list of words. */
function Words<T extends string>(words: readonly T[]) {
  return Type.Unsafe<T>(Type.Enum(words as readonly [T, ...T[]]));
}
const keysOf = <T extends string>(words: Readonly<Record<T, unknown>>) => Object.keys(words) as T[];

const Source = Words<AppealSource>(keysOf(APPEAL_SOURCES));
const AppealTypeWord = Words<AppealType>(keysOf(APPEAL_TYPES));
const CategoryWord = Words<Category>(keysOf(CATEGORIES));
const PlaceKindWord = Words<PlaceKind>(keysOf(PLACE_KINDS));
const State = Words<WorkOrderState>(WORK_ORDER_STATES);
const LevelWord = Words(LEVELS);
const ClosingLabelWord = Words<ClosingLabel>(keysOf(CLOSING_LABELS));
const SatisfactionWord = Words<Satisfaction>(keysOf(SATISFACTIONS));
const Text = Type.String({ minLength: 1, maxLength: 10_000 });
const Count = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 }));

export const ORDER_PARAMS = Type.Object({
  orderNo: Type.String({
    pattern: `^(${ORDER_SERIES.join('|')})-[0-9]{8}-[0-9]{6,}$`,
    maxLength: 40,
    examples: ['JS-20260105-000001'],
  }),
});

export const NewAppeal = Type.Object(
  {
    externalNo: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: "The sender's own number; the same one is registered once",
      }),
    ),
    source: Source,
    type: AppealTypeWord,
    category: CategoryWord,
    title: Type.String({ minLength: 1, maxLength: 60, description: 'A heading without personal data' }),
    content: Text,
    placeKind: PlaceKindWord,
    unitKey: Type.Optional(Key),
    accusedUnitKey: Type.Optional(
      Type.String({ ...Key, description: 'Of a report of wrongdoing: the accused unit, which never learns of it' }),
    ),
    objectKey: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Building, company or road it is about' }),
    ),
    occurredAt: Type.Optional(Instant),
    facts: Type.Optional(
      Type.Object(
        {
          crowd: Count,
          affected: Count,
          departments: Count,
          statutoryDays: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 365 }))),
          risk: Type.Optional(Type.Enum(['high', 'medium', 'low'])),
          supplyCut: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    ),
    appellant: Type.Object(
      {
        kind: Type.Optional(Type.Enum(['natural', 'legal', 'other'])),
        name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
        phone: Type.Optional(Type.String({ pattern: '^[+0-9 ()-]{5,25}$' })),
        address: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
        anonymous: Type.Optional(Type.Boolean()),
        confidential: Type.Optional(Type.Boolean()),
        replyWanted: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export const Registered = Type.Object({
  orderNo: Type.String(),
  orderKey: Key,
  processInstanceKey: Key,
  isNew: Type.Boolean({ description: 'False: the same external number with the same content was here already' }),
});
export const Supplement = Type.Object({ text: Text }, { additionalProperties: false });
export const Supplemented = Type.Object({ reopened: Type.Boolean() });
export const Withdrawal = Type.Object({ text: Type.Optional(Text) }, { additionalProperties: false });
export const Reveal = Type.Object(
  { reason: Type.String({ maxLength: 500, description: 'Kept in the audit trail' }) },
  { additionalProperties: false },
);
export const Revealed = Type.Object({
  name: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  address: Nullable(Type.String()),
  words: Type.Optional(Type.Array(Type.String(), { description: 'What a report of wrongdoing says; only of reports' })),
});
export const NewNote = Type.Object(
  { kind: Type.Enum(['contact', 'site_check', 'handling', 'review', 'callback']), text: Text },
  { additionalProperties: false },
);
export const CallbackResult = Type.Object(
  {
    channel: Type.Enum(['hotline', 'sms', 'web']),
    reached: Type.Boolean(),
    contacted: Type.Boolean(),
    resolved: Type.Boolean(),
    satisfaction: SatisfactionWord,
    reasonable: Type.Optional(Type.Boolean({ default: true })),
    objective: Type.Optional(Type.Boolean({ default: false })),
  },
  { additionalProperties: false },
);

const Heading = {
  orderNo: Type.String(),
  state: State,
  stateLabel: Type.Object({ zh: Type.String(), en: Type.String() }),
  level: Nullable(LevelWord),
  externalNo: Nullable(Type.String()),
  source: Source,
  type: AppealTypeWord,
  category: CategoryWord,
  title: Type.String(),
  placeKind: PlaceKindWord,
  unitKey: Nullable(Key),
  ownerUnitKey: Nullable(Key),
  coUnitKeys: Type.Array(Key),
  receivedAt: Instant,
  dispatchedAt: Nullable(Instant),
  dueAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  reworkCount: Type.Integer(),
  sensitive: Type.Boolean(),
  supervised: Type.Boolean(),
  processInstanceKey: Nullable(Key),
};
export const WorkOrderHeading = Type.Object(Heading);
export const WorkOrderPage = PageOf(WorkOrderHeading);
export const WORK_ORDER_SORT = {
  orderNo: 'orderNo',
  receivedAt: 'receivedAt',
  dueAt: 'dueAt',
  closedAt: 'closedAt',
  level: 'level',
} as const;
export const WorkOrderSearch = SearchBody(
  ['orderNo', 'receivedAt', 'dueAt', 'closedAt', 'level'],
  Type.Object(
    {
      orderNo: Matching(Type.String()),
      externalNo: Matching(Type.String()),
      state: Matching(State),
      level: Matching(LevelWord),
      ownerUnitKey: Matching(Key),
      source: Matching(Source),
      type: Matching(AppealTypeWord),
      category: Matching(CategoryWord),
      receivedAt: Matching(Instant),
      dueAt: Matching(Instant),
      closedAt: Matching(Instant),
      sensitive: Type.Optional(Type.Boolean()),
      supervised: Type.Optional(Type.Boolean()),
      phone: Type.Optional(
        Type.String({
          pattern: '^[+0-9 ()-]{5,25}$',
          description: 'Of the appellant, in full; compared by keyed hash',
        }),
      ),
    },
    { additionalProperties: false },
  ),
);

export const WorkOrder = Type.Object({
  ...Heading,
  content: Nullable(
    Type.String({ description: 'Telephone and identity numbers masked; null when the appellant asked for confidence' }),
  ),
  objectKey: Nullable(Type.String()),
  occurredAt: Nullable(Instant),
  appellant: Type.Object({
    kind: Type.Enum(['natural', 'legal', 'other']),
    name: Nullable(Type.String({ description: 'Masked, as all here' })),
    phone: Nullable(Type.String()),
    address: Nullable(Type.String()),
    anonymous: Type.Boolean(),
    confidential: Type.Boolean(),
    replyWanted: Type.Boolean(),
  }),
  limit: Nullable(Type.Object({ amount: Type.Number(), unit: Type.String(), basis: Nullable(Type.String()) })),
  signedAt: Nullable(Instant),
  firstContactAt: Nullable(Instant),
  feedbackAt: Nullable(Instant),
  archivedAt: Nullable(Instant),
  resolved: Nullable(Type.Boolean()),
  publicReply: Nullable(Type.String()),
  closingLabel: Nullable(ClosingLabelWord),
  deadlines: Type.Array(
    Type.Object({
      kind: Type.Enum(['external', 'statutory', 'internal']),
      name: Type.String(),
      startAt: Instant,
      amount: Type.Number(),
      unit: Type.String(),
      dueAt: Instant,
      provisional: Type.Boolean({ description: 'It may move when the holidays of that year are published' }),
      basis: Type.String({ description: 'The rule it rests on' }),
      replaced: Type.Boolean({ description: 'A later one counts' }),
    }),
  ),
  contacts: Type.Array(
    Type.Object({
      at: Instant,
      by: Type.String(),
      method: Type.Enum(['phone', 'visit', 'sms', 'web']),
      answered: Type.Boolean(),
    }),
  ),
  siteChecks: Type.Array(
    Type.Object({
      at: Instant,
      by: Type.String(),
      finding: Type.Enum(['yes', 'part', 'no']),
      inspection: Type.Boolean(),
    }),
  ),
  subTasks: Type.Array(
    Type.Object({
      unitKey: Key,
      createdAt: Instant,
      dueAt: Instant,
      doneAt: Nullable(Instant),
      result: Nullable(Type.String()),
    }),
  ),
  callbacks: Type.Array(
    Type.Object({
      round: Type.Integer(),
      attempt: Type.Integer(),
      channel: Type.String(),
      at: Instant,
      reached: Type.Boolean(),
      contacted: Nullable(Type.Boolean()),
      resolved: Nullable(Type.Boolean()),
      satisfaction: SatisfactionWord,
    }),
  ),
  notes: Type.Array(
    Type.Object({ kind: Type.String(), at: Instant, by: Type.String(), text: Nullable(Type.String()) }),
  ),
});

export const HistoryEvents = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String({ description: 'Entry of the audit trail and place in it' }),
      at: Instant,
      actor: Type.String(),
      command: Type.String(),
      type: Type.String(),
      processInstanceKey: Nullable(Key),
      elementId: Nullable(Type.String()),
      key: Nullable(Key),
      detail: Variables,
    }),
  ),
  page: Type.Object({ endCursor: Nullable(Type.String({ description: 'For `after`; null: nothing follows' })) }),
});
export const HistoryPage = Type.Object({
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,16}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 200 })),
});
