import type { Clock } from '../domain/clock.ts';
import { httpError } from '../domain/http-errors.ts';

const MOST_NAMES = 50_000;

/**
 * Lets each name do something only so often, in memory of this node.
 *
 * @param limit - times within `windowMs`, counted from the first
 * @returns counts one more; throws {@link DomainError} ERR_TOO_MANY_REQUESTS
 */
export function createThrottle(clock: Clock, limit: number, windowMs: number): (name: string) => void {
  const counts = new Map<string, { count: number; readonly until: number }>();
  return (name) => {
    const now = clock.now();
    const known = counts.get(name);
    const live = known && known.until > now ? known : { count: 0, until: now + windowMs };
    if (live.count >= limit)
      throw httpError('ERR_TOO_MANY_REQUESTS', { seconds: Math.ceil((live.until - now) / 1_000) });
    live.count += 1;
    counts.delete(name);
    counts.set(name, live);
    const [oldest] = counts.keys();
    if (counts.size > MOST_NAMES && oldest !== undefined) counts.delete(oldest);
  };
}
