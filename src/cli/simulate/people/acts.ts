import type { Act, GivenTask } from './act.ts';
import type { Acts } from './acting.ts';
import { CLOSURE } from './closure.ts';
import { DIRECTIVE } from './directive.ts';
import { DUTY_DISPUTE } from './duty-dispute.ts';
import { FIRST_RESPONDER } from './first-responder.ts';
import { SIDE_ROUTES } from './side-routes.ts';
import { HAND_DOWN } from './hand-down.ts';
import { INTAKE } from './intake.ts';
import type { People } from './people.ts';
import { ROUND_TABLE } from './round-table.ts';
import { WHISTLE } from './whistle.ts';

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
};

/** What the people around an appeal do with a task. @throws when nobody knows it: a diagram has one that the simulation has not learned */
export function actOn(people: People, task: GivenTask): Act {
  const acting = Object.hasOwn(ACTS, task.elementId) ? ACTS[task.elementId] : undefined;
  if (acting === undefined) throw new Error(`simulated people do not know the task '${task.elementId}'`);
  const act = acting(people, task);
  return { ...act, at: Math.round(act.at) };
}
