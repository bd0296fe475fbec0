import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../domain/clock.ts';
import { Random } from '../simulate/random.ts';
import { pushedOrder } from './orders.ts';

/** How the simulated hotline treats orders; each choice follows from seed, order and occasion alone. Shares are from 0 to 1. */
export interface HotlineHabits {
  readonly returnsGranted: number;
  readonly extensionsGranted: number;
  readonly reached: number;
  /** Of those who are told that it is solved. */
  readonly confirmed: number;
  /** Time to a ruling, and to a callback after feedback or after one that did not reach anybody, ms. */
  readonly rulingMs: number;
  readonly callbackMs: number;
}

export const HABITS: HotlineHabits = {
  returnsGranted: 0.5,
  extensionsGranted: 0.7,
  reached: 0.9,
  confirmed: 0.9,
  rulingMs: 3_600_000,
  callbackMs: 86_400_000,
};

export interface HotlineOptions {
  /** Address of the township's program. */
  readonly townUrl: string;
  /** API key with scope `hotline:write`. */
  readonly key: string;
  /** Signs what the township sends. */
  readonly secret: string;
  readonly seed: string;
  readonly clock: Clock;
  readonly habits?: Partial<HotlineHabits>;
  tell?(line: string): void;
}

/** What the hotline knows of one of its orders: what it was told, nothing else. */
export interface HotlineOrder {
  readonly externalNo: string;
  readonly orderNo: string;
  /** Kinds of what arrived, once each, in the order of arrival. */
  readonly told: string[];
  /** What was said to the township, with what it answered. */
  readonly said: string[];
  dispatchedAt: number | null;
  dueAt: number | null;
  hasFeedback: boolean;
  attempts: number;
  rounds: number;
  isOver: boolean;
}

export interface Hotline {
  readonly orders: ReadonlyMap<string, HotlineOrder>;
  /** Messages that came again; a repeat is answered like the first. */
  readonly repeats: () => number;
  /** Listens for the township's messages. @returns where */
  listen(port: number, host?: string): Promise<string>;
  /** Where the township is to be found from now on. */
  moveTown(url: string): void;
  /** Pushes the order of this number under the seed. */
  push(index: number): Promise<HotlineOrder | undefined>;
  /** Does what has fallen due. @returns how much that was */
  tick(): Promise<number>;
  close(): Promise<void>;
}

interface Act {
  readonly kind: 'urge' | 'supervise' | 'rule-return' | 'rule-extension' | 'call-back';
  readonly externalNo: string;
  readonly at: number;
  readonly amount?: number;
}

interface CloudEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const ENDS = ['OrderClosed', 'HotlineReturn', 'AppellantWithdrew'];
const HOUR_MS = 3_600_000;

/**
 * A hotline that speaks only HTTP: pushes orders, takes what the township says about them, rules on returns and extensions, urges before the
 * date and supervises after it, calls back. What the township cannot take right now is said again later.
 */
