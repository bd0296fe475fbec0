import { Type, type TNumber, type TOptional } from 'typebox';
import { CATEGORIES, LEVELS, type Category } from '../../domain/appeal/appeal-words.ts';
import { DUTY_SCOPES, RULINGS } from '../../domain/duty-dispute/duty-tables.ts';
import { WHISTLE_STAGES } from '../../domain/whistle/whistle-state.ts';
import {
  BACK_RATINGS,
  RATING_ITEMS,
  WHISTLE_KINDS,
  WHISTLE_LEVELS,
  WHISTLE_REASONS,
  type RatingItem,
} from '../../domain/whistle/whistle-words.ts';
import { Instant, Key, Nullable } from './common.ts';

/** Shapes of whistles and of the duty list. */

function wordsOf<T extends string>(words: Readonly<Record<T, unknown>>) {
  return Type.Unsafe<T>(Type.Enum(Object.keys(words) as [string, ...string[]]));
}
const UnitCode = Type.String({ pattern: '^[a-z][a-z0-9_]{0,59}$' });
const Rank = Type.Enum(['unit_leader', 'section_leader', 'staff']);
const CategoryWord = Type.Unsafe<Category>(Type.Enum(Object.keys(CATEGORIES) as [string, ...string[]]));

export const WHISTLE_PARAMS = Type.Object({
  whistleNo: Type.String({ pattern: '^CS-[0-9]{8}-[0-9]{6,}$', maxLength: 40, examples: ['CS-20260105-000001'] }),
});

export const NewWhistle = Type.Object(
  {
    analysis: Type.Object(
      {
        risk: Type.Optional(Type.Boolean({ description: 'Life or property is at risk' })),
        enforcement: Type.Optional(Type.Boolean({ description: 'Power to enforce is needed' })),
        ongoing: Type.Optional(Type.Boolean({ description: 'The law is being broken right now' })),
        squad: Type.Optional(Type.Boolean({ description: 'A grid’s squad can solve it' })),
        alliance: Type.Optional(Type.Boolean({ description: 'The alliance of the village or community can solve it' })),
        districtLeader: Type.Optional(Type.Boolean({ description: 'A leader of the district must coordinate' })),
        reason: wordsOf(WHISTLE_REASONS),
        place: Type.String({ minLength: 1, maxLength: 60, description: 'Village, road or building; no personal data' }),
        units: Type.Array(UnitCode, { minItems: 1, maxItems: 30, description: 'Whom it calls' }),
      },
      { additionalProperties: false },
    ),
    orderNos: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 200 })),
    level: Type.Optional(Type.Enum(LEVELS)),
    unitKey: Type.Optional(Nullable(Key)),
  },
  { additionalProperties: false },
);
export const PreviewQuestion = Type.Object(
  {
    risk: Type.Optional(Type.Boolean()),
    enforcement: Type.Optional(Type.Boolean()),
    ongoing: Type.Optional(Type.Boolean()),
    squad: Type.Optional(Type.Boolean()),
    alliance: Type.Optional(Type.Boolean()),
    districtLeader: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export const Preview = Type.Object({
  kind: Nullable(wordsOf(WHISTLE_KINDS)),
  level: Nullable(wordsOf(WHISTLE_LEVELS)),
  approvers: Type.Array(Type.String(), {
    description: 'leading_member, authorised_leader or roles; nobody when empty',
  }),
  after: Type.Boolean({ description: 'It goes out first and is approved afterwards' }),
  rules: Type.Array(Type.String(), { description: 'Rows of table D05' }),
});
export const CallOff = Type.Object(
  { reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'Without personal data' })) },
  { additionalProperties: false },
);
export const Blown = Type.Object({ whistleNo: Type.String(), whistleKey: Key, processInstanceKey: Key });

export const OfUnit = Type.Object({ unitKey: Key }, { additionalProperties: false });
export const Contacted = Type.Object({ contactAt: Instant });
export const NewReportIn = Type.Object(
  {
    unitKey: Key,
    latitude: Type.Optional(
      Type.Number({
        minimum: -90,
        maximum: 90,
        description: 'Kept sealed, shown to about 100 metres; with longitude or not at all',
      }),
    ),
    longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    personCount: Type.Integer({ minimum: 1, maximum: 500 }),
    topRank: Rank,
  },
  { additionalProperties: false },
);
export const ReportedIn = Type.Object({ late: Type.Boolean() });
export const NewBackRating = Type.Object(
  { unitKey: Key, rating: wordsOf(BACK_RATINGS) },
  { additionalProperties: false },
);
export const RatingKey = Type.Object({ ratingKey: Key });

