import { webhookError } from './webhook-errors.ts';

const SECRET_LENGTH = 16;

/** Where messages to another system go, and the secret that signs them. */
export interface Outlet {
  readonly url: string;
  readonly secret: string;
}

/**
 * Checks the shape of an outlet.
 *
 * @throws {@link DomainError} ERR_OUTLET_ADDRESS
 */
export function checkOutlet({ url, secret }: Outlet): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isPlain = parsed?.username === '' && parsed.password === '' && /^https?:$/.test(parsed.protocol);
  if (!isPlain || secret.length < SECRET_LENGTH) throw webhookError('ERR_OUTLET_ADDRESS');
}

/**
 * Makes sure that the program may send to this host: otherwise whoever may set an address could reach what only this machine can reach.
 *
 * @param hosts - `host` or `host:port` as in addresses; `*` is any
 * @throws {@link DomainError} ERR_OUTLET_HOST
 * @see OWASP ASVS 4.0, 12.6.1 (server-side request forgery)
 */
export function requireOutletHost(url: string, hosts: readonly string[]): void {
  const { hostname, host } = new URL(url);
  if (hosts.some((each) => each === '*' || each === hostname || each === host)) return;
  throw webhookError('ERR_OUTLET_HOST', { host });
}
