import { Type, type Static } from 'typebox';
import { resolveCondition } from '../../../commands/process/resolve-condition.ts';
import { wordMessage } from '../../../commands/appeal/word-message.ts';
import type { Actor } from '../../../domain/actor.ts';
import { appealError } from '../../../domain/appeal/appeal-errors.ts';
import { MESSAGE_TEMPLATES, placeholdersFor, type TemplateSpec } from '../../../domain/reference/message-templates.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { ORDER_PARAMS } from '../../schemas/cases.ts';
import { Instant, instantText, instantTextOrNull, Key, keyTextOrNull, Nullable } from '../../schemas/common.ts';

const READ = needs('appeals:read');
/** Who sees the lines of all units; others see those of their own. */
const LEADING = ['deputy_leader', 'party_secretary', 'response_office', 'inspector', 'township_admin'] as const;
const TAG = 'Work order';
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const When = Nullable(Instant);
const SideRoutes = Type.Object({
  extensions: Type.Array(
    Type.Object({
      state: Type.String(),
      reason: Type.String(),
      basis: Type.String(),
      evidence: Type.Boolean(),
      askedAmount: Type.Integer(),
      grantedAmount: Nullable(Type.Integer()),
      leftPercent: Type.Integer(),
      requestedAt: Instant,
      ruledBy: Nullable(Type.String()),
      ruledAt: When,
      informedAt: When,
      closedAt: When,
    }),
  ),
  suspensions: Type.Array(
    Type.Object({
      state: Type.String(),
      reason: Type.String(),
      plan: Type.String(),
      reply: Type.String(),
      expectedOn: Type.String(),
      requestedAt: Instant,
      agreedAt: When,
      approvedAt: When,
      reviews: Type.Integer(),
      reviewedAt: When,
      closedAt: When,
    }),
  ),
  mediations: Type.Array(
    Type.Object({
      state: Type.String(),
      reminder: Nullable(Type.String()),
      remindedAt: When,
      refusedBy: Nullable(Type.String()),
      agreementForm: Nullable(Type.String()),
      agreedAt: When,
      openedAt: Instant,
      closedAt: When,
      visits: Type.Array(
        Type.Object({
          number: Type.Integer(),
          at: Instant,
          visitors: Type.Array(Type.String()),
          outcome: Type.String(),
        }),
      ),
    }),
  ),
});
const DailyLines = Type.Object({
  items: Type.Array(
    Type.Object({
      orderNo: Type.String(),
      state: Type.String(),
      level: Nullable(Type.String()),
      ownerUnitKey: Nullable(Key),
      dueAt: When,
      overdue: Type.Boolean(),
      urged: Type.Boolean(),
      supervised: Type.Boolean(),
      writtenAt: Instant,
    }),
  ),
});
const Text = Type.Object(
  { zh: Type.String({ maxLength: 500 }), en: Type.String({ maxLength: 500 }) },
  { additionalProperties: false },
);
const Templates = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.String(),
      to: Type.Enum(['appellant', 'staff']),
      placeholders: Type.Array(Type.String()),
      default: Text,
      value: Text,
    }),
  ),
});
const DATE_QUERY = Type.Object({ date: Day }, { additionalProperties: false });
const TEMPLATE_PARAMS = Type.Object({ name: Type.String({ maxLength: 60 }) });
type OrderAsk = Ask<Static<typeof ORDER_PARAMS>, unknown, unknown>;
type TemplateAsk<B> = Ask<Static<typeof TEMPLATE_PARAMS>, unknown, B>;

