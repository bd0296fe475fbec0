import type { Category } from './appeal-words.ts';
import { dutyListItem, inForce } from './duty-tables.ts';
import { orgUnit } from './organisation-tables.ts';
import type { RowOf } from './table.ts';
import type { ReadSet } from './working-set.ts';

/** Who handles a kind of appeal, and by which item. */
export interface CatalogueAnswer {
  readonly unit: string;
  readonly coUnits: readonly string[];
  readonly entry: string;
}

/**
 * What the township's duty list says instead of the seed catalogue: the item in force that table D03 cites, else, where D03 has no entry for it,
 * the newest item of the category. Items of the village's list only assist and never name who handles.
 *
 * @returns undefined when the list says nothing, or no more than the table does
 * @see Regulation art. 11 ¶2: the catalogue is adjusted as things change · art. 17
 */
export function fromDutyList(
  { rows, tenantId, now }: { readonly rows: ReadSet; readonly tenantId: string; readonly now: number },
  category: Category | undefined,
  entry: string,
): CatalogueAnswer | undefined {
  const main = (items: readonly RowOf<typeof dutyListItem>[]) =>
    inForce(items, now).filter(({ scope, mainUnitCode }) => {
      const [unit] = rows.list(orgUnit, 'byCode', [tenantId, mainUnitCode]);
      return scope !== 'village_assist' && unit?.active === true;
    });
  if (category === undefined) return undefined;
  const items = main(rows.list(dutyListItem, 'byCategory', [tenantId, category]));
  const cited = items.findLast(({ code }) => code === entry);
  const ruled = items
    .filter(({ changedByRequestKey }) => entry === '0' || changedByRequestKey !== null)
    .toSorted((a, b) => a.validFrom - b.validFrom || a.key - b.key)
    .at(-1);
  // a ruling about the category counts before an older item that the table cites
  const item = ruled && (!cited || ruled.validFrom > cited.validFrom) ? ruled : cited;
  return item && { unit: item.mainUnitCode, coUnits: item.coUnitCodes, entry: item.code };
}
