import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { appealError } from '../domain/appeal-errors.ts';
import type { Vault } from '../domain/vault.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A vault whose keys are derived from the host's secret: AES-256-GCM with a fresh nonce for each field, HMAC-SHA256 for matching.
 * A sealed text is `v1.` and the base64url of nonce, tag and ciphertext.
 *
 * @param secret - the host's secret, at least 32 characters; losing it loses the data
 * @see NIST SP 800-38D (GCM), RFC 5869 (HKDF)
 */
export function createVault(secret: string): Vault {
  const key = derive(secret, 'personal-data');
  const pepper = derive(secret, 'matching');
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed) {
      try {
        if (!sealed.startsWith('v1.')) throw new Error('unknown version');
        const bytes = Buffer.from(sealed.slice(3), 'base64url');
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch (cause) {
        throw appealError('ERR_SEAL_BROKEN', {}, { cause });
      }
    },
    fingerprint: (text) => createHmac('sha256', pepper).update(text).digest('base64url'),
  };
}

// helpers

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}
