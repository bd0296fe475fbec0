import type { Config } from '../config.ts';
import { deliverByHttp } from '../jobs/deliver-by-http.ts';
import type { Delivery } from '../jobs/deliver-outbox.ts';

/** Channels of outgoing messages: the hotline, the appellant (SMS, app), staff, the leader on duty, and subscribed systems. */
const CHANNELS = ['hotline', 'appellant', 'staff', 'duty', 'webhook'] as const;

/**
 * Where outgoing messages go: to the configured address; in the demonstration to the log, which is told what kind of message came, never what
 * was in it; otherwise nowhere, and they are kept until an address is configured.
 */
export function outletsOf(
  { outboxUrl, secret }: Pick<Config, 'outboxUrl' | 'secret'>,
  isDemo: boolean,
  log: { info(detail: object, message: string): void },
): ReadonlyMap<string, Delivery> {
  const demo: Delivery = async ({ key, channel, topic }) =>
    log.info({ key, channel, topic }, 'delivered to the demonstration');
  const delivery = outboxUrl ? deliverByHttp({ url: outboxUrl, secret }) : isDemo ? demo : undefined;
  return new Map(delivery ? CHANNELS.map((channel) => [channel, delivery]) : []);
}
