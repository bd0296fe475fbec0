import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { fieldError } from '../../domain/field-error.ts';
import type { RegisterAppealInput } from '../../domain/appeal/appeal-input.ts';
import { recentCaller } from '../../domain/cluster/cluster-tables.ts';
import { appeal, numberSeries, party, recentMatter, workOrder } from '../../domain/appeal/appeal-tables.ts';
import { APPEAL_SOURCES, APPEAL_TYPES, CATEGORIES, PLACE_KINDS } from '../../domain/appeal/appeal-words.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { hotlineNotice } from '../../domain/hotline/hotline-tables.ts';
import { dayOf, formatDay } from '../../domain/day.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { callerId, matterId, remember, rememberCall } from '../../domain/appeal/matter.ts';
import { newOrder } from '../../domain/appeal/new-order.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { reportCase } from '../../domain/privacy/privacy-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import { startProcess } from '../process/create-process-instance.ts';
import { Executions } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';

export interface RegisteredAppeal {
  /** `JS-20240927-000123`: year, month and day of registration, and a number of that day. */
  readonly orderNo: string;
  readonly orderKey: number;
  /** The case that drives it. */
  readonly processInstanceKey: number;
  /** False when the same external number had been registered before with the same content: nothing was done. */
  readonly isNew: boolean;
}

/**
 * Registers an appeal, gives it a number and starts its case. The same external number with the same content answers the same order again.
 *
 * @throws DomainError ERR_APPEAL_FIELD when a field is missing, not one of its words, or carries a personal number where none may be
 * @throws DomainError ERR_EXTERNAL_NO_TAKEN when the external number came before with other content
 * @throws DomainError ERR_UNIT_NOT_FOUND when the village or community is none of the township's
 * @see Regulation art. 10: time, matter and contact are recorded fully
 */
export const registerAppeal: Command<RegisterAppealInput, RegisteredAppeal> = {
  type: 'register-appeal',
  prefetch: ({ unitKey }) => (unitKey === null ? [] : [{ table: orgUnit, key: unitKey }]),
  decide(context, input) {
    const known = findKnown(context, input);
    if (known) return known;
    check(context, input);
    const { rows, now, actor, nextKey, record } = context;
    const orderNo = nextOrderNo(context);
    const key = nextKey();
    const partyKey = nextKey();
    const executions = new Executions(context);
    const { processInstanceKey } = startProcess(executions, {
      processId: 'appeal',
      businessKey: orderNo,
      variables: { orderNo, orderKey: key, facts: input.facts },
    });
    rows.put(party, { ...input.party, key: partyKey, tenantId: actor.tenantId });
    rows.put(appeal, appealRow(input, { key, partyKey, tenantId: actor.tenantId, receivedAt: now }));
    rows.put(workOrder, newOrder({ key, orderNo, processInstanceKey, tenantId: actor.tenantId }));
    if (input.type === 'report') excludeAccused(context, input, key);
    // a report is recognised in no other appeal and joins no cluster
    else rememberMatter(context, input, key);
    record({
      type: 'appeal.registered',
      key,
      processInstanceKey,
      detail: { orderNo, source: input.source, category: input.category },
    });
    const dueAt = input.hotline?.dueAt;
    if (dueAt !== undefined) {
      rows.put(hotlineNotice, {
        key: nextKey(),
        tenantId: actor.tenantId,
        orderKey: key,
        kind: 'dispatch',
        at: now,
        by: actor.id,
        dueAt,
        textSealed: null,
      });
    }
    settle(executions);
    return { orderNo, orderKey: key, processInstanceKey, isNew: true };
  },
};

// helpers

function findKnown({ rows, actor }: DecisionContext, input: RegisterAppealInput): RegisteredAppeal | undefined {
  if (input.externalNo === null) return undefined;
  const [earlier] = rows.list(appeal, 'byExternalNo', [actor.tenantId, input.externalNo]);
  const order = earlier && rows.find(workOrder, earlier.key);
  if (!order) return undefined;
  if (earlier.fingerprint !== input.fingerprint) {
    throw appealError('ERR_EXTERNAL_NO_TAKEN', { externalNo: input.externalNo, orderNo: order.orderNo });
  }
  return {
    orderNo: order.orderNo,
    orderKey: order.key,
    processInstanceKey: order.processInstanceKey ?? 0,
    isNew: false,
  };
}

