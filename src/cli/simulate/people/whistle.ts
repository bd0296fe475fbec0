import { backRateWhistle } from '../../../commands/whistle/back-rate-whistle.ts';
import { recordWhistleContact } from '../../../commands/whistle/record-whistle-contact.ts';
import { reportIn } from '../../../commands/whistle/report-in.ts';
import { sealSpot } from '../../../domain/whistle/arrival.ts';
import type { Act } from './act.ts';
import type { Acts } from './acting.ts';
import { isUrgent } from './people.ts';
import type { People } from './people.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PLACE = { latitude: 40.1, longitude: 117.1 };

/** 吹哨报到: who blows, who approves, who is called. */
export const WHISTLE: Acts = {
  analyse(people, task) {
    const { whistleKind } = people.appeal.category;
    const analysis = {
      risk: whistleKind === 'emergency',
      enforcement: whistleKind === 'enforcement',
      ongoing: people.draw.chance(0.3),
      reason: whistleKind === 'emergency' ? 'urgent' : 'several_departments',
      place: '【模拟】地点',
      units: ['housing_department', 'commerce_department'],
    };
    return people.soon(task, 15 * MINUTE, { analysis });
  },
  approve,
  approve_after: approve,
  approve_delegated: approve,
  sign_whistle: ({ draw }, { at }) => ({ at: at + draw.lognormal(5 * MINUTE, 0.4), variables: { objection: false } }),
  handle_part(people, task) {
    const median = isUrgent(task) ? 2 * HOUR : 16 * HOUR;
    const partResult = people.draw.weighted([
      ['done', 92],
      ['partly', 7],
      ['not_done', 1],
    ]);
    return { at: task.at + people.draw.lognormal(median, 0.5), variables: { partResult } };
  },
  conclude(people, task) {
    const whistleOutcome = people.draw.weighted([
      ['solved', 91],
      ['partly_solved', 8],
      ['unsolved', 1],
    ]);
    return people.soon(task, 30 * MINUTE, { whistleOutcome, escalationReason: 'not_solved' });
  },
  rate,
  rate_by_office: rate,
};

/** What a called unit does, beginning when it is waited for: contact, arrival, later its view of the whistle. Half an hour is allowed in an emergency. */
export function comingOf(
  { draw }: People,
  at: number,
  dueAt: number,
  correlationKey: string,
): NonNullable<Act['later']> {
  const [whistleNo = '', key] = correlationKey.split('/');
  const unit = { whistleNo, unitKey: Number(key) };
  if (draw.chance(0.01)) return [];
  const median = dueAt - at <= HOUR ? 22 * MINUTE : 3 * HOUR;
  const arrivesAt = at + draw.lognormal(median, 0.35);
  const rating = draw.weighted([
    ['necessary', 90],
    ['solvable_alone', 5],
    ['incomplete', 5],
  ]);
  const came = {
    personCount: 1 + draw.integer(5),
    topRank: 'section_leader',
  } as const;
  return [
    { at: at + (arrivesAt - at) / 4, deed: ({ submit, actor }) => submit(recordWhistleContact, unit, { actor }) },
    {
      at: arrivesAt,
      deed: ({ submit, actor, seal }) =>
        submit(reportIn, { ...came, ...unit, placeSealed: sealSpot({ seal }, PLACE) }, { actor }),
    },
    { at: arrivesAt + 2 * HOUR, deed: ({ submit, actor }) => submit(backRateWhistle, { ...unit, rating }, { actor }) },
  ];
}

// helpers

function approve(...[people, task]: Parameters<Acts[string]>): Act {
  return people.soon(task, 20 * MINUTE, { approved: true });
}

function rate(...[people, task]: Parameters<Acts[string]>): Act {
  const [cooperation, effect, feedback] = people.draw.weighted([
    [[18, 27, 9], 80],
    [[15, 22, 8], 18],
    [[8, 12, 4], 2],
  ]);
  return people.soon(task, 30 * MINUTE, { rating: { cooperation, effect, feedback } });
}
