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
 * What a ruling of the duty meeting put in the township's duty list, instead of what table D03 says: the item in force that the table cites, else
 * the newest of the category. Items of the village's list only assist and never name who handles.
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
  // what the township wrote itself, it also writes into the table; a ruling counts at once
  const item = items
    .filter(({ changedByRequestKey }) => changedByRequestKey !== null)
    .toSorted(
      (x, y) => Number(x.code === entry) - Number(y.code === entry) || x.validFrom - y.validFrom || x.key - y.key,
    )
    .at(-1);
  return item && { unit: item.mainUnitCode, coUnits: item.coUnitCodes, entry: item.code };
}
