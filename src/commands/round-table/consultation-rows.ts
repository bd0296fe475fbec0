import type { workOrder } from '../../domain/appeal/appeal-tables.ts';
import { consultationError } from '../../domain/round-table/consultation-errors.ts';
import { agreement, consultation } from '../../domain/round-table/consultation-tables.ts';
import type { DecisionContext } from '../../domain/command.ts';
import type { RowOf } from '../../domain/table.ts';

/** The order's newest consultation. @throws DomainError ERR_CONSULTATION_NOT_FOUND */
export function newestConsultation(
  { rows }: DecisionContext,
  { key, orderNo }: RowOf<typeof workOrder>,
): RowOf<typeof consultation> {
  const found = rows.list(consultation, 'byOrder', [key]).at(-1);
  if (found) return found;
  throw consultationError('ERR_CONSULTATION_NOT_FOUND', { orderNo });
}

/** The order's agreement in force. @throws DomainError ERR_AGREEMENT_NOT_FOUND */
export function agreementInForce(
  { rows }: DecisionContext,
  { key, orderNo }: RowOf<typeof workOrder>,
): RowOf<typeof agreement> {
  const found = rows.list(agreement, 'byOrder', [key]).findLast(({ voidedAt }) => voidedAt === null);
  if (found) return found;
  throw consultationError('ERR_AGREEMENT_NOT_FOUND', { orderNo });
}
