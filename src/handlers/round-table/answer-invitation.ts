import { consultationInvitee, PARTY_KINDS } from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { consultationOf, inviteesOf } from './consultation-work.ts';
import { context, oneOfWords } from '../order-work.ts';

/** Records an invitee's answer. A party may refuse to mediate; a unit may only be unable to come. */
export const answerInvitation: Handler = {
  jobType: 'answer-invitation',
  run(input) {
    const { key } = context(input.variables['invitee']);
    const invitee = inviteesOf(input, consultationOf(input)).find((each) => each.key === key);
    if (!invitee) return {};
    const words = PARTY_KINDS.includes(invitee.kind)
      ? (['attends', 'cannot', 'refuses'] as const)
      : (['attends', 'cannot'] as const);
    const answer = oneOfWords<'attends' | 'cannot' | 'refuses'>('attendance', input.variables['attendance'], words);
    return {
      variables: { attendance: null },
      changes: [put(consultationInvitee, { ...invitee, answer, answeredAt: input.now })],
    };
  },
};
