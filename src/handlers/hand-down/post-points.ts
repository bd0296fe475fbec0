import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import { handDownCase, panelMember, pointsEntry } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { limitEnd } from '../round-table/consultation-work.ts';
import { dayOf, formatDay } from '../../domain/day.ts';
import { handDownOf, personOf, type HandDown } from './hand-down-work.ts';
import { context, orderOf, setting, text, type Order } from '../order-work.ts';

/**
 * Writes the points that table D19 gives down as a suggestion, published for objection before anybody approves it. Only a breach of village
 * rules that the panel found may cost points, whatever the table says. Each person has entries of their own: for a review everybody who sat
 * on its panel, otherwise the appellant; those for patrols stop at `points_patrol_monthly` a month.
 *
 * @throws {@link DomainError} ERR_POINTS_FOR_APPEALING
 * @see Regulation art. 8, Personal Information Protection Law art. 24
 */
export const postPoints: Handler = {
  jobType: 'post-points',
  run(input) {
    const order = orderOf(input);
    const kase = handDownOf(input);
    const { points } = context(input.variables['d19']);
    const delta = typeof points === 'number' && Number.isInteger(points) ? points : 0;
    const rule = text(context(input.variables['points'])['reason']) ?? 'none';
    const breach = rule === 'breach' && context(input.variables['finding'])['breach'] === true;
    if (delta < 0 && !breach) throw handDownError('ERR_POINTS_FOR_APPEALING');
    return {
      changes: [
        put(handDownCase, { ...kase, state: 'calming' }),
        ...holders(input, order, kase, rule)
          .map((person) => ({ person, granted: capped(input, person, rule, delta) }))
          .filter(({ granted }) => granted !== 0)
          .map(({ person, granted }) =>
            put(pointsEntry, {
              key: input.nextKey(),
              revision: 0,
              tenantId: input.tenantId,
              orderKey: order.key,
              caseKey: kase.key,
              villageKey: kase.villageKey,
              rule,
              delta: granted,
              state: 'suggested',
              suggestedAt: input.now,
              suggestedBy: input.actor.id,
              publishedUntil: limitEnd(input, 'points_publication'),
              approvedBy: null,
              reverses: null,
              person,
            }),
          ),
      ],
    };
  },
};

// helpers

function holders(input: HandlerInput, order: Order, { key, round }: HandDown, rule: string): readonly string[] {
  if (rule !== 'joined_review') return [personOf(input, order)];
  return input.rows
    .list(panelMember, 'byCase', [key])
    .filter((member) => member.round === round && member.seat === 'seated')
    .map(({ candidateKey }) => `candidate:${candidateKey}`);
}

/** What is left of the month's patrol points of a person; other points as they are. */
function capped(input: HandlerInput, person: string, rule: string, delta: number): number {
  if (rule !== 'patrol') return delta;
  const month = (at: number) => formatDay(dayOf(at)).slice(0, 7);
  const sofar = input.rows
    .list(pointsEntry, 'byPerson', [input.tenantId, person])
    .filter(
      (entry) => entry.rule === rule && entry.state !== 'reversed' && month(entry.suggestedAt) === month(input.now),
    )
    .reduce((sum, entry) => sum + entry.delta, 0);
  return Math.max(0, Math.min(delta, Number(setting(input, 'points_patrol_monthly')) - sofar));
}
