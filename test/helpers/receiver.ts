import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A program that takes CloudEvents over HTTP, and can be out of order. */
export interface Receiver {
  readonly url: string;
  /** What has arrived: signed as it must be, or not. */
  readonly taken: { readonly id: string; readonly type: string; readonly subject?: string; readonly signed: boolean }[];
  /** Status that it answers from now on; null hangs up without an answer. */
  answer(status: number | null): void;
}

export async function openReceiver(t: { teardown(undo: () => void): void }, secret: string): Promise<Receiver> {
  const taken: Receiver['taken'][number][] = [];
  let status: number | null = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (status === null) {
        request.socket.destroy();
        return;
      }
      const body = Buffer.concat(chunks);
      const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
      const event = JSON.parse(body.toString('utf8')) as { id: string; type: string; subject?: string };
      if (status < 300) taken.push({ ...event, signed: request.headers['x-jiesu-signature'] === signature });
      // where it points to must not be followed
      response.writeHead(status, status === 307 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    taken,
    answer(next) {
      status = next;
    },
  };
}
