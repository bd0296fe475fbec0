import type { Command } from '../../domain/command.ts';
import { addDuration, parseDuration } from '../../domain/iso-time.ts';
import type { Listening } from '../../domain/process/process-instance.ts';
import type { RowOf } from '../../domain/table.ts';
import { processDefinition, timer } from '../../domain/process/process-tables.ts';
import { Executions, locate, scopeByKey } from '../execution/execution.ts';
import { settle } from '../execution/settle.ts';
import { begin } from '../execution/start.ts';

/** Fires a timer that is due. Answers `fired: false` when it is gone, or not due, for somebody else fired it. */
export const fireTimer: Command<{ readonly timerKey: number }, { readonly fired: boolean }> = {
  type: 'fire-timer',
  prefetch: ({ timerKey }) => [{ table: timer, key: timerKey }],
  decide(context, { timerKey }) {
    const row = context.rows.find(timer, timerKey);
    if (!row || row.dueAt > context.now || row.tenantId !== context.actor.tenantId) return { fired: false };
    const executions = new Executions(context);
    if (row.processInstanceKey === null || row.elementInstanceKey === null) return startByTimer(executions, row);
    const execution = executions.findActive(row.processInstanceKey);
    const owner: Listening | undefined = execution && ownerOf(execution, row.elementInstanceKey);
    if (!execution || !owner?.timers?.includes(timerKey)) {
      context.rows.remove(timer, timerKey);
      return { fired: false };
    }
    const next = nextFiring(row, context.now);
    if (next) context.rows.put(timer, { ...row, ...next });
    else {
      context.rows.remove(timer, timerKey);
      owner.timers = owner.timers.filter((key) => key !== timerKey);
    }
    context.record({
      type: 'timer.fired',
      processInstanceKey: execution.row.key,
      elementId: row.elementId,
      key: timerKey,
    });
    executions.push({
      do: 'fire',
      execution,
      scope: execution.root,
      ownerKey: row.elementInstanceKey,
      elementId: row.elementId,
      variables: {},
    });
    settle(executions);
    return { fired: true };
  },
};

// helpers

type TimerRow = RowOf<typeof timer>;

/** A timer start event of the newest version of its process. */
function startByTimer(executions: Executions, row: TimerRow): { fired: boolean } {
  const { rows, now, record } = executions.context;
  const definition = rows.find(processDefinition, row.processDefinitionKey);
  const next = nextFiring(row, now);
  if (next) rows.put(timer, { ...row, ...next });
  else rows.remove(timer, row.key);
  if (!definition) return { fired: false };
  record({ type: 'timer.fired', elementId: row.elementId, key: row.key });
  begin(executions, { definition, businessKey: null, variables: {}, startElementId: row.elementId });
  settle(executions);
  return { fired: true };
}

/** When a cycle fires next. Firings missed while the host was down are made up for by this one firing. */
function nextFiring(
  { dueAt, repetitionsLeft, interval }: RowOf<typeof timer>,
  now: number,
): { dueAt: number; repetitionsLeft: number } | undefined {
  const step = interval === null ? undefined : parseDuration(interval);
  if (!step || repetitionsLeft === 0) return undefined;
  const missed = step.months === 0 ? Math.floor((now - dueAt) / step.ms) : 0;
  const left = repetitionsLeft === -1 ? -1 : repetitionsLeft - 1 - missed;
  if (left < -1 || (left === -1 && repetitionsLeft !== -1)) return undefined;
  return { dueAt: addDuration(dueAt + missed * step.ms, step), repetitionsLeft: left };
}

function ownerOf(execution: Parameters<typeof locate>[0], elementInstanceKey: number): Listening | undefined {
  const place = locate(execution, elementInstanceKey);
  return place ? (place.item?.instance ?? place.slot) : scopeByKey(execution, elementInstanceKey);
}
