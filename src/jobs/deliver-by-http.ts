import type { Outlet } from '../domain/webhook/outlet.ts';
import type { Delivery } from './deliver-outbox.ts';
import { postEvent, type PostOptions } from './post-event.ts';

/**
 * Posts an entry of the outbox as a CloudEvent. Any answer but 2xx counts as not arrived. `id` is the entry's key: an entry may come twice, and
 * the receiver can tell.
 */
export function deliverByHttp(outlet: Outlet, options?: PostOptions): Delivery {
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
    const status = await postEvent(outlet, event, options);
    if (status < 200 || status > 299) throw new Error(`the receiver answered ${status}`);
  };
}
