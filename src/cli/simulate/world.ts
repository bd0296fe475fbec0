import type { Actor, Role } from '../../domain/actor.ts';
import type { Submit } from '../../domain/command.ts';
import type { SyntheticAppeal } from './synthetic-appeal.ts';
import type { SyntheticFinding } from './findings.ts';
import type { Mirror } from './mirror.ts';

/** The running host, as a simulation uses it. */
export interface World {
  readonly submit: Submit;
  readonly actor: Actor;
  readonly mirror: Mirror;
  /** Moves the host's clock; it never goes back. */
  moveTo(instant: number): void;
  /** Registers an appeal as the hotline's push does. */
  register(appeal: SyntheticAppeal): Promise<{ readonly orderKey: number; readonly orderNo: string }>;
  /** Reports what was found, as grid members, villages and residents do. */
  report(finding: SyntheticFinding): Promise<{ readonly findingKey: number }>;
  /** The process that a definition is a version of. */
  processOf(processDefinitionKey: number): string;
  /** Encrypts what somebody says. */
  seal(text: string): string;
  /** Keyed hash. */
  fingerprint(text: string): string;
  /** Lets the host's own duty fire what is due. @returns how many timers fired */
  fireTimers(): Promise<number>;
}

/** Something that people do beside the tasks of their lists: a command, as a door of the host would submit it. */
export type Deed = (world: World) => Promise<unknown>;

/** Somebody in a role. */
export function person(world: World, role: Role): Actor {
  return { ...world.actor, kind: 'person', id: `synthetic ${role}`, roles: [role] };
}
