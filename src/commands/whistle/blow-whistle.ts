import { appealError } from '../../domain/appeal/appeal-errors.ts';
import type { Level } from '../../domain/appeal/appeal-words.ts';
import type { Role } from '../../domain/actor.ts';
import type { Command } from '../../domain/command.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { checkedAnalysis, fieldError, type WhistleAnalysis } from '../../domain/whistle/whistle-analysis.ts';
import { whistle } from '../../domain/whistle/whistle-tables.ts';
import { isOpen } from '../../domain/appeal/work-order-state.ts';
import { startProcess } from '../process/create-process-instance.ts';
import { Executions } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';
import { endedError, orderByNo } from '../appeal/order-rows.ts';
import { requireRole } from './whistle-rows.ts';

export interface BlowWhistle {
  /** What it is about, and whom it calls by unit code. */
  readonly analysis: Readonly<Partial<WhistleAnalysis>>;
  /** Orders in hand that it serves as well; their units are told how it ended. */
  readonly orderNos?: readonly string[];
  /** Decides how long analysis and approval may take. @defaultValue L3 */
  readonly level?: Level;
  /** The unit that blows; a person blows for their own. */
  readonly unitKey?: number | null;
}

export interface BlownWhistle {
  /** `CS-20260304-000001` */
  readonly whistleNo: string;
  readonly whistleKey: number;
  readonly processInstanceKey: number;
}

const BLOWERS: readonly Role[] = [
  'grid_leader',
  'village_secretary',
  'section_handler',
  'section_leader',
  'response_office',
  'deputy_leader',
  'party_secretary',
];

/**
 * Blows a whistle on one's own initiative: a patrol found something, or several appeals are about one matter. Kind, level and approval follow
 * from table D05. The whistle of a single order is blown in its handling.
 *
 * @throws DomainError ERR_WHISTLE_ROLE · ERR_WHISTLE_FIELD · ERR_UNIT_NOT_FOUND · ERR_ORDER_NOT_FOUND · ERR_ORDER_ENDED
 * @see Regulation art. 16
 */
export const blowWhistle: Command<BlowWhistle, BlownWhistle> = {
  type: 'blow-whistle',
  decide(context, { analysis: given, orderNos = [], level = 'L3', unitKey }) {
    const { rows, actor } = context;
    const act = { zh: '吹哨', en: 'blow a whistle' };
    requireRole(context, BLOWERS, act, '网格长、村(社区)书记、科室或镇领导');
    const analysis = checkedAnalysis(given);
    if (analysis.solvableAlone) {
      throw fieldError(
        'solvableAlone',
        '否(可自行解决的不吹哨)',
        'false: what can be solved alone needs no whistle',
        '是',
        'true',
      );
    }
    const blowerKey = actor.kind === 'person' ? actor.unitKey : (unitKey ?? null);
    for (const code of analysis.units) {
      const [unit] = rows.list(orgUnit, 'byCode', [actor.tenantId, code]);
      if (!unit?.active) throw appealError('ERR_UNIT_NOT_FOUND', { unit: code });
      if (unit.key !== blowerKey) continue;
      throw fieldError('units', '本单位以外的单位', 'units other than the blower’s own', '本单位', 'it');
    }
    if (blowerKey !== null && rows.find(orgUnit, blowerKey)?.tenantId !== actor.tenantId) {
      throw appealError('ERR_UNIT_NOT_FOUND', { unit: blowerKey });
    }
    const orders = [...new Set(orderNos)].map((orderNo) => orderByNo(context, orderNo));
    for (const order of orders) if (!isOpen(order.state)) throw endedError(order, act);
    const executions = new Executions(context);
    const { processInstanceKey } = startProcess(executions, {
      processId: 'whistle',
      variables: {
        orderKey: null,
        orderNo: null,
        ownerUnitKey: blowerKey,
        level,
        emergency: false,
        raisedLevel: null,
        analysis: { ...analysis },
        linkedOrderKeys: orders.map(({ key }) => key),
      },
    });
    settle(executions);
    const [row] = rows.list(whistle, 'byInstance', [processInstanceKey]);
    if (!row) throw new Error(`whistle of process instance ${processInstanceKey} is missing`);
    return { whistleNo: row.whistleNo, whistleKey: row.key, processInstanceKey };
  },
};
