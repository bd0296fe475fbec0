import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { CATEGORIES, type Category } from '../../domain/appeal/appeal-words.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { dutyError } from '../../domain/duty-dispute/duty-errors.ts';
import { DUTY_SCOPES, dutyListItem, inForce, type DutyScope } from '../../domain/duty-dispute/duty-tables.ts';
import { ASSISTING_KINDS, orgUnit } from '../../domain/organisation/organisation-tables.ts';

export interface ChangeDutyItem {
  /** As rulings and objections cite it: `3.5`. */
  readonly code: string;
  readonly title: string;
  readonly category: Category | null;
  readonly mainUnitCode: string;
  readonly coUnitCodes: readonly string[];
  readonly legalBasis: string;
  readonly scope: DutyScope;
}

/**
 * Puts a new version of an item of the duty list in force, from now on; the version before ends. An item that table D03 cites by its code says from
 * the next appeal of its category on who handles it.
 *
 * @throws DomainError ERR_DUTY_ITEM_FIELD · ERR_UNIT_NOT_FOUND · ERR_NOT_FIRST_RECIPIENT when a village or grid would be the main unit (art. 17)
 * @see Regulation art. 11 ¶3: the catalogue is adjusted as things change
 */
export const changeDutyItem: Command<ChangeDutyItem, { readonly itemKey: number; readonly version: number }> = {
  type: 'change-duty-item',
  decide(context, item) {
    check(context, item);
    const { rows, now, actor, nextKey, record } = context;
    const versions = rows.list(dutyListItem, 'byCode', [actor.tenantId, item.code]);
    const version = Math.max(0, ...versions.map((each) => each.version)) + 1;
    for (const before of inForce(versions, now)) rows.put(dutyListItem, { ...before, validTo: now });
    const itemKey = nextKey();
    rows.put(dutyListItem, {
      ...item,
      key: itemKey,
      revision: 0,
      tenantId: actor.tenantId,
      version,
      validFrom: now,
      validTo: null,
      changedByRequestKey: null,
      changedBy: actor.id,
    });
    record({
      type: 'duty-list.changed',
      key: itemKey,
      detail: { code: item.code, version, mainUnit: item.mainUnitCode },
    });
    return { itemKey, version };
  },
};

// helpers

function check(
  { rows, actor }: DecisionContext,
  { code, title, category, mainUnitCode, coUnitCodes, legalBasis, scope }: ChangeDutyItem,
) {
  const refuse = (field: string, expected: string, expectedEn: string, found: string) =>
    dutyError('ERR_DUTY_ITEM_FIELD', { field, expected, expectedEn, found, foundEn: `'${found}'` });
  if (!/^[\w.-]{1,20}$/.test(code)) throw refuse('code', '1–20 位编码,如 3.5', '1–20 characters such as 3.5', code);
  for (const [field, value] of Object.entries({ title, legalBasis })) {
    const length = [...value.trim()].length;
    if (length < 1 || length > 200) throw refuse(field, '1–200 字', '1–200 characters', `${length}`);
  }
  if (category !== null && !Object.hasOwn(CATEGORIES, category)) {
    const words = Object.keys(CATEGORIES).join(' | ');
    throw refuse('category', words, words, category);
  }
  if (!DUTY_SCOPES.includes(scope)) {
    const words = DUTY_SCOPES.join(' | ');
    throw refuse('scope', words, words, scope);
  }
  for (const unitCode of [mainUnitCode, ...coUnitCodes]) {
    const [unit] = rows.list(orgUnit, 'byCode', [actor.tenantId, unitCode]);
    if (!unit?.active) throw appealError('ERR_UNIT_NOT_FOUND', { unit: unitCode });
    if (unitCode === mainUnitCode && scope !== 'village_assist' && ASSISTING_KINDS.includes(unit.kind))
      throw appealError('ERR_NOT_FIRST_RECIPIENT', { unit: unit.name });
  }
}
