import type { Act, GivenTask } from './act.ts';
import type { Acts } from './acting.ts';
import { byForm } from './by-form.ts';
import { CLOSURE } from './closure.ts';
import { DIRECTIVE } from './directive.ts';
import { DUTY_DISPUTE } from './duty-dispute.ts';
import { FIRST_RESPONDER } from './first-responder.ts';
import { SIDE_ROUTES } from './side-routes.ts';
import { HAND_DOWN } from './hand-down.ts';
import { INTAKE } from './intake.ts';
import type { People } from './people.ts';
import { PROACTIVE } from './proactive.ts';
import { ROUND_TABLE } from './round-table.ts';
import { WHISTLE } from './whistle.ts';
import { WORKSHEET } from './worksheet.ts';

/** Who does what: by the id of the user task. */
const ACTS: Acts = {
  ...INTAKE,
  ...DUTY_DISPUTE,
  ...FIRST_RESPONDER,
  ...SIDE_ROUTES,
  ...WHISTLE,
  ...ROUND_TABLE,
  ...HAND_DOWN,
  ...CLOSURE,
  ...DIRECTIVE,
  ...WORKSHEET,
};

/** Processes whose tasks have names that others have too. */
const OWN: Readonly<Record<string, Acts>> = { proactive: PROACTIVE };

/** What the people around a case do with a task; one that they have not learned is done by its form. */
export function actOn(people: People, task: GivenTask, form: Parameters<typeof byForm>[2]): Act {
  const acts = OWN[task.processId] ?? ACTS;
  const acting = Object.hasOwn(acts, task.elementId) ? acts[task.elementId] : undefined;
  const act = acting === undefined ? byForm(people, task, form) : acting(people, task);
  return { ...act, at: Math.round(act.at) };
}
