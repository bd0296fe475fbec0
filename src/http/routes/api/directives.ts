import { Type, type Static } from 'typebox';
import { draftDirective } from '../../../commands/directive/draft-directive.ts';
import { publishProgress } from '../../../commands/directive/publish-progress.ts';
import { withdrawDirective } from '../../../commands/directive/withdraw-directive.ts';
import type { Actor } from '../../../domain/actor.ts';
import { directiveError } from '../../../domain/directive/directive-errors.ts';
import { DIRECTIVE_SOURCES, DIRECTIVE_STATES } from '../../../domain/directive/directive-tables.ts';
import type { DirectiveFile, DirectiveItem } from '../../../domain/proactive/proactive-query-ports.ts';
import { needs, type Access } from '../../access.ts';
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
  Nullable,
  pageOf,
} from '../../schemas/common.ts';

const TAG = 'Directive';
const READ = needs('appeals:read');
const WRITE = needs('appeals:write');
const COMMAND: Access = { scopes: ['appeals:write'], roles: ['district_command'] };
const words = <T extends object>(list: T) => Object.keys(list) as [keyof T & string, ...(keyof T & string)[]];

const NewDirective = Closed({
  title: Type.String({ minLength: 1, maxLength: 60 }),
  path: Type.String({ minLength: 1, maxLength: 500 }),
  limitDays: Type.Integer({ minimum: 1, maximum: 365, description: 'Natural days from issue' }),
  source: Type.Enum(words(DIRECTIVE_SOURCES)),
  leadUnitKey: Key,
  coUnitKeys: Type.Array(Key, { maxItems: 20 }),
  guideLeader: Type.Optional(Type.String({ maxLength: 60 })),
  orderNos: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 100 }),
});
const NewProgress = Closed({
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  text: Type.String({ minLength: 1, maxLength: 500 }),
  isPublic: Type.Optional(Type.Boolean({ default: true, description: 'Whether anybody may read it' })),
});
const Heading = Type.Object({
  directiveKey: Key,
  draftNo: Type.String(),
  directiveNo: Nullable(Type.String()),
  state: Type.Enum(words(DIRECTIVE_STATES)),
  source: Type.Enum(words(DIRECTIVE_SOURCES)),
  title: Type.String(),
  path: Type.String(),
  leadUnitKey: Key,
  coUnitKeys: Type.Array(Key),
  dueAt: Nullable(Instant),
  issuedAt: Nullable(Instant),
  redListedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  ratings: Type.Array(Type.Object({ unitKey: Key, score: Type.Integer() })),
  limitDays: Type.Integer(),
  extensionCount: Type.Integer(),
  guideLeader: Type.String(),
  percent: Nullable(Type.Integer({ description: 'Of the last progress' })),
  orderNos: Type.Array(Type.String(), { description: 'Orders that follow its date' }),
});
const Task = Type.Object({ userTaskKey: Key, elementId: Type.String(), dueAt: Nullable(Instant) });
const Step = Type.Object({ at: Instant, percent: Type.Integer(), text: Type.String() });
const Progress = Type.Array(
  Type.Object({ ...Step.properties, isPublic: Type.Boolean({ description: 'Whether anybody may read it' }) }),
);
const Bulletins = Type.Array(Type.Object({ at: Instant, result: Type.String(), bulletin: Type.String() }));
const Public = Type.Object({
  directiveNo: Type.String(),
  title: Type.String(),
  label: Type.String(),
  dueAt: Nullable(Instant),
  overdue: Type.Boolean(),
  progress: Type.Array(Step),
  bulletins: Bulletins,
});
const ByKey = Type.Object({ directiveKey: Key });
const ByNo = Type.Object({
  tenantId: Type.String({ minLength: 1, maxLength: 60 }),
  directiveNo: Type.String({ maxLength: 40 }),
});

