import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import { returnRequest, RULINGS } from '../../domain/duty-dispute/duty-tables.ts';
import { put, type Handler, type HandlerInput, type RowChange } from '../../domain/process/handler.ts';
import { whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { requestOf, ruledUnit, toDisputant, type Request } from './dispute-work.ts';
import { changed, context, oneOfWords, text } from '../order-work.ts';

/**
 * Records a ruling. Header `ruling` says what happens without anybody's word: `rejected` by table D07, or `lapsed` when nobody ruled in time.
 * The time a dispute took is charged to the objector when it was rejected, to the dispatcher when it was right; the citizen's date stays.
 * A matter that goes to the monthly meeting stays with the first recipient until then. Regulation art. 12 ¶3.
 */
export const recordRuling: Handler = {
  jobType: 'record-ruling',
  run(input) {
    const row = requestOf(input);
    const d07 = context(input.variables['d07']);
    const given = input.headers['ruling'] ?? input.variables['ruling'];
    const ruling = oneOfWords('ruling', given, [...RULINGS, 'lapsed']);
    const isAutomatic = input.headers['ruling'] !== undefined;
    const isUpheld = ruling === 'reassigned' || ruling === 'co_assigned';
    const unit = isUpheld
      ? ruledUnit(input, { zh: '执行裁定', en: 'carry out the ruling' }, ruling === 'reassigned')
      : undefined;
    const isOpen = ruling === 'escalated';
    const ruled: Request = {
      ...row,
      rule: text(d07['rule']),
      opinion: row.opinion ?? (row.proposedUnitKey === null ? null : 'none'),
      ruling: ruling === 'lapsed' ? 'rejected' : ruling,
      ruledUnitKey: unit?.key ?? null,
      final: isAutomatic ? d07['final'] === true && ruling === 'rejected' : !isOpen,
      ruledBy: isAutomatic ? 'rule' : input.actor.id,
      ruledAt: isOpen ? null : input.now,
      lostMs: isOpen ? null : input.now - row.requestedAt,
      chargedTo: charge(row, ruling),
    };
    // while the meeting or the hotline has not ruled, the caller goes on as if nothing had changed
    const answer = ruling === 'reassigned' || ruling === 'co_assigned' ? ruling : 'rejected';
    return {
      variables: {
        ruling: answer,
        unitCode: unit?.code ?? null,
        escalated: isOpen,
        outcome: ruling === 'lapsed' ? 'rejected' : ruling,
      },
      changes: [put(returnRequest, ruled), ...objectionRuled(input, ruled, isOpen), ...stayingAsCo(input, ruled)],
      messages: [
        ...(row.unitKey === null ? [] : [toDisputant(row, `dispute_${ruling}`, row.unitKey)]),
        ...(unit && row.unitKey !== unit.key ? [toDisputant(row, 'dispute_designated', unit.key)] : []),
      ],
      events: [
        {
          type: 'dispute.ruled',
          key: row.orderKey ?? row.key,
          detail: { requestKey: row.key, ruling, rule: ruled.rule, final: ruled.final, lostMs: ruled.lostMs },
        },
      ],
    };
  },
};

// helpers

function charge({ origin }: Request, ruling: string): Request['chargedTo'] {
  if (ruling === 'reassigned' || ruling === 'co_assigned') return 'dispatcher';
  return ruling === 'rejected' && origin !== 'routing_tie' ? 'objector' : null;
}

/** Where department and township are both on the list, the department leads and the township's unit stays to assist. */
function stayingAsCo(input: HandlerInput, { orderKey, unitKey, ruling, ruledUnitKey }: Request): readonly RowChange[] {
  const overlaps = context(input.variables['dispute'])['overlap'] === true;
  const order = orderKey === null ? undefined : input.rows.find(workOrder, orderKey);
  if (!overlaps || !order || ruling !== 'reassigned' || unitKey === null || unitKey === ruledUnitKey) return [];
  return [changed(order, { coUnitKeys: [...new Set([...order.coUnitKeys, unitKey])] })];
}

/** The unit of a whistle comes in any case; the ruling is kept with it. */
function objectionRuled(
  input: HandlerInput,
  { whistleKey, unitKey, ruling }: Request,
  isOpen: boolean,
): readonly RowChange[] {
  if (whistleKey === null || isOpen) return [];
  const unit = input.rows.list(whistleUnit, 'byWhistle', [whistleKey]).find((each) => each.unitKey === unitKey);
  if (!unit) return [];
  return [put(whistleUnit, { ...unit, objection: ruling === 'rejected' ? 'rejected' : 'upheld' })];
}
