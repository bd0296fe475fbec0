/** How one hand-down ended. `person` names the appellant by keyed hash. */
export interface Conversion {
  readonly person: string;
  readonly converted: boolean;
  readonly cancelled: boolean;
}

export interface Share {
  readonly total: number;
  readonly converted: number;
  /** In percent, two decimals; null when there was none. */
  readonly percentage: number | null;
}

/**
 * Both measures of conversion: of orders, and of persons. A person counts as converted when none of their hand-downs stayed open; the two
 * differ as soon as somebody has several orders, so neither is given without the other.
 */
export function conversionOf(records: readonly Conversion[]): { readonly orders: Share; readonly persons: Share } {
  const counted = records.filter(({ cancelled }) => !cancelled);
  const persons = new Map<string, boolean>();
  for (const { person, converted } of counted) persons.set(person, (persons.get(person) ?? true) && converted);
  return { orders: shareOf(counted.map(({ converted }) => converted)), persons: shareOf([...persons.values()]) };
}

// helpers

function shareOf(outcomes: readonly boolean[]): Share {
  const converted = outcomes.filter(Boolean).length;
  const total = outcomes.length;
  return { total, converted, percentage: total === 0 ? null : Math.round((converted / total) * 10_000) / 100 };
}
