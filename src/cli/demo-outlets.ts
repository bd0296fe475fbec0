import type { Delivery } from '../jobs/deliver-outbox.ts';

/**
 * Channels of outgoing messages: the hotline, the appellant (SMS, app), the township's own people, whoever is on duty for emergencies,
 * and subscribed systems.
 */
export const CHANNELS = ['hotline', 'appellant', 'staff', 'duty', 'webhook'] as const;

/** Outlets of the demonstration: they take everything and tell the log what kind of message came, never what was in it. */
export function demoOutlets(log: { info(detail: object, message: string): void }): ReadonlyMap<string, Delivery> {
  const deliver: Delivery = async ({ key, channel, topic }) =>
    log.info({ key, channel, topic }, 'delivered to the demonstration');
  return new Map(CHANNELS.map((channel) => [channel, deliver]));
}
