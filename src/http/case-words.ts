import type { party } from '../domain/appeal-tables.ts';
import type { KnownPeople } from '../domain/masking.ts';
import type { RowOf } from '../domain/table.ts';
import type { Sealer } from '../domain/vault.ts';

/** Whom a case knows, in clear for a moment: to take them out of free text. Organisations are not hidden. */
export function peopleOf(
  { kind, nameSealed, addressSealed }: Pick<RowOf<typeof party>, 'kind' | 'nameSealed' | 'addressSealed'>,
  sealer: Sealer,
): KnownPeople {
  return {
    names: nameSealed === null || kind === 'legal' ? [] : [sealer.open(nameSealed)],
    addresses: addressSealed === null ? [] : [sealer.open(addressSealed)],
  };
}
