import { account } from '../../domain/organisation/account-tables.ts';
import type { HandlerInput } from '../../domain/process/handler.ts';
import type { RowOf } from '../../domain/table.ts';
import { worksheetError } from '../../domain/worksheet/worksheet-errors.ts';
import { worksheetEntry } from '../../domain/worksheet/worksheet-tables.ts';
import type { Order } from '../order-work.ts';

/** What the handlers of the worksheet have in common. */

/** The worksheet's entry of an order. @throws {@link DomainError} ERR_WORKSHEET_FIELD */
export function entryOf({ rows }: HandlerInput, order: Order): RowOf<typeof worksheetEntry> {
  const entry = rows.find(worksheetEntry, order.key);
  if (entry) return entry;
  throw missingField(order, { zh: '报送记录', en: 'its submission' });
}

/** The account of somebody of the township who works here, by login; undefined when there is none. */
export function accountId({ rows, tenantId }: HandlerInput, login: string | null): string | undefined {
  if (login === null) return undefined;
  const found = rows.list(account, 'byLogin', [login]).find((each) => each.tenantId === tenantId && each.active);
  return found && String(found.key);
}

/** The refusal of a step that lacks something. */
export function missingField({ orderNo }: Order, missing: { readonly zh: string; readonly en: string }) {
  return worksheetError('ERR_WORKSHEET_FIELD', { orderNo, missing: missing.en, missingZh: missing.zh });
}
