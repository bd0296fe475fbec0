import type { AttachmentFiles } from '../domain/privacy/attachment-files-port.ts';
import type { Clock } from '../domain/clock.ts';
import type { Duty } from './duty.ts';

export interface PruneAttachmentsOptions {
  readonly files: Pick<AttachmentFiles, 'prune'>;
  readonly clock: Clock;
  /** Since when this program has been the only one to take uploads: those begun before have ended. @defaultValue others may take some too */
  readonly aloneSince?: number;
  /** How long an upload may take, ms. @defaultValue a day */
  readonly uploadMs?: number;
  /** @defaultValue 60000 */
  readonly intervalMs?: number;
}

const LIMIT = 500;

/** Removes bytes that no attachment refers to any more, or that never became one. */
export function pruneAttachments({
  files,
  clock,
  aloneSince = 0,
  uploadMs = 86_400_000,
  intervalMs = 60_000,
}: PruneAttachmentsOptions): Duty {
  return {
    name: 'prune-attachments',
    intervalMs,
    async tick() {
      const done = await files.prune(Math.max(clock.now() - uploadMs, aloneSince), LIMIT);
      return { done, failed: 0, more: done === LIMIT };
    },
  };
}
