import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { openTestServer } from '../helpers/http.ts';
import { FORM, userTask } from './diagrams.ts';

const server = await openTestServer(t);
const { app, call, deploy, keyFor } = server;
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as AddressInfo;

interface CloudEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject?: string;
  readonly data: object;
}

/** Follows the stream until an event of type `last` has come. */
function follow(key: string, last: string, lastEventId = '0.0'): Promise<CloudEvent[]> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, 'last-event-id': lastEventId };
    const asking = request({ host: '127.0.0.1', port, path: '/api/events', headers, timeout: 10_000 }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as CloudEvent);
        if (!events.some(({ type }) => type === last)) return;
        asking.destroy();
        resolve(events);
      });
      answer.on('error', reject);
    });
    asking.on('timeout', () => asking.destroy(new Error(`no ${last} came`)));
    asking.on('error', reject);
    asking.end();
  });
}

t.test('events follow commits, for the own town and within the scopes', async (t) => {
  const key = await keyFor('yunxi', ['*']);
  const viewer = await keyFor('yunxi', ['processes:read']);
  const elsewhere = await keyFor('lucheng', ['*']);
  await deploy(key, { 'verify.bpmn': userTask('verify'), 'verify.form': FORM });
  await deploy(elsewhere, { 'verify.bpmn': userTask('verify'), 'verify.form': FORM });
  const [deployed] = await follow(viewer, 'jiesu.deployment.created');
  t.match(deployed, { specversion: '1.0', source: '/tenants/yunxi', data: { command: 'deploy-resources' } });

  const live = follow(viewer, 'jiesu.process-instance.canceled', deployed?.id);
  await keyFor('yunxi', ['admin:read']);
  await call(elsewhere, 'POST', '/v2/process-instances', { processDefinitionId: 'verify' });
  const { processInstanceKey } = (await call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'verify' }))
    .body;
  await call(key, 'POST', `/v2/process-instances/${processInstanceKey}/cancellation`);
  const events = await live;
  t.ok(events.some(({ type, subject }) => type === 'jiesu.process-instance.started' && subject === processInstanceKey));
  t.ok(events.every(({ source, type }) => source === '/tenants/yunxi' && !type.startsWith('jiesu.api-key')));
  t.equal(new Set(events.map(({ id }) => id)).size, events.length, 'each once');
  t.notOk(
    events.some(({ id }) => id === deployed?.id),
    'goes on after the last one seen',
  );
});

t.test('kinds of things that changed are told to everybody, and nothing about any one', async (t) => {
  const handler = await keyFor('yunxi', [], ['section_handler']);
  const key = await keyFor('yunxi', ['*']);
  const told = new Promise<string>((resolve, reject) => {
    const headers = { authorization: `Bearer ${handler}` };
    const asking = request({ host: '127.0.0.1', port, path: '/api/changes', headers, timeout: 10_000 }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        const isFirst = text === '';
        text += chunk.toString();
        if (isFirst) void call(key, 'POST', '/v2/process-instances', { processDefinitionId: 'verify' });
        if (!text.includes('process-instance')) return;
        asking.destroy();
        resolve(text);
      });
      answer.on('error', reject);
    });
    asking.on('timeout', () => asking.destroy(new Error('no change was told')));
    asking.on('error', reject);
    asking.end();
  });
  const [, list = ''] = /^event: changes\ndata: (.*)$/m.exec(await told) ?? [];
  const kinds = JSON.parse(list) as string[];
  t.ok(kinds.includes('user-task'), list);
  t.ok(
    kinds.every((kind) => /^[a-z-]+$/.test(kind)),
    'words, no keys',
  );
});

t.test('closing ends streams and waiting workers', async (t) => {
  const key = await keyFor('yunxi', ['*']);
  const stream = follow(key, 'never').catch(() => 'ended');
  const worker = call(key, 'POST', '/v2/jobs/activation', {
    type: 'x',
    timeout: 1,
    maxJobsToActivate: 1,
    requestTimeout: 60_000,
  });
  await app.close();
  t.equal(await stream, 'ended');
  t.same((await worker).body, { jobs: [] });
});
