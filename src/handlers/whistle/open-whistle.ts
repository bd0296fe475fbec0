import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { orgUnit } from '../../domain/organisation/organisation-tables.ts';
import { toStage } from '../../domain/whistle/whistle-state.ts';
import { whistle } from '../../domain/whistle/whistle-tables.ts';
import type { WhistleReason } from '../../domain/whistle/whistle-words.ts';
import { checkedAnalysis } from '../../domain/whistle/whistle-analysis.ts';
import { context, level, marked, moved, orderOf, text } from '../order-work.ts';
import { nextNumber, whistleOf } from './whistle-work.ts';

/**
 * Begins a whistle: for an order in hand, on a blower's own initiative, or one level above an earlier whistle that did not solve it.
 * Regulation art. 16.
 */
export const openWhistle: Handler = {
  jobType: 'open-whistle',
  run(input) {
    const { variables, now } = input;
    const order = typeof variables['orderKey'] === 'number' ? orderOf(input) : undefined;
    const earlier = text(variables['raisedLevel']) === null ? undefined : whistleOf(input);
    const given = context(variables['analysis']);
    const isAnalysed = !earlier && Object.keys(given).length > 0;
    const { number: whistleNo, change } = nextNumber(input, 'CS');
    const blowerUnitKey = typeof variables['ownerUnitKey'] === 'number' ? variables['ownerUnitKey'] : null;
    const key = input.nextKey();
    const row = {
      key,
      revision: 0,
      tenantId: input.tenantId,
      whistleNo,
      orderKey: order?.key ?? null,
      linkedOrderKeys: earlier?.linkedOrderKeys ?? keys(variables['linkedOrderKeys']),
      processInstanceKey: input.processInstanceKey,
      kind: null,
      level: null,
      limitClass: null,
      stage: 'source' as const,
      stageTimes: { source: now },
      place: earlier?.place ?? null,
      reason: null,
      blowerUnitKey,
      blownBy: input.actor.id,
      approvals: [],
      publishedAt: null,
      dueAt: null,
      round: 1,
      result: null,
      escalatedFromKey: earlier?.key ?? null,
      escalationReason: (earlier ? text(variables['escalationReason']) : null) as WhistleReason | null,
      closedAt: null,
    };
    return {
      variables: {
        whistleKey: key,
        whistleNo,
        orderNo: order?.orderNo ?? null,
        orderKey: order?.key ?? null,
        level: order?.level ?? level(variables['level']) ?? 'L3',
        emergency: !earlier && variables['emergency'] === true,
        analysed: isAnalysed,
        analysis: isAnalysed ? { ...checkedAnalysis(given) } : {},
        raisedLevel: earlier ? variables['raisedLevel'] : null,
        blowers: blowers(input, blowerUnitKey, earlier ? text(variables['raisedLevel']) : null),
        round: 1,
        approvals: null,
        whistleResult: null,
        whistleOutcome: null,
        escalationReason: null,
      },
      changes: [
        change,
        put(whistle, toStage(row, 'analysis', now)),
        ...(order && order.state !== 'whistled'
          ? [moved(order, 'whistled', { marks: marked(order, 'whistled') })]
          : []),
      ],
      events: [
        {
          type: 'whistle.opened',
          key: order?.key ?? key,
          detail: { whistleNo, ...(earlier && { escalatedFrom: earlier.whistleNo, reason: row.escalationReason }) },
        },
      ],
    };
  },
};

// helpers

/** Who speaks for the blower, as candidate groups. */
function blowers(input: HandlerInput, unitKey: number | null, raisedLevel: string | null): readonly string[] {
  if (raisedLevel === 'township') return ['response_office', 'party_secretary'];
  const key = raisedLevel === 'community' ? communityOf(input, unitKey) : unitKey;
  if (key === null) return ['response_office'];
  return ['section_handler', 'section_leader', 'village_secretary', 'grid_leader'].map((role) => `unit:${key}:${role}`);
}

function communityOf(input: HandlerInput, unitKey: number | null): number | null {
  for (let key = unitKey; key !== null;) {
    const unit = input.rows.find(orgUnit, key);
    if (unit?.kind === 'village' || unit?.kind === 'community') return key;
    key = unit?.parentKey ?? null;
  }
  return null;
}

function keys(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((key): key is number => typeof key === 'number') : [];
}
