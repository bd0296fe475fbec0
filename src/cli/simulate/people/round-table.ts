import { payInstalment } from '../../../commands/round-table/pay-instalment.ts';
import { recordConsent } from '../../../commands/round-table/record-consent.ts';
import { recordMinutes } from '../../../commands/round-table/record-minutes.ts';
import { refuseMediation } from '../../../commands/round-table/refuse-mediation.ts';
import { DAY_MS, dayOf, formatDay } from '../../../domain/day.ts';
import { orderOf } from './act.ts';
import type { Act, GivenTask } from './act.ts';
import type { Acts } from './acting.ts';
import type { People } from './people.ts';

const HOUR = 3_600_000;
const PARTIES = [{ kind: 'appellant' }, { kind: 'respondent' }, { kind: 'department', unitCode: 'justice_office' }];
const OTHERS = [{ kind: 'appellant' }, { kind: 'representative' }, { kind: 'lawyer' }];

/** 圆桌会议 and 党群会诊: office, mediator, parties, units. */
export const ROUND_TABLE: Acts = {
  plan_meeting(people, task) {
    const { orderNo } = orderOf(task);
    const disputed = people.appeal.category.id === 'wage_arrears' || people.appeal.category.id === 'homestead_dispute';
    if (people.appeal.docket !== null || !disputed || people.appeal.type === 'report' || people.draw.chance(0.1)) {
      return people.inOffice(task, 2 * HOUR, { consultation: { kind: 'party_mass', invitees: OTHERS } });
    }
    return {
      ...people.inOffice(task, 2 * HOUR, { consultation: { kind: 'round_table', invitees: PARTIES } }),
      before: ({ submit, actor }) =>
        submit(recordConsent, { orderNo, purpose: 'shared_with_respondent', given: true, form: 'written' }, { actor }),
    };
  },
  survey: (people, task) => people.inOffice(task, 2 * HOUR, { surveyFinding: 'clear' }),
  confirm_attendance: (people, task) =>
    people.inOffice(task, 2 * HOUR, {
      attendance: people.draw.weighted(
        people.appeal.docket
          ? [['attends', 1]]
          : [
              ['attends', 97],
              ['cannot', 3],
            ],
      ),
    }),
  hold_session: holdSession,
  carry_out(people, task) {
    const resolutionResult = people.draw.weighted(
      people.appeal.docket
        ? [['done', 1]]
        : [
            ['done', 90],
            ['partly', 8],
            ['not_done', 2],
          ],
    );
    return people.inOffice(task, 16 * HOUR, { resolutionResult });
  },
  sign_agreement(people, task) {
    const act = people.inOffice(task, 2 * HOUR, {});
    if (people.appeal.category.id !== 'wage_arrears') return { ...act, variables: { agreement: { form: 'oral' } } };
    const instalments = [7, 21].map((days) => ({ dueOn: formatDay(dayOf(act.at) + days), amountYuan: 5_000 }));
    return {
      ...act,
      variables: { agreement: { form: 'written', instalments, seekConfirmation: people.draw.chance(0.6) } },
      later: instalments.map((_, i) => ({
        at: act.at + (i === 0 ? 6 : 20) * DAY_MS,
        deed: ({ submit, actor }) =>
          submit(payInstalment, { orderNo: orderOf(task).orderNo, number: i + 1 }, { actor }),
      })),
    };
  },
  file_confirmation: (people, task) => people.inOffice(task, 24 * HOUR, {}),
  await_court: (people, task) =>
    people.inOffice(task, 24 * HOUR, {
      courtResult: people.draw.weighted([
        ['confirmed', 97],
        ['void', 3],
      ]),
    }),
  check_performance(people, task) {
    const { at, variables } = people.inOffice(task, 2 * HOUR, { performed: 'yes' });
    const dueAt = Date.parse(String(task.variables['performanceDueAt']));
    // nothing can be said of instalments before the last is due
    return { at: people.appeal.category.id === 'wage_arrears' && dueAt > at ? dueAt - 3 * HOUR : at, variables };
  },
};

// helpers

/** Sessions follow one another until one of them ends it; seven in ten of these with a result. */
function holdSession(people: People, task: GivenTask): Act {
  const { draw } = people;
  const { orderNo } = orderOf(task);
  const invitees = Array.isArray(task.variables['invitees'])
    ? (task.variables['invitees'] as { readonly key: number }[])
    : [];
  const both = task.variables['consultationKind'] === 'round_table';
  const outcome = people.appeal.docket
    ? 'plan'
    : draw.chance(0.45)
      ? draw.chance(0.7)
        ? both
          ? 'agreed'
          : 'plan'
        : 'failed'
      : 'next';
  const resolutions = outcome === 'plan' && draw.chance(0.5) ? [{ unitCode: 'rural_work' }] : [];
  const act = people.inOffice(task, 2 * HOUR, {
    session: { outcome, attended: invitees.map(({ key }) => key), resolutions },
  });
  if (people.appeal.docket === null && draw.chance(0.02)) {
    return {
      ...act,
      before: ({ submit, actor }) => submit(refuseMediation, { orderNo, party: 'appellant' }, { actor }),
    };
  }
  const session = Number(task.variables['sessions'] ?? 0) + 1;
  const minutes = { orderNo, session };
  return {
    ...act,
    later: [
      {
        at: act.at + HOUR,
        deed: ({ submit, actor, seal }) =>
          submit(recordMinutes, { ...minutes, textSealed: seal('【模拟】会议纪要') }, { actor }),
      },
    ],
  };
}
