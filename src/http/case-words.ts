import type { party } from '../domain/appeal/appeal-tables.ts';
import type { KnownPeople } from '../domain/privacy/masking.ts';
import type { RowOf } from '../domain/table.ts';
import type { Vault } from '../domain/privacy/vault.ts';

/** Whom a case knows, in clear for a moment: to take them out of free text. Organisations are not hidden. */
export function peopleOf(
  { kind, nameSealed, addressSealed }: Pick<RowOf<typeof party>, 'kind' | 'nameSealed' | 'addressSealed'>,
  open: (sealed: string) => string,
): KnownPeople {
  return {
    names: nameSealed === null || kind === 'legal' ? [] : [open(nameSealed)],
    addresses: addressSealed === null ? [] : [open(addressSealed)],
  };
}

/**
 * Opens what a case holds, for somebody who may read it. What came to a report of wrongdoing before anybody knew that it is one, or through the
 * hotline, has the common key.
 */
export function openerOf(vault: Vault, isReport: boolean): (sealed: string) => string {
  return (sealed) => (isReport && sealed.startsWith('r1.') ? vault.reports : vault).open(sealed);
}
