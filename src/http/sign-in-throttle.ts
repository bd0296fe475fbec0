import type { Clock } from '../domain/clock.ts';
import { accountError } from '../domain/organisation/account-errors.ts';

const WINDOW_MS = 15 * 60_000;
const MOST_NAMES = 50_000;

/** Slows down guessing of passwords: counts failures by name, a login or an address, in memory of this node. */
export interface SignInThrottle {
  /** @throws {@link DomainError} ERR_SIGN_IN_THROTTLED when it has failed too often */
  check(name: string): void;
  failed(name: string): void;
  succeeded(name: string): void;
}

/** @param limit - failures of one name within 15 minutes */
export function createSignInThrottle(clock: Clock, limit: number): SignInThrottle {
  const failures = new Map<string, { count: number; readonly until: number }>();
  return {
    check(name) {
      const found = live(name);
      if (!found || found.count < limit) return;
      throw accountError('ERR_SIGN_IN_THROTTLED', { minutes: Math.ceil((found.until - clock.now()) / 60_000) });
    },
    failed(name) {
      const found = live(name) ?? { count: 0, until: clock.now() + WINDOW_MS };
      found.count += 1;
      if (failures.size >= MOST_NAMES) forgetOldest();
      failures.set(name, found);
    },
    succeeded: (name) => void failures.delete(name),
  };

  function live(name: string) {
    const found = failures.get(name);
    return found && found.until > clock.now() ? found : undefined;
  }

  function forgetOldest(): void {
    const [oldest] = failures.keys();
    if (oldest !== undefined) failures.delete(oldest);
  }
}
