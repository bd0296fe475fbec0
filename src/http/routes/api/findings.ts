import { randomBytes } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { placeGrid } from '../../../commands/proactive/place-grid.ts';
import { reportFinding } from '../../../commands/proactive/report-finding.ts';
import { systemActor, type Actor } from '../../../domain/actor.ts';
import { SNIFFED_BYTES, sniffMediaType } from '../../../domain/privacy/attachment-kinds.ts';
import { CATEGORIES, PLACE_KINDS } from '../../../domain/appeal/appeal-words.ts';
import { sealFinding, type FindingDraft } from '../../../domain/proactive/finding-draft.ts';
import { FINDING_STATES, findingLabel } from '../../../domain/proactive/finding-state.ts';
import { maskFreeText } from '../../../domain/privacy/masking.ts';
import { withoutMetadata } from '../../../domain/privacy/photo-metadata.ts';
import { privacyError } from '../../../domain/privacy/privacy-errors.ts';
import { proactiveError } from '../../../domain/proactive/proactive-errors.ts';
import { FINDING_KINDS, SWEEP_STATES, type FindingKind } from '../../../domain/proactive/proactive-words.ts';
import type { finding } from '../../../domain/proactive/proactive-tables.ts';
import type { RowOf } from '../../../domain/table.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
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
import { createThrottle } from '../../throttle.ts';
import { hashToken } from '../../tokens.ts';

const TAG = 'Finding';
/** Photos that one address may send in an hour without an account. */
const SNAPS_PER_HOUR = 20;
/** Receipts that one address may ask about in an hour. */
const ASKED_PER_HOUR = 300;
const words = <T extends object>(list: T) => Object.keys(list) as [keyof T & string, ...(keyof T & string)[]];

const Position = Closed({
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
});
const Photo = Closed({
  mediaType: Type.Enum(['image/jpeg', 'image/png', 'image/webp']),
  data: Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: 900_000, description: 'Base64' }),
});
const SAID = {
  category: Type.Enum(words(CATEGORIES)),
  placeKind: Type.Enum(words(PLACE_KINDS)),
  title: Type.String({ minLength: 1, maxLength: 60, description: 'A heading without personal data' }),
  content: Type.String({ minLength: 1, maxLength: 2_000 }),
  position: Type.Optional(Position),
  safety: Type.Optional(Type.Boolean({ description: 'Life or property is in danger' })),
  photos: Type.Optional(Type.Array(Photo, { maxItems: 3 })),
};
const Snap = Closed({
  ...SAID,
  unitKey: Type.Optional(Type.String({ ...Key, description: 'Village or community, when no position is given' })),
  contact: Type.Optional(Type.String({ maxLength: 100 })),
});
const KINDS = words(FINDING_KINDS).filter((kind) => kind !== 'snap') as [FindingKind, ...FindingKind[]];
const NewFinding = Closed({
  ...SAID,
  kind: Type.Enum(KINDS),
  objectKey: Type.Optional(Type.String({ maxLength: 100 })),
  unitKey: Type.Optional(Key),
  gridKey: Type.Optional(Key),
  alreadyAppealed: Type.Optional(Type.Boolean()),
});
const Label = Type.Object({ zh: Type.String(), en: Type.String() });
const Status = Type.Object({
  state: Type.Enum(FINDING_STATES),
  label: Label,
  reportedAt: Instant,
  publicReply: Nullable(Type.String()),
});
const Finding = Type.Object({
  findingNo: Type.String(),
  kind: Type.Enum(words(FINDING_KINDS)),
  kindLabel: Label,
  state: Type.Enum(FINDING_STATES),
  stateLabel: Label,
  category: Type.Enum(words(CATEGORIES)),
  categoryLabel: Label,
  title: Type.String(),
  area: Nullable(Type.String({ description: 'Latitude and longitude to about 100 m' })),
  unitKey: Nullable(Key),
  gridKey: Nullable(Key),
  safety: Type.Boolean(),
  reportedAt: Instant,
  reportedBy: Nullable(Type.String({ description: 'Null: a resident' })),
  claimedAt: Nullable(Instant),
  claimedBy: Nullable(Type.String()),
  duplicateOf: Nullable(Type.String()),
  publicReply: Nullable(Type.String()),
  closedAt: Nullable(Instant),
});
const Detail = Type.Object({
  ...Finding.properties,
  content: Type.String({ description: 'Telephone and identity numbers masked' }),
});
const OpenTask = Type.Object({
  userTaskKey: Key,
  name: Nullable(Type.String()),
  elementId: Type.String(),
  processDefinitionId: Type.String(),
  assignee: Nullable(Type.String()),
  dueAt: Nullable(Instant),
});
const PhotoItem = Type.Object({ photoKey: Key, mediaType: Type.String(), addedAt: Instant });
const Point = Type.Object({
  unitKey: Key,
  state: Type.Enum(words(SWEEP_STATES)),
  stateLabel: Label,
  defects: Type.Integer(),
  doneAt: Nullable(Instant),
});
const Counter = Type.Object({
  person: Type.String(),
  discover: Type.Integer(),
  report: Type.Integer(),
  relieve: Type.Integer(),
  evidence: Type.Array(
    Type.Object({
      count: Type.String(),
      findingKey: Key,
      at: Instant,
      delta: Type.Integer({ minimum: -1, maximum: 1 }),
    }),
  ),
});
const Receipt = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });
const Township = Type.Object({ tenantId: Type.String({ minLength: 1, maxLength: 60 }) });
const FindingNo = Type.Object({ findingNo: Type.String({ maxLength: 40 }) });

