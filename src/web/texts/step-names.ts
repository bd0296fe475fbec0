/** Steps of one of the product's processes, as readers of English know them. */
interface ProcessNames {
  readonly name: string;
  /** By element id of the user task. */
  readonly tasks: Readonly<Record<string, string>>;
}

/** Diagrams are written in Chinese; by process id, what their people's work is called in English. */
export const STEP_NAMES: Readonly<Record<string, ProcessNames>> = {
  appeal: { name: 'Whole appeal', tasks: { sign_off_after: 'Sign off afterwards' } },
  intake: {
    name: 'Intake',
    tasks: {
      verify: 'Verify completeness and acceptance',
      consult: 'Consult before dispatch',
      answer: 'Answer directly',
      sign_off: 'Sign-off by the party secretary',
      sign_off_delegated: 'Sign-off by the authorised leader',
    },
  },
  first_responder: {
    name: 'First recipient',
    tasks: {
      sign: 'Sign for the order',
      sign_by_leader: 'Sign for it (head of unit)',
      first_contact: 'Contact the appellant',
      check_site: 'Check on site',
      handle_self: 'Handle alone',
      co_handle: 'Co-handle',
      hand_up: 'Hand up to the district',
      choose_route: 'Summary and next step',
      fill_result: 'Fill in the result',
      review: 'Review by the deputy leader',
      confirm_withdrawal: 'Verify the withdrawal',
    },
  },
  supplement: { name: 'Supplement', tasks: {} },
  closure: {
    name: 'Closure and callback',
    tasks: {
      verify_result: 'Inspection',
      accept: 'Acceptance by the party committee',
      make_call: 'Call the appellant back',
      explain: 'Explain to the appellant',
    },
  },
  cluster_member: { name: 'Member of a cluster', tasks: { confirm_member_withdrawal: 'Verify the withdrawal' } },
  whistle: {
    name: 'Whistle and report-in',
    tasks: {
      analyse: 'Analyse',
      approve: 'Approve the whistle',
      approve_delegated: 'Approve by delegation',
      approve_after: 'Approve afterwards',
      sign_whistle: 'Sign for the whistle',
      handle_part: 'Joint work',
      conclude: 'Conclude the joint work',
      rate: 'Rate the units',
      rate_by_office: 'Rate for the whistler',
    },
  },
  round_table: {
    name: 'Round table',
    tasks: {
      plan_meeting: 'Agenda and parties',
      survey: 'Survey before the session',
      confirm_attendance: 'Confirm attendance',
      hold_session: 'Hold the session',
      carry_out: 'Carry out a task',
      sign_agreement: 'Sign the agreement',
      file_confirmation: 'Apply for judicial confirmation',
      await_court: 'Record the court ruling',
      check_performance: 'Check performance',
    },
  },
  hand_down: {
    name: 'Hand-down and villagers’ review',
    tasks: {
      prepare_case: 'Basis in law and policy',
      judge_claim: 'First judgement by the village',
      sign_hand_down: 'Sign-off by the secretary',
      inform_appellant: 'Inform the appellant',
      deliberate: 'Three-elders panel',
      villagers_meeting: 'Villagers’ representatives meeting',
      suggest_points: 'Suggest points',
      calm_visit: 'Calming visit',
    },
  },
  three_step_homestead: {
    name: 'Three steps for homesteads',
    tasks: {
      remind_neighbours: 'Step 1: remind both neighbours',
      visit_homes: 'Step 2: mediate at home',
      assess_dispute: 'Step 3: assess',
      sign_settlement: 'Sign the settlement',
    },
  },
  duty_dispute: {
    name: 'Duty dispute',
    tasks: {
      correct_request: 'Correct the basis',
      give_opinion: 'Opinion of the proposed unit',
      rule_dispute: 'Ruling',
    },
  },
  duty_meeting: { name: 'Monthly duty meeting', tasks: { study_dispute: 'Study on site and rule' } },
  extension: {
    name: 'Extension',
    tasks: {
      request_extension: 'Request the extension',
      rule_extension: 'Rule on the extension',
      inform_extension: 'Inform the appellant',
    },
  },
  suspension: {
    name: 'Suspension',
    tasks: {
      request_suspension: 'Request the suspension',
      agree_suspension: 'Review by the head of section',
      approve_suspension: 'Approval by the secretary',
      review_suspension: 'Review the suspension',
    },
  },
  exclusion: { name: 'Review of an exclusion', tasks: { rule_exclusion: 'Review the exclusion' } },
  hotline_return: { name: 'Return to the hotline', tasks: {} },
  worksheet: {
    name: 'Worksheet 1330',
    tasks: {
      screen_issue: 'Screening by the leading group',
      leader_claim: 'Claim by a leader',
      assign_leader: 'Name a leader',
    },
  },
  proactive: {
    name: 'Proactive handling',
    tasks: {
      claim: 'Claim by the grid leader',
      assign_claim: 'Assign another grid',
      take_over: 'Claim by the other grid',
      village_meeting: 'Village meeting',
      survey: 'Survey',
      repair: 'Put right',
      report_solution: 'Report what the whistle brought',
      solve_on_spot: 'Solve on the spot',
      solve_by_village: 'Solve by the village (community)',
      confirm_solution: 'Confirmation by the resident',
    },
  },
  directive: {
    name: 'Work directive',
    tasks: {
      draft_directive: 'Draft',
      issue: 'Issue',
      sign_directive: 'Sign for it (lead unit)',
      sign_by_call: 'Urge the signature by phone',
      lead_work: 'Work of the lead unit',
      co_work: 'Work of a co-working unit',
      guide: 'Guidance on site by the guiding leader',
      inspect_directive: 'Inspection',
      decide_directive: 'Strike off or continue',
      interview_lead: 'Interview the lead unit',
      rate_unit: 'Rating by the township',
    },
  },
};
