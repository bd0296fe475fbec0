import { setTimeout as pause } from 'node:timers/promises';

/** A command that was answered: what was sent under which key, and the answer, byte for byte. */
export interface Acknowledged {
  readonly key: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly answer: string;
}

/** A client that does not trust its host: it keeps its own log, and repeats a command under the same Idempotency-Key until it is answered. */
export class Client {
  readonly log: Acknowledged[] = [];
  /** Requests whose answer never came, because the host was killed. */
  lost = 0;
  readonly #url: string;
  readonly #token: string;
  #serial = 0;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Sends a command under a key of its own and logs the answer. */
  async command(path: string, body: unknown): Promise<Acknowledged> {
    const key = `crash-${++this.#serial}`;
    const answered = { key, path, body, ...(await this.#untilAnswered(path, body, key)) };
    this.log.push(answered);
    return answered;
  }

  /** Sends a logged command again, under its key. */
  async again({ key, path, body }: Acknowledged): Promise<{ status: number; answer: string }> {
    return this.#untilAnswered(path, body, key);
  }

  /** Asks something that changes nothing that must be kept. */
  async ask<T>(path: string, body: unknown): Promise<T> {
    const { status, answer } = await this.#untilAnswered(path, body, null);
    if (status >= 300) throw new Error(`${path} answered ${status}: ${answer}`);
    return JSON.parse(answer) as T;
  }

  async #untilAnswered(path: string, body: unknown, key: string | null): Promise<{ status: number; answer: string }> {
    for (let attempt = 0; ; attempt++) {
      try {
        const response = await fetch(this.#url + path, {
          method: 'POST',
          headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json', ...(key !== null && { 'idempotency-key': key }) },
          body: JSON.stringify(body),
        });
        const answer = await response.text();
        // not ready yet or stopping: nothing was done
        if (response.status !== 503) return { status: response.status, answer };
      } catch (error) {
        // fetch says TypeError when the connection breaks or is refused
        if (!(error instanceof TypeError)) throw error;
        if (attempt === 0) this.lost++;
      }
      await pause(10);
    }
  }
}
