import type { Actor } from '../domain/actor.ts';
import type { WorkOrderFile, WorkOrderItem } from '../domain/appeal/case-query-ports.ts';
import { maskAddress, maskFreeText, maskName, maskPhone, NOBODY_KNOWN } from '../domain/privacy/masking.ts';
import { seesAllUnits } from '../domain/organisation/role-scopes.ts';
import type { Vault } from '../domain/privacy/vault.ts';
import { labelOf, type WorkOrderState } from '../domain/appeal/work-order-state.ts';
import { openerOf, peopleOf } from './case-words.ts';
import { instantText, instantTextOrNull, keyText, keyTextOrNull } from './schemas/common.ts';

/** An order as lists show it: nothing personal in it. */
export function showHeading(item: WorkOrderItem) {
  return {
    orderNo: item.orderNo,
    state: item.state,
    stateLabel: showState(item.state),
    level: item.level,
    externalNo: item.externalNo,
    source: item.source,
    type: item.type,
    category: item.category,
    title: item.title,
    placeKind: item.placeKind,
    unitKey: keyTextOrNull(item.unitKey),
    ownerUnitKey: keyTextOrNull(item.ownerUnitKey),
    coUnitKeys: item.coUnitKeys.map(keyText),
    receivedAt: instantText(item.receivedAt),
    dispatchedAt: instantTextOrNull(item.dispatchedAt),
    dueAt: instantTextOrNull(item.dueAt),
    closedAt: instantTextOrNull(item.closedAt),
    reworkCount: item.reworkCount,
    sensitive: item.sensitive,
    supervised: item.supervised,
    processInstanceKey: keyTextOrNull(item.processInstanceKey),
  };
}

/** A state as people read it. */
export function showState(state: WorkOrderState) {
  const { zh, en } = labelOf(state);
  return { zh, en };
}

/**
 * Everything about an order, personal data masked. Of a confidential appeal only its own unit and the office read the words; of a report of
 * wrongdoing nobody reads words or who reported here: the two who are named reveal them, with a reason.
 */
export function showOrder(file: WorkOrderFile, asker: Actor, vault: Vault) {
  const { order, appeal, party } = file;
  const isReport = appeal.type === 'report';
  const words = wordsFor(file, asker, vault);
  const masked = (sealed: string | null, mask: (text: string) => string) =>
    sealed === null || isReport ? null : mask(vault.open(sealed));
  return {
    ...showHeading({ ...appeal, ...order }),
    content: words(appeal.contentSealed),
    objectKey: appeal.objectKey,
    occurredAt: instantTextOrNull(appeal.occurredAt),
    appellant: {
      kind: party.kind,
      name: masked(party.nameSealed, maskName),
      phone: masked(party.phoneSealed, maskPhone),
      address: masked(party.addressSealed, maskAddress),
      anonymous: party.anonymous,
      confidential: party.confidential,
      replyWanted: party.replyWanted,
    },
    limit:
      order.limitAmount === null
        ? null
        : { amount: order.limitAmount, unit: order.limitUnit ?? '', basis: order.limitBasis },
    signedAt: instantTextOrNull(order.signedAt),
    firstContactAt: instantTextOrNull(order.firstContactAt),
    feedbackAt: instantTextOrNull(order.feedbackAt),
    archivedAt: instantTextOrNull(order.archivedAt),
    resolved: order.resolved,
    publicReply: order.publicReply,
    closingLabel: order.closingLabel,
    deadlines: showDeadlines(file),
    contacts: file.contacts.map(({ at, by, method, answered }) => ({ at: instantText(at), by, method, answered })),
    siteChecks: file.siteChecks.map(({ at, by, finding, inspection }) => ({
      at: instantText(at),
      by,
      finding,
      inspection,
    })),
    subTasks: file.subTasks.map(({ unitKey, createdAt, dueAt, doneAt, result }) => ({
      unitKey: keyText(unitKey),
      createdAt: instantText(createdAt),
      dueAt: instantText(dueAt),
      doneAt: instantTextOrNull(doneAt),
      result,
    })),
    callbacks: file.callbacks.map(({ round, attempt, channel, at, reached, contacted, resolved, satisfaction }) => {
      return { round, attempt, channel, at: instantText(at), reached, contacted, resolved, satisfaction };
    }),
    notes: file.notes.map(({ kind, at, by, textSealed }) => ({
      kind,
      at: instantText(at),
      by,
      text: words(textSealed),
    })),
  };
}

/** Reads what is sealed in a case, masked; null where {@link showOrder} withholds the words from the asker. */
export function wordsFor({ order, appeal, party }: WorkOrderFile, asker: Actor, vault: Vault) {
  const isWithheld = party.confidential && !seesAllUnits(asker) && asker.unitKey !== order.ownerUnitKey;
  const isReport = appeal.type === 'report';
  const people = isReport ? NOBODY_KNOWN : peopleOf(party, openerOf(vault, false));
  return (sealed: string) => (isWithheld || isReport ? null : maskFreeText(vault.open(sealed), people));
}

// helpers

function showDeadlines({ deadlines }: WorkOrderFile) {
  const replaced = new Set(deadlines.map(({ replacesKey }) => replacesKey));
  return deadlines.map(({ key, kind, name, startAt, amount, unit, dueAt, provisional, basis }) => ({
    kind,
    name,
    startAt: instantText(startAt),
    amount,
    unit,
    dueAt: instantText(dueAt),
    provisional,
    basis,
    replaced: replaced.has(key),
  }));
}
