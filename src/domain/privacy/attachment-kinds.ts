/** Kinds of attached files: what they may be, how large, and who is shown them. */
export const ATTACHMENT_KINDS = {
  photo: { zh: '照片', en: 'photo', setting: 'attachment_photo_mib', types: ['image/jpeg', 'image/png', 'image/webp'] },
  video: { zh: '视频', en: 'video', setting: 'attachment_video_mib', types: ['video/mp4'] },
  recording: {
    zh: '录音',
    en: 'recording',
    setting: 'attachment_recording_mib',
    types: ['audio/wav', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  },
  document: {
    zh: '文件',
    en: 'document',
    setting: 'attachment_document_mib',
    types: [
      'application/pdf',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
  },
  /** Material of a report of wrongdoing: sealed with a key of its own, for the two who are named. */
  report: {
    zh: '举报材料',
    en: 'report material',
    setting: 'attachment_document_mib',
    types: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'audio/wav', 'audio/mpeg'],
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly zh: string; readonly en: string; readonly setting: string; readonly types: readonly string[] }
  >
>;
export type AttachmentKind = keyof typeof ATTACHMENT_KINDS;

/** Kinds that are given out only for a reason, which is logged: a voice is biometric (Personal Information Protection Law art. 28). */
export const SENSITIVE_KINDS: readonly AttachmentKind[] = ['recording', 'report'];

export const MEDIA_TYPES = [...new Set(Object.values(ATTACHMENT_KINDS).flatMap(({ types }) => types))] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** First bytes that are needed to know what a file is. */
export const SNIFFED_BYTES = 4_096;

/**
 * What a file is, by its first bytes; undefined when it is none of the types that are taken. The name and what the sender says are not asked.
 *
 * @param head - the first {@link SNIFFED_BYTES} bytes, or all of a smaller file
 */
export function sniffMediaType(head: Uint8Array): MediaType | undefined {
  const starts = (text: string, at = 0) => [...text].every((char, i) => head[at + i] === char.charCodeAt(0));
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp';
  if (starts('RIFF') && starts('WAVE', 8)) return 'audio/wav';
  if (starts('ID3') || (head[0] === 0xff && [0xfb, 0xf3, 0xf2].includes(head[1] ?? 0))) return 'audio/mpeg';
  if (starts('OggS')) return 'audio/ogg';
  if (starts('%PDF-')) return 'application/pdf';
  if (starts('ftyp', 4)) return starts('M4A', 8) ? 'audio/mp4' : isVideoBrand(head) ? 'video/mp4' : undefined;
  if (starts('PK\x03\x04')) return officeType(head);
  return undefined;
}

// helpers

const VIDEO_BRANDS = ['isom', 'iso2', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash', '3gp4', '3gp5'];

function isVideoBrand(head: Uint8Array): boolean {
  return VIDEO_BRANDS.includes(String.fromCharCode(...head.subarray(8, 12)));
}

/** An Office Open XML package names its parts in its local headers; programs of the macro kinds are another type. */
function officeType(head: Uint8Array): MediaType | undefined {
  const text = String.fromCharCode(...head);
  if (!text.includes('[Content_Types].xml') || text.includes('vbaProject')) return undefined;
  if (text.includes('word/')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (text.includes('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return undefined;
}
