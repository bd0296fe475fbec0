import type { Outlet } from '../domain/webhook/outlet.ts';
import { deliverByHttp } from './deliver-by-http.ts';
import type { Delivery } from './deliver-outbox.ts';

export interface HotlineDelivery {
  /** Where the township's hotline takes messages now; undefined when it has no address of its own. */
  outletOf(tenantId: string): Promise<Outlet | undefined>;
  /** Hosts that a township may name. @defaultValue any */
  readonly hosts?: readonly string[];
  /** Takes messages of townships without an address; absent: they wait. */
  readonly otherwise?: Delivery | undefined;
}

/** Brings messages to the hotline of their township. An address that is set later gets all that waits. */
export function deliverToHotline({ outletOf, hosts = ['*'], otherwise }: HotlineDelivery): Delivery {
  return async (entry) => {
    const outlet = await outletOf(entry.tenantId);
    if (outlet) return deliverByHttp(outlet, { hosts })(entry);
    if (otherwise) return otherwise(entry);
    throw new Error(`township ${entry.tenantId} has set no address of its hotline`);
  };
}