/** Directives of the command centre and their public progress. */
export function directiveRoutes({ queries, submit }: HttpDeps): readonly Route[] {
  const { directives } = queries;
  return [
    route(
      'POST',
      '/api/directives',
      {
        access: COMMAND,
        tag: TAG,
        summary: 'Draft a directive 拟稿工作指令',
        body: NewDirective,
        answer: Type.Object({ directiveKey: Key, draftNo: Type.String() }),
        status: 201,
      },
      draft,
    ),
    route(
      'GET',
      '/api/directives',
      {
        access: READ,
        tag: TAG,
        summary: 'List directives 工作指令',
        query: Type.Object({ overdue: Type.Optional(Type.Boolean({ description: 'Only those on the overdue list' })) }),
        answer: Type.Object({ items: Type.Array(Heading) }),
      },
      list,
    ),
    route(
      'GET',
      '/api/directives/{directiveKey}',
      {
        access: READ,
        tag: TAG,
        summary: 'Get a directive 指令详情',
        params: ByKey,
        answer: Type.Object({
          directive: Heading,
          progress: Progress,
          bulletins: Bulletins,
          tasks: Type.Array(Task, { description: 'Open tasks of the caller' }),
        }),
      },
      get,
    ),
    route(
      'POST',
      '/api/directives/{directiveKey}/progress',
      {
        access: WRITE,
        tag: TAG,
        summary: 'Publish progress, or keep it for the units 公布进度',
        params: ByKey,
        body: NewProgress,
      },
      async ({ params, body, options }) => {
        await submit(publishProgress, { directiveKey: keyOf(params.directiveKey), ...body }, options);
      },
    ),
    route(
      'POST',
      '/api/directives/{directiveKey}/withdrawal',
      { access: COMMAND, tag: TAG, summary: 'Withdraw a directive 撤回指令', params: ByKey },
      async ({ params, options }) => {
        await submit(withdrawDirective, { directiveKey: keyOf(params.directiveKey) }, options);
      },
    ),
    route(
      'GET',
      '/api/townships/{tenantId}/directives/{directiveNo}',
      {
        access: 'public',
        tag: TAG,
        summary: 'Public progress of a directive 指令进度公开',
        params: ByNo,
        answer: Public,
      },
      published,
    ),
  ];

  async function draft({ body, options }: Ask<unknown, unknown, Static<typeof NewDirective>>) {
    const { leadUnitKey, coUnitKeys, guideLeader, ...said } = body;
    const { directiveKey, draftNo } = await submit(
      draftDirective,
      {
        ...said,
        leadUnitKey: keyOf(leadUnitKey),
        coUnitKeys: coUnitKeys.map(keyOf),
        ...(guideLeader !== undefined && { guideLeader }),
      },
      options,
    );
    return { directiveKey: keyText(directiveKey), draftNo };
  }

  async function list({ actor, query }: Ask<unknown, { overdue?: boolean }, unknown>) {
    const rows = await directives.list(actor.tenantId);
    const isOverdue = ({ directive: { redListedAt, closedAt } }: DirectiveItem) =>
      redListedAt !== null && closedAt === null;
    return { items: (query.overdue ? rows.filter(isOverdue) : rows).map(show) };
  }

  async function get({ actor, params }: Ask<Static<typeof ByKey>, unknown, unknown>) {
    const file = known(await directives.find(actor.tenantId, keyOf(params.directiveKey)), params.directiveKey);
    return {
      directive: show(file),
      progress: stepsOf(file.progress),
      ...bulletinsOf(file),
      tasks: await tasksOf(actor, file),
    };
  }

  async function tasksOf(actor: Actor, { directive: { processInstanceKey } }: DirectiveFile) {
    const filter = { processInstanceKey: { eq: processInstanceKey }, state: { eq: 'CREATED' as const } };
    const { items } = await queries.userTasks.searchOwn({ tenantId: actor.tenantId, filter, page: pageOf({}) }, actor);
    return items.map(({ key, elementId, dueAt }) => ({
      userTaskKey: keyText(key),
      elementId,
      dueAt: instantTextOrNull(dueAt),
    }));
  }

  async function published({ params: { tenantId, directiveNo } }: Ask<Static<typeof ByNo>, unknown, unknown>) {
    const file = known(await directives.findByNo(tenantId, directiveNo), directiveNo);
    const { title, state, dueAt, redListedAt } = file.directive;
    const overdue = redListedAt !== null;
    return {
      directiveNo,
      title,
      label: DIRECTIVE_STATES[state].zh,
      dueAt: instantTextOrNull(dueAt),
      overdue,
      progress: stepsOf(file.progress.filter(({ isPublic }) => isPublic)).map(({ isPublic: _, ...step }) => step),
      ...bulletinsOf(file),
    };
  }
}

// helpers

function known(file: DirectiveFile | undefined, name: string): DirectiveFile {
  if (file) return file;
  throw directiveError('ERR_DIRECTIVE_NOT_FOUND', { directive: name });
}

function stepsOf(progress: DirectiveFile['progress']) {
  return progress.map(({ at, percent, text, isPublic }) => ({ at: instantText(at), percent, text, isPublic }));
}

function bulletinsOf({ inspections }: DirectiveFile) {
  return {
    bulletins: inspections.map(({ at, result, bulletin }) => ({ at: instantText(at), result, bulletin })),
  };
}

function show({ directive: row, percent, orderNos }: DirectiveItem) {
  const { draftNo, directiveNo, state, source, title, path, limitDays, extensionCount, guideLeader } = row;
  return {
    ...{ draftNo, directiveNo, state, source, title, path, limitDays, extensionCount, guideLeader, percent, orderNos },
    directiveKey: keyText(row.key),
    leadUnitKey: keyText(row.leadUnitKey),
    coUnitKeys: row.coUnitKeys.map(keyText),
    dueAt: instantTextOrNull(row.dueAt),
    issuedAt: instantTextOrNull(row.issuedAt),
    redListedAt: instantTextOrNull(row.redListedAt),
    closedAt: instantTextOrNull(row.closedAt),
    ratings: row.ratings.map(({ unitKey, score }) => ({ unitKey: keyText(unitKey), score })),
  };
}
