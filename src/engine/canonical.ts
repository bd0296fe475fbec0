import { createHash } from 'node:crypto';
import { DRAWN_ID } from './deterministic.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/**
 * Writes an engine state so that two states which behave alike read alike: what is history or chance is dropped, queues whose order is history
 * are sorted, and drawn ids are renamed by first occurrence.
 *
 * @param state - what `Definition.getState()` of bpmn-elements gives
 * @param endless - activities with a standard loop without maximum: how often they ran is history
 * @returns JSON
 */
export function canonicalText(state: unknown, endless: ReadonlySet<string>): string {
  const pruned = prune(state as Json, '', {}) as JsonObject;
  sortQueues(pruned);
  return renameIds(forgetRounds(JSON.stringify(pruned), endless));
}

/** Identifies a canonical text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Volatile in every part of a state; recovering needs none of them. */
const VOLATILE = new Set([
  'environment',
  'counters',
  'messageId',
  'timestamp',
  'consumerTag',
  'redelivered',
  'correlationId',
  'startedAt',
  'expireAt',
  'stoppedAt',
  'runningTime',
  'timeout',
  'isRecovered',
  'isResumed',
  'evaluationId',
  'result',
]);

function prune(value: Json | undefined, key: string, parent: JsonObject): Json | undefined {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const kept = key === 'messages' ? value.filter((message) => !isTransient(message)) : value;
    return kept.map((item) => prune(item, key, parent) ?? null);
  }
  const pruned: JsonObject = {};
  for (const name of Object.keys(value).sort()) {
    const inner = value[name];
    if (inner === undefined || typeof inner === 'function' || VOLATILE.has(name)) continue;
    if (name === 'stopped' && !inner) continue;
    if (name === 'inbound' && isPast(inner, value)) continue;
    const kept = prune(inner, name, value);
    if (kept !== undefined) pruned[name] = kept;
  }
  return pruned;
}

const isTransient = (message: Json): boolean =>
  (message as { properties?: { persistent?: boolean } } | null)?.properties?.persistent === false;

/** By which flow a token came is read on entering only, except by boundary events. */
function isPast(inbound: Json, content: JsonObject): boolean {
  if (content.attachedTo) return false;
  return !(Array.isArray(inbound) && inbound.some((item) => item && (item as JsonObject).isSequenceFlow === undefined));
}

interface Message {
  readonly content?: {
    readonly id?: string;
    readonly index?: number;
    readonly attachedTo?: unknown;
    readonly isSequenceFlow?: boolean;
    readonly isRootScope?: boolean;
  };
  readonly fields?: { readonly routingKey?: string };
}

function sortQueues(value: Json): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const item of value) sortQueues(item);
    return;
  }
  const { name, messages } = value;
  if (typeof name === 'string' && Array.isArray(messages))
    value.messages = sorted(name, messages as Message[]) as unknown as Json;
  for (const key in value) sortQueues(value[key] as Json);
}

function sorted(queue: string, messages: Message[]): Message[] {
  // one message for each running child or travelling token; boundary events come before their activity
  if (/^execute-.+-q$/.test(queue))
    return byRank(messages, ({ content }) => (content?.attachedTo ? 0 : content?.isSequenceFlow ? 2 : 1));
  if (queue === 'execute-q') {
    // the root run first: a boundary event must listen before its event definition says what it expects; the take is acked unread at recovery
    const open = messages.filter(({ fields }) => fields?.routingKey !== 'execute.outbound.take');
    return byRank(open, ({ content }) => (content?.isRootScope ? 0 : 1));
  }
  // tokens that wait at a join are interchangeable
  if (queue === 'inbound-q' && messages.every(({ fields }) => fields?.routingKey === 'flow.take'))
    return byRank(messages, () => 0);
  return messages;
}

function byRank(messages: Message[], rank: (message: Message) => number): Message[] {
  return messages.toSorted(
    (a, b) => rank(a) - rank(b) || compare(a.content?.id, b.content?.id) || compare(a.content?.index, b.content?.index),
  );
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
}

/** Every round of an endless loop becomes round 0. */
function forgetRounds(text: string, endless: ReadonlySet<string>): string {
  if (endless.size === 0) return text;
  const state = JSON.parse(text, (_, value: unknown) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    const content = value as { id?: unknown; index?: unknown; loopCounter?: unknown };
    if (typeof content.id !== 'string' || !endless.has(content.id)) return value;
    if (content.index !== undefined) content.index = 0;
    if (content.loopCounter !== undefined) content.loopCounter = 0;
    return value;
  }) as Json;
  const prefixes = [...endless].map((id) => id.replace(/[./\\#*:\s]/g, '_'));
  const run = new RegExp(`(?<=(?:${prefixes.join('|')})_(?:${DRAWN_ID.source})_)\\d+`, 'g');
  return JSON.stringify(state).replace(run, '0');
}

function renameIds(text: string): string {
  const names = new Map<string, string>();
  return text.replace(DRAWN_ID, (drawn) => {
    let name = names.get(drawn);
    if (name === undefined) names.set(drawn, (name = `~${names.size.toString(36)}`));
    return name;
  });
}
