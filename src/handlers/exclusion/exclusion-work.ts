import { exclusion } from '../../domain/exclusion/exclusion-tables.ts';
import { exclusionError } from '../../domain/exclusion/exclusion-errors.ts';
import type { HandlerInput } from '../../domain/process/handler.ts';
import type { RowOf } from '../../domain/table.ts';
import { text } from '../order-work.ts';

/** The application that the process instance is about, named by the variable `exclusionKey`. @throws {@link DomainError} ERR_EXCLUSION_NOT_FOUND */
export function exclusionOf(input: HandlerInput): RowOf<typeof exclusion> {
  const key = input.variables['exclusionKey'];
  const row = typeof key === 'number' ? input.rows.find(exclusion, key) : undefined;
  if (row?.tenantId === input.tenantId) return row;
  throw exclusionError('ERR_EXCLUSION_NOT_FOUND', { orderNo: text(input.variables['orderNo']) ?? String(key) });
}
