import { consultation } from '../round-table/consultation-tables.ts';
import { worksheetError } from './worksheet-errors.ts';
import { worksheetEntry } from './worksheet-tables.ts';
import { ISSUE_CLASSES } from './worksheet-words.ts';
import type { DomainError } from '../errors.ts';
import type { ReadSet } from '../working-set.ts';

type Step = 'plan' | 'result';

/**
 * What the class of an order on the worksheet asks for before its plan or its result: a named person (急), a party–mass consultation that came to
 * something (难), a leader who claimed it and a plan (新).
 *
 * @returns the refusal, if the step comes too early
 */
export function methodMissing(
  rows: ReadSet,
  order: { readonly key: number; readonly orderNo: string },
  step: Step,
): DomainError | undefined {
  const entry = rows.find(worksheetEntry, order.key);
  if (entry?.screening !== 'entered' || entry.issueClass === null) return undefined;
  const refuse = (methodZh: string, method: string) =>
    worksheetError('ERR_WORKSHEET_METHOD', {
      orderNo: order.orderNo,
      class: entry.issueClass,
      classZh: ISSUE_CLASSES[entry.issueClass ?? 'urgent'].zh,
      method,
      methodZh,
    });
  if (entry.issueClass === 'hard' && !consulted(rows, order.key))
    return refuse('召开党群会诊并形成方案', 'a party–mass consultation with a plan');
  if (entry.issueClass === 'new' && entry.claimLeader === null) return refuse('由领导认领', 'the claim by a leader');
  if (entry.issueClass === 'new' && step === 'result' && entry.measures === null)
    return refuse('写明项目方案', 'the plan of the project');
  return undefined;
}

// helpers

function consulted(rows: ReadSet, orderKey: number): boolean {
  return rows
    .list(consultation, 'byOrder', [orderKey])
    .some(({ kind, state }) => kind === 'party_mass' && (state === 'plan_adopted' || state === 'agreed'));
}
