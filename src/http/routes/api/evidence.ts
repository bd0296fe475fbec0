import { Readable } from 'node:stream';
import { Type, type Static } from 'typebox';
import { addAttachment } from '../../../commands/privacy/add-attachment.ts';
import { nameReportOfficers } from '../../../commands/organisation/name-report-officers.ts';
import { revealAttachment } from '../../../commands/privacy/reveal-attachment.ts';
import type { Actor } from '../../../domain/actor.ts';
import { appealError } from '../../../domain/appeal/appeal-errors.ts';
import { ATTACHMENT_KINDS, SENSITIVE_KINDS, type AttachmentKind } from '../../../domain/privacy/attachment-kinds.ts';
import type { WorkOrderFile } from '../../../domain/appeal/case-query-ports.ts';
import { mayOpenEvidence, readsReports } from '../../../domain/privacy/personal-access.ts';
import { privacyError } from '../../../domain/privacy/privacy-errors.ts';
import type { attachment } from '../../../domain/privacy/privacy-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import { needs, type Access } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS, Reveal } from '../../schemas/cases.ts';
import {
  Closed,
  Instant,
  instantText,
  instantTextOrNull,
  Key,
  keyOf,
  keyText,
  keyTextOrNull,
  Nullable,
} from '../../schemas/common.ts';
import { keepUpload, takeUpload } from '../../uploading.ts';

const READ = needs('appeals:read');
const WRITE = needs('appeals:write');
const TAG = 'Evidence';
const KINDS = Object.keys(ATTACHMENT_KINDS) as [AttachmentKind, ...AttachmentKind[]];
const ORDER_AND_FILE = Type.Object({ ...ORDER_PARAMS.properties, attachmentKey: Key });
const UploadQuery = Closed({
  kind: Type.Enum(KINDS),
  userTaskKey: Type.Optional(Type.String({ ...Key, description: 'The task that it is evidence for' })),
});
const Attachment = Type.Object({
  attachmentKey: Key,
  kind: Type.Enum(KINDS),
  name: Nullable(Type.String({ description: 'Null where the caller may not open it' })),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  checksum: Type.String({ description: 'SHA-256 of what is stored, hex; photos are stored without metadata' }),
  elementId: Nullable(Type.String()),
  userTaskKey: Nullable(Key),
  addedAt: Instant,
  addedBy: Type.String(),
  destroyedAt: Nullable(Instant),
  mayOpen: Type.Boolean(),
  needsReason: Type.Boolean(),
});
const RevealQuery = Closed({
  orderNo: Type.Optional(Type.String({ maxLength: 40 })),
  by: Type.Optional(Type.String({ maxLength: 60, description: '`account:<key>` or `api-key:<key>`' })),
  before: Type.Optional(Key),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
});
const Reveals = Type.Object({
  items: Type.Array(
    Type.Object({
      key: Key,
      orderNo: Nullable(Type.String()),
      what: Type.Enum(['party', 'report', 'attachment']),
      attachmentKey: Nullable(Key),
      by: Type.String(),
      at: Instant,
      reason: Type.String(),
    }),
  ),
});
/** Whoever names them does not read cases. */
const NAME_OFFICERS: Access = { scopes: ['admin:write'], roles: ['system_admin', 'township_admin'] };
type OrderAsk<Q = unknown, B = unknown> = Ask<Static<typeof ORDER_PARAMS>, Q, B>;
type FileAsk<B = unknown> = Ask<Static<typeof ORDER_AND_FILE>, unknown, B>;

