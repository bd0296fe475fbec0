import { dutyError } from '../duty-dispute/duty-errors.ts';

interface StageSpec {
  /** Place among the seven stages; null for how a whistle may end otherwise. */
  readonly step: number | null;
  readonly zh: string;
  readonly en: string;
  readonly to: readonly string[];
}

/**
 * The seven stages of a whistle, in order, and its ends. A whistle that is called off, or found unnecessary, leaves the row of stages.
 * Another round of joint handling stays in the stage of tracking.
 */
const STAGES = {
  source: { step: 1, zh: '哨源形成', en: 'Source found', to: ['analysis', 'cancelled'] },
  analysis: { step: 2, zh: '分析研判', en: 'Analysis', to: ['blown', 'rejected', 'cancelled'] },
  blown: { step: 3, zh: '镇街吹哨', en: 'Blown', to: ['accepting', 'analysis', 'rejected', 'cancelled'] },
  accepting: { step: 4, zh: '问题受理', en: 'Units sign', to: ['reporting', 'tracking', 'cancelled'] },
  reporting: { step: 5, zh: '部门报到', en: 'Units report in', to: ['tracking', 'cancelled'] },
  tracking: { step: 6, zh: '跟踪督办', en: 'Joint handling', to: ['rating', 'cancelled'] },
  rating: { step: 7, zh: '评价反馈', en: 'Rating', to: ['closed', 'cancelled'] },
  closed: { step: null, zh: '已办结', en: 'Closed', to: [] },
  rejected: { step: null, zh: '不予吹哨', en: 'Not blown', to: [] },
  cancelled: { step: null, zh: '已撤哨', en: 'Called off', to: [] },
} as const satisfies Record<string, StageSpec>;

export type WhistleStage = keyof typeof STAGES;

/** Every stage, in the order of a life. */
export const WHISTLE_STAGES = Object.keys(STAGES) as readonly WhistleStage[];

/** The label of a stage in both languages, and its place among the seven. */
export function stageLabel(stage: WhistleStage): {
  readonly step: number | null;
  readonly zh: string;
  readonly en: string;
} {
  const { step, zh, en } = STAGES[stage];
  return { step, zh, en };
}

/** The stages that may follow. */
export function nextStages(stage: WhistleStage): readonly WhistleStage[] {
  return STAGES[stage].to;
}

/** Whether the whistle has ended. */
export function hasEnded(stage: WhistleStage): boolean {
  return nextStages(stage).length === 0;
}

/** Whether units are called: they sign, report in and work. */
export function isCalling(stage: WhistleStage): boolean {
  return stage === 'accepting' || stage === 'reporting' || stage === 'tracking';
}

/**
 * The whistle in its next stage, with the instant at which it came there; as it is when it is there already.
 *
 * @throws {@link DomainError} ERR_WHISTLE_STAGE when the table does not allow it
 */
export function toStage<
  W extends { readonly whistleNo: string; readonly stage: WhistleStage; readonly stageTimes: StageTimes },
>(whistle: W, to: WhistleStage, at: number): W {
  if (whistle.stage === to) return whistle;
  if (nextStages(whistle.stage).includes(to)) {
    return { ...whistle, stage: to, stageTimes: { ...whistle.stageTimes, [to]: at } };
  }
  throw stageError(whistle, { zh: `转为“${STAGES[to].zh}”`, en: `become '${to}'` });
}

/** When a whistle came to each stage. */
export type StageTimes = Readonly<Partial<Record<WhistleStage, number>>>;

/** The refusal to do something that the stage of the whistle does not allow. */
export function stageError(
  { whistleNo, stage }: { readonly whistleNo: string; readonly stage: WhistleStage },
  act: { readonly zh: string; readonly en: string },
) {
  return dutyError('ERR_WHISTLE_STAGE', { whistleNo, stage, stageZh: STAGES[stage].zh, do: act.en, doZh: act.zh });
}
