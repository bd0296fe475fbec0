import type { Command } from '../../domain/command.ts';
import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import { pointsEntry } from '../../domain/hand-down/hand-down-tables.ts';
import { requireRole } from './hand-down-rows.ts';

/**
 * Approves suggested points once their publication is over. Whoever suggested them does not approve them.
 *
 * @throws DomainError ERR_POINTS_NOT_FOUND · ERR_POINTS_STATE · ERR_POINTS_OWN · ERR_HAND_DOWN_ROLE
 */
export const approvePoints: Command<{ readonly entryKey: number }, Record<string, never>> = {
  type: 'approve-points',
  decide(context, { entryKey }) {
    requireRole(context, ['party_secretary', 'deputy_leader', 'response_office'], '党委书记、分管领导、接诉即办办公室');
    const { rows, now, actor, record } = context;
    const entry = rows.find(pointsEntry, entryKey);
    if (entry?.tenantId !== actor.tenantId) throw handDownError('ERR_POINTS_NOT_FOUND', { entry: entryKey });
    if (entry.state !== 'suggested' || (entry.publishedUntil ?? 0) > now)
      throw handDownError('ERR_POINTS_STATE', { state: entry.state });
    if (entry.suggestedBy === actor.id) throw handDownError('ERR_POINTS_OWN');
    rows.put(pointsEntry, { ...entry, state: 'approved', approvedBy: actor.id });
    record({ type: 'points.approved', key: entry.orderKey, detail: { rule: entry.rule, delta: entry.delta } });
    return {};
  },
};
