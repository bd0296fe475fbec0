import type { ThrownMessage } from '../../domain/process/handler.ts';
import { processError } from '../../domain/process/process-errors.ts';
import { message, outboxEntry, processDefinition, subscription } from '../../domain/process/process-tables.ts';
import type { RowOf } from '../../domain/table.ts';
import type { Executions, Variables } from './execution.ts';
import { begin } from './start.ts';

export interface Publication {
  readonly tenantId: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  /** How long it waits for a subscription when there is none now; 0: not at all. */
  readonly timeToLiveMs: number;
  readonly messageId?: string;
}

/**
 * Correlates a message: to the oldest waiting instance of each process that waits for it, and to message start events.
 * When nobody takes it, it is kept for its time to live.
 *
 * @returns its key and the process instances that took it
 * @throws DomainError ERR_MESSAGE_DUPLICATE while a message of the same id waits
 */
export function publish(
  executions: Executions,
  publication: Publication,
): { messageKey: number; processInstanceKeys: number[] } {
  const { context } = executions;
  const { tenantId, name, correlationKey, variables, timeToLiveMs, messageId } = publication;
  const messageKey = context.nextKey();
  if (messageId !== undefined) {
    const same = context.rows
      .list(message, 'byName', [tenantId, name])
      .some(
        (row) => row.correlationKey === correlationKey && row.messageId === messageId && row.expiresAt > context.now,
      );
    if (same) throw processError('ERR_MESSAGE_DUPLICATE', { messageId });
  }
  const processInstanceKeys: number[] = [];
  for (const waiting of oldestPerProcess(
    executions,
    context.rows.list(subscription, 'byName', [tenantId, 'message', name, correlationKey]),
  )) {
    processInstanceKeys.push(deliver(executions, waiting, variables, correlationKey));
  }
  if (correlationKey !== '') {
    for (const start of context.rows.list(subscription, 'byName', [tenantId, 'message', name, ''])) {
      if (start.processInstanceKey === null)
        processInstanceKeys.push(deliver(executions, start, variables, correlationKey));
    }
  }
  if (processInstanceKeys.length === 0 && timeToLiveMs > 0) {
    context.rows.put(message, {
      key: messageKey,
      tenantId,
      name,
      correlationKey,
      messageId: messageId ?? null,
      variables: { ...variables },
      publishedAt: context.now,
      expiresAt: context.now + timeToLiveMs,
    });
  }
  context.record({
    type: 'message.published',
    key: messageKey,
    detail: { name, correlated: processInstanceKeys.length },
  });
  return { messageKey, processInstanceKeys };
}

/** Reaches every catch event and signal start event that waits for the signal now; it is not kept for later ones. */
export function broadcast(executions: Executions, tenantId: string, name: string, variables: Variables): number[] {
  const { context } = executions;
  const keys = context.rows
    .list(subscription, 'byName', [tenantId, 'signal', name, ''])
    .map((waiting) => deliver(executions, waiting, variables, null));
  context.record({ type: 'signal.broadcast', detail: { name, reached: keys.length } });
  return keys;
}

/** Sends what a handler or throw event says: inside by correlation, outside through the outbox. */
export function send(executions: Executions, tenantId: string, thrown: ThrownMessage): void {
  const { context } = executions;
  if (thrown.channel === undefined) {
    publish(executions, {
      tenantId,
      name: thrown.name,
      correlationKey: thrown.correlationKey ?? '',
      variables: thrown.variables,
      timeToLiveMs: 0,
    });
    return;
  }
  context.rows.put(outboxEntry, {
    key: context.nextKey(),
    revision: 0,
    tenantId,
    channel: thrown.channel,
    topic: thrown.name,
    payload:
      thrown.correlationKey === undefined
        ? thrown.variables
        : { ...thrown.variables, correlationKey: thrown.correlationKey },
    stream: thrown.stream ?? null,
    createdAt: context.now,
    dueAt: context.now,
    attempts: 0,
    lockedUntil: null,
    deliveredAt: null,
    lastError: null,
  });
}

// helpers

type Subscription = RowOf<typeof subscription>;

function deliver(
  executions: Executions,
  { processInstanceKey, processDefinitionKey, elementInstanceKey, elementId }: Subscription,
  variables: Variables,
  correlationKey: string | null,
): number {
  if (processInstanceKey === null || elementInstanceKey === null) {
    const definition = executions.context.rows.find(processDefinition, processDefinitionKey);
    if (!definition) throw new Error(`definition ${processDefinitionKey} of a start subscription is missing`);
    return begin(executions, { definition, businessKey: correlationKey || null, variables, startElementId: elementId })
      .row.key;
  }
  const execution = executions.get(processInstanceKey);
  executions.push({ do: 'fire', execution, scope: execution.root, ownerKey: elementInstanceKey, elementId, variables });
  return processInstanceKey;
}

function oldestPerProcess(executions: Executions, subscriptions: readonly Subscription[]): Subscription[] {
  const oldest = new Map<string, Subscription>();
  for (const candidate of subscriptions) {
    const { processId } = executions.context.process(candidate.processDefinitionKey);
    // start events have no instance: each of them begins one
    const group = candidate.processInstanceKey === null ? `${processId} ${candidate.key}` : processId;
    if (!oldest.has(group)) oldest.set(group, candidate);
  }
  return [...oldest.values()];
}
