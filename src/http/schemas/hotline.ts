import { Type } from 'typebox';
import { LEVELS } from '../../domain/appeal/appeal-words.ts';
import {
  HOTLINE_NOTICES,
  HOTLINE_REQUESTS,
  type HotlineNoticeKind,
  type HotlineRequestKind,
} from '../../domain/hotline/hotline-tables.ts';
import { HOTLINE_SOURCES } from '../../domain/hotline/hotline.ts';
import { CallbackResult, NewAppeal, Supplement, WorkOrderHeading } from './cases.ts';
import { Closed, Instant, Nullable } from './common.ts';

/** Shapes of what the hotline sends and reads. */

const ExternalNo = Type.String({
  pattern: '^[A-Za-z0-9._-]{1,64}$',
  description: 'The hotline’s own number of the order',
  examples: ['BJ20260105-0001'],
});
const Words = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 2_000,
    description: 'For who handles it; kept encrypted, numbers masked when shown',
  }),
);
const said = NewAppeal.properties;

export const HOTLINE_PARAMS = Type.Object({ externalNo: ExternalNo });
export const HotlineOrder = Closed({
  externalNo: ExternalNo,
  source: Type.Optional(Type.Enum(HOTLINE_SOURCES, { default: 'hotline_12345' })),
  type: said.type,
  category: said.category,
  title: said.title,
  content: said.content,
  placeKind: said.placeKind,
  unitCode: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Code of the village or community it is about' }),
  ),
  objectKey: said.objectKey,
  occurredAt: said.occurredAt,
  facts: said.facts,
  level: Type.Optional(Type.Enum(LEVELS, { description: 'Of the hotline; the more urgent of its and ours holds' })),
  dueAt: Type.Optional(
    Type.String({
      ...Instant,
      description: 'By when the hotline wants it done; the earlier of its date and ours holds',
    }),
  ),
  appellant: said.appellant,
});
export const HotlineReceipt = Type.Object({
  externalNo: Type.String(),
  orderNo: Type.String(),
  isNew: Type.Boolean({
    description: 'False: the same number with the same content was here already, nothing was done',
  }),
});
export const HotlineRevocation = Closed({ text: Words });
export const HotlineNotice = Closed({ dueAt: Type.Optional(Instant), text: Words });
export const HotlineReturnRuling = Closed({ granted: Type.Boolean(), text: Words });
export const HotlineExtensionRuling = Closed({
  granted: Type.Boolean(),
  amount: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      description: 'In the unit of the order’s limit; absent: what was asked for',
    }),
  ),
  text: Words,
});
const { channel: _channel, ...answers } = CallbackResult.properties;
export const HotlineCallback = Closed({ ...answers, text: Words });
export const HotlineSupplement = Supplement;

const Request = Type.Object({
  kind: Type.Unsafe<HotlineRequestKind>(Type.Enum(Object.keys(HOTLINE_REQUESTS))),
  askedAt: Instant,
  amount: Nullable(Type.Integer()),
  reason: Nullable(Type.String()),
  ruling: Nullable(Type.Enum(['granted', 'refused', 'lapsed'])),
  ruledAt: Nullable(Instant),
});
const { orderNo, state, stateLabel, level, dispatchedAt, dueAt, closedAt, reworkCount, supervised } =
  WorkOrderHeading.properties;
export const HotlineView = Type.Object({
  externalNo: Type.String(),
  ...{ orderNo, state, stateLabel, level, dispatchedAt, dueAt, closedAt, reworkCount, supervised },
  urged: Type.Boolean(),
  extensionCount: Type.Integer(),
  resolved: Nullable(Type.Boolean()),
  publicReply: Nullable(Type.String()),
  requests: Type.Array(Request),
});
export const HotlineTalk = Type.Object({
  externalNo: Nullable(Type.String({ description: 'null: the order did not come from the hotline' })),
  requests: Type.Array(Request),
  notices: Type.Array(
    Type.Object({
      kind: Type.Unsafe<HotlineNoticeKind>(Type.Enum(Object.keys(HOTLINE_NOTICES))),
      label: Type.Object({ zh: Type.String(), en: Type.String() }),
      at: Instant,
      dueAt: Nullable(Instant),
      text: Nullable(Type.String()),
    }),
  ),
});
export const NewOutlet = Closed({
  url: Type.String({ minLength: 8, maxLength: 500, description: 'Takes CloudEvents by POST' }),
  secret: Type.String({ maxLength: 200, description: 'At least 16 characters; signs each body: x-jiesu-signature' }),
});
export const Outlet = Type.Object({
  outlet: Nullable(Type.Object({ url: Type.String(), changedAt: Instant })),
  waiting: Type.Object({
    count: Type.Integer({
      description: 'Messages that have not arrived; they are tried until they do, at least hourly',
    }),
    oldestAt: Nullable(Instant),
    attempts: Type.Integer(),
    lastError: Nullable(Type.String()),
  }),
});