export function createHotline(options: HotlineOptions): Hotline {
  const { key, secret, seed, clock, tell = () => undefined } = options;
  const habits = { ...HABITS, ...options.habits };
  let { townUrl } = options;
  const orders = new Map<string, HotlineOrder>();
  const seen = new Set<string>();
  let repeats = 0;
  let agenda: Act[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      response.statusCode = take(body, request.headers['x-jiesu-signature']);
      response.end();
    });
  });

  function take(body: string, signature: unknown): number {
    if (!isSigned(body, signature, secret)) return 401;
    const { id, type, data } = JSON.parse(body) as CloudEvent;
    if (seen.has(id)) {
      repeats += 1;
      return 204;
    }
    seen.add(id);
    const name = type.replace('jiesu.hotline.', '');
    const { externalNo, orderNo } = data as { externalNo: string; orderNo: string };
    hear(known(externalNo, orderNo), name, data);
    tell(`← ${externalNo} ${name}`);
    return 204;
  }

  function known(externalNo: string, orderNo: string): HotlineOrder {
    const found = orders.get(externalNo);
    if (found) return found;
    const blank = { told: [], said: [], dispatchedAt: null, dueAt: null, hasFeedback: false, attempts: 0, rounds: 0 };
    const order: HotlineOrder = { externalNo, orderNo, ...blank, isOver: false };
    orders.set(externalNo, order);
    return order;
  }

  function hear(order: HotlineOrder, name: string, data: CloudEvent['data']): void {
    const { externalNo } = order;
    const now = clock.now();
    order.told.push(name);
    if (typeof data['dueAt'] === 'string') {
      order.dueAt = Date.parse(data['dueAt']);
      order.dispatchedAt ??= now;
      remind(order, order.dispatchedAt, order.dueAt);
    }
    if (name === 'ReturnRequested') agenda.push({ kind: 'rule-return', externalNo, at: now + habits.rulingMs });
    if (name === 'ExtensionRequested') {
      const amount = typeof data['amount'] === 'number' ? data['amount'] : 1;
      agenda.push({ kind: 'rule-extension', externalNo, at: now + habits.rulingMs, amount });
    }
    if (name === 'FeedbackSubmitted') {
      order.hasFeedback = true;
      order.attempts = 0;
      order.rounds += 1;
      agenda.push({ kind: 'call-back', externalNo, at: now + habits.callbackMs });
    }
    if (ENDS.includes(name)) {
      order.isOver = true;
      agenda = agenda.filter((act) => act.externalNo !== externalNo);
    }
  }

  /** Urges when a fifth of the time is left, supervises an hour after the date; anew when the date moves. */
  function remind({ externalNo }: HotlineOrder, from: number, dueAt: number): void {
    agenda = agenda.filter((act) => act.externalNo !== externalNo || (act.kind !== 'urge' && act.kind !== 'supervise'));
    agenda.push({ kind: 'urge', externalNo, at: dueAt - (dueAt - from) / 5 });
    agenda.push({ kind: 'supervise', externalNo, at: dueAt + HOUR_MS });
  }

  async function perform(act: Act): Promise<void> {
    const order = orders.get(act.externalNo);
    if (!order || order.isOver) return;
    const random = new Random(`${seed}/${act.externalNo}/${act.kind}/${order.rounds}/${order.attempts}`);
    switch (act.kind) {
      case 'urge':
        if (!order.hasFeedback)
          await say(order, act, 'urges', { text: '期限将至,请抓紧办理。', dueAt: isoOf(order.dueAt) });
        return;
      case 'supervise':
        if (!order.hasFeedback) await say(order, act, 'supervisions', { text: '已经超期,现予督办。' });
        return;
      case 'rule-return':
        await say(order, act, 'return-rulings', { granted: random.chance(habits.returnsGranted) });
        return;
      case 'rule-extension': {
        const granted = random.chance(habits.extensionsGranted);
        const less = Math.max(1, Math.floor((act.amount ?? 1) / 2));
        await say(order, act, 'extension-rulings', { granted, ...(granted && random.chance(0.3) && { amount: less }) });
        return;
      }
      case 'call-back':
        await callBack(order, act, random);
    }
  }

  async function callBack(order: HotlineOrder, act: Act, random: Random): Promise<void> {
    const reached = random.chance(habits.reached);
    if (!reached && order.attempts < 2) {
      order.attempts += 1;
      agenda.push({ ...act, at: clock.now() + habits.callbackMs });
      return;
    }
    const resolved = random.chance(habits.confirmed);
    const satisfaction = resolved ? random.pick(['satisfied', 'satisfied', 'basically_satisfied']) : 'dissatisfied';
    await say(order, act, 'callback-results', { reached, contacted: true, resolved, satisfaction });
  }

  /** Says something, again in an hour when nobody answers or the township does not wait for it yet. */
  async function say(order: HotlineOrder, act: Act, path: string, body: object): Promise<void> {
    const { externalNo, rounds, attempts } = order;
    const url = `/api/hotline/orders/${externalNo}/${path}`;
    const { status, code } = await post(url, body, `${seed}/${externalNo}/${act.kind}/${rounds}/${attempts}/${act.at}`);
    order.said.push(`${path} ${status}${code ? ` ${code}` : ''}`);
    tell(`→ ${externalNo} ${path} ${status} ${code ?? ''}`);
    if (status === 0 || status >= 500 || code === 'ERR_CALLBACK_STATE')
      agenda.push({ ...act, at: clock.now() + HOUR_MS });
  }

  async function post(path: string, body: object, idempotencyKey: string) {
    try {
      const answer = await fetch(new URL(path, townUrl), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': idempotencyKey,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(60_000),
      });
      const text = await answer.text();
      const said = (text ? JSON.parse(text) : {}) as { code?: string; orderNo?: string };
      return { status: answer.status, code: said.code, orderNo: said.orderNo };
    } catch {
      return { status: 0, code: 'no answer', orderNo: undefined };
    }
  }

  return {
    orders,
    repeats: () => repeats,
    moveTown(url) {
      townUrl = url;
    },
    listen: (port, host = '127.0.0.1') =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => resolve(`http://${host}:${(server.address() as AddressInfo).port}/`));
      }),
    async push(index) {
      const order = pushedOrder(seed, index);
      const { status, code, orderNo } = await post('/api/hotline/orders', order, order.externalNo);
      tell(`→ ${order.externalNo} ${order.title} ${status} ${code ?? orderNo ?? ''}`);
      return orderNo === undefined ? undefined : known(order.externalNo, orderNo);
    },
    async tick() {
      const now = clock.now();
      const due = agenda.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
      agenda = agenda.filter(({ at }) => at > now);
      for (const act of due) await perform(act);
      return due.length;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

// helpers

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function isSigned(body: string, signature: unknown, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const found = Buffer.from(String(signature));
  return found.length === expected.length && timingSafeEqual(found, expected);
}

function isoOf(at: number | null): string | undefined {
  return at === null ? undefined : new Date(at).toISOString();
}
