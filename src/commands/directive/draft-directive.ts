import { appealError } from '../../domain/appeal/appeal-errors.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { dayOf, yearOf } from '../../domain/day.ts';
import { directiveProblem, refused, type DirectiveWords } from '../../domain/directive/directive-draft.ts';
import { directiveError } from '../../domain/directive/directive-errors.ts';
import { directive, DIRECTIVE_SOURCES, type DirectiveSource } from '../../domain/directive/directive-tables.ts';
import { newDirective } from '../../domain/directive/new-directive.ts';
import { ASSISTING_KINDS, orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { isOpen, labelOf } from '../../domain/appeal/work-order-state.ts';
import { startProcess } from '../process/create-process-instance.ts';
import { Executions } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';
import { nextNumber } from '../appeal/next-number.ts';
import { orderByNo } from '../appeal/order-rows.ts';

export interface DraftDirective extends DirectiveWords {
  readonly source: DirectiveSource;
  readonly leadUnitKey: number;
  readonly coUnitKeys: readonly number[];
  /** Role or account that guides on site. @defaultValue `deputy_leader` */
  readonly guideLeader?: string;
  /** Orders that follow its date. */
  readonly orderNos: readonly string[];
}

export interface DraftedDirective {
  readonly directiveKey: number;
  /** `ZL-2024-N7`; the number proper comes with the issue. */
  readonly draftNo: string;
}

/**
 * Drafts a directive of the command centre; it waits to be issued.
 *
 * @throws DomainError ERR_DIRECTIVE_FIELD · ERR_UNIT_NOT_FOUND · ERR_NOT_FIRST_RECIPIENT when a village would lead
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_DIRECTIVE_ORDER when an order is not at work
 */
export const draftDirective: Command<DraftDirective, DraftedDirective> = {
  type: 'draft-directive',
  prefetch: ({ leadUnitKey, coUnitKeys }) => [leadUnitKey, ...coUnitKeys].map((key) => ({ table: orgUnit, key })),
  decide(context, input) {
    const orderKeys = check(context, input);
    const { rows, actor, now, nextKey, record } = context;
    const year = yearOf(dayOf(now));
    const draftNo = `ZL-${year}-N${nextNumber(context, 'ZL-draft', String(year))}`;
    const key = nextKey();
    const { leadUnitKey, guideLeader = 'deputy_leader', title, path, limitDays, source } = input;
    const coUnitKeys = [...new Set(input.coUnitKeys)].filter((unit) => unit !== leadUnitKey);
    const executions = new Executions(context);
    const { processInstanceKey } = startProcess(executions, {
      processId: 'directive',
      businessKey: draftNo,
      variables: { directiveKey: key, draftNo, leadUnitKey, coUnitKeys, guideLeader },
    });
    rows.put(
      directive,
      newDirective({
        key,
        tenantId: actor.tenantId,
        draftNo,
        processInstanceKey,
        source,
        title,
        path,
        leadUnitKey,
        coUnitKeys,
        guideLeader,
        orderKeys,
        limitDays,
      }),
    );
    record({ type: 'directive.drafted', key, processInstanceKey, detail: { draftNo } });
    settle(executions);
    return { directiveKey: key, draftNo };
  },
};

// helpers

function check(context: DecisionContext, input: DraftDirective): readonly number[] {
  const problem = directiveProblem(input);
  if (problem) throw problem;
  const sources = Object.keys(DIRECTIVE_SOURCES).join(' | ');
  if (!Object.hasOwn(DIRECTIVE_SOURCES, input.source)) throw refused('source', sources, sources);
  for (const key of [input.leadUnitKey, ...input.coUnitKeys]) {
    const unit = context.rows.find(orgUnit, key);
    if (unit?.tenantId !== context.actor.tenantId || !unit.active)
      throw appealError('ERR_UNIT_NOT_FOUND', { unit: key });
    if (key === input.leadUnitKey && ASSISTING_KINDS.includes(unit.kind))
      throw appealError('ERR_NOT_FIRST_RECIPIENT', { unit: unit.name });
  }
  return input.orderNos.map((orderNo) => {
    const order = orderByNo(context, orderNo);
    if (isOpen(order.state) && order.dispatchedAt !== null) return order.key;
    const stateZh = labelOf(order.state).zh;
    throw directiveError('ERR_DIRECTIVE_ORDER', { orderNo, state: order.state, stateZh });
  });
}
