import { createHash, randomUUID, type Hash } from 'node:crypto';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import {
  ATTACHMENT_KINDS,
  sniffMediaType,
  SNIFFED_BYTES,
  type AttachmentKind,
  type MediaType,
} from '../domain/privacy/attachment-kinds.ts';
import type { AttachmentFiles } from '../domain/privacy/attachment-files-port.ts';
import { DomainError } from '../domain/errors.ts';
import { httpError } from '../domain/http-errors.ts';
import { withoutMetadata } from '../domain/privacy/photo-metadata.ts';
import { privacyError } from '../domain/privacy/privacy-errors.ts';
import type { Sealer } from '../domain/privacy/vault.ts';
import type { HttpDeps } from './deps.ts';

/** Bytes of a part as it is sealed; a file is never held whole, but for photos. */
const PART_BYTES = 262_144;

/** A file whose bytes are on disk, and that nothing refers to yet. */
export interface Uploaded {
  readonly nameSealed: string | null;
  readonly mediaType: MediaType;
  readonly bytes: number;
  /** SHA-256 of what is stored, hex. */
  readonly checksum: string;
  readonly uploadId: string;
}

/**
 * Takes the file of a multipart body while it comes in: looks what it is, takes metadata out of photos, seals it part by part.
 *
 * @throws {@link DomainError} ERR_ATTACHMENT_MISSING, ERR_ATTACHMENT_TYPE, ERR_ATTACHMENT_MISMATCH, ERR_ATTACHMENT_TOO_LARGE,
 * ERR_ATTACHMENT_BROKEN, ERR_UPLOAD_MALFORMED
 */
export async function takeUpload(
  { files, clock, referenceOf }: Pick<HttpDeps, 'files' | 'clock' | 'referenceOf'>,
  request: FastifyRequest,
  { tenantId, kind, sealer }: { readonly tenantId: string; readonly kind: AttachmentKind; readonly sealer: Sealer },
): Promise<Uploaded> {
  const limit = Number(referenceOf(tenantId).setting(ATTACHMENT_KINDS[kind].setting)) * 1_048_576;
  const file = await request.file({ limits: { fileSize: limit, files: 1, fields: 0, parts: 1 } }).catch(malformed);
  if (!file) throw privacyError('ERR_ATTACHMENT_MISSING');
  try {
    return await store(file);
  } catch (error) {
    // what is left of the body is read and forgotten, so that the answer arrives
    file.file.resume();
    throw error;
  }

  async function store({ file: stream, filename, mimetype }: Sent): Promise<Uploaded> {
    const upload = { uploadId: randomUUID(), digest: createHash('sha256'), bytes: 0, parts: 0 };
    try {
      return await storeAs(upload, { file: stream, filename, mimetype });
    } catch (error) {
      // a caller who has gone away, or a file that is refused, leaves nothing
      await files.discard(upload.uploadId);
      throw error;
    }
  }

  async function storeAs(upload: Upload, { file: stream, filename, mimetype }: Sent): Promise<Uploaded> {
    let mediaType: MediaType | undefined;
    let waiting: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      waiting.push(chunk);
      size += chunk.length;
      if (!mediaType && size >= SNIFFED_BYTES) mediaType = typeOf(kind, mimetype, Buffer.concat(waiting));
      // a photo is held whole: metadata may stand anywhere
      if (!mediaType || isPhoto(mediaType) || size < PART_BYTES) continue;
      await write(upload, Buffer.concat(waiting));
      [waiting, size] = [[], 0];
    }
    if (stream.truncated) throw privacyError('ERR_ATTACHMENT_TOO_LARGE', { limit });
    const last = Buffer.concat(waiting);
    if (upload.parts === 0 && last.length === 0) throw privacyError('ERR_ATTACHMENT_MISSING');
    mediaType ??= typeOf(kind, mimetype, last);
    const kept = isPhoto(mediaType) ? withoutMetadata(last, mediaType) : last;
    if (!kept) throw privacyError('ERR_ATTACHMENT_BROKEN');
    await write(upload, kept);
    const nameSealed = filename ? sealer.seal(filename.slice(0, 200)) : null;
    const { uploadId, bytes, digest } = upload;
    return { nameSealed, mediaType, bytes, checksum: digest.digest('hex'), uploadId };
  }

  async function write(upload: Upload, content: Uint8Array): Promise<void> {
    for (let from = 0; from < content.length; from += PART_BYTES) {
      const piece = content.subarray(from, from + PART_BYTES);
      upload.digest.update(piece);
      upload.bytes += piece.length;
      const { uploadId } = upload;
      const contentSealed = sealer.sealBytes(piece);
      await files.write({ uploadId, number: upload.parts, contentSealed, createdAt: clock.now() });
      upload.parts += 1;
    }
  }
}

/**
 * Gives up the bytes of an upload when it was refused, or sent again under its Idempotency-Key: the first one's are kept, and the same is not on
 * disk twice.
 *
 * @param asked - the command that makes the row referring to it
 */
export async function keepUpload<A extends { readonly uploadId: string }>(
  files: Pick<AttachmentFiles, 'discard'>,
  { uploadId }: Uploaded,
  asked: Promise<A>,
): Promise<A> {
  try {
    const answer = await asked;
    if (answer.uploadId !== uploadId) await files.discard(uploadId);
    return answer;
  } catch (error) {
    // whatever else went wrong: nobody knows whether it is referred to
    if (error instanceof DomainError) await files.discard(uploadId);
    throw error;
  }
}

// helpers

type Sent = Pick<MultipartFile, 'file' | 'filename' | 'mimetype'>;

interface Upload {
  readonly uploadId: string;
  readonly digest: Hash;
  bytes: number;
  parts: number;
}

function isPhoto(type: MediaType): boolean {
  return type.startsWith('image/');
}

/** Names that browsers use for the same types. */
const ALIASES: Readonly<Record<string, MediaType>> = {
  'image/jpg': 'image/jpeg',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
};

function typeOf(kind: AttachmentKind, declared: string, head: Uint8Array): MediaType {
  const { zh, types } = ATTACHMENT_KINDS[kind];
  const said = ALIASES[declared] ?? declared;
  const expected = types.join(', ');
  if (!types.some((type) => type === said))
    throw privacyError('ERR_ATTACHMENT_TYPE', { kind, kindZh: zh, expected, found: said });
  const found = sniffMediaType(head.subarray(0, SNIFFED_BYTES));
  if (found !== said)
    throw privacyError('ERR_ATTACHMENT_MISMATCH', { declared: said, found: found ?? 'something else' });
  return found;
}

function malformed(error: Error): never {
  throw 'code' in error ? error : httpError('ERR_UPLOAD_MALFORMED', {}, { cause: error });
}