/** What is found before anybody complains. */
export function findingRoutes(deps: HttpDeps): readonly Route[] {
  const { vault, submit } = deps;
  const { findings } = deps.queries;
  const takeSnap = createThrottle(deps.clock, SNAPS_PER_HOUR, 3_600_000);
  const takeAsking = createThrottle(deps.clock, ASKED_PER_HOUR, 3_600_000);
  return [
    route(
      'POST',
      '/api/townships/{tenantId}/snaps',
      {
        access: 'public',
        tag: TAG,
        summary: 'Snap and report 随手拍',
        description:
          'Without an account. The receipt is the only way to ask what came of it; nothing else is answered.',
        params: Township,
        body: Snap,
        answer: Type.Object({ receipt: Type.String() }),
        status: 201,
      },
      snap,
    ),
    route(
      'GET',
      '/api/snaps/{receipt}',
      {
        access: 'public',
        tag: TAG,
        summary: 'What came of a snap 随手拍结果',
        params: Type.Object({ receipt: Receipt }),
        answer: Status,
      },
      ({ params }: Ask<{ receipt: string }, unknown, unknown>) => statusOf(params.receipt),
    ),
    route(
      'POST',
      '/api/townships/{tenantId}/snaps/status',
      {
        access: 'public',
        tag: TAG,
        summary: 'What came of a snap, asked without leaving a trace 随手拍结果',
        description: 'The same as by address; the receipt stands in no address, and so in no log of a proxy.',
        params: Township,
        body: Closed({ receipt: Receipt }),
        answer: Status,
      },
      async ({ body, request }: Ask<unknown, unknown, { receipt: string }>) => {
        takeAsking(request.ip);
        return statusOf(body.receipt);
      },
    ),
    route(
      'POST',
      '/api/findings',
      {
        access: needs('appeals:write'),
        tag: TAG,
        summary: 'Report a finding 上报发现',
        body: NewFinding,
        answer: Type.Object({ findingNo: Type.String(), findingKey: Key }),
        status: 201,
      },
      report,
    ),
    route(
      'GET',
      '/api/findings',
      {
        access: needs('appeals:read'),
        tag: TAG,
        summary: 'The newest findings 未诉先办事项',
        answer: Type.Object({ items: Type.Array(Finding) }),
      },
      async ({ actor }) => ({ items: (await findings.newest(actor, 500)).map(show) }),
    ),
    route(
      'GET',
      '/api/findings/{findingNo}',
      {
        access: needs('appeals:read'),
        tag: TAG,
        summary: 'A finding and its sweep 事项详情',
        params: FindingNo,
        description: '`tasks`: what of it waits for the caller.',
        answer: Type.Object({ finding: Detail, points: Type.Array(Point), tasks: Type.Array(OpenTask) }),
      },
      get,
    ),
    route(
      'GET',
      '/api/findings/{findingNo}/photos',
      {
        access: needs('appeals:read'),
        tag: TAG,
        summary: 'List photos 照片清单',
        params: FindingNo,
        answer: Type.Object({ items: Type.Array(PhotoItem) }),
      },
      photos,
    ),
    route(
      'GET',
      '/api/findings/{findingNo}/photos/{photoKey}/content',
      {
        access: needs('appeals:read'),
        tag: TAG,
        summary: 'Download a photo 下载照片',
        description: 'For those who may see the finding. Position and other metadata were taken out.',
        params: Type.Object({ ...FindingNo.properties, photoKey: Key }),
        answer: Type.Unknown(),
        produces: '*/*',
      },
      photo,
    ),
    route(
      'GET',
      '/api/grid-counters',
      {
        access: needs('appeals:read'),
        tag: TAG,
        summary: 'Three counters of the grid 网格三项计分',
        query: Type.Object({ month: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}$' }) }),
        answer: Type.Object({ items: Type.Array(Counter) }),
      },
      counters,
    ),
    route(
      'PUT',
      '/api/org-units/{unitKey}/place',
      {
        access: needs('admin:write'),
        tag: TAG,
        summary: 'Say where the middle of a grid is 网格位置',
        params: Type.Object({ unitKey: Key }),
        body: Position,
      },
      async ({ params, body, options }) => {
        await submit(placeGrid, { gridKey: keyOf(params.unitKey), ...body }, options);
      },
    ),
  ];

  async function snap({ params, body, request }: Ask<Static<typeof Township>, unknown, Static<typeof Snap>>) {
    takeSnap(request.ip);
    const receipt = randomBytes(16).toString('base64url');
    const { unitKey, ...said } = body;
    const draft = {
      kind: 'snap',
      ...said,
      ...(unitKey !== undefined && { unitKey: keyOf(unitKey) }),
      ...plainPhotos(body.photos),
    } as FindingDraft;
    const input = sealFinding(vault, draft, hashToken(receipt));
    await submit(reportFinding, input, { actor: systemActor('snap', params.tenantId) });
    return { receipt };
  }

  async function statusOf(receipt: string) {
    const row = await findings.findByReceipt(hashToken(receipt));
    if (!row) throw proactiveError('ERR_FINDING_NOT_FOUND', { findingNo: '—' });
    const { state, publicReply, reportedAt } = row;
    return { state, label: findingLabel(state), reportedAt: instantText(reportedAt), publicReply };
  }

  async function report({ body, options }: Ask<unknown, unknown, Static<typeof NewFinding>>) {
    const { unitKey, gridKey, ...said } = body;
    const keys = { ...(unitKey && { unitKey: keyOf(unitKey) }), ...(gridKey && { gridKey: keyOf(gridKey) }) };
    const input = sealFinding(vault, { ...said, ...keys, ...plainPhotos(said.photos) } as FindingDraft);
    // the same text is sealed differently each time
    const asked = { ...options, request: vault.fingerprint(JSON.stringify(body)) };
    const { findingNo, findingKey } = await submit(reportFinding, input, asked);
    return { findingNo, findingKey: keyText(findingKey) };
  }

  async function get({ actor, params: { findingNo } }: Ask<Static<typeof FindingNo>, unknown, unknown>) {
    const file = await findings.find(actor, findingNo);
    if (!file) throw proactiveError('ERR_FINDING_NOT_FOUND', { findingNo });
    const points = file.points.map(({ unitKey, state, defects, doneAt }) => ({
      unitKey: keyText(unitKey),
      state,
      stateLabel: labelOf(SWEEP_STATES[state]),
      defects,
      doneAt: instantTextOrNull(doneAt),
    }));
    const { contentSealed, processInstanceKey } = file.finding;
    const content = maskFreeText(vault.open(contentSealed));
    return { finding: { ...show(file.finding), content }, points, tasks: await openTasks(actor, processInstanceKey) };
  }

  async function openTasks(actor: Actor, processInstanceKey: number | null) {
    if (processInstanceKey === null) return [];
    const { items } = await deps.queries.userTasks.searchOwn(
      {
        tenantId: actor.tenantId,
        filter: { state: { eq: 'CREATED' }, processInstanceKey: { eq: processInstanceKey } },
        page: { limit: 100 },
      },
      actor,
    );
    return items.map(({ key, name, elementId, processId, assignee, dueAt }) => ({
      userTaskKey: keyText(key),
      name,
      elementId,
      processDefinitionId: processId,
      assignee,
      dueAt: instantTextOrNull(dueAt),
    }));
  }

  async function photos({ actor, params: { findingNo } }: Ask<Static<typeof FindingNo>, unknown, unknown>) {
    if (!(await findings.find(actor, findingNo))) throw proactiveError('ERR_FINDING_NOT_FOUND', { findingNo });
    const items = await findings.photos(actor, findingNo);
    return {
      items: items.map(({ key, mediaType, addedAt }) => ({
        photoKey: keyText(key),
        mediaType,
        addedAt: instantText(addedAt),
      })),
    };
  }

  async function photo({
    actor,
    params: { findingNo, photoKey },
    reply,
  }: Ask<{ findingNo: string; photoKey: string }, unknown, unknown>) {
    const row = (await findings.photos(actor, findingNo)).find(({ key }) => key === keyOf(photoKey));
    if (!row) throw privacyError('ERR_ATTACHMENT_NOT_FOUND', { key: photoKey });
    return reply
      .type(row.mediaType)
      .header('cache-control', 'private, no-store')
      .header('x-content-type-options', 'nosniff')
      .send(Buffer.from(vault.open(row.contentSealed), 'base64'));
  }

  async function counters({ actor, query }: Ask<unknown, { month: string }, unknown>) {
    const rows = await findings.counters(actor.tenantId, query.month);
    return {
      items: rows.map(({ person, discover, report: reported, relieve, evidence }) => ({
        person,
        discover,
        report: reported,
        relieve,
        evidence: evidence.map(({ count, findingKey, at, delta }) => ({
          count,
          findingKey: keyText(findingKey),
          at: instantText(at),
          delta,
        })),
      })),
    };
  }
}

// helpers

/** Photos without what the camera wrote beside the picture. @throws {@link DomainError} ERR_ATTACHMENT_MISMATCH, ERR_ATTACHMENT_BROKEN */
function plainPhotos(photos: readonly Static<typeof Photo>[] | undefined) {
  if (!photos) return {};
  const plain = photos.map(({ mediaType, data }) => {
    const bytes = Buffer.from(data, 'base64');
    const found = sniffMediaType(bytes.subarray(0, SNIFFED_BYTES));
    if (found !== mediaType)
      throw privacyError('ERR_ATTACHMENT_MISMATCH', { declared: mediaType, found: found ?? 'something else' });
    const kept = withoutMetadata(bytes, mediaType);
    if (!kept) throw privacyError('ERR_ATTACHMENT_BROKEN');
    return { mediaType, data: Buffer.from(kept).toString('base64') };
  });
  return { photos: plain };
}

function show(row: RowOf<typeof finding>) {
  const { findingNo, kind, state, category, title, area, safety, duplicateOf, publicReply } = row;
  return {
    ...{ findingNo, kind, state, category, title, area, safety, duplicateOf, publicReply },
    kindLabel: labelOf(FINDING_KINDS[kind]),
    stateLabel: labelOf(findingLabel(state)),
    categoryLabel: labelOf(CATEGORIES[category]),
    unitKey: keyTextOrNull(row.unitKey),
    gridKey: keyTextOrNull(row.gridKey),
    reportedBy: row.reportedBy,
    claimedBy: row.claimedBy,
    reportedAt: instantText(row.reportedAt),
    claimedAt: instantTextOrNull(row.claimedAt),
    closedAt: instantTextOrNull(row.closedAt),
  };
}

function labelOf({ zh, en }: { readonly zh: string; readonly en: string }) {
  return { zh, en };
}
