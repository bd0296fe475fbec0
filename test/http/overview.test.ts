import t from 'tap';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { openTestServer } from '../helpers/http.ts';

/* The leader's numbers, held against what was done. All data is made up. */

const { call, keyFor, account, signIn, host } = await openTestServer(t);
await deployProcesses({ gate: host.engine, submit: host.loop.submit }, 'processes', systemActor('test', 'yunxi'));
const admin = await keyFor('yunxi', ['*']);
const units: Record<string, string> = {};
for (const code of ['response_office', 'urban_construction', 'civil_affairs']) {
  const unit = { parentKey: null, kind: 'section', code, name: code };
  units[code] = (await call(admin, 'POST', '/api/org-units', unit)).body.unitKey;
}
await account('yunxi', 'secretary', ['party_secretary'], Number(units['response_office']));
await account('yunxi', 'other', ['section_handler'], Number(units['civil_affairs']));

async function dispatch(title: string): Promise<string> {
  const appeal = {
    source: 'service_hall',
    type: 'complaint',
    category: 'road_damage',
    title,
    content: `【模拟】${title},已有多日。`,
    placeKind: 'rural',
    appellant: { kind: 'natural', name: '示例甲', phone: `1000000${String(title.length).padStart(4, '0')}` },
  };
  const { orderNo } = (await call(admin, 'POST', '/api/appeals', appeal)).body;
  for (const variables of [
    { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } },
    { signOff: 'approve' },
  ]) {
    const { items } = (await call(admin, 'POST', '/v2/user-tasks/search', { filter: { state: 'CREATED' } })).body;
    const open = items.find((task: { elementId: string }) => ['verify', 'sign_off'].includes(task.elementId));
    await call(admin, 'POST', `/v2/user-tasks/${open.userTaskKey}/completion`, { variables });
  }
  return orderNo;
}

t.test('numbers of what is open, late and received', async (t) => {
  await dispatch('路面破损');
  host.clock.move(5 * 86_400_000);
  await dispatch('路灯不亮，夜里难行');
  // the first is due on the seventh day
  host.clock.move(3 * 86_400_000);
  const leader = await signIn('secretary');
  const { status, body } = await call(null, 'GET', '/api/overview', undefined, leader);
  t.equal(status, 200);
  t.match(body.open, [{ state: 'dispatched', label: { zh: '已派单' }, level: 'L3', count: 2 }]);
  t.equal(body.days.length, 30);
  t.match(body.days.at(-1), { day: '2026-01-13', received: 0, closed: 0 });
  t.match(body.days.at(-9), { day: '2026-01-05', received: 1, closed: 0 });
  t.match(body.days.at(-4), { day: '2026-01-10', received: 1, closed: 0 });
  t.match(body.categories, [{ category: 'road_damage', label: { zh: '道路破损/路灯' }, received: 2 }]);
  t.match(body.units, [{ name: 'urban_construction', open: 2, overdue: 1, soon: 0 }]);
  t.match(body.rates, { thisMonth: { valid: 0, response: null }, lastMonth: { valid: 0 } });
});

t.test('other units see their own numbers', async (t) => {
  const { body } = await call(null, 'GET', '/api/overview', undefined, await signIn('other'));
  t.match(body, { open: [], categories: [], units: [] });
});
