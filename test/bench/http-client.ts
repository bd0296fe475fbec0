import { Agent, request } from 'node:http';

/*
 * The client of the HTTP measurement, a process of its own: begins instances of `one_task` and completes the tasks that its parent tells of.
 * Arguments: address, API key, connections, seconds. Sends its parent the number of answered commands and the seconds they took.
 */

const [url = '', token = '', connections = '64', seconds = '3'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const tasks: number[] = [];
let commands = 0;

process.on('message', (keys: readonly number[]) => tasks.push(...keys));

function post(path: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    request(url + path, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => {
        if ((response.statusCode ?? 500) < 300) resolve();
        else reject(new Error(`${path} answered ${response.statusCode}`));
      });
    })
      .on('error', reject)
      .end(body);
  });
}

const start = performance.now();
const end = start + Number(seconds) * 1000;
await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    while (performance.now() < end) {
      const task = tasks.shift();
      if (task === undefined) await post('/v2/process-instances', '{"processDefinitionId":"one_task","variables":{}}');
      else await post(`/v2/user-tasks/${task}/completion`, '{}');
      commands++;
    }
  }),
);
process.send?.({ commands, seconds: (performance.now() - start) / 1000 });
process.disconnect();
agent.destroy();
