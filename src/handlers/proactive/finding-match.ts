import type { appeal } from '../../domain/appeal/appeal-tables.ts';
import { DAY_MS } from '../../domain/day.ts';
import { isOpenFinding } from '../../domain/proactive/finding-state.ts';
import { uncountFinding, type Counter } from '../../domain/proactive/grid-count.ts';
import type { HandlerInput, HandlerResult, RowChange, ThrownMessage } from '../../domain/process/handler.ts';
import { matterId } from '../../domain/appeal/matter.ts';
import { finding } from '../../domain/proactive/proactive-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import { changedFinding, counterChanges, type Finding } from './finding-work.ts';
import { setting } from '../order-work.ts';

/**
 * What an appeal means for findings about the same object: open ones are told (`OrderMatched`), and a relief within the last days
 * (setting `relieve_days`) is taken back, since somebody complained after all. The appeal's own record says how far they are.
 */
export function matchFindings(
  input: HandlerInput,
  received: RowOf<typeof appeal>,
): {
  readonly changes: readonly RowChange[];
  readonly messages: readonly ThrownMessage[];
  readonly events: NonNullable<HandlerResult['events']>;
} {
  if (received.objectKey === null) return { changes: [], messages: [], events: [] };
  const about = input.rows
    .list(finding, 'byMatter', [matterId(input.tenantId, received)])
    .filter(({ key }) => key !== received.key);
  // several findings may have been counted for the same person and month
  const counters = new Map<string, Counter>();
  return {
    changes: about.filter((row) => isRelieved(input, row)).flatMap((row) => takeReliefBack(input, row, counters)),
    messages: about
      .filter(({ state }) => isOpenFinding(state))
      .map(({ findingNo }) => ({
        name: 'OrderMatched',
        correlationKey: findingNo,
        variables: { matchedOrderKey: received.key },
      })),
    events: about
      .filter(({ state }) => isOpenFinding(state))
      .map(({ findingNo, state }) => ({
        type: 'order.finding-known',
        key: received.key,
        detail: { findingNo, state },
      })),
  };
}

// helpers

function isRelieved(input: HandlerInput, { counted, closedAt }: Finding): boolean {
  const days = setting(input, 'relieve_days');
  const since = input.now - (typeof days === 'number' ? days : 30) * DAY_MS;
  return closedAt !== null && closedAt > since && counted.some(({ count }) => count === 'relieve');
}

function takeReliefBack(input: HandlerInput, row: Finding, counters: Map<string, Counter>): readonly RowChange[] {
  const change = uncountFinding(input.rows, row, ['relieve'], input.now, counters);
  return [changedFinding(row, { counted: change.counted }), ...counterChanges(change)];
}
