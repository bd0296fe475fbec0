import type { AttachmentFiles } from '../domain/privacy/attachment-files-port.ts';
import type { Database } from './database.ts';

/** Bytes of attached files as rows of `attachment_part`; see {@link AttachmentFiles}. */
export function createAttachmentFiles({ reader, writer }: Pick<Database, 'reader' | 'writer'>): AttachmentFiles {
  return {
    async write({ uploadId, number, contentSealed, createdAt }) {
      const id = `${uploadId}/${String(number).padStart(6, '0')}`;
      const row = { id, upload_id: uploadId, number, content_sealed: contentSealed, created_at: createdAt };
      await writer('attachment_part').insert(row);
    },
    async *read(uploadId) {
      // one at a time: a whole file is too much to hold
      for (let number = 0; ; number += 1) {
        const id = `${uploadId}/${String(number).padStart(6, '0')}`;
        const part: { content_sealed: string } | undefined = await reader('attachment_part')
          .where({ id })
          .first('content_sealed');
        if (!part) return;
        yield part.content_sealed;
      }
    },
    async discard(uploadId) {
      const referred = writer('attachment').where({ upload_id: uploadId }).select('key');
      await writer('attachment_part').where({ upload_id: uploadId }).whereNotExists(referred).delete();
    },
    async prune(before, limit) {
      const referred = writer('attachment as a').whereRaw('a.upload_id = p.upload_id').select('a.key');
      const ids = await writer('attachment_part as p')
        .where((gone) =>
          gone
            .where((left) => left.where('p.created_at', '<', before).whereNotExists(referred.clone()))
            .orWhereExists(referred.clone().whereNotNull('a.destroyed_at')),
        )
        .limit(limit)
        .select<{ id: string }[]>('p.id');
      return ids.length === 0
        ? 0
        : writer('attachment_part')
            .whereIn(
              'id',
              ids.map(({ id }) => id),
            )
            .delete();
    },
  };
}
