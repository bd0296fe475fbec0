import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { consultationError } from '../../domain/round-table/consultation-errors.ts';
import {
  consultation,
  consultationSession,
  PARTY_KINDS,
  resolutionTask,
  type SessionOutcome,
} from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { consultationOf, inviteesOf, keysOf, limitEnd, listOf, staffOf, type Invitee } from './consultation-work.ts';
import { context, oneOfWords, orderOf, setting, text, toStaff, unitByCode } from '../order-work.ts';

/**
 * Records a session: who was there, what came of it, and which unit does what. A conclusion needs the quorum; an agreement needs the parties.
 *
 * @throws {@link DomainError} ERR_SESSION_QUORUM, ERR_PARTY_ABSENT, ERR_UNIT_NOT_FOUND
 */
export const recordSession: Handler = {
  jobType: 'record-session',
  run(input) {
    const order = orderOf(input);
    const held = consultationOf(input);
    const said = context(input.variables['session']);
    const outcome = oneOfWords('session.outcome', said['outcome'], ['agreed', 'plan', 'next', 'failed']);
    const present = keysOf(said['attended']);
    const attended = inviteesOf(input, held).filter(({ key }) => present.includes(key));
    const quorate = checkPresence(input, inviteesOf(input, held), attended, outcome);
    const sessions = held.sessions + 1;
    const dueAt = limitEnd(input, 'resolution');
    const resolutions = settles(outcome)
      ? listOf(said['resolutions']).map(({ unitCode }) => ({ key: input.nextKey(), unit: unitOf(input, unitCode) }))
      : [];
    return {
      variables: {
        sessions,
        session: { outcome },
        resolutions: resolutions.map(({ key, unit }) => ({
          key,
          groups: staffOf(unit.key),
          dueAt: formatInstant(dueAt),
        })),
      },
      changes: [
        put(consultation, { ...held, sessions }),
        put(consultationSession, {
          key: input.nextKey(),
          revision: 0,
          tenantId: input.tenantId,
          consultationKey: held.key,
          number: sessions,
          at: input.now,
          attended: attended.map(({ key }) => key),
          quorate,
          outcome,
          minutesSealed: null,
        }),
        ...resolutions.map(({ key, unit }) =>
          put(resolutionTask, {
            key,
            revision: 0,
            tenantId: input.tenantId,
            consultationKey: held.key,
            orderKey: order.key,
            unitKey: unit.key,
            dueAt,
            doneAt: null,
            result: null,
          }),
        ),
      ],
      messages: resolutions.map(({ unit }) => toStaff(order, 'resolution_assigned', unit.key)),
      events: [{ type: 'consultation.session-held', key: order.key, detail: { session: sessions, outcome, quorate } }],
    };
  },
};

// helpers

function settles(outcome: SessionOutcome): boolean {
  return outcome === 'agreed' || outcome === 'plan';
}

function checkPresence(
  input: HandlerInput,
  invited: readonly Invitee[],
  attended: readonly Invitee[],
  outcome: SessionOutcome,
): boolean {
  const percentage = setting(input, 'consultation_quorum_percentage');
  const needed = Math.ceil((invited.length * (typeof percentage === 'number' ? percentage : 50)) / 100);
  const quorate = attended.length >= needed;
  if (settles(outcome) && !quorate) throw consultationError('ERR_SESSION_QUORUM', { needed, found: attended.length });
  const missing = PARTY_KINDS.filter((kind) => !attended.some((each) => each.kind === kind));
  if (outcome === 'agreed' && missing.length > 0)
    throw consultationError('ERR_PARTY_ABSENT', { missing: missing.join(', ') });
  return quorate;
}

function unitOf(input: HandlerInput, code: unknown) {
  const unit = unitByCode(input, text(code) ?? '');
  if (!unit) throw appealError('ERR_UNIT_NOT_FOUND', { unit: text(code) ?? '' });
  return unit;
}
