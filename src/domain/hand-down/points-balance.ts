/** What an entry of points says about whose they are and whether they count. */
export interface PointsMovement {
  readonly person: string | null;
  readonly delta: number;
  readonly approvedBy: string | null;
}

export interface PointsBalance {
  /** Key of the person on the village's roster; null for an appellant, whom the balance does not name. */
  readonly candidateKey: number | null;
  readonly points: number;
  readonly entries: number;
}

const ROSTER = 'candidate:';

/** Approved points added up by person, most first; an entry that was taken back and the one against it make nothing. */
export function balancesOf(movements: readonly PointsMovement[]): readonly PointsBalance[] {
  const persons = new Map<string, PointsBalance>();
  for (const { person, delta, approvedBy } of movements) {
    if (person === null || approvedBy === null) continue;
    const { points = 0, entries = 0 } = persons.get(person) ?? {};
    persons.set(person, { candidateKey: rosterKeyOf(person), points: points + delta, entries: entries + 1 });
  }
  return [...persons.values()].sort((a, b) => b.points - a.points);
}

/** Key of the roster's person whose points they are; null for an appellant. */
export function rosterKeyOf(person: string | null): number | null {
  return person?.startsWith(ROSTER) ? Number(person.slice(ROSTER.length)) : null;
}
