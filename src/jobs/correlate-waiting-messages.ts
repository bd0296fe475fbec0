import { correlateWaitingMessage } from '../commands/process/correlate-waiting-message.ts';
import { systemActor } from '../domain/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { Submit } from '../domain/command.ts';
import type { Log } from '../domain/committed.ts';
import type { DutyStore, MissedMessage } from '../domain/duties-port.ts';
import { IDLE, type Duty, type Tick } from './duty.ts';

export interface CorrelateWaitingMessagesOptions {
  readonly store: Pick<DutyStore, 'exclusively' | 'missedMessages'>;
  readonly submit: Submit;
  readonly clock: Clock;
  readonly log: Log;
  /** @defaultValue 2000 */
  readonly intervalMs?: number;
}

const LIMIT = 256;

/** Brings together a message and an instance that waits for it, when both were committed at once on different nodes. */
export function correlateWaitingMessages(options: CorrelateWaitingMessagesOptions): Duty {
  const { store, submit, clock, log, intervalMs = 2_000 } = options;

  async function tick(): Promise<Tick> {
    const missed = await store.missedMessages(clock.now(), LIMIT);
    const done = (await Promise.all(missed.map(correlate))).filter(Boolean).length;
    return { done, failed: missed.length - done, more: missed.length === LIMIT };
  }

  async function correlate({ messageKey, tenantId }: MissedMessage): Promise<boolean> {
    try {
      const actor = systemActor('correlate-waiting-messages', tenantId);
      return (await submit(correlateWaitingMessage, { messageKey }, { actor })).correlated;
    } catch (error) {
      log.warn({ err: error, messageKey }, 'message not correlated');
      return false;
    }
  }

  return {
    name: 'correlate-waiting-messages',
    intervalMs,
    tick: async () => (await store.exclusively('correlate-waiting-messages', tick)) ?? IDLE,
  };
}
