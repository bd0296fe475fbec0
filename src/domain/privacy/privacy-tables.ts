import { defineTable, integer, json, nullable, oneOf, text } from '../table.ts';
import type { AttachmentKind } from './attachment-kinds.ts';
import type { RetentionClass } from './retention.ts';

/**
 * Tables of evidence, of who has seen personal data, and of how long it is kept. Columns ending in `Sealed` hold personal data, encrypted
 * outside the decision.
 */

/**
 * What is known about an attached file. `orderKey` is the key of the order or finding, which are one; `checksum` is the SHA-256 of the stored
 * bytes in hex; the parts with its `uploadId` are the file. A destroyed file keeps this row and loses its parts and its name.
 */
export const attachment = defineTable({
  name: 'attachment',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    orderKey: integer,
    kind: oneOf<AttachmentKind>(),
    nameSealed: nullable(text),
    mediaType: text,
    bytes: integer,
    checksum: text,
    uploadId: text,
    /** The element of the diagram it was made at, and the task. */
    elementId: nullable(text),
    userTaskKey: nullable(integer),
    addedAt: integer,
    addedBy: text,
    destroyedAt: nullable(integer),
  },
  indexes: { byOrder: ['orderKey'] },
});

/** A piece of a file, sealed. Written before the row that refers to it; what nothing refers to is removed after a day. */
export const attachmentPart = defineTable({
  name: 'attachment_part',
  key: 'id',
  versioned: false,
  columns: { id: text, uploadId: text, number: integer, contentSealed: text, createdAt: integer },
  indexes: { byUpload: ['uploadId'] },
});

/** Somebody has seen personal data in clear. `hour` counts hours since the epoch. */
export const revealLog = defineTable({
  name: 'reveal_log',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    orderKey: integer,
    what: oneOf<'party' | 'report' | 'attachment'>(),
    attachmentKey: nullable(integer),
    by: text,
    at: integer,
    hour: integer,
    reason: text,
  },
  indexes: { byActorAndHour: ['tenantId', 'by', 'hour'], byOrder: ['orderKey'] },
});

/** How an appellant proves to be the one: only a keyed hash of the code is kept. Its key is the order's. */
export const accessCode = defineTable({
  name: 'access_code',
  key: 'key',
  versioned: true,
  columns: { key: integer, revision: integer, tenantId: text, codeHash: text, issuedAt: integer, issuedBy: text },
  indexes: {},
});

/** Whom a report of wrongdoing accuses: that unit and all below it see nothing of the case. Its key is the order's. */
export const reportCase = defineTable({
  name: 'report_case',
  key: 'key',
  versioned: false,
  columns: {
    key: integer,
    tenantId: text,
    accusedUnitKey: nullable(integer),
    excludedUnitKeys: json<readonly number[]>(),
  },
  indexes: {},
});

/** One of the two people of a township who read reports of wrongdoing. `id` is `<tenant>/1` or `<tenant>/2`; `person` is `account:<key>`. */
export const reportOfficer = defineTable({
  name: 'report_officer',
  key: 'id',
  versioned: true,
  columns: { id: text, revision: integer, tenantId: text, person: text, namedAt: integer, namedBy: text },
  indexes: { byTenant: ['tenantId'] },
});

/** That personal data of a class has been destroyed in an order. `id` is `<order key>/<class>`; `count` says how many items, never which. */
export const retentionMark = defineTable({
  name: 'retention_mark',
  key: 'id',
  versioned: false,
  columns: {
    id: text,
    tenantId: text,
    orderKey: integer,
    class: oneOf<RetentionClass>(),
    at: integer,
    count: integer,
  },
  indexes: { byOrder: ['orderKey'] },
});

export const PRIVACY_TABLES = [
  attachment,
  attachmentPart,
  revealLog,
  accessCode,
  reportCase,
  reportOfficer,
  retentionMark,
] as const;
