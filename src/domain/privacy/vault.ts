/** Encrypts personal data field by field with a key that is not in the database, and makes keyed hashes to match it by. */
export interface Vault extends Sealer {
  /** The same text always gives the same hash under the same key; nobody without the key can find the text by trying. */
  fingerprint(text: string): string;
  /**
   * Seals material of reports of wrongdoing with a key of its own. What one sealer sealed the other cannot open, so that a list that opens
   * everything stops at a report instead of showing it.
   *
   * @see Petition Regulation art. 30
   */
  readonly reports: Sealer;
}

/** Seals and opens under one key. */
export interface Sealer {
  /** Encrypted text; the same text gives another result each time. */
  seal(text: string): string;
  /** @throws {@link DomainError} ERR_SEAL_BROKEN when it was changed, or sealed with a key that is no longer known */
  open(sealed: string): string;
  /** As {@link seal}, for bytes. */
  sealBytes(bytes: Uint8Array): string;
  /** @throws {@link DomainError} ERR_SEAL_BROKEN */
  openBytes(sealed: string): Uint8Array;
}