/** Extensions, suspensions and homestead disputes of orders; the line of every day; the wording of messages. */
export function sideRouteRoutes({ submit, queries }: HttpDeps): readonly Route[] {
  const template = { access: needs('admin:write'), tag: 'Tuning', params: TEMPLATE_PARAMS } as const;
  return [
    route(
      'GET',
      '/api/work-orders/{orderNo}/side-routes',
      {
        access: READ,
        tag: TAG,
        params: ORDER_PARAMS,
        summary: 'Extensions, suspensions, homestead mediations 延期、挂账、三步工作法',
        answer: SideRoutes,
      },
      ofOrder,
    ),
    route(
      'POST',
      '/api/work-orders/{orderNo}/condition-resolved',
      {
        access: needs('appeals:write'),
        tag: TAG,
        params: ORDER_PARAMS,
        summary: 'What a suspended order waited for has come 挂账条件已具备',
      },
      resolve,
    ),
    route(
      'GET',
      '/api/daily-lines',
      {
        access: READ,
        tag: TAG,
        query: DATE_QUERY,
        summary: 'The line of a day for every open order 每日每单督办',
        description: 'Leaders, the office and inspectors see all; others those of their own unit.',
        answer: DailyLines,
      },
      lines,
    ),
    route(
      'GET',
      '/api/message-templates',
      { access: needs('admin:read'), tag: 'Tuning', summary: 'List message templates 消息模板', answer: Templates },
      templates,
    ),
    route(
      'PUT',
      '/api/message-templates/{name}',
      {
        ...template,
        summary: 'Word a message otherwise',
        description:
          'Names in braces stand for what is known then; each template says which. Nobody but the addressee is named, masked.',
        body: Text,
      },
      word,
    ),
    route(
      'DELETE',
      '/api/message-templates/{name}',
      { ...template, summary: 'Take a message back to its standard text' },
      reset,
    ),
  ];

  async function ofOrder({ actor, params: { orderNo } }: OrderAsk) {
    const file = await queries.sideRoutes.ofOrder(await seen(actor, orderNo));
    return {
      extensions: file.extensions.map((each) => ({
        ...each,
        requestedAt: instantText(each.requestedAt),
        ruledAt: instantTextOrNull(each.ruledAt),
        informedAt: instantTextOrNull(each.informedAt),
        closedAt: instantTextOrNull(each.closedAt),
      })),
      suspensions: file.suspensions.map((each) => ({
        ...each,
        requestedAt: instantText(each.requestedAt),
        agreedAt: instantTextOrNull(each.agreedAt),
        approvedAt: instantTextOrNull(each.approvedAt),
        reviewedAt: instantTextOrNull(each.reviewedAt),
        closedAt: instantTextOrNull(each.closedAt),
      })),
      mediations: file.mediations.map((each) => ({
        ...each,
        remindedAt: instantTextOrNull(each.remindedAt),
        agreedAt: instantTextOrNull(each.agreedAt),
        openedAt: instantText(each.openedAt),
        closedAt: instantTextOrNull(each.closedAt),
        visits: each.log.map(({ number, at, visitors, outcome }) => ({
          number,
          at: instantText(at),
          visitors,
          outcome,
        })),
      })),
    };
  }

  async function resolve({ actor, params: { orderNo }, options }: OrderAsk) {
    await seen(actor, orderNo);
    await submit(resolveCondition, { orderNo }, options);
  }

  async function lines({ actor, query }: Ask<unknown, Static<typeof DATE_QUERY>, unknown>) {
    const all = actor.kind !== 'person' || LEADING.some((role) => actor.roles.includes(role));
    const found = await queries.sideRoutes.dailyLines(actor.tenantId, query.date, all ? null : (actor.unitKey ?? -1));
    return {
      items: found.map((line) => ({
        ...line,
        ownerUnitKey: keyTextOrNull(line.ownerUnitKey),
        dueAt: instantTextOrNull(line.dueAt),
        writtenAt: instantText(line.writtenAt),
      })),
    };
  }

  async function templates({ actor }: Ask<unknown, unknown, unknown>) {
    const own = await queries.sideRoutes.ownTexts(actor.tenantId);
    const items = Object.entries(MESSAGE_TEMPLATES as Readonly<Record<string, TemplateSpec>>);
    return {
      items: items.map(([name, { to, zh, en }]) => {
        return {
          name,
          to,
          placeholders: [...placeholdersFor(to)],
          default: { zh, en },
          value: own.get(name) ?? { zh, en },
        };
      }),
    };
  }

  async function word({ params: { name }, body, options }: TemplateAsk<Static<typeof Text>>) {
    await submit(wordMessage, { name, text: body }, options);
  }

  async function reset({ params: { name }, options }: TemplateAsk<unknown>) {
    await submit(wordMessage, { name, text: null }, options);
  }

  async function seen(actor: Actor, orderNo: string): Promise<number> {
    const file = await queries.workOrders.find(actor, orderNo);
    if (file) return file.order.key;
    throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
  }
}
