import { proactiveError } from './proactive-errors.ts';

interface StateSpec {
  /** Label shown to people. */
  readonly zh: string;
  readonly en: string;
  /** States it may become. */
  readonly to: readonly string[];
}

/** The states of a finding and where each may go. States with nowhere to go are final. */
const STATES = {
  reported: { zh: '已上报', en: 'Reported', to: ['claimed', 'duplicate', 'false_alarm'] },
  claimed: {
    zh: '已认领',
    en: 'Claimed',
    to: ['solved_on_spot', 'solved_by_village', 'upgraded', 'ordered', 'false_alarm'],
  },
  ordered: { zh: '已转工单', en: 'Handled by an order', to: ['solved_by_section', 'upgraded', 'handed_over'] },
  solved_on_spot: { zh: '现场解决', en: 'Solved on the spot', to: [] },
  solved_by_village: { zh: '村(社区)解决', en: 'Solved by the village', to: [] },
  solved_by_section: { zh: '科室解决', en: 'Solved by a section', to: [] },
  upgraded: { zh: '吹哨解决', en: 'Solved by a whistle', to: [] },
  handed_over: { zh: '已移交', en: 'Handed over', to: [] },
  duplicate: { zh: '重复', en: 'Duplicate', to: [] },
  false_alarm: { zh: '误报', en: 'False alarm', to: [] },
} as const satisfies Record<string, StateSpec>;

export type FindingState = keyof typeof STATES;

/** Every state, in the order of a life. */
export const FINDING_STATES = Object.keys(STATES) as readonly FindingState[];

/** The label of a state in both languages. */
export function findingLabel(state: FindingState): { readonly zh: string; readonly en: string } {
  return STATES[state];
}

/** Whether somebody still has to do something about it. */
export function isOpenFinding(state: FindingState): boolean {
  return STATES[state].to.length > 0;
}

/**
 * The finding in its next state.
 *
 * @throws {@link DomainError} ERR_FINDING_TRANSITION when the table does not allow it
 */
export function findingTransition<F extends { readonly findingNo: string; readonly state: FindingState }>(
  finding: F,
  to: FindingState,
): F {
  const allowed: readonly string[] = STATES[finding.state].to;
  if (allowed.includes(to)) return { ...finding, state: to };
  throw proactiveError('ERR_FINDING_TRANSITION', {
    findingNo: finding.findingNo,
    from: finding.state,
    fromZh: STATES[finding.state].zh,
    to,
    toZh: STATES[to].zh,
  });
}
