import type { appeal } from '../appeal/appeal-tables.ts';
import type { AppealSource } from '../appeal/appeal-words.ts';
import type { ThrownMessage } from '../process/handler.ts';
import type { RowOf } from '../table.ts';
import { next, type WorkOrderState } from '../appeal/work-order-state.ts';

/** Service lines that dispatch orders to townships, rule on returns and extensions, and call back. */
export const HOTLINE_SOURCES = ['hotline_12345', 'hotline_8890'] as const satisfies readonly AppealSource[];

/** The hotline's number of an appeal that the hotline sent; null for all others: those with a number of some other system too. */
export function hotlineNoOf(received: Pick<RowOf<typeof appeal>, 'source' | 'externalNo'> | undefined): string | null {
  return received && HOTLINE_SOURCES.some((source) => source === received.source) ? received.externalNo : null;
}

/**
 * A message to the hotline about one of its orders. Holds ids, dates, codes and the public reply, nothing about persons. Those about one order
 * arrive in the order in which they were sent.
 */
export function hotlineMessage(
  tenantId: string,
  about: { readonly externalNo: string; readonly orderNo: string },
  name: string,
  variables: Readonly<Record<string, unknown>> = {},
): ThrownMessage {
  const { externalNo, orderNo } = about;
  return {
    name,
    channel: 'hotline',
    stream: `hotline/${tenantId}/${externalNo}`,
    variables: { externalNo, orderNo, ...variables },
  };
}

/** Whether nothing but archiving or reopening follows: there is no handler left whom the hotline could urge. */
export function hasEnded(state: WorkOrderState): boolean {
  return next(state).every((to) => to === 'archived' || to === 'reopened');
}
