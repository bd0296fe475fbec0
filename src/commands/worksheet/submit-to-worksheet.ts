import { appeal, recentMatter } from '../../domain/appeal/appeal-tables.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { matterId, recent } from '../../domain/appeal/matter.ts';
import type { RowOf } from '../../domain/table.ts';
import { isOpen } from '../../domain/appeal/work-order-state.ts';
import { worksheetError } from '../../domain/worksheet/worksheet-errors.ts';
import { worksheetEntry } from '../../domain/worksheet/worksheet-tables.ts';
import { taskSourceOf } from '../../domain/worksheet/worksheet-words.ts';
import { startProcess } from '../process/create-process-instance.ts';
import { Executions } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';
import { requirePart } from '../appeal/order-part.ts';
import { endedError, orderByNo } from '../appeal/order-rows.ts';

export interface SubmitToWorksheet {
  readonly orderNo: string;
  /** Days it must be done in. @defaultValue the limit of the order, when it counts in days */
  readonly days?: number;
  readonly safety?: boolean;
  /** It needs more than one body. */
  readonly crossSubject?: boolean;
  /** It needs a project, money or a policy. */
  readonly needsProject?: boolean;
}

/**
 * Submits an order to screening for the worksheet 1330.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_NOT_OWN_UNIT · ERR_ORDER_ENDED · ERR_WORKSHEET_TWICE
 */
export const submitToWorksheet: Command<SubmitToWorksheet, { readonly processInstanceKey: number }> = {
  type: 'submit-to-worksheet',
  decide(context, { orderNo, days, safety = false, crossSubject = false, needsProject = false }) {
    const order = orderByNo(context, orderNo);
    requirePart(context, order, { zh: '报送入表', en: 'submit the order' }, [
      'village_secretary',
      'grid_leader',
      'registrar',
      'inspector',
    ]);
    if (!isOpen(order.state)) throw endedError(order, { zh: '报送入表', en: 'enter the worksheet' });
    const { rows, now, record } = context;
    if (rows.find(worksheetEntry, order.key)) throw worksheetError('ERR_WORKSHEET_TWICE', { orderNo });
    const received = rows.find(appeal, order.key);
    const limit = order.limitUnit === 'hours' ? 1 : order.limitAmount;
    const issue = {
      days: days ?? limit ?? null,
      safety,
      crossSubject,
      needsProject,
      repeats: received ? repeatsOf(context, received) : 0,
    };
    const executions = new Executions(context);
    const { processInstanceKey } = startProcess(executions, {
      processId: 'worksheet',
      businessKey: orderNo,
      variables: { orderNo, orderKey: order.key, issue },
    });
    rows.put(worksheetEntry, {
      key: order.key,
      revision: 0,
      tenantId: order.tenantId,
      processInstanceKey,
      taskSource: taskSourceOf(received?.source ?? 'hotline_12345'),
      screening: 'pending',
      screeningReason: null,
      screenedAt: null,
      screenedBy: null,
      issueClass: null,
      targetResult: null,
      mainContent: null,
      measures: null,
      responsible: null,
      claimLeader: null,
      claimedAt: null,
      reportedAt: now,
    });
    record({ type: 'worksheet.submitted', key: order.key, processInstanceKey });
    settle(executions);
    return { processInstanceKey };
  },
};

// helpers

function repeatsOf({ rows, now, actor }: DecisionContext, received: RowOf<typeof appeal>): number {
  const known = recent(rows.find(recentMatter, matterId(actor.tenantId, received))?.appeals ?? [], now);
  return known.filter(({ orderKey }) => orderKey !== received.key).length;
}
