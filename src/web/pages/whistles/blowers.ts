import type { Role } from '../../session/session.ts';

/** Who may blow a whistle. */
export const BLOWERS: readonly Role[] = [
  'grid_leader',
  'village_secretary',
  'section_handler',
  'section_leader',
  'response_office',
  'deputy_leader',
  'party_secretary',
];
/** Who may call off a whistle of any unit. */
export const CALL_OFF: readonly Role[] = ['response_office', 'deputy_leader', 'party_secretary'];
