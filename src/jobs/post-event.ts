import { createHmac } from 'node:crypto';
import { requireOutletHost, type Outlet } from '../domain/webhook/outlet.ts';

export interface PostOptions {
  /** Hosts that may be sent to, looked at each time: what was allowed once may not be any more. @defaultValue any */
  readonly hosts?: readonly string[];
  /** @defaultValue 10000 */
  readonly timeoutMs?: number;
}

/**
 * Posts a CloudEvent as structured JSON, signed: `x-jiesu-signature: sha256=<HMAC of the body in hex>`. It is never sent on to where the
 * receiver points.
 *
 * @returns the status that the receiver answered
 * @throws when nobody answers in time, or {@link DomainError} ERR_OUTLET_HOST
 * @see CloudEvents 1.0.2, HTTP protocol binding §3.2
 */
export async function postEvent(
  { url, secret }: Outlet,
  event: object,
  { hosts = ['*'], timeoutMs = 10_000 }: PostOptions = {},
): Promise<number> {
  requireOutletHost(url, hosts);
  const body = JSON.stringify(event);
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json', 'x-jiesu-signature': `sha256=${signature}` },
    body,
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  // what it says is of no interest, but the connection is
  await answer.body?.cancel();
  return answer.status;
}
