import type { OwnCase } from './use-own-case.ts';

/** Which plain sentence says what a state means to the appellant. */
const PLAIN = {
  draft: 'waiting',
  registered: 'waiting',
  supplement_requested: 'needsMore',
  guided: 'elsewhere',
  answered: 'done',
  transferred_emergency: 'elsewhere',
  forwarded: 'elsewhere',
  merged: 'merged',
  invalid: 'ended',
  pending_sign_off: 'waiting',
  dispatched: 'working',
  signed: 'working',
  return_requested: 'working',
  in_progress: 'working',
  extension_requested: 'working',
  whistled: 'working',
  in_consultation: 'working',
  handed_down: 'working',
  suspended: 'suspended',
  to_petition: 'elsewhere',
  feedback_submitted: 'examining',
  verifying: 'examining',
  callback_pending: 'callback',
  reopened: 'again',
  closed: 'done',
  closed_unresolved: 'done',
  withdrawn: 'withdrawn',
  archived: 'ended',
} as const satisfies Record<OwnCase['state'], string>;

/** Name of the sentence among the texts. */
export function plainOf(state: OwnCase['state']): (typeof PLAIN)[keyof typeof PLAIN] {
  return PLAIN[state];
}
