import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { CATEGORIES, PLACE_KINDS } from '../../domain/appeal/appeal-words.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { dayOf, formatDay } from '../../domain/day.ts';
import { fieldError } from '../../domain/field-error.ts';
import type { Position, ReportFinding } from '../../domain/proactive/finding-draft.ts';
import { countFinding } from '../../domain/proactive/grid-count.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { matterId } from '../../domain/appeal/matter.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { proactiveError } from '../../domain/proactive/proactive-errors.ts';
import { finding, findingPhoto, gridCounter, gridPlace } from '../../domain/proactive/proactive-tables.ts';
import { COUNTED_ROLES, FINDING_KINDS } from '../../domain/proactive/proactive-words.ts';
import type { RowOf } from '../../domain/table.ts';
import { startProcess } from '../process/create-process-instance.ts';
import { Executions } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';
import { nextNumber } from '../appeal/next-number.ts';

export interface ReportedFinding {
  /** `WS-20240927-000012`; an order made of it has the same number. */
  readonly findingNo: string;
  readonly findingKey: number;
}

/**
 * Reports something before anybody complains. It is offered to the leader of its grid: the one named, else the nearest to the place,
 * else the response office finds one. People of the grid have it counted.
 *
 * @throws DomainError ERR_APPEAL_FIELD when a field is not one of its words, holds a personal number, or photo and place are both missing
 * @throws DomainError ERR_FINDING_REPORTER when the caller's roles do not report this kind
 * @throws DomainError ERR_GRID_NOT_FOUND · ERR_UNIT_NOT_FOUND · ERR_PLACE_OUTSIDE
 * @see Regulation arts. 24–27
 */
export const reportFinding: Command<ReportFinding, ReportedFinding> = {
  type: 'report-finding',
  prefetch: ({ unitKey, gridKey }) =>
    [unitKey, gridKey].flatMap((key) => (key === null ? [] : [{ table: orgUnit, key }])),
  decide(context, input) {
    check(context, input);
    const { rows, now, actor, nextKey, record } = context;
    const grid = gridOf(context, input);
    const unitKey = input.unitKey ?? villageOf(context, grid);
    const day = formatDay(dayOf(now)).replaceAll('-', '');
    const findingNo = `WS-${day}-${String(nextNumber(context, 'WS', day)).padStart(6, '0')}`;
    const key = nextKey();
    const executions = new Executions(context);
    const { processInstanceKey } = startProcess(executions, {
      processId: 'proactive',
      businessKey: findingNo,
      variables: {
        orderNo: findingNo,
        orderKey: key,
        facts: input.facts,
        gridKey: grid?.key ?? null,
        villageKey: unitKey,
        safety: input.safety,
      },
    });
    const reportedBy = actor.kind === 'system' ? null : actor.id;
    const isCounted = reportedBy !== null && actor.roles.some((role) => COUNTED_ROLES.includes(role));
    const { counters, counted } = isCounted
      ? countFinding(rows, { key, tenantId: actor.tenantId, counted: [] }, reportedBy, ['discover'], now)
      : { counters: [], counted: [] };
    for (const counter of counters) rows.put(gridCounter, counter);
    const { photos, facts: _facts, area, ...said } = input;
    rows.put(finding, {
      ...said,
      key,
      revision: 0,
      tenantId: actor.tenantId,
      findingNo,
      processInstanceKey,
      state: 'reported',
      matter: matterId(actor.tenantId, { ...input, unitKey }),
      unitKey,
      gridKey: grid?.key ?? null,
      area: area && `${area.latitude},${area.longitude}`,
      reportedBy,
      reportedAt: now,
      claimedBy: null,
      claimedAt: null,
      duplicateOf: null,
      publicReply: null,
      repliedAt: null,
      closedAt: null,
      matchedOrderKeys: [],
      counted,
    });
    for (const photo of photos) {
      const about = { key: nextKey(), tenantId: actor.tenantId, findingKey: key };
      rows.put(findingPhoto, { ...photo, ...about, addedAt: now, addedBy: actor.id });
    }
    record({ type: 'finding.reported', key, processInstanceKey, detail: { findingNo, kind: input.kind } });
    settle(executions);
    return { findingNo, findingKey: key };
  },
};

