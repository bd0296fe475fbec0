import { Type } from 'typebox';
import { ROLES } from '../../domain/actor.ts';
import { CATEGORIES, type Category } from '../../domain/appeal/appeal-words.ts';
import { LEAVE_REASONS } from '../../domain/cluster/cluster-tables.ts';
import { NewAppeal, WorkOrderHeading } from './cases.ts';
import { Instant, Key, keyParams, Nullable, Variables } from './common.ts';

/** Shapes of clusters, and of what is looked up while an appeal is being entered. */

const Kind = Type.Enum(['multi', 'mass']);
const OrderNo = Type.String({ maxLength: 40, examples: ['JS-20260105-000001'] });
const CategoryWord = Type.Unsafe<Category>(Type.Enum(Object.keys(CATEGORIES) as [string, ...string[]]));

export const CLUSTER_PARAMS = keyParams('clusterKey');
export const MEMBER_PARAMS = Type.Object({ clusterKey: Key, orderNo: OrderNo });

export const ClusterQuery = Type.Object(
  { open: Type.Optional(Type.Enum(['true', 'false'])), kind: Type.Optional(Kind) },
  { additionalProperties: false },
);
const ClusterHead = {
  clusterKey: Key,
  kind: Kind,
  members: Type.Integer({ description: 'How many belong to it now, the parent included' }),
  batches: Type.Integer(),
  leader: Nullable(Type.String({ description: 'Login of the leader in charge' })),
  formedAt: Instant,
  endedAt: Nullable(Instant),
  outcome: Nullable(Type.Enum(['answered', 'forwarded', 'dissolved'])),
  parent: WorkOrderHeading,
};
export const ClusterList = Type.Object({ items: Type.Array(Type.Object(ClusterHead)) });
export const Cluster = Type.Object({
  ...ClusterHead,
  representatives: Type.Array(Type.Object({ orderNo: Type.String(), at: Instant, by: Type.String() })),
  orders: Type.Array(
    Type.Object({
      role: Type.Enum(['parent', 'child']),
      batch: Type.Integer(),
      joinedAt: Instant,
      leftAt: Nullable(Instant),
      leftBecause: Nullable(Type.Enum([...LEAVE_REASONS])),
      answeredAt: Nullable(Instant),
      order: WorkOrderHeading,
    }),
  ),
});
export const NewRepresentative = Type.Object({ orderNo: OrderNo }, { additionalProperties: false });
export const Representatives = Type.Object({ count: Type.Integer({ minimum: 0, maximum: 5 }) });
export const Leaders = Type.Object({
  items: Type.Array(
    Type.Object({ login: Type.String(), displayName: Type.String(), roles: Type.Array(Type.Enum(ROLES)) }),
  ),
});
export const NewLeader = Type.Object(
  { leader: Type.String({ minLength: 1, maxLength: 100, description: 'Login of the secretary or a deputy leader' }) },
  { additionalProperties: false },
);
export const Detachment = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 200, description: 'No personal data' }) },
  { additionalProperties: false },
);

export const SimilarQuestion = Type.Object(
  {
    category: CategoryWord,
    unitKey: Type.Optional(Key),
    objectKey: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    phone: Type.Optional(Type.String({ pattern: '^[+0-9 ()-]{5,25}$' })),
  },
  { additionalProperties: false },
);
export const Similar = Type.Object({
  items: Type.Array(
    Type.Object({
      samePerson: Type.Boolean(),
      sameMatter: Type.Boolean(),
      possible: Type.Boolean({ description: 'Same category and place, but one of both names no object' }),
      clusterKey: Nullable(Key),
      objectKey: Nullable(Type.String()),
      order: WorkOrderHeading,
    }),
  ),
});

const { type, category, placeKind, unitKey, objectKey, facts } = NewAppeal.properties;
export const PreviewQuestion = Type.Object(
  {
    ...{ type, category, placeKind, unitKey, objectKey, facts },
    title: Type.Optional(Type.String({ maxLength: 60 })),
    content: Type.Optional(Type.String({ maxLength: 10_000 })),
    phone: Type.Optional(Type.String({ pattern: '^[+0-9 ()-]{5,25}$' })),
    screening: Type.Optional(Type.Unsafe<Record<string, unknown>>({ ...Variables, description: 'As task 核验 asks' })),
  },
  { additionalProperties: false },
);
export const Preview = Type.Object({
  acceptance: Nullable(Type.String({ description: 'Outcome of table D01' })),
  repeat: Nullable(Type.String({ description: 'Outcome of table D09' })),
  alertLevel: Nullable(Type.String()),
  level: Nullable(Type.String()),
  limit: Nullable(Type.Object({ amount: Type.Integer(), unit: Type.String(), basis: Nullable(Type.String()) })),
  dueAt: Nullable(Instant),
  unit: Nullable(Type.String({ description: 'Code of the handling unit; null when the office must find it' })),
  decisions: Type.Array(
    Type.Object({
      decisionId: Type.String(),
      name: Nullable(Type.String()),
      version: Type.Integer(),
      rules: Type.Array(Type.String({ description: 'Rows that decided' })),
      inputs: Variables,
      output: Type.Unknown(),
    }),
  ),
});