const Items = Type.Object(
  Object.fromEntries(Object.keys(RATING_ITEMS).map((item) => [item, Type.Optional(Type.Number())])) as Record<
    RatingItem,
    TOptional<TNumber>
  >,
  { description: 'Points by item of table D18' },
);
const WhistleStage = Type.Enum(WHISTLE_STAGES as readonly [string, ...string[]]);
export const Whistle = Type.Object({
  whistleNo: Type.String(),
  orderNo: Nullable(Type.String()),
  linkedOrderNos: Type.Array(Type.String(), { description: 'Other orders that it serves' }),
  kind: Nullable(wordsOf(WHISTLE_KINDS)),
  level: Nullable(wordsOf(WHISTLE_LEVELS)),
  stage: WhistleStage,
  stageLabel: Type.Object({ step: Nullable(Type.Integer()), zh: Type.String(), en: Type.String() }),
  stageTimes: Type.Record(Type.String(), Instant),
  place: Nullable(Type.String()),
  reason: Nullable(wordsOf(WHISTLE_REASONS)),
  blowerUnitKey: Nullable(Key),
  publishedAt: Nullable(Instant),
  dueAt: Nullable(Instant),
  round: Type.Integer(),
  result: Nullable(Type.String()),
  escalationReason: Nullable(Type.String()),
  closedAt: Nullable(Instant),
  units: Type.Array(
    Type.Object({
      unitKey: Key,
      signDueAt: Nullable(Instant),
      signedAt: Nullable(Instant),
      contactDueAt: Nullable(Instant),
      contactAt: Nullable(Instant),
      reportDueAt: Nullable(Instant),
      arrivedAt: Nullable(Instant),
      arrivedArea: Nullable(
        Type.Object(
          { latitude: Type.Number(), longitude: Type.Number() },
          { description: 'To about 100 metres; the exact place is kept sealed' },
        ),
      ),
      personCount: Nullable(Type.Integer()),
      topRank: Nullable(Rank),
      absent: Type.Boolean(),
      objection: Nullable(Type.String()),
      taskResult: Nullable(Type.String()),
      releasedAt: Nullable(Instant),
      rating: Nullable(Type.Integer({ description: 'Points that count; a correction has replaced earlier ones' })),
      ratingItems: Nullable(Items),
      backRating: Nullable(wordsOf(BACK_RATINGS)),
    }),
  ),
});
/** A whistle with what the caller has to do in it. */
export const WhistleWithTasks = Type.Object({
  ...Whistle.properties,
  tasks: Type.Array(
    Type.Object({
      userTaskKey: Key,
      elementId: Type.String(),
      unitKey: Nullable(Key),
      dueAt: Nullable(Instant),
    }),
    { description: 'Open tasks of the caller; `unitKey`: the called unit that it is about' },
  ),
});
export const WhistleQuery = Type.Object({
  orderNo: Type.Optional(Type.String({ maxLength: 40 })),
  open: Type.Optional(Type.Boolean({ description: 'Only those that have not ended' })),
});
export const WhistleList = Type.Object({ items: Type.Array(Whistle) });

export const ITEM_PARAMS = Type.Object({ code: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,20}$', examples: ['3.5'] }) });
const itemColumns = {
  title: Type.String({ minLength: 1, maxLength: 200 }),
  category: Nullable(CategoryWord),
  mainUnitCode: UnitCode,
  coUnitCodes: Type.Array(UnitCode, { maxItems: 30 }),
  legalBasis: Type.String({ minLength: 1, maxLength: 200 }),
  scope: Type.Enum(DUTY_SCOPES),
};
export const NewDutyItem = Type.Object(itemColumns, { additionalProperties: false });
export const ChangedDutyItem = Type.Object({ itemKey: Key, version: Type.Integer() });
const itemVersion = {
  code: Type.String(),
  version: Type.Integer(),
  validFrom: Instant,
  changedByRequestKey: Nullable(Key),
  ...itemColumns,
};
export const DutyList = Type.Object({ items: Type.Array(Type.Object(itemVersion)) });
export const DutyVersions = Type.Object({
  items: Type.Array(Type.Object({ ...itemVersion, validTo: Nullable(Instant), changedBy: Type.String() })),
});

const Dispute = Type.Object({
  requestKey: Key,
  origin: Type.Enum(['order', 'whistle', 'routing_tie']),
  unitKey: Nullable(Key),
  citedItem: Nullable(Type.String()),
  proposedUnitKey: Nullable(Key),
  requestedAt: Instant,
  windowEndsAt: Nullable(Instant),
  rule: Nullable(Type.String({ description: 'Row of table D07' })),
  ruling: Nullable(Type.Enum(RULINGS)),
  ruledUnitKey: Nullable(Key),
  final: Type.Boolean(),
  ruledAt: Nullable(Instant),
  lostMinutes: Nullable(Type.Integer({ description: 'Time the dispute took' })),
  chargedTo: Nullable(Type.Enum(['objector', 'dispatcher'])),
  meetingAt: Nullable(Instant),
});
export const Disputes = Type.Object({ items: Type.Array(Dispute) });
export const DisputeQuery = Type.Object({
  open: Type.Optional(Type.Boolean({ description: 'Only those without a ruling' })),
});
export const DisputeFiles = Type.Object({
  items: Type.Array(
    Type.Object({
      ...Dispute.properties,
      orderNo: Nullable(Type.String()),
      whistleNo: Nullable(Type.String()),
      opinion: Nullable(Type.Enum(['agree', 'refuse', 'none'])),
      step: Nullable(
        Type.Object({
          elementId: Type.String({ description: 'correct_request, give_opinion, rule_dispute or study_dispute' }),
          dueAt: Nullable(Instant),
          userTaskKey: Nullable(Key),
        }),
      ),
    }),
  ),
});
