/** Encrypts personal data field by field with a key that is not in the database, and makes keyed hashes to match it by. */
export interface Vault {
  /** Encrypted text; the same text gives another result each time. */
  seal(text: string): string;
  /** @throws {@link DomainError} ERR_SEAL_BROKEN when it was changed, or sealed with a key that is no longer known */
  open(sealed: string): string;
  /** The same text always gives the same hash under the same key; nobody without the key can find the text by trying. */
  fingerprint(text: string): string;
}
