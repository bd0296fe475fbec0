import { appeal, party } from '../../domain/appeal/appeal-tables.ts';
import type { Handler } from '../../domain/process/handler.ts';
import { findRepeat } from '../../domain/appeal/repeat.ts';
import { clusterWindow } from '../cluster/cluster-work.ts';
import { matchFindings } from '../proactive/finding-match.ts';
import { moved, orderOf, setting, toStaff } from '../order-work.ts';

/**
 * Looks for earlier appeals about the same matter, by keyed hash of the phone, category, place and object; nothing is decrypted. Findings about the
 * same matter learn of it. Sets `repeat`, what table D09 asks.
 */
export const screenAppeal: Handler = {
  jobType: 'screen-appeal',
  run(input) {
    const order = orderOf(input);
    const received = input.rows.find(appeal, order.key);
    if (!received) return {};
    const matched = matchFindings(input, received);
    const { type, category, objectKey, unitKey, partyKey } = received;
    const repeat = findRepeat(input.rows, {
      ...{ type, category, objectKey, unitKey },
      tenantId: input.tenantId,
      phoneHash: input.rows.find(party, partyKey)?.phoneHash ?? null,
      orderKey: order.key,
      now: input.now,
      windowMs: clusterWindow(input),
      repeatDays: Number(setting(input, 'repeat_days') ?? 30),
    });
    return {
      changes: [...(order.state === 'supplement_requested' ? [moved(order, 'registered')] : []), ...matched.changes],
      messages: [
        ...matched.messages,
        // a suggestion, no more
        ...(repeat.possible >= Number(setting(input, 'cluster_minimum') ?? 3)
          ? [toStaff(order, 'possible_cluster', 'registrar')]
          : []),
      ],
      events: matched.events,
      variables: { repeat },
    };
  },
};
