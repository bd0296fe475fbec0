/**
 * Where the bytes of attached files are, sealed and in parts, in the same database as the rows that refer to them: a copy of the database has
 * them all. Parts are written first, each on disk when `write` returns; only then a command makes the row that refers to them. What a crash
 * leaves is parts that nothing refers to, never a reference to nothing.
 */
export interface AttachmentFiles {
  write(part: AttachmentPart): Promise<void>;
  /** The sealed parts of a file, in order. */
  read(uploadId: string): AsyncIterable<string>;
  /** Removes the parts of an upload that nothing refers to; those of an attachment stay. */
  discard(uploadId: string): Promise<void>;
  /**
   * Removes parts that no attachment refers to: of uploads begun before `before` that were never finished, and of destroyed attachments.
   *
   * @returns how many parts
   */
  prune(before: number, limit: number): Promise<number>;
}

export interface AttachmentPart {
  readonly uploadId: string;
  /** From 0. */
  readonly number: number;
  readonly contentSealed: string;
  readonly createdAt: number;
}
