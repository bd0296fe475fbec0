import type { Scope } from '../actor.ts';
import type { HistoryEvent } from '../process/history.ts';
import type { auditEntry } from '../process/process-tables.ts';
import type { RowOf } from '../table.ts';

/** What happened, as programs outside hear of it: by the event stream and by webhooks alike. */

export type Entry = RowOf<typeof auditEntry>;

/** Names an event: the same each time it is told. */
export function eventIdOf(entry: Entry, index: number): string {
  return `${entry.key}.${index}`;
}

/** The key of the entry that an event id names; null when it names none. */
export function entryKeyOf(eventId: string): number | null {
  const key = /^(\d{1,16})\.\d+$/.exec(eventId)?.[1];
  return key === undefined ? null : Number(key);
}

/** One of these scopes is needed to hear of an event: what it is about decides. */
export function scopesFor({ type }: HistoryEvent): readonly Scope[] {
  const thing = type.split('.', 1)[0] ?? '';
  if (CALLERS.includes(thing)) return ['audit:read', 'admin:read'];
  if (PROCESS_THINGS.includes(thing)) return ['processes:read', 'audit:read'];
  return ['appeals:read', 'audit:read'];
}
const CALLERS = ['account', 'session', 'api-key', 'webhook', 'hotline-outlet'];
const PROCESS_THINGS = [
  'deployment',
  'process-instance',
  'elements',
  'user-task',
  'job',
  'listener',
  'decision',
  'timer',
  'message',
  'signal',
  'escalation',
  'variables',
  'incident',
];

/**
 * An event of an entry, with ids only, never personal data.
 *
 * @see CloudEvents 1.0, JSON format
 */
export function cloudEvent(
  entry: Entry,
  { type, key, processInstanceKey, elementId, detail }: HistoryEvent,
  id: string,
) {
  return {
    specversion: '1.0',
    id,
    source: `/tenants/${encodeURIComponent(entry.tenantId)}`,
    type: `jiesu.${type}`,
    time: new Date(entry.at).toISOString(),
    ...(key !== undefined && { subject: String(key) }),
    datacontenttype: 'application/json',
    data: {
      ...(processInstanceKey !== undefined && { processInstanceKey: String(processInstanceKey) }),
      ...(elementId !== undefined && { elementId }),
      actor: entry.actor,
      command: entry.command,
      ...(detail && { detail }),
    },
  };
}
