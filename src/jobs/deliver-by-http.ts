import { createHmac } from 'node:crypto';
import type { Delivery } from './deliver-outbox.ts';

export interface HttpOutlet {
  readonly url: string;
  /** Signs the body: `x-jiesu-signature: sha256=<HMAC in hex>`. */
  readonly secret: string;
  /** @defaultValue 10000 */
  readonly timeoutMs?: number;
}

/**
 * Posts an entry of the outbox as a CloudEvent (structured JSON). Any answer but 2xx counts as not arrived. `id` is the entry's key:
 * an entry may come twice, and the receiver can tell.
 *
 * @see CloudEvents 1.0.2, HTTP protocol binding §3.2
 */
export function deliverByHttp({ url, secret, timeoutMs = 10_000 }: HttpOutlet): Delivery {
  return async ({ key, tenantId, channel, topic, payload, createdAt }) => {
    const event = {
      specversion: '1.0',
      id: String(key),
      source: `/tenants/${tenantId}`,
      type: `jiesu.${channel}.${topic}`,
      time: new Date(createdAt).toISOString(),
      datacontenttype: 'application/json',
      data: payload,
    };
    const body = JSON.stringify(event);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json', 'x-jiesu-signature': `sha256=${signature}` },
      body,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    if (!answer.ok) throw new Error(`the receiver answered ${answer.status}`);
  };
}