function check({ rows, actor, now }: DecisionContext, input: RegisterAppealInput): void {
  const dueAt = input.hotline?.dueAt;
  if (dueAt !== undefined && dueAt <= now)
    throw fieldError(
      'dueAt',
      { zh: '将来的时间', en: 'a time to come' },
      { zh: '过去的时间', en: 'one that has passed' },
    );
  const words = { source: APPEAL_SOURCES, type: APPEAL_TYPES, category: CATEGORIES, placeKind: PLACE_KINDS };
  for (const [field, list] of Object.entries(words)) {
    const found = input[field as keyof typeof words];
    if (!Object.hasOwn(list, found)) throw fieldError(field, Object.keys(list).join(' | '), `'${found}'`);
  }
  const length = [...input.title.trim()].length;
  if (length < 1 || length > 60) {
    const characters = { zh: `${length} 字`, en: `${length} characters` };
    throw fieldError('title', { zh: '1–60 字', en: '1–60 characters' }, characters);
  }
  for (const field of ['title', 'objectKey'] as const) {
    // never repeat the number in the answer
    if (hasPersonalNumber(input[field] ?? '')) {
      throw fieldError(
        field,
        { zh: '不含电话、证件号码的文字', en: 'text without a phone or identity number' },
        { zh: '个人号码', en: 'one' },
      );
    }
  }
  const unit = input.unitKey === null ? undefined : rows.find(orgUnit, input.unitKey);
  if (input.unitKey !== null && (unit?.tenantId !== actor.tenantId || !unit.active)) {
    throw appealError('ERR_UNIT_NOT_FOUND', { unit: input.unitKey });
  }
  const { accusedUnitKey } = input;
  if (accusedUnitKey === undefined) return;
  if (input.type !== 'report') throw fieldError('accusedUnitKey', 'report', `'${input.type}'`);
  if (rows.find(orgUnit, accusedUnitKey)?.tenantId !== actor.tenantId)
    throw appealError('ERR_UNIT_NOT_FOUND', { unit: accusedUnitKey });
}

function nextOrderNo({ rows, actor, now }: DecisionContext): string {
  const day = formatDay(dayOf(now)).replaceAll('-', '');
  const id = `${actor.tenantId}/JS/${day}`;
  const series = rows.find(numberSeries, id);
  const last = (series?.last ?? 0) + 1;
  rows.put(numberSeries, { revision: 0, ...series, id, last });
  return `JS-${day}-${String(last).padStart(6, '0')}`;
}

interface Stamp {
  readonly key: number;
  readonly partyKey: number;
  readonly tenantId: string;
  readonly receivedAt: number;
}

function appealRow(
  { party: _party, facts: _facts, accusedUnitKey: _accused, hotline: _hotline, ...said }: RegisterAppealInput,
  stamp: Stamp,
): RowOf<typeof appeal> {
  return { ...said, ...stamp, revision: 0 };
}

/** The accused unit and all below it (Petition Regulation art. 30). */
function excludeAccused({ rows, actor }: DecisionContext, { accusedUnitKey }: RegisterAppealInput, key: number): void {
  const { tenantId } = actor;
  const units = rows.list(orgUnit, 'byTenant', [tenantId]);
  const excluded = accusedUnitKey === undefined ? [] : [accusedUnitKey];
  for (const at of excluded) {
    for (const unit of units) if (unit.parentKey === at && !excluded.includes(unit.key)) excluded.push(unit.key);
  }
  rows.put(reportCase, { key, tenantId, accusedUnitKey: accusedUnitKey ?? null, excludedUnitKeys: excluded });
}

function rememberMatter({ rows, actor, now }: DecisionContext, input: RegisterAppealInput, orderKey: number): void {
  const id = matterId(actor.tenantId, input);
  const matter = rows.find(recentMatter, id);
  const appeals = remember(matter?.appeals ?? [], { orderKey, at: now, phoneHash: input.party.phoneHash });
  rows.put(recentMatter, { revision: 0, clusterKey: null, ...matter, id, appeals });
  const { phoneHash } = input.party;
  if (phoneHash === null) return;
  const caller = rows.find(recentCaller, callerId(actor.tenantId, phoneHash));
  rows.put(recentCaller, {
    revision: 0,
    ...caller,
    id: callerId(actor.tenantId, phoneHash),
    appeals: rememberCall(caller?.appeals ?? [], { orderKey, at: now, matter: id, repeatOf: null }),
  });
}
