import type { appeal } from '../appeal/appeal-tables.ts';
import { APPEAL_TYPES, CATEGORIES } from '../appeal/appeal-words.ts';
import { dayOf, formatDay } from '../day.ts';
import type { PanelPack } from './hand-down-tables.ts';
import { hasPersonalNumber, maskAddress } from '../privacy/masking.ts';
import type { RowOf } from '../table.ts';

/**
 * What a panel reads about a claim: issue, heading, village, month, what was found on site and the rule. Never the words of the appellant,
 * a name, number, address, building or exact date.
 */
export function packOf(
  { category, type, title, receivedAt }: RowOf<typeof appeal>,
  about: Pick<PanelPack, 'village' | 'finding' | 'legalBasis'>,
): PanelPack {
  const issue = CATEGORIES[category].zh;
  return {
    ...about,
    issue,
    type: APPEAL_TYPES[type].zh,
    heading: hasPersonalNumber(title) ? issue : maskAddress(title),
    month: formatDay(dayOf(receivedAt)).slice(0, 7),
  };
}
