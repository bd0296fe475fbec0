import { siteCheck } from '../../domain/appeal/appeal-tables.ts';
import {
  put,
  type Handler,
  type HandlerInput,
  type HandlerResult,
  type RowChange,
  type ThrownMessage,
} from '../../domain/process/handler.ts';
import { requireOthersWork } from '../../domain/appeal/own-work.ts';
import { voidedRating, whistle, whistleRating, whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { changed, marked, oneOfWords, orderOf, setting, text, toStaff, type Order } from '../order-work.ts';
import { toCalled, unitsByCode } from '../whistle/whistle-work.ts';

/**
 * Records what the inspector found. A false result is marked as a violation (Regulation art. 35), and what units did for it when a whistle called
 * them counts as nought (table D18): all that had reported their part, or those that `falseUnits` names by code. Found false as often as
 * `false_results_for_directive`, it is asked for a directive.
 *
 * @throws {@link DomainError} ERR_OWN_WORK · ERR_OWN_UNIT_WORK when the inspector or the inspector's unit handled it · ERR_UNIT_NOT_FOUND
 */
export const recordInspection: Handler = {
  jobType: 'record-inspection',
  run(input) {
    const order = orderOf(input);
    requireOthersWork(input, order, { zh: '核验', en: 'inspect it' });
    const finding = oneOfWords('finding', input.variables['finding'], ['yes', 'part', 'no']);
    const found = put(siteCheck, {
      key: input.nextKey(),
      tenantId: input.tenantId,
      orderKey: order.key,
      at: input.now,
      by: input.actor.id,
      finding,
      inspection: true,
    });
    if (finding !== 'no') return { changes: [found] };
    const ratings = voidRatings(input, order);
    return {
      variables: { falseUnits: null },
      changes: [found, changed(order, { marks: marked(order, 'false_result', 'violation') }), ...ratings.changes],
      messages: [
        toStaff(order, 'result_false', 'party_secretary'),
        ...ratings.messages,
        ...directiveWhenOften(input, order),
      ],
      events: ratings.events,
    };
  },
};

// helpers

/** Ratings that rest on a result which was not so; what was verified since the whistle closed stands. */
function voidRatings(input: HandlerInput, order: Order) {
  const { rows, now, actor } = input;
  const named = text(input.variables['falseUnits'])
    ?.split(/[,,、\s]+/)
    .filter(Boolean);
  const blamed = named && unitsByCode(input, named).map(({ key }) => key);
  const verified = inspectionsOf(input, order).filter((check) => check.finding !== 'no');
  const changes: RowChange[] = [];
  const messages: ThrownMessage[] = [];
  const events: NonNullable<HandlerResult['events']>[number][] = [];
  for (const row of rows.list(whistle, 'byOrder', [order.key])) {
    const { closedAt } = row;
    if (closedAt === null || verified.some(({ at }) => at >= closedAt)) continue;
    const ratings = rows.list(whistleRating, 'byWhistle', [row.key]);
    for (const { unitKey, taskDoneAt } of rows.list(whistleUnit, 'byWhistle', [row.key])) {
      const rating = ratings.findLast((each) => each.unitKey === unitKey);
      if (taskDoneAt === null || !rating || rating.cause === 'false_result') continue;
      if (blamed && !blamed.includes(unitKey)) continue;
      changes.push(put(whistleRating, voidedRating(rating, { key: input.nextKey(), by: actor.id, at: now })));
      messages.push(toCalled(row, 'whistle_rating_void', unitKey));
      const detail = { whistleNo: row.whistleNo, unitKey, total: 0, before: rating.total, cause: 'false_result' };
      events.push({ type: 'whistle.rated', key: order.key, detail });
    }
  }
  return { changes, messages, events };
}

function directiveWhenOften(input: HandlerInput, order: Order): readonly ThrownMessage[] {
  const before = inspectionsOf(input, order).filter((check) => check.finding === 'no').length;
  if (before + 1 !== setting(input, 'false_results_for_directive')) return [];
  const variables = {
    source: 'inspection',
    title: '多次核验虚假事项',
    orderKeys: [order.key],
    leadUnitKey: order.ownerUnitKey,
  };
  return [
    { name: 'DirectiveRequested', correlationKey: `inspection/${order.orderNo}`, variables },
    toStaff(order, 'directive_requested', 'district_command'),
  ];
}

function inspectionsOf({ rows }: HandlerInput, { key }: Order) {
  return rows.list(siteCheck, 'byOrder', [key]).filter(({ inspection }) => inspection);
}
