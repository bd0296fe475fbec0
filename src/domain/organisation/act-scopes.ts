/** What may be handed to a deputy, and what somebody on duty is offered: acts by the user tasks that they are done in. */
export const ACT_SCOPES = {
  sign_off: { zh: '签批', en: 'sign-off', elements: ['sign_off', 'sign_off_after', 'sign_off_delegated'] },
  whistle_approval: {
    zh: '吹哨审批',
    en: 'approval of whistles',
    elements: ['approve', 'approve_delegated', 'approve_after'],
  },
  sign: { zh: '签收', en: 'signing for', elements: ['sign', 'sign_by_leader', 'sign_whistle', 'sign_directive'] },
  approval: {
    zh: '审批',
    en: 'other approvals',
    elements: [
      'rule_extension',
      'approve_suspension',
      'review',
      'accept',
      'screen_issue',
      'leader_claim',
      'rule_exclusion',
    ],
  },
  escalation: {
    zh: '升级处置',
    en: 'what has lapsed or goes up',
    elements: ['hand_up', 'rate_by_office', 'assign_claim', 'take_over', 'assign_leader', 'consult', 'rule_dispute'],
  },
} as const satisfies Record<string, { zh: string; en: string; elements: readonly string[] }>;
export type ActScope = keyof typeof ACT_SCOPES;
export const ACT_SCOPE_NAMES = Object.keys(ACT_SCOPES) as readonly ActScope[];

/** Names of user tasks that these acts are done in. */
export function elementsOf(acts: readonly ActScope[]): readonly string[] {
  return acts.flatMap((act) => ACT_SCOPES[act].elements);
}
