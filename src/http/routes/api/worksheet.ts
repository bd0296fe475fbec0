import { Type, type Static } from 'typebox';
import { planMeasures } from '../../../commands/worksheet/plan-measures.ts';
import { submitToWorksheet } from '../../../commands/worksheet/submit-to-worksheet.ts';
import type { WorksheetRow } from '../../../domain/proactive/proactive-query-ports.ts';
import {
  hiddenCells,
  worksheetCells,
  worksheetCounts,
  worksheetCsv,
} from '../../../domain/worksheet/worksheet-sheet.ts';
import {
  HIDDEN_WORKSHEET_COLUMNS,
  ISSUE_CLASSES,
  SCREENINGS,
  WORKSHEET_COLUMNS,
  type IssueClass,
  type Screening,
} from '../../../domain/worksheet/worksheet-words.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { optionalBody, route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS } from '../../schemas/cases.ts';
import { Closed, Instant, instantTextOrNull, Key, keyText, Nullable } from '../../schemas/common.ts';

const TAG = 'Worksheet 1330';
const READ = needs('appeals:read');
const WRITE = needs('appeals:write');
const CLASSES = Object.keys(ISSUE_CLASSES) as [IssueClass, ...IssueClass[]];
const SCREENED = Object.keys(SCREENINGS) as [Screening, ...Screening[]];

const Row = Type.Object({
  orderNo: Type.String(),
  cells: Type.Array(Type.String(), { description: WORKSHEET_COLUMNS.join('、') }),
  hidden: Type.Array(Type.String(), { description: HIDDEN_WORKSHEET_COLUMNS.join('、') }),
  screening: Type.Enum(SCREENED),
  screeningReason: Nullable(Type.String()),
  issueClass: Nullable(Type.Enum(CLASSES)),
  measures: Nullable(Type.String()),
  claimLeader: Nullable(Type.String({ description: 'Name of the leader who took it on' })),
  dueAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  slots: Nullable(
    Type.Object(
      { leader: Type.String(), sectionKey: Key, villageKey: Key, jointUnitKeys: Type.Array(Key) },
      { description: 'Who answers for it 四办; the leader by name or role' },
    ),
  ),
});
const Sheet = Type.Object({ columns: Type.Array(Type.String()), rows: Type.Array(Row) });
const Counts = Type.Object({
  submitted: Type.Integer(),
  entered: Type.Integer(),
  done: Type.Integer(),
  open: Type.Integer(),
  urgent: Type.Integer(),
  hard: Type.Integer(),
  new: Type.Integer(),
});
const Board = Type.Object({
  counts: Counts,
  classes: Type.Array(
    Type.Object({ issueClass: Type.Enum(CLASSES), label: Type.String(), method: Type.String(), rows: Type.Array(Row) }),
  ),
  waiting: Type.Array(Row, { description: 'Submitted and not screened yet' }),
  screenedOut: Type.Array(Row, { description: 'Left ordinary orders, with the reason' }),
});
const OfClass = Type.Object({ issueClass: Type.Optional(Type.Enum(CLASSES)) });
const Export = Type.Object({
  hidden: Type.Optional(Type.Boolean({ description: 'With the columns that are not shown' })),
});
const Issue = Closed({
  days: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_650 })),
  safety: Type.Optional(Type.Boolean()),
  crossSubject: Type.Optional(Type.Boolean()),
  needsProject: Type.Optional(Type.Boolean()),
});
const Measures = Closed({ measures: Type.String({ minLength: 1, maxLength: 500 }) });

/** The worksheet 1330: what was screened in, by class, with exactly its eight columns. */
export function worksheetRoutes({ queries, submit }: HttpDeps): readonly Route[] {
  const ofOrder = { access: WRITE, tag: TAG, params: ORDER_PARAMS } as const;
  return [
    route(
      'GET',
      '/api/worksheet',
      { access: READ, tag: TAG, summary: 'The worksheet 1330工作表', query: OfClass, answer: Sheet },
      async ({ actor, query }: Ask<unknown, Static<typeof OfClass>, unknown>) => {
        const rows = await entered(actor.tenantId);
        const wanted = rows.filter(({ issueClass }) => !query.issueClass || issueClass === query.issueClass);
        return { columns: WORKSHEET_COLUMNS, rows: wanted.map(show) };
      },
    ),
    route(
      'GET',
      '/api/worksheet/board',
      { access: READ, tag: TAG, summary: 'Board by class 挂牌上墙', answer: Board },
      board,
    ),
    route(
      'GET',
      '/api/worksheet/export',
      {
        access: READ,
        tag: TAG,
        summary: 'The worksheet as CSV 导出',
        query: Export,
        answer: Type.String(),
        produces: 'text/csv',
      },
      async ({ actor, query, reply }: Ask<unknown, Static<typeof Export>, unknown>) => {
        void reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="worksheet-1330.csv"');
        return worksheetCsv(await entered(actor.tenantId), query.hidden ?? false);
      },
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/worksheet',
      { ...ofOrder, summary: 'Submit an order to screening 报送入表', body: optionalBody(Issue) },
      async ({ params, body, options }: Ask<{ orderNo: string }, unknown, Static<typeof Issue> | null>) => {
        await submit(submitToWorksheet, { ...body, orderNo: params.orderNo } as { orderNo: string }, options);
      },
    ),
    route(
      'PUT',
      '/api/work-orders/{orderNo}/measures',
      { ...ofOrder, summary: 'Write down how an issue is to be solved 解决措施', body: Measures },
      async ({ params, body, options }) => {
        await submit(planMeasures, { orderNo: params.orderNo, ...body }, options);
      },
    ),
  ];

  async function entered(tenantId: string): Promise<readonly WorksheetRow[]> {
    return (await queries.worksheet.rows(tenantId)).filter(({ screening }) => screening === 'entered');
  }

  async function board({ actor }: Ask<unknown, unknown, unknown>) {
    const rows = await queries.worksheet.rows(actor.tenantId);
    const ofClass = (name: IssueClass) =>
      rows.filter(({ screening, issueClass }) => screening === 'entered' && issueClass === name).map(show);
    return {
      counts: worksheetCounts(rows),
      classes: CLASSES.map((issueClass) => {
        const { zh, method } = ISSUE_CLASSES[issueClass];
        return { issueClass, label: zh, method, rows: ofClass(issueClass) };
      }),
      waiting: rows.filter(({ screening }) => screening === 'pending').map(show),
      screenedOut: rows.filter(({ screening }) => screening === 'screened_out').map(show),
    };
  }
}

// helpers

function show(row: WorksheetRow) {
  const { orderNo, screening, screeningReason, issueClass, measures, claimLeader, dueAt, closedAt, slots } = row;
  return {
    ...{ orderNo, cells: worksheetCells(row), hidden: hiddenCells(row) },
    ...{ screening, screeningReason, issueClass, measures, claimLeader },
    dueAt: instantTextOrNull(dueAt),
    closedAt: instantTextOrNull(closedAt),
    slots: slots && {
      leader: slots.leader,
      sectionKey: keyText(slots.sectionKey),
      villageKey: keyText(slots.villageKey),
      jointUnitKeys: slots.jointUnitKeys.map(keyText),
    },
  };
}
