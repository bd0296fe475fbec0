import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import { fireTimer } from '../../src/commands/process/fire-timer.ts';
import { registerAppeal } from '../../src/commands/appeal/register-appeal.ts';
import { setLimit } from '../../src/commands/reference/set-limit.ts';
import { PRESETS } from '../../src/cli/simulate/presets.ts';
import { seedTownship } from '../../src/cli/simulate/township.ts';
import { sealAppeal } from '../../src/domain/appeal/appeal-draft.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { Submit } from '../../src/domain/command.ts';
import type { Vault } from '../../src/domain/privacy/vault.ts';
import type { Case } from './load.ts';
import type { WorkFeed } from './work-feed.ts';

/** What everybody answers, so that an appeal goes straight from intake to archive. By id of the user task. */
export const ANSWERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  verify: {
    screening: {
      complete: true,
      emergency: false,
      legalChannel: 'none',
      petition: false,
      sameMatter: false,
      newFact: false,
      sameCase: false,
      secret: false,
      immoral: false,
      inDuty: true,
      inArea: true,
      answerable: false,
    },
  },
  sign_off: { signOff: 'approve' },
  sign: { objection: false },
  first_contact: { contactMethod: 'phone', contactAnswered: true },
  check_site: {
    site: {
      finding: 'yes',
      solvableBy: 'section',
      emergency: false,
      enforcement: false,
      crossDepartment: false,
      twoParties: false,
      failedMediations: 0,
      doubtful: false,
      beyondTown: false,
    },
  },
  handle_self: { route: 'done' },
  fill_result: { result: { isTrue: 'yes', beyondDuty: false, resolved: true }, publicReply: '【模拟】路灯已修好。' },
  review: { reviewPassed: true },
  verify_result: { finding: 'yes' },
  make_call: {
    callback: {
      reached: true,
      contacted: true,
      resolved: true,
      satisfaction: 'satisfied',
      reasonable: true,
      objective: false,
    },
  },
};
/** Waits of the process that are made to take no time: the callback, and the month before archiving. */
const WAITED_FOR = ['callback_due', 'archive_due'];

/** Makes a township whose appeals need not wait. @returns keys of its villages */
export async function seedBench(submit: Submit, actor: Actor): Promise<readonly number[]> {
  for (const name of ['callback_delay', 'archive']) {
    await submit(setLimit, { name, level: '*', value: { amount: 0, unit: 'minutes', calendar: 'hotline' } }, { actor });
  }
  return seedTownship(submit, actor, PRESETS.mixed_town);
}

/** An appeal about a street light, from registration to archive: thirteen commands, one more when it is drawn for verification. */
export function appealCase(feed: WorkFeed, vault: Vault, villages: readonly number[]): Case {
  let number = 0;
  return async (meter) => {
    const serial = ++number;
    const village = villages[serial % villages.length];
    const input = sealAppeal(vault, {
      externalNo: `BENCH-${serial}`,
      source: 'hotline_12345',
      type: 'complaint',
      category: 'road_damage',
      title: '路灯不亮',
      content: '【模拟】村口路灯十天不亮,请尽快修理。',
      placeKind: 'rural',
      ...(village !== undefined && { unitKey: village }),
      appellant: { name: '示例', phone: `1000${String(serial).padStart(7, '0')}`, address: '示例村1组1号' },
    });
    const { processInstanceKey } = await meter.send(registerAppeal, input);
    await new Promise<void>((resolve, reject) => {
      feed.follow(processInstanceKey, (happening) => {
        if (happening.kind === 'ended') return resolve();
        if (happening.kind === 'timer') {
          const { key, elementId } = happening.timer;
          if (WAITED_FOR.includes(elementId)) meter.send(fireTimer, { timerKey: key }).catch(reject);
          return;
        }
        const { key, elementId } = happening.task;
        const variables = ANSWERS[elementId];
        if (variables === undefined) return reject(new Error(`the benchmark has no answer for task '${elementId}'`));
        // whoever handled it may neither verify nor call back
        meter.send(completeUserTask, { userTaskKey: key, variables }, `synthetic ${elementId}`).catch(reject);
      });
    });
  };
}
