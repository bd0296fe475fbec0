import { account } from '../../domain/organisation/account-tables.ts';
import type { Standing } from '../../domain/actor.ts';
import type { DecisionContext } from '../../domain/command.ts';
import { httpError } from '../../domain/http-errors.ts';
import { organisationError } from '../../domain/organisation/organisation-errors.ts';
import { delegation, dutyShift } from '../../domain/organisation/organisation-tables.ts';
import type { userTask } from '../../domain/process/process-tables.ts';
import { isOwnWork, standingFor, worksForAll } from '../../domain/organisation/role-scopes.ts';
import type { RowOf } from '../../domain/table.ts';

/**
 * Makes sure that a task is the actor's: assigned or offered to them, or to somebody for whom they stand in at this instant.
 *
 * @returns by what the actor stands in; undefined when the task is their own
 * @throws DomainError ERR_TASK_OF_OTHERS · ERR_STANDING_OVER when the delegation was revoked or the shift has ended
 */
export function requireOwnTask(context: DecisionContext, task: RowOf<typeof userTask>): Standing | undefined {
  const { actor } = context;
  if (worksForAll(actor)) return undefined;
  if (!isOwnWork(actor, task)) throw httpError('ERR_TASK_OF_OTHERS', { key: task.key });
  const standing = standingFor(actor, task);
  if (standing && !isInForce(context, standing)) throw organisationError('ERR_STANDING_OVER', { key: task.key });
  return standing;
}

// helpers

/** Who asks was looked up a moment ago; since then it may have ended. */
function isInForce({ rows, now }: DecisionContext, { by, key }: Standing): boolean {
  if (by === 'roster') {
    const shift = rows.find(dutyShift, key);
    return shift !== undefined && shift.cancelledAt === null && shift.startAt <= now && now < shift.endAt;
  }
  const given = rows.find(delegation, key);
  if (!given || given.revokedAt !== null || now < given.startAt || now >= given.endAt) return false;
  return rows.find(account, given.fromAccountKey)?.active === true;
}
