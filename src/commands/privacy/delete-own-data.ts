import { RETENTION_CLASSES, retentionEnd, type RetentionClass } from '../../domain/privacy/retention.ts';
import type { Command } from '../../domain/command.ts';
import { agreement } from '../../domain/round-table/consultation-tables.ts';
import { handDownCase } from '../../domain/hand-down/hand-down-tables.ts';
import { privacyError } from '../../domain/privacy/privacy-errors.ts';
import { retentionMark } from '../../domain/privacy/privacy-tables.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { labelOf } from '../../domain/appeal/work-order-state.ts';
import { destroyFiles, destroyPlace, endOf, writtenDown } from './destroy-personal-data.ts';
import { orderByNo } from '../appeal/order-rows.ts';
import { settingOf } from './reveal-rows.ts';

export interface DeletedOwnData {
  /** What was destroyed at once, and how many items. */
  readonly destroyed: readonly { readonly class: RetentionClass; readonly count: number }[];
  /** What the law wants kept, and until when; it is destroyed then by itself. */
  readonly kept: readonly { readonly class: RetentionClass; readonly until: number }[];
}

/** What nothing but the case itself needs; the rest is a record that the archives law wants for a time. */
const AT_WISH: readonly RetentionClass[] = ['place', 'recording'];
const RECORD: readonly RetentionClass[] = ['contact', 'words', 'photo'];

/**
 * Deletes what an appellant wants deleted, as far as the law allows: nothing while the case is open, since the data is needed for a statutory
 * duty; after its end recordings that are no evidence and exact positions at once; the record when its time is over.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_DELETION_DURING · ERR_DELETION_RETAINED when nothing can be deleted yet
 * @see Personal Information Protection Law arts. 13 (3) and 47
 */
export const deleteOwnData: Command<{ readonly orderNo: string }, DeletedOwnData> = {
  type: 'delete-own-data',
  decide(context, { orderNo }) {
    const { rows, record } = context;
    const order = orderByNo(context, orderNo);
    const endedAt = endOf(context, order.key);
    if (endedAt === null) {
      const { zh } = labelOf(order.state);
      throw privacyError('ERR_DELETION_DURING', { orderNo, state: order.state, stateZh: zh });
    }
    const isEvidence =
      rows.list(agreement, 'byOrder', [order.key]).length + rows.list(handDownCase, 'byOrder', [order.key]).length > 0;
    const destroyed = AT_WISH.map((name) => ({
      class: name,
      count:
        name === 'place'
          ? destroyPlace(context, order.key)
          : isEvidence
            ? 0
            : destroyFiles(context, order.key, ['recording']),
    })).filter(({ count }) => count > 0);
    const { sessions, agreements } = writtenDown(context, order.key);
    const records = sessions.length + agreements.length > 0 ? [...RECORD, 'minutes' as const] : RECORD;
    const kept = records
      .filter((name) => !rows.find(retentionMark, `${order.key}/${name}`))
      .map((name) => ({
        class: name,
        until: retentionEnd(endedAt, Number(settingOf(context, RETENTION_CLASSES[name].setting))),
      }));
    if (destroyed.length === 0 && kept.length > 0) {
      const until = formatInstant(Math.max(...kept.map((each) => each.until))).slice(0, 10);
      throw privacyError('ERR_DELETION_RETAINED', { orderNo, until });
    }
    record({ type: 'own-data.deleted', key: order.key, detail: { classes: destroyed.map((each) => each.class) } });
    return { destroyed, kept };
  },
};
