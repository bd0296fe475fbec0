import { appeal, workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { DecisionContext } from '../../domain/command.ts';
import { hotlineError } from '../../domain/hotline/hotline-errors.ts';
import { hotlineNotice, type HotlineNoticeKind } from '../../domain/hotline/hotline-tables.ts';
import { hotlineNoOf } from '../../domain/hotline/hotline.ts';
import type { RowOf } from '../../domain/table.ts';

type Order = RowOf<typeof workOrder>;

/**
 * The township's order that has this number at the hotline.
 *
 * @throws DomainError ERR_HOTLINE_ORDER_UNKNOWN
 */
export function orderOfHotline({ rows, actor }: DecisionContext, externalNo: string): Order {
  const received = rows
    .list(appeal, 'byExternalNo', [actor.tenantId, externalNo])
    .find((each) => hotlineNoOf(each) !== null);
  const order = received && rows.find(workOrder, received.key);
  if (order) return order;
  throw hotlineError('ERR_HOTLINE_ORDER_UNKNOWN', { externalNo });
}

/** Keeps what the hotline said, where people see it. */
export function noteHotline(
  { rows, now, actor, nextKey, record }: DecisionContext,
  order: Order,
  said: {
    readonly kind: HotlineNoticeKind;
    readonly dueAt?: number | null;
    readonly textSealed?: string | null;
    readonly detail?: Readonly<Record<string, unknown>>;
  },
): number {
  const { kind, dueAt = null, textSealed = null, detail = {} } = said;
  const key = nextKey();
  rows.put(hotlineNotice, {
    key,
    tenantId: actor.tenantId,
    orderKey: order.key,
    kind,
    at: now,
    by: actor.id,
    dueAt,
    textSealed,
  });
  record({
    type: `hotline.${kind.replaceAll('_', '-')}`,
    key: order.key,
    detail: { noticeKey: key, dueAt, ...detail },
  });
  return key;
}
