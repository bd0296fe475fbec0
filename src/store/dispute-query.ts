import type { Knex } from 'knex';
import type { Actor } from '../domain/actor.ts';
import type { DisputeFile, DisputeStep } from '../domain/duty-dispute/duty-query-ports.ts';
import { returnRequest } from '../domain/duty-dispute/duty-tables.ts';
import { processInstance, userTask } from '../domain/process/process-tables.ts';
import { isOwnWork, seesAllUnits } from '../domain/organisation/role-scopes.ts';
import { columnsOf, rowOf } from './reading.ts';
import { visibleOrders } from './visible-orders.ts';

const MOST = 200;
/** Tasks in which somebody's answer is waited for. */
const STEPS = ['correct_request', 'give_opinion', 'rule_dispute', 'study_dispute'];

/** Disputes about duties, as far as the asker may see them, with where each waits. */
export async function disputeFiles(knex: Knex, asker: Actor, open: boolean): Promise<DisputeFile[]> {
  const query = visible(knex, asker).orderBy('t.key', 'desc').limit(MOST);
  if (open) void query.whereNull('t.ruled_at');
  const rows: Record<string, unknown>[] = await query.select([
    ...columnsOf(knex, returnRequest, 't'),
    'o.order_no as orderNo',
    'w.whistle_no as whistleNo',
  ]);
  const steps = rows.length > 0 ? await stepsOf(knex, asker) : new Map<number, DisputeStep>();
  return rows.map(({ orderNo, whistleNo, ...columns }) => {
    const request = rowOf(returnRequest, columns);
    return {
      request,
      orderNo: typeof orderNo === 'string' ? orderNo : null,
      whistleNo: typeof whistleNo === 'string' ? whistleNo : null,
      step: steps.get(request.key) ?? null,
    };
  });
}

// helpers

function visible(knex: Knex, asker: Actor): Knex.QueryBuilder {
  const query = knex('return_request as t')
    .leftJoin('work_order as o', 'o.key', 't.order_key')
    .leftJoin('whistle as w', 'w.key', 't.whistle_key')
    .where('t.tenant_id', asker.tenantId);
  const orders = visibleOrders(knex, asker.tenantId, asker).select('t.key');
  if (seesAllUnits(asker)) return query.where((all) => all.whereNull('t.order_key').orWhereIn('t.order_key', orders));
  return query.where((own) => own.where('t.unit_key', asker.unitKey).orWhere('t.proposed_unit_key', asker.unitKey));
}

/** Open tasks by the dispute that their process names; open disputes are few. */
async function stepsOf(knex: Knex, asker: Actor): Promise<ReadonlyMap<number, DisputeStep>> {
  const rows: Record<string, unknown>[] = await knex('user_task as u')
    .join('process_instance as i', 'i.key', 'u.process_instance_key')
    .where('u.tenant_id', asker.tenantId)
    .whereRaw("u.state = 'CREATED'")
    .whereIn('u.element_id', STEPS)
    .select([
      ...columnsOf(knex, userTask, 'u', ['key', 'elementId', 'dueAt', 'assignee', 'candidateGroups', 'candidateUsers']),
      ...columnsOf(knex, processInstance, 'i', ['variables']),
    ]);
  return new Map(
    rows.map(({ variables, ...columns }) => {
      const task = rowOf(userTask, columns);
      const known = rowOf(processInstance, { variables }).variables;
      const { elementId, dueAt } = task;
      return [Number(known['requestKey']), { elementId, dueAt, userTaskKey: isOwnWork(asker, task) ? task.key : null }];
    }),
  );
}
