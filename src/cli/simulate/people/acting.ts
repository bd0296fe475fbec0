import type { Act, GivenTask } from './act.ts';
import type { People } from './people.ts';

/** How one kind of task is done by the people around an appeal. */
export type Acting = (people: People, task: GivenTask) => Act;
/** Acts by id of the user task. */
export type Acts = Readonly<Record<string, Acting>>;
