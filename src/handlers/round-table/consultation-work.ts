import { numberSeries } from '../../domain/appeal/appeal-tables.ts';
import { consultationError } from '../../domain/round-table/consultation-errors.ts';
import {
  agreement,
  agreementInstalment,
  consultation,
  consultationInvitee,
  partyConsent,
  type ConsentPurpose,
} from '../../domain/round-table/consultation-tables.ts';
import { dayOf, formatDay } from '../../domain/day.ts';
import { put, type HandlerInput, type RowChange } from '../../domain/process/handler.ts';
import type { RowOf } from '../../domain/table.ts';
import type { ReadSet } from '../../domain/working-set.ts';
import { context, text } from '../order-work.ts';

/** What the handlers of consultations have in common. */

export type Consultation = RowOf<typeof consultation>;
export type Invitee = RowOf<typeof consultationInvitee>;
export type Agreement = RowOf<typeof agreement>;
export type Instalment = RowOf<typeof agreementInstalment>;

/**
 * The consultation that the process instance holds, named by the variable `consultationKey`.
 *
 * @throws {@link DomainError} ERR_CONSULTATION_NOT_FOUND
 */
export function consultationOf(input: HandlerInput): Consultation {
  const key = input.variables['consultationKey'];
  const found = typeof key === 'number' ? input.rows.find(consultation, key) : undefined;
  if (found?.tenantId === input.tenantId) return found;
  throw consultationError('ERR_CONSULTATION_NOT_FOUND', { orderNo: text(input.variables['orderNo']) ?? '' });
}

export function inviteesOf(input: HandlerInput, { key }: Consultation): readonly Invitee[] {
  return input.rows.list(consultationInvitee, 'byConsultation', [key]);
}

/** The agreement in force of a consultation. @throws {@link DomainError} ERR_AGREEMENT_NOT_FOUND */
export function agreementOf(input: HandlerInput, { key }: Consultation): Agreement {
  const found = input.rows.list(agreement, 'byConsultation', [key]).findLast(({ voidedAt }) => voidedAt === null);
  if (found) return found;
  throw consultationError('ERR_AGREEMENT_NOT_FOUND', { orderNo: text(input.variables['orderNo']) ?? '' });
}

/** Whether the appellant allows it: the newest row of that purpose counts. */
export function consents(rows: ReadSet, orderKey: number, purpose: ConsentPurpose): boolean {
  return rows.list(partyConsent, 'byOrder', [orderKey]).findLast((row) => row.purpose === purpose)?.given === true;
}

/** The next number of a series of the day: `HZ-20240927-001`. */
export function nextNumber(
  input: HandlerInput,
  series: string,
): { readonly number: string; readonly change: RowChange } {
  const day = formatDay(dayOf(input.now)).replaceAll('-', '');
  const id = `${input.tenantId}/${series}/${day}`;
  const row = input.rows.find(numberSeries, id);
  const last = (row?.last ?? 0) + 1;
  return {
    number: `${series}-${day}-${String(last).padStart(3, '0')}`,
    change: put(numberSeries, { revision: 0, ...row, id, last }),
  };
}

/** When a limit that begins now ends. */
export function limitEnd(input: HandlerInput, name: string): number {
  const explained = input.functions['explained_limit'] as unknown as Explained | undefined;
  if (!explained) throw new TypeError('expected the function explained_limit');
  return explained(name, text(input.variables['level']), input.now).dueAt;
}

/** A variable that is a list of plain objects. */
export function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(context) : [];
}

/** Keys as a form gives them: numbers or decimal text. */
export function keysOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? [...new Set(value.map(Number).filter(Number.isSafeInteger))] : [];
}

/** People to whom a unit's tasks of any kind are offered. */
export function staffOf(unitKey: number): readonly string[] {
  return ['section_handler', 'department_contact', 'village_secretary'].map((role) => `unit:${unitKey}:${role}`);
}

// helpers

type Explained = (name: string, level: string | null, startAt: number) => { readonly dueAt: number };
