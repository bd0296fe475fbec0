import { appeal, orderNote, party, workOrder } from '../../domain/appeal/appeal-tables.ts';
import type { AttachmentKind } from '../../domain/privacy/attachment-kinds.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { agreement, consultation, consultationSession } from '../../domain/round-table/consultation-tables.ts';
import { handDownCase, verdictObjection, vote } from '../../domain/hand-down/hand-down-tables.ts';
import { hotlineNotice } from '../../domain/hotline/hotline-tables.ts';
import { attachment, retentionMark } from '../../domain/privacy/privacy-tables.ts';
import { finding, findingPhoto } from '../../domain/proactive/proactive-tables.ts';
import { RETENTION_CLASSES, retentionCutoff, type RetentionClass } from '../../domain/privacy/retention.ts';
import { whistle, whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { isFinal } from '../../domain/appeal/work-order-state.ts';
import { settingOf } from './reveal-rows.ts';

export interface DestroyPersonalData {
  /** Of an order, a finding, or a whistle that was blown for neither. */
  readonly orderKey: number;
  readonly class: RetentionClass;
  /** What stands for the name, and for words that are gone; sealed. */
  readonly pseudonymSealed: string;
  readonly goneSealed: string;
}

/**
 * Destroys what is personal of one class in a case that has ended long enough ago. What is counted and reported stays: category, place by
 * village and grid, times, states, votes by number. Nothing happens while the case is open or the time is not over.
 *
 * @returns how many items were destroyed
 * @see Personal Information Protection Law arts. 19 and 47
 */
export const destroyPersonalData: Command<DestroyPersonalData, { readonly count: number }> = {
  type: 'destroy-personal-data',
  decide(context, input) {
    const { rows, actor, now, record } = context;
    const { orderKey, class: retentionClass } = input;
    const endedAt = endOf(context, orderKey);
    const months = Number(settingOf(context, RETENTION_CLASSES[retentionClass].setting));
    if (endedAt === null || endedAt >= retentionCutoff(now, months)) return { count: 0 };
    const count = destroy(context, input);
    const id = `${orderKey}/${retentionClass}`;
    rows.put(retentionMark, { id, tenantId: actor.tenantId, orderKey, class: retentionClass, at: now, count });
    record({ type: 'personal-data.destroyed', key: orderKey, detail: { class: retentionClass, count } });
    return { count };
  },
};

/** When a case of the actor's township has ended; null while it has not. */
export function endOf({ rows, actor }: DecisionContext, orderKey: number): number | null {
  const order = rows.find(workOrder, orderKey);
  if (order) {
    return order.tenantId === actor.tenantId && isFinal(order.state) ? (order.archivedAt ?? order.closedAt) : null;
  }
  const found = rows.find(finding, orderKey) ?? rows.find(whistle, orderKey);
  return found?.tenantId === actor.tenantId ? found.closedAt : null;
}

/** Takes name, phone and address out of a case. @returns how many items */
export function destroyContact({ rows }: DecisionContext, orderKey: number, pseudonymSealed: string): number {
  const received = rows.find(appeal, orderKey);
  const appellant = received && rows.find(party, received.partyKey);
  if (appellant) {
    rows.put(party, {
      ...appellant,
      // of a report of wrongdoing not even a pseudonym stays
      nameSealed: received.type === 'report' ? null : appellant.nameSealed && pseudonymSealed,
      phoneSealed: null,
      phoneHash: null,
      addressSealed: null,
    });
  }
  const found = rows.find(finding, orderKey);
  if (found?.contactSealed) rows.put(finding, { ...found, contactSealed: null });
  const held = [appellant?.nameSealed, appellant?.phoneSealed, appellant?.addressSealed, found?.contactSealed];
  return held.filter((each) => each !== null && each !== undefined).length;
}

/** Takes the words out of a case; material of a report of wrongdoing stays as long as the rules of discipline say. @returns how many items */
export function destroyWords({ rows }: DecisionContext, orderKey: number, goneSealed: string): number {
  const received = rows.find(appeal, orderKey);
  if (received?.type === 'report') return 0;
  if (received) rows.put(appeal, { ...received, contentSealed: goneSealed });
  const notes = rows.list(orderNote, 'byOrder', [orderKey]);
  for (const note of notes) rows.put(orderNote, { ...note, textSealed: goneSealed });
  const heard = rows.list(hotlineNotice, 'byOrder', [orderKey]).filter(({ textSealed }) => textSealed !== null);
  for (const notice of heard) rows.put(hotlineNotice, { ...notice, textSealed: goneSealed });
  const objections = rows
    .list(handDownCase, 'byOrder', [orderKey])
    .flatMap(({ key }) => rows.list(verdictObjection, 'byCase', [key]));
  for (const objection of objections) rows.put(verdictObjection, { ...objection, textSealed: goneSealed });
  const found = rows.find(finding, orderKey);
  if (found) rows.put(finding, { ...found, contentSealed: goneSealed });
  return notes.length + heard.length + objections.length + (received ? 1 : 0) + (found ? 1 : 0);
}

/** Takes minutes and terms of agreements away; who sat there, what came of it and what is due stay. @returns how many */
export function destroyMinutes(context: DecisionContext, orderKey: number, goneSealed: string): number {
  const { rows } = context;
  const { sessions, agreements } = writtenDown(context, orderKey);
  for (const session of sessions) rows.put(consultationSession, { ...session, minutesSealed: goneSealed });
  for (const each of agreements) rows.put(agreement, { ...each, termsSealed: goneSealed });
  return sessions.length + agreements.length;
}

/** Sessions with minutes, and agreements whose terms are written down. */
export function writtenDown({ rows }: DecisionContext, orderKey: number) {
  return {
    sessions: rows
      .list(consultation, 'byOrder', [orderKey])
      .flatMap(({ key }) => rows.list(consultationSession, 'byConsultation', [key]))
      .filter(({ minutesSealed }) => minutesSealed !== null),
    agreements: rows.list(agreement, 'byOrder', [orderKey]).filter(({ termsSealed }) => termsSealed !== null),
  };
}

/** Gives up files of these kinds; their bytes are removed soon after. @returns how many */
export function destroyFiles(
  { rows, now }: DecisionContext,
  orderKey: number,
  kinds: readonly AttachmentKind[],
): number {
  const files = rows
    .list(attachment, 'byOrder', [orderKey])
    .filter(({ kind, destroyedAt }) => destroyedAt === null && kinds.includes(kind));
  for (const file of files) rows.put(attachment, { ...file, nameSealed: null, destroyedAt: now });
  return files.length;
}

/** Takes exact positions out of a case; the grid stays. @returns how many items */
export function destroyPlace({ rows }: DecisionContext, orderKey: number): number {
  const found = rows.find(finding, orderKey);
  const isExact = found !== undefined && (found.placeSealed !== null || found.area !== null);
  if (isExact) rows.put(finding, { ...found, placeSealed: null, area: null });
  const whistleKeys = rows.list(whistle, 'byOrder', [orderKey]).map(({ key }) => key);
  const arrivals = [orderKey, ...whistleKeys]
    .flatMap((key) => rows.list(whistleUnit, 'byWhistle', [key]))
    .filter(({ arrivedPlaceSealed }) => arrivedPlaceSealed !== null);
  for (const unit of arrivals) rows.put(whistleUnit, { ...unit, arrivedPlaceSealed: null });
  return arrivals.length + (isExact ? 1 : 0);
}

/** Takes the photos of a finding away. @returns how many */
export function destroyFindingPhotos({ rows }: DecisionContext, orderKey: number): number {
  const photos = rows.list(findingPhoto, 'byFinding', [orderKey]);
  for (const { key } of photos) rows.remove(findingPhoto, key);
  return photos.length;
}

// helpers

function destroy(context: DecisionContext, input: DestroyPersonalData): number {
  const { orderKey } = input;
  switch (input.class) {
    case 'contact':
      return destroyContact(context, orderKey, input.pseudonymSealed);
    case 'words':
      return destroyWords(context, orderKey, input.goneSealed);
    case 'minutes':
      return destroyMinutes(context, orderKey, input.goneSealed);
    case 'place':
      return destroyPlace(context, orderKey);
    case 'recording':
      return destroyFiles(context, orderKey, ['recording']);
    case 'photo':
      return destroyFiles(context, orderKey, ['photo', 'video', 'document']) + destroyFindingPhotos(context, orderKey);
    case 'vote':
      return destroyVoters(context, input);
  }
}

function destroyVoters({ rows }: DecisionContext, { orderKey, goneSealed }: DestroyPersonalData): number {
  const votes = rows.list(handDownCase, 'byOrder', [orderKey]).flatMap(({ key }) => rows.list(vote, 'byCase', [key]));
  for (const each of votes) rows.put(vote, { ...each, voterSealed: goneSealed, voterHash: `destroyed/${each.key}` });
  return votes.length;
}
