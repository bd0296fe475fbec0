import type { Command } from '../../domain/command.ts';
import { approversOf, type WhistleAnalysis } from '../../domain/whistle/whistle-analysis.ts';
import {
  WHISTLE_KINDS,
  WHISTLE_LEVELS,
  type WhistleKind,
  type WhistleLevel,
} from '../../domain/whistle/whistle-words.ts';
import { evaluateTable } from '../process/evaluate-table.ts';

/** What is known so far; what is left open counts as no. */
export type PreviewWhistle = Readonly<
  Partial<Pick<WhistleAnalysis, 'risk' | 'enforcement' | 'ongoing' | 'squad' | 'alliance' | 'districtLeader'>>
>;

/** What would become of the whistle, and by which rows of table D05. */
export interface WhistlePreview {
  readonly kind: WhistleKind | null;
  readonly level: WhistleLevel | null;
  /** Who approves it: `leading_member`, `authorised_leader` or roles; nobody when empty. */
  readonly approvers: readonly string[];
  /** It goes out first and is approved afterwards. */
  readonly after: boolean;
  readonly rules: readonly string[];
}

/**
 * Says what kind and level a whistle of the caller would have, and who would approve it. Blows nothing.
 *
 * @throws DomainError ERR_DECISION_NOT_DEPLOYED
 */
export const previewWhistle: Command<PreviewWhistle, WhistlePreview> = {
  type: 'preview-whistle',
  decide(context, given) {
    const none = { risk: false, enforcement: false, ongoing: false, squad: false, alliance: false };
    const analysis = { ...none, districtLeader: false, ...given };
    const { rules, output } = evaluateTable(context, 'd05_whistle', { analysis, emergency: false, raisedLevel: null });
    const decided = (output ?? {}) as Readonly<Record<string, unknown>>;
    const kind = wordOf(WHISTLE_KINDS, decided['kind']);
    const level = wordOf(WHISTLE_LEVELS, decided['level']);
    const approvers = level === null ? [] : approversOf(context.actor, level, decided['approvers']);
    return { kind, level, approvers: approvers.map(String), after: decided['after'] === true, rules };
  },
};

// helpers

function wordOf<W extends string>(words: Readonly<Record<W, unknown>>, value: unknown): W | null {
  return (Object.keys(words) as W[]).find((word) => word === value) ?? null;
}
