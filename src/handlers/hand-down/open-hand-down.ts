import { contactLog, recentMatter } from '../../domain/appeal/appeal-tables.ts';
import { fieldError } from '../../domain/field-error.ts';
import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import { handDownCase, type EligibilityFacts } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { hasPersonalNumber } from '../../domain/privacy/masking.ts';
import { matterId, recent } from '../../domain/appeal/matter.ts';
import { appellantOf, foundOnSite } from './hand-down-work.ts';
import { context, orderOf, text, type Order } from '../order-work.ts';

/**
 * Opens a hand-down with the section's legal basis, and gathers what table D11 asks: from the rows of the order, never from the village.
 *
 * @throws {@link DomainError} ERR_HAND_DOWN_VILLAGE, ERR_APPEAL_FIELD
 */
export const openHandDown: Handler = {
  jobType: 'open-hand-down',
  run(input) {
    const order = orderOf(input);
    const { received } = appellantOf(input, order);
    const villageKey = received?.unitKey ?? null;
    if (villageKey === null) throw handDownError('ERR_HAND_DOWN_VILLAGE', { orderNo: order.orderNo });
    const said = context(input.variables['handDown']);
    const legalBasis = text(said['legalBasis'])?.trim() ?? '';
    if (hasPersonalNumber(legalBasis))
      throw fieldError(
        'handDown.legalBasis',
        { zh: '不含电话、证件号码的法律政策条文', en: 'a rule of law or policy without personal numbers' },
        { zh: '个人号码', en: 'one' },
      );
    const facts = gather(input, order, { ...said, legalBasis });
    const key = input.nextKey();
    return {
      variables: { handDownKey: key, villageKey, facts, handDown: null },
      changes: [
        put(handDownCase, {
          key,
          revision: 0,
          tenantId: input.tenantId,
          orderKey: order.key,
          villageKey,
          state: 'preparing',
          facts,
          legalBasis,
          basisBy: input.actor.id,
          judgement: 'undecided',
          method: null,
          refusal: null,
          signedBy: null,
          signedAt: null,
          informedAt: null,
          round: 1,
          quorumFailures: 0,
          pack: null,
          counts: [],
          verdicts: [],
          objectedAt: null,
          calmVisits: 0,
          overturnedAt: null,
          openedAt: input.now,
          closedAt: null,
        }),
      ],
      events: [{ type: 'hand-down.opened', key: order.key }],
    };
  },
};

/** What table D11 asks about an order, as far as its rows tell; the rest is `said`. */
export function gather(input: HandlerInput, order: Order, said: Readonly<Record<string, unknown>>): EligibilityFacts {
  const { received, appellant, phoneHash } = appellantOf(input, order);
  const matter = received && input.rows.find(recentMatter, matterId(input.tenantId, received));
  const own = recent(matter?.appeals ?? [], input.now).filter((entry) => phoneHash && entry.phoneHash === phoneHash);
  return {
    type: received?.type ?? 'other',
    confidential: appellant?.confidential === true,
    officials: said['officials'] === true,
    safety: said['safety'] === true || order.sensitive,
    siteChecked: foundOnSite(input, order) !== null,
    contacts: input.rows.list(contactLog, 'byOrder', [order.key]).filter(({ answered }) => answered).length,
    basis: said['legalBasis'] !== '',
    judgement: 'undecided',
    similar: Math.max(1, own.length),
  };
}
