import { DAY_MS, dayOf, formatDay } from '../../../domain/day.ts';
import { orderOf } from './act.ts';
import type { GivenTask } from './act.ts';
import type { Acts } from './acting.ts';
import type { People } from './people.ts';

const HOUR = 3_600_000;

/** 延期, 挂账 and 宅基地三步工作法: who asks, who agrees, who rules; who visits the neighbours. */
export const SIDE_ROUTES: Acts = {
  request_extension(people, task) {
    const reason = people.draw.weighted([
      ['works', 60],
      ['appraisal', 15],
      ['appellant', 10],
      ['procedure', 10],
      ['other', 5],
    ]);
    const extension = { reason, basis: '【模拟】条例第十五条', amount: amountOf(people, task), evidence: true };
    return people.soon(task, HOUR / 2, { extension });
  },
  rule_extension(people, task) {
    const granted = people.appeal.behaviour.extension === 'granted';
    return people.inOffice(task, HOUR, { granted, ...(granted && { extensionAmount: amountOf(people, task) }) });
  },
  inform_extension: (people, task) =>
    people.inOffice(task, 2 * HOUR, {
      contactMethod: people.draw.weighted([
        ['phone', 80],
        ['sms', 20],
      ]),
    }),
  request_suspension(people, task) {
    const reason = people.draw.weighted([
      ['funds', 40],
      ['history', 30],
      ['ownership', 20],
      ['policy', 8],
      ['force_majeure', 2],
    ]);
    return people.inOffice(task, 2 * HOUR, {
      hold: {
        reason,
        plan: '【模拟】分步解决',
        reply: '【模拟】暂不具备条件,每月告知进展。',
        expectedOn: expectedOn(task.at, 60),
      },
    });
  },
  agree_suspension(people, task) {
    const agrees = people.appeal.docket !== null || people.draw.chance(0.95);
    return people.inOffice(task, HOUR, { sectionOpinion: agrees ? 'agree' : 'refuse' });
  },
  approve_suspension(people, task) {
    const refused = people.appeal.docket === null && people.draw.chance(0.1);
    return people.inOffice(task, 2 * HOUR, { suspension: refused ? 'refused' : 'approved' });
  },
  review_suspension(people, task) {
    const suspension = people.appeal.docket
      ? 'unresolved'
      : people.draw.weighted([
          ['resumed', 60],
          ['continued', 25],
          ['unresolved', 15],
        ]);
    return people.inOffice(task, 2 * HOUR, { suspension, hold: { expectedOn: expectedOn(task.at, 45) } });
  },
  remind_neighbours: (people, task) =>
    people.inOffice(task, 4 * HOUR, {
      reminder: outcomeOf(people, [
        ['settled', 30],
        ['failed', 65],
        ['refused', 5],
      ]),
    }),
  visit_homes(people, task) {
    const visitors = ['official', 'village_cadre', 'party_member'];
    const outcome = outcomeOf(people, [
      ['settled', 30],
      ['next', 30],
      ['failed', 35],
      ['refused', 5],
    ]);
    return people.inOffice(task, 8 * HOUR, { visit: { visitors, ...outcome } });
  },
  assess_dispute(people, task) {
    const { doubted } = people.appeal.behaviour;
    const judgement = people.draw.weighted(
      doubted
        ? [
            ['untrue', 50],
            ['unreasonable', 50],
          ]
        : [
            ['undecided', 80],
            ['reasonable', 20],
          ],
    );
    return people.inOffice(task, 4 * HOUR, { assessment: { judgement, basis: true, officials: false, safety: false } });
  },
  sign_settlement: (people, task) =>
    people.inOffice(task, 2 * HOUR, {
      agreement: {
        form: people.draw.weighted([
          ['oral', 70],
          ['written', 30],
        ]),
      },
    }),
  rule_exclusion(people, task) {
    const exclusionGranted = people.draw.chance(0.67);
    return people.inOffice(task, 4 * HOUR, {
      exclusionGranted,
      evidenceComplete: !exclusionGranted || people.draw.chance(0.9),
    });
  },
  confirm_member_withdrawal: (people, task) => people.inOffice(task, HOUR, { voluntary: true }),
};

// helpers

/** In the unit of the order's limit, of which there cannot be more than there was. */
function amountOf({ appeal }: People, task: GivenTask): number {
  return Math.min(appeal.behaviour.level === 'L4' ? 10 : 5, orderOf(task).limitAmount ?? 1);
}

function expectedOn(at: number, days: number): string {
  return formatDay(dayOf(at + days * DAY_MS));
}

function outcomeOf(
  { draw }: People,
  choices: readonly (readonly [string, number])[],
): { readonly outcome: string; readonly refusedBy?: string } {
  const outcome = draw.weighted(choices);
  return outcome === 'refused'
    ? {
        outcome,
        refusedBy: draw.weighted([
          ['appellant', 50],
          ['respondent', 50],
        ]),
      }
    : { outcome };
}