/** Photos, recordings and documents of orders, and who has seen what is personal. */
export function evidenceRoutes(deps: HttpDeps): readonly Route[] {
  const { vault, submit } = deps;
  const { evidence, workOrders } = deps.queries;
  return [
    route(
      'POST',
      '/api/work-orders/{orderNo}/attachments',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Attach a file 上传附件',
        description:
          'One file as multipart/form-data. It is what its content is: the declared type must match. Photos lose their metadata, position ' +
          'included. It is on disk, sealed, when this is answered.',
        params: ORDER_PARAMS,
        query: UploadQuery,
        answer: Type.Object({ attachmentKey: Key, checksum: Type.String() }),
        status: 201,
      },
      upload,
    ),
    route(
      'GET',
      '/api/work-orders/{orderNo}/attachments',
      {
        access: READ,
        tag: TAG,
        summary: 'List files 附件清单',
        params: ORDER_PARAMS,
        answer: Type.Object({ items: Type.Array(Attachment) }),
      },
      list,
    ),
    route(
      'GET',
      '/api/work-orders/{orderNo}/attachments/{attachmentKey}/content',
      {
        access: READ,
        tag: TAG,
        summary: 'Download a file 下载附件',
        description: 'Not for recordings and material of reports: those are revealed, with a reason.',
        params: ORDER_AND_FILE,
        answer: Type.Unknown(),
        produces: '*/*',
      },
      download,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/attachments/{attachmentKey}/reveal',
      {
        access: READ,
        tag: TAG,
        summary: 'Open a file with a reason 查看敏感附件',
        description: 'Each time is logged with its reason (Personal Information Protection Law arts. 28 and 51).',
        params: ORDER_AND_FILE,
        body: Reveal,
        answer: Type.Unknown(),
        produces: '*/*',
      },
      reveal,
    ),
    route(
      'GET',
      '/api/reveals',
      {
        access: needs('audit:read'),
        tag: TAG,
        summary: 'Who has seen personal data 查看记录',
        description: 'Newest first; go on with `before`.',
        query: RevealQuery,
        answer: Reveals,
      },
      reveals,
    ),
    route(
      'PUT',
      '/api/report-officers',
      {
        access: NAME_OFFICERS,
        tag: TAG,
        summary: 'Name the two who read reports of wrongdoing 指定举报材料查看人',
        body: Closed({ accountKeys: Type.Array(Key, { minItems: 2, maxItems: 2 }) }),
      },
      async ({ body, options }: Ask<unknown, unknown, { accountKeys: string[] }>) => {
        await submit(nameReportOfficers, { accountKeys: body.accountKeys.map(keyOf) }, options);
      },
    ),
    route(
      'GET',
      '/api/report-officers',
      {
        access: needs('admin:read', 'audit:read'),
        tag: TAG,
        summary: 'Who reads reports of wrongdoing 举报材料查看人',
        answer: Type.Object({
          items: Type.Array(Type.Object({ person: Type.String(), namedAt: Instant, namedBy: Type.String() })),
        }),
      },
      async ({ actor }) => ({
        items: (await evidence.officers(actor.tenantId)).map(({ person, namedAt, namedBy }) => ({
          person,
          namedAt: instantText(namedAt),
          namedBy,
        })),
      }),
    ),
  ];

  async function upload({ actor, params: { orderNo }, query, options, request }: OrderAsk<Static<typeof UploadQuery>>) {
    const { appeal } = await seen(actor, orderNo);
    const isReport = appeal.type === 'report';
    // to a report of wrongdoing everything is material of it
    const kind = isReport ? 'report' : query.kind;
    if (kind === 'report' && !isReport) throw appealError('ERR_APPEAL_FIELD', REPORT_KIND);
    const file = await takeUpload(deps, request, {
      tenantId: actor.tenantId,
      kind,
      sealer: isReport ? vault.reports : vault,
    });
    const userTaskKey = query.userTaskKey === undefined ? null : keyOf(query.userTaskKey);
    // the same file is sealed differently each time
    const asked = { ...options, request: JSON.stringify([orderNo, kind, file.checksum, userTaskKey]) };
    const input = { orderNo, kind, userTaskKey, ...file };
    const { attachmentKey } = await keepUpload(deps.files, file, submit(addAttachment, input, asked));
    return { attachmentKey: keyText(attachmentKey), checksum: file.checksum };
  }

  async function list({ actor, params: { orderNo } }: OrderAsk) {
    const file = await seen(actor, orderNo);
    const [rows, officers] = await Promise.all([
      evidence.attachments(actor.tenantId, file.order.key),
      evidence.officers(actor.tenantId),
    ]);
    return { items: rows.map((row) => show(row, mayOpen(actor, file, row, readsReports(actor, officers)))) };
  }

  async function download({ actor, params, reply }: FileAsk) {
    const file = await seen(actor, params.orderNo);
    const row = await fileOf(actor, file, params.attachmentKey);
    const { kind, key, destroyedAt } = row;
    const { zh } = ATTACHMENT_KINDS[kind];
    if (SENSITIVE_KINDS.includes(kind)) throw privacyError('ERR_ATTACHMENT_REASON', { kind, kindZh: zh });
    if (!mayOpen(actor, file, row, false)) throw privacyError('ERR_ATTACHMENT_FORBIDDEN', { orderNo: params.orderNo });
    if (destroyedAt !== null) throw privacyError('ERR_ATTACHMENT_DESTROYED', { key });
    return send(row, reply);
  }

  async function reveal({ actor, params, body, reply }: FileAsk<Static<typeof Reveal>>) {
    const file = await seen(actor, params.orderNo);
    const row = await fileOf(actor, file, params.attachmentKey);
    // no Idempotency-Key: seeing it twice is logged twice
    await submit(revealAttachment, { orderNo: params.orderNo, attachmentKey: row.key, reason: body.reason }, { actor });
    return send(row, reply);
  }

  async function reveals({ actor, query }: Ask<unknown, Static<typeof RevealQuery>, unknown>) {
    const { orderNo, by, before, limit = 100 } = query;
    const beforeKey = before === undefined ? Number.MAX_SAFE_INTEGER : keyOf(before);
    const items = await evidence.reveals(actor.tenantId, { orderNo, by, beforeKey, limit });
    return {
      items: items.map((item) => ({
        key: keyText(item.key),
        orderNo: item.orderNo,
        what: item.what,
        attachmentKey: keyTextOrNull(item.attachmentKey),
        by: item.by,
        at: instantText(item.at),
        reason: item.reason,
      })),
    };
  }

  async function seen(actor: Actor, orderNo: string): Promise<WorkOrderFile> {
    const file = await workOrders.find(actor, orderNo);
    if (file) return file;
    throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
  }

  async function fileOf(actor: Actor, { order }: WorkOrderFile, key: string): Promise<Row> {
    const row = (await evidence.attachments(actor.tenantId, order.key)).find((each) => each.key === keyOf(key));
    if (row) return row;
    throw privacyError('ERR_ATTACHMENT_NOT_FOUND', { key });
  }

  function send(row: Row, reply: FileAsk['reply']): unknown {
    const sealer = row.kind === 'report' ? vault.reports : vault;
    const name = row.nameSealed === null ? `${row.kind}-${row.key}` : sealer.open(row.nameSealed);
    return reply
      .type(row.mediaType)
      .header('content-length', row.bytes)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .send(Readable.from(opened(row.uploadId, sealer)));
  }

  async function* opened(uploadId: string, sealer: { openBytes(sealed: string): Uint8Array }) {
    for await (const part of deps.files.read(uploadId)) yield sealer.openBytes(part);
  }

  function show(row: Row, open: boolean) {
    const sealer = row.kind === 'report' ? vault.reports : vault;
    return {
      attachmentKey: keyText(row.key),
      kind: row.kind,
      name: open && row.nameSealed !== null ? sealer.open(row.nameSealed) : null,
      mediaType: row.mediaType,
      bytes: row.bytes,
      checksum: row.checksum,
      elementId: row.elementId,
      userTaskKey: keyTextOrNull(row.userTaskKey),
      addedAt: instantText(row.addedAt),
      addedBy: row.addedBy,
      destroyedAt: instantTextOrNull(row.destroyedAt),
      mayOpen: open && row.destroyedAt === null,
      needsReason: SENSITIVE_KINDS.includes(row.kind),
    };
  }
}

// helpers

type Row = RowOf<typeof attachment>;

const REPORT_KIND = {
  field: 'kind',
  expected: '举报以外的类型',
  expectedEn: 'a kind other than report',
  found: '举报材料',
  foundEn: "'report', which only reports of wrongdoing have",
};

function mayOpen(actor: Actor, { order, party, appeal }: WorkOrderFile, { kind }: Row, isOfficer: boolean): boolean {
  if (kind === 'report' || appeal.type === 'report') return isOfficer;
  return mayOpenEvidence(actor, { ...order, confidential: party.confidential });
}
