import type { Handler, ThrownMessage } from '../../domain/process/handler.ts';
import { formatInstant } from '../../domain/iso-time.ts';
import { nextWarningAt, warningsBetween, type WatchedLimit } from '../../domain/appeal/warning.ts';
import { currentDeadline } from '../order-deadline.ts';
import { changed, orderOf, setting, toStaff, type Order } from '../order-work.ts';

/**
 * Watches an order's limit: gives the warnings whose time has come since it last ran (`warnedAt`), and says when to run again (`warnAt`).
 * So a moved date needs no other timer. 50 % warns only where days are left to act (L3, L4).
 */
export const warnOrder: Handler = {
  jobType: 'warn-order',
  run(input) {
    const order = orderOf(input);
    const current = currentDeadline(input, order);
    const since = typeof input.variables['warnedAt'] === 'number' ? input.variables['warnedAt'] : input.now;
    const limit: WatchedLimit = {
      startAt: current?.startAt ?? order.dispatchedAt ?? input.now,
      dueAt: current?.dueAt ?? order.dueAt ?? input.now,
      percentages: percentages(order, setting(input, 'warning_percentages')),
    };
    const warnings = warningsBetween(limit, since, input.now);
    const owner = order.ownerUnitKey ?? 'response_office';
    const urge = warnings.some((warning) => warning.kind === 'part' && warning.percent >= 100);
    const supervise = warnings.some(({ kind }) => kind === 'supervise');
    const messages: ThrownMessage[] = warnings.flatMap((warning) => {
      if (warning.kind === 'part') return [toStaff(order, `limit_${warning.percent}_percent`, owner)];
      return warning.kind === 'supervise'
        ? [toStaff(order, 'supervise', owner), toStaff(order, 'supervise', 'inspector')]
        : [];
    });
    return {
      variables: { warnAt: formatInstant(nextWarningAt(limit, input.now)), warnedAt: input.now },
      changes: urge || supervise ? [changed(order, { urged: true, supervised: order.supervised || supervise })] : [],
      messages,
      events: warnings.map((warning) => ({
        type: `order.warned-${warning.kind}`,
        key: order.key,
        detail: { state: order.state, ...(warning.kind === 'part' && { percent: warning.percent }) },
      })),
    };
  },
};

// helpers

function percentages(order: Order, set: unknown): readonly number[] {
  const all = Array.isArray(set) ? set.filter((each): each is number => typeof each === 'number') : [50, 80, 100];
  return order.level === 'L1' || order.level === 'L2' ? all.filter((percent) => percent >= 80) : all;
}