// helpers

type Unit = RowOf<typeof orgUnit>;

function check({ rows, actor }: DecisionContext, input: ReportFinding): void {
  const words = { kind: FINDING_KINDS, category: CATEGORIES, placeKind: PLACE_KINDS };
  for (const [field, list] of Object.entries(words)) {
    const found = input[field as keyof typeof words];
    if (!Object.hasOwn(list, found)) throw fieldError(field, Object.keys(list).join(' | '), `'${found}'`);
  }
  const { zh, by } = FINDING_KINDS[input.kind];
  if (actor.kind === 'person' && by.length > 0 && !by.some((role) => actor.roles.some((own) => own === role))) {
    throw proactiveError('ERR_FINDING_REPORTER', {
      kind: input.kind,
      kindZh: zh,
      expected: by.join(' | '),
      expectedZh: by.join('、'),
    });
  }
  const length = [...input.title.trim()].length;
  if (length < 1 || length > 60)
    throw fieldError(
      'title',
      { zh: '1–60 字', en: '1–60 characters' },
      { zh: `${length} 字`, en: `${length} characters` },
    );
  for (const field of ['title', 'objectKey'] as const) {
    if (!hasPersonalNumber(input[field] ?? '')) continue;
    throw fieldError(
      field,
      { zh: '不含电话、证件号码的文字', en: 'text without a phone or identity number' },
      { zh: '个人号码', en: 'one' },
    );
  }
  const { area } = input;
  if (area && !(Math.abs(area.latitude) <= 90 && Math.abs(area.longitude) <= 180))
    throw proactiveError('ERR_PLACE_OUTSIDE', { ...area });
  const onSite = input.kind === 'snap' || input.kind.startsWith('patrol');
  if (onSite && area === null && input.photos.length === 0)
    throw fieldError('photos', { zh: '照片或定位', en: 'a photo or a position' }, { zh: '都没有', en: 'neither' });
  const unit = input.unitKey === null ? undefined : rows.find(orgUnit, input.unitKey);
  if (input.unitKey !== null && (unit?.tenantId !== actor.tenantId || !unit.active))
    throw appealError('ERR_UNIT_NOT_FOUND', { unit: input.unitKey });
}

function gridOf(context: DecisionContext, { gridKey, area }: ReportFinding): Unit | undefined {
  if (gridKey === null) return area ? nearestGrid(context, area) : undefined;
  const grid = activeGrid(context, gridKey);
  if (!grid) throw proactiveError('ERR_GRID_NOT_FOUND', { grid: gridKey });
  return grid;
}

function nearestGrid(context: DecisionContext, area: Position): Unit | undefined {
  const { rows, actor } = context;
  // a degree of longitude is shorter than one of latitude
  const narrow = Math.cos((area.latitude * Math.PI) / 180);
  const away = (each: Position) =>
    Math.hypot(each.latitude - area.latitude, (each.longitude - area.longitude) * narrow);
  const [nearest] = rows
    .list(gridPlace, 'byTenant', [actor.tenantId])
    .filter(({ key }) => activeGrid(context, key))
    .sort((a, b) => away(a) - away(b));
  return nearest && activeGrid(context, nearest.key);
}

function activeGrid({ rows, actor }: DecisionContext, key: number): Unit | undefined {
  const unit = rows.find(orgUnit, key);
  const isGrid = unit?.kind === 'grid' || unit?.kind === 'micro_grid';
  return unit?.tenantId === actor.tenantId && unit.active && isGrid ? unit : undefined;
}

function villageOf({ rows }: DecisionContext, grid: Unit | undefined): number | null {
  const parent = grid?.parentKey ? rows.find(orgUnit, grid.parentKey) : undefined;
  if (!parent) return null;
  // a micro grid stands below a grid
  return parent.kind === 'grid' ? parent.parentKey : parent.key;
}
