import { Type, type Static } from 'typebox';
import { applyForExclusion } from '../../../commands/exclusion/apply-for-exclusion.ts';
import { reverseExclusion } from '../../../commands/exclusion/reverse-exclusion.ts';
import { appealError } from '../../../domain/appeal/appeal-errors.ts';
import { EXCLUSION_CODES, type ExclusionCode } from '../../../domain/exclusion/exclusion-tables.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS } from '../../schemas/cases.ts';
import { Closed, Instant, Key, Nullable, instantText, instantTextOrNull, keyText } from '../../schemas/common.ts';

const CODES = Object.keys(EXCLUSION_CODES) as [ExclusionCode];
const TAG = 'Work order';
const NewExclusion = Closed({ code: Type.Enum(CODES), evidence: Type.String({ minLength: 4, maxLength: 200 }) });
const Exclusion = Type.Object({
  exclusionKey: Key,
  code: Type.Enum(CODES),
  codeLabel: Type.Object({ zh: Type.String(), en: Type.String() }),
  evidence: Type.String(),
  state: Type.Enum(['applied', 'granted', 'refused', 'reversed']),
  range: Nullable(Type.Enum(['all', 'resolution_satisfaction'])),
  rule: Nullable(Type.String()),
  appliedBy: Type.String(),
  appliedAt: Instant,
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  reversedBy: Nullable(Type.String()),
  reversedAt: Nullable(Instant),
});
type OrderAsk<B = unknown> = Ask<Static<typeof ORDER_PARAMS>, unknown, B>;

/** Leaving an order out of the three rates: applied for by one, decided by another. */
export function exclusionRoutes({ queries, submit }: HttpDeps): readonly Route[] {
  const url = '/api/work-orders/{orderNo}/exclusions';
  const ofOrder = { tag: TAG, params: ORDER_PARAMS } as const;
  return [
    route(
      'GET',
      url,
      {
        ...ofOrder,
        access: needs('appeals:read'),
        summary: 'List exclusions 剔除',
        answer: Type.Object({ items: Type.Array(Exclusion) }),
      },
      list,
    ),
    route(
      'POST',
      url,
      {
        ...ofOrder,
        access: needs('appeals:write'),
        summary: 'Apply for an exclusion 申请剔除',
        description: 'Another person decides, in the task `rule_exclusion`.',
        body: NewExclusion,
        answer: Type.Object({ exclusionKey: Key }),
        status: 201,
      },
      apply,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/exclusion-reversal',
      { ...ofOrder, access: needs('appeals:write'), summary: 'Take an exclusion back 撤销剔除' },
      reverse,
    ),
  ];

  async function list({ actor, params: { orderNo } }: OrderAsk) {
    const file = await queries.workOrders.find(actor, orderNo);
    if (!file) throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
    const rows = await queries.staff.exclusions(actor.tenantId, file.order.key);
    return {
      items: rows.map(
        ({
          key,
          code,
          evidence,
          state,
          range,
          rule,
          appliedBy,
          appliedAt,
          decidedBy,
          decidedAt,
          reversedBy,
          reversedAt,
        }) => ({
          exclusionKey: keyText(key),
          code,
          codeLabel: EXCLUSION_CODES[code],
          evidence,
          state,
          range,
          rule,
          appliedBy,
          appliedAt: instantText(appliedAt),
          decidedBy,
          decidedAt: instantTextOrNull(decidedAt),
          reversedBy,
          reversedAt: instantTextOrNull(reversedAt),
        }),
      ),
    };
  }

  async function apply({ params, body, options }: OrderAsk<Static<typeof NewExclusion>>) {
    const { exclusionKey } = await submit(applyForExclusion, { ...params, ...body }, options);
    return { exclusionKey: keyText(exclusionKey) };
  }

  async function reverse({ params, options }: OrderAsk) {
    await submit(reverseExclusion, params, options);
  }
}
