import type { PanelCategory, panelCandidate, panelMember, panelRecusal, RecusalReason } from './hand-down-tables.ts';
import type { RowOf } from '../table.ts';

type Candidate = RowOf<typeof panelCandidate>;

/** Those of a village's roster for one order: who may sit, and who may not and why. */
export interface Roster {
  readonly eligible: readonly Candidate[];
  readonly recused: readonly { readonly candidate: Candidate; readonly reason: RecusalReason | 'appellant' }[];
}

/** No panel has fewer members; a majority needs an odd number. */
export const SMALLEST_PANEL = 3;

/**
 * Sorts a roster: nobody with kinship, interest or dispute in the matter sits, nor the appellant, nor who sat on an earlier panel of it.
 *
 * @see Petition Regulation art. 28
 */
export function rosterOf(
  candidates: readonly Candidate[],
  {
    recusals,
    earlier,
    phoneHash,
    isSought,
  }: {
    readonly recusals: readonly RowOf<typeof panelRecusal>[];
    readonly earlier: readonly RowOf<typeof panelMember>[];
    readonly phoneHash: string | null;
    isSought(category: PanelCategory): boolean;
  },
): Roster {
  const sought = candidates.filter(({ active, category }) => active && isSought(category));
  const recused = sought.flatMap((candidate) => {
    const declared = recusals.find(({ candidateKey }) => candidateKey === candidate.key)?.reason;
    const reason = phoneHash !== null && candidate.phoneHash === phoneHash ? ('appellant' as const) : declared;
    return reason === undefined ? [] : [{ candidate, reason }];
  });
  const out = new Set([...recused.map(({ candidate }) => candidate.key), ...earlier.map((seat) => seat.candidateKey)]);
  return { eligible: sought.filter(({ key }) => !out.has(key)), recused };
}

/** The roster in the order of the draw. It is a hash of the seed and the candidate, so anybody can repeat it. */
export function drawOrder(eligible: readonly Candidate[], seed: string): readonly Candidate[] {
  return [...eligible].sort((a, b) => lot(`${seed}/${a.key}`) - lot(`${seed}/${b.key}`) || a.key - b.key);
}

/** The odd number of seats that can be filled; 0 when a panel cannot be formed. */
export function seatsFor(size: number, eligible: number): number {
  const seats = Math.min(size, eligible);
  const odd = seats % 2 === 1 ? seats : seats - 1;
  return odd >= SMALLEST_PANEL ? odd : 0;
}

/** Panels are drawn from all but the representatives, who vote in their own meeting. */
export function sitsOnPanels(category: PanelCategory): boolean {
  return category !== 'villager_representative';
}

// helpers

/** FNV-1a, 32 bits, finished as in MurmurHash3 so that neighbouring texts fall far apart. */
function lot(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}
