import { recordHotlineNotice } from '../../../commands/hotline/record-hotline-notice.ts';
import { recordHotlineRuling } from '../../../commands/hotline/record-hotline-ruling.ts';
import type { workOrder } from '../../../domain/appeal/appeal-tables.ts';
import { hotlineNoOf } from '../../../domain/hotline/hotline.ts';
import type { HotlineRequestKind } from '../../../domain/hotline/hotline-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import type { Deed } from '../world.ts';
import type { People } from './people.ts';

const HOUR = 3_600_000;

/** Something that the hotline does, and when. */
export interface HotlineDeed {
  readonly at: number;
  readonly deed: Deed;
}

/** Requests of a township, by the place where it waits for the ruling. */
export const HOTLINE_WAITS: Readonly<Record<string, HotlineRequestKind>> = {
  hotline_ruled: 'extension',
  return_ruled: 'return',
};

/** Share that the hotline grants, and that it leaves without a ruling. */
const GRANTED: Readonly<Record<HotlineRequestKind, number>> = { extension: 0.7, return: 0.5 };
const SILENT = 0.05;

/** The number under which the hotline sent what these people appealed about; null: another way. */
export function externalNoOf({ appeal, found }: People): string | null {
  return found === null ? hotlineNoOf(appeal) : null;
}

/** The hotline rules on a request some hours after it was made, or lets it lapse. */
export function hotlineRuling(people: People, kind: HotlineRequestKind, at: number): HotlineDeed | null {
  const externalNo = externalNoOf(people);
  const draw = people.draw.fork(`hotline ${kind}`);
  if (externalNo === null || draw.chance(SILENT)) return null;
  const granted = draw.chance(GRANTED[kind]);
  const said = { externalNo, kind, granted, amount: null, textSealed: null };
  return {
    at: at + draw.lognormal(2 * HOUR, 0.6),
    deed: ({ submit, actor }) => submit(recordHotlineRuling, said, { actor }),
  };
}

/** The hotline urges some orders before their date, and puts some under supervision after it. */
export function hotlineNotices(
  people: People,
  { dispatchedAt, dueAt }: RowOf<typeof workOrder>,
): readonly HotlineDeed[] {
  const externalNo = externalNoOf(people);
  if (externalNo === null || dispatchedAt === null || dueAt === null || people.appeal.docket !== null) return [];
  const draw = people.draw.fork('hotline notices');
  const notice = (kind: 'urge' | 'supervise', share: number): HotlineDeed => ({
    at: dispatchedAt + share * (dueAt - dispatchedAt),
    deed: ({ submit, actor }) =>
      submit(recordHotlineNotice, { externalNo, kind, dueAt: null, textSealed: null }, { actor }),
  });
  return [
    ...(draw.chance(0.05) ? [notice('urge', 0.5 + 0.5 * draw.next())] : []),
    ...(draw.chance(0.02) ? [notice('supervise', 1 + 0.2 * draw.next())] : []),
  ];
}
