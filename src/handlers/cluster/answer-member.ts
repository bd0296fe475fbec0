import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import { appealCluster, clusterMember } from '../../domain/cluster/cluster-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { currentDeadline } from '../order-deadline.ts';
import { moved, orderOf, toAppellant, toHotline, type Order } from '../order-work.ts';

/**
 * Gives the appellant of an order that followed a parent the parent's result; from here on it has its own callback and closure. When the
 * matter went outside the township, this order goes with it.
 */
export const answerMember: Handler = {
  jobType: 'answer-member',
  run(input) {
    const order = orderOf(input);
    const member = input.rows.find(clusterMember, order.key);
    const cluster = member && input.rows.find(appealCluster, member.clusterKey);
    const parent = cluster && input.rows.find(workOrder, cluster.parentOrderKey);
    if (!member || !parent) return {};
    const answered = put(clusterMember, { ...member, answeredAt: input.now });
    if (cluster.outcome === 'forwarded') {
      return {
        variables: { outcome: 'forwarded_external' },
        changes: [moved(order, 'forwarded', { closedAt: input.now }), answered],
        messages: [
          toAppellant(order, 'forwarded'),
          ...toHotline(input, order, 'HotlineReturn', { reason: 'forwarded' }),
        ],
      };
    }
    const dueAt = ownDate(input, order) ?? parent.dueAt;
    return {
      variables: {
        outcome: 'answered',
        level: parent.level,
        ownerUnitKey: parent.ownerUnitKey,
        coUnitKeys: parent.coUnitKeys,
        dueAt: dueAt === null ? null : formatInstant(dueAt),
      },
      changes: [moved(order, 'callback_pending', { ...resultOf(parent), dueAt, feedbackAt: input.now }), answered],
      messages: [
        toAppellant(order, 'feedback'),
        ...toHotline(input, order, 'FeedbackSubmitted', {
          resolved: parent.resolved,
          isTrue: parent.isTrue,
          publicReply: parent.publicReply,
        }),
      ],
      events: [{ type: 'order.answered-by-parent', key: order.key, detail: { parentOrderKey: parent.key } }],
    };
  },
};

// helpers

/** What an order has of its parent's: who handled it, under which level and sign-off, and what came out. */
function resultOf(parent: Order): Partial<Order> {
  const { level, limitAmount, limitUnit, limitBasis, ownerUnitKey, coUnitKeys, catalogueEntry } = parent;
  const { signedOffAt, signedOffBy, signOffDelegated, handledBy, isTrue, beyondDuty } = parent;
  const { resolved, unresolvedReason, publicReply } = parent;
  return {
    ...{ level, limitAmount, limitUnit, limitBasis, ownerUnitKey, coUnitKeys, catalogueEntry },
    ...{ signedOffAt, signedOffBy, signOffDelegated, handledBy, isTrue, beyondDuty },
    ...{ resolved, unresolvedReason, publicReply },
  };
}

/** The date promised to this appellant, when the order had one before it followed another. */
function ownDate(input: HandlerInput, order: Order): number | undefined {
  return currentDeadline(input, order)?.dueAt;
}
