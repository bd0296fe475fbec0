import type { Category } from '../appeal/appeal-words.ts';
import { dutyListItem, inForce } from './duty-tables.ts';
import { orgUnit } from '../organisation/organisation-tables.ts';
import type { RowOf } from '../table.ts';
import type { ReadSet } from '../working-set.ts';

/** What table D03 cites when it names nobody. */
const NOBODY = '0';

/** Who handles a kind of appeal, and by which item. */
export interface CatalogueAnswer {
  readonly unit: string;
  readonly coUnits: readonly string[];
  readonly entry: string;
}

/**
 * What the township's duty list says, instead of what table D03 says: an item that a ruling of the duty meeting changed, whatever the table cites;
 * else the item that the table cites by its code, as the township has it now; else, where the table names nobody, the newest of the category. Items
 * of the village's list only assist and never name who handles.
 *
 * @returns undefined when the list says nothing
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
  const isRuling = (item: RowOf<typeof dutyListItem>) => item.changedByRequestKey !== null;
  const item = items
    .filter((each) => isRuling(each) || each.code === entry || entry === NOBODY)
    .toSorted(
      (x, y) =>
        Number(isRuling(x)) - Number(isRuling(y)) ||
        Number(x.code === entry) - Number(y.code === entry) ||
        x.validFrom - y.validFrom ||
        x.key - y.key,
    )
    .at(-1);
  return item && { unit: item.mainUnitCode, coUnits: item.coUnitCodes, entry: item.code };
}
