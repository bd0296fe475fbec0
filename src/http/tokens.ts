import { createHash, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { SubmitOptions } from '../domain/command.ts';

/** Cost of hashing a password: N = 2^15, r = 8, p = 1 takes about 60 ms and 32 MiB. @see OWASP Password Storage Cheat Sheet */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** Makes `scrypt$<N>$<salt>$<hash>` of a password. Slow on purpose, off the main thread. @param seed - 32 bytes; {@link seedOf} */
export async function hashPassword(password: string, seed: Buffer = randomBytes(32)): Promise<string> {
  const salt = seed.subarray(0, 16);
  const hash = await derive(password, salt, COST.N);
  return ['scrypt', COST.N, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Whether a password is the one that was hashed. A form of hash that is not known matches nothing. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, cost, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || !cost || !salt || !hash) return false;
  const expected = Buffer.from(hash, 'base64url');
  const found = await derive(password, Buffer.from(salt, 'base64url'), Number(cost));
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** A new secret of 256 bits. @param prefix - tells what it opens: `jsk_` an API key, `jss_` a session */
export function newToken(prefix: 'jsk_' | 'jss_', seed: Buffer = randomBytes(32)): string {
  return prefix + seed.toString('base64url');
}

/** 32 unguessable bytes; under an Idempotency-Key the same ones again, so that a repeated request is the same request. */
export function seedOf({ actor, idempotencyKey }: SubmitOptions, secret: string): Buffer {
  if (idempotencyKey === undefined) return randomBytes(32);
  return createHmac('sha256', secret)
    .update(JSON.stringify(['seed', actor.tenantId, actor.id, idempotencyKey]))
    .digest();
}

/** What is stored of a token. Plain SHA-256 is enough for 256 random bits. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

// helpers

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // the same password typed on another keyboard is still the same
    scrypt(password.normalize('NFKC'), salt, 32, { ...COST, N: cost }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
