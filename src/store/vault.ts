import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { appealError } from '../domain/appeal/appeal-errors.ts';
import type { Sealer, Vault } from '../domain/privacy/vault.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A vault whose keys are derived from the host's secret: AES-256-GCM with a fresh nonce for each field, HMAC-SHA256 for matching.
 * What is sealed is `v1.` (`r1.` for reports of wrongdoing) and the base64url of nonce, tag and ciphertext.
 *
 * @param secret - the host's secret, at least 32 characters; losing it loses the data
 * @param reportSecret - another one for reports of wrongdoing, which whoever runs the host may keep apart
 * @see NIST SP 800-38D (GCM), RFC 5869 (HKDF)
 */
export function createVault(secret: string, reportSecret: string = secret): Vault {
  const pepper = derive(secret, 'matching');
  return {
    ...createSealer('v1.', derive(secret, 'personal-data')),
    reports: createSealer('r1.', derive(reportSecret, 'reports')),
    fingerprint: (text) => createHmac('sha256', pepper).update(text).digest('base64url'),
  };
}

// helpers

function createSealer(prefix: string, key: Buffer): Sealer {
  return {
    seal: (text) => sealBytes(Buffer.from(text, 'utf8')),
    open: (sealed) => openBytes(sealed).toString('utf8'),
    sealBytes,
    openBytes,
  };

  function sealBytes(bytes: Uint8Array): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key, iv);
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return prefix + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  function openBytes(sealed: string): Buffer {
    try {
      if (!sealed.startsWith(prefix)) throw new Error('sealed under another key');
      const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    } catch (cause) {
      throw appealError('ERR_SEAL_BROKEN', {}, { cause });
    }
  }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}
