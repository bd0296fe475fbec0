import t from 'tap';
import { recordCallbackResult, type RecordCallbackResult } from '../../src/commands/record-callback-result.ts';
import { supplementAppeal } from '../../src/commands/supplement-appeal.ts';
import { withdrawAppeal } from '../../src/commands/withdraw-appeal.ts';
import { local, openTownship, vault, type Township } from './township.ts';

/*
 * Several people about one matter: clusters from the first appeal to the last callback, on the virtual clock.
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true } };
const NO_OBJECTION = { objection: false };
const PHONED = { contactMethod: 'phone', contactAnswered: true };
const BY_SECTION = { site: { finding: 'yes', solvableBy: 'section' } };
const SOLVED = { result: { isTrue: 'yes', resolved: true }, publicReply: '充电桩已装好。' };
const HAPPY: Omit<RecordCallbackResult, 'orderNo'> = {
  channel: 'hotline',
  reached: true,
  contacted: true,
  resolved: true,
  satisfaction: 'satisfied',
};
const WORK = [
  ['sign', NO_OBJECTION],
  ['first_contact', PHONED],
  ['check_site', BY_SECTION],
  ['handle_self', { route: 'done' }],
  ['fill_result', SOLVED],
  ['review', { reviewPassed: true }],
] as const;

t.test('clusters', async (t) => {
  const town = await openTownship(t);
  const call = (objectKey: string, who: number) =>
    town.register({ objectKey, appellant: { phone: `1000000${String(who).padStart(4, '0')}` } });
  /** Registered and verified. */
  async function verified(objectKey: string, who: number, screening: object = {}) {
    const registered = await call(objectKey, who);
    await town.complete(registered.orderNo, 'verify', { screening: { ...COMPLETE.screening, ...screening } });
    return registered;
  }
  async function dispatched(objectKey: string, who: number) {
    const registered = await verified(objectKey, who);
    await town.complete(registered.orderNo, 'sign_off', { signOff: 'approve' });
    return registered;
  }
  const cluster = async (parentOrderKey: number) =>
    town.host.store.reader('appeal_cluster').where({ parent_order_key: parentOrderKey }).orderBy('key', 'desc').first();

  t.test('the third person makes a cluster; the earliest order leads it and answers all', async (t) => {
    const one = await dispatched('北桩', 1);
    const two = await dispatched('北桩', 2);
    await town.follow(two.orderNo, [['sign', NO_OBJECTION]]);
    await town.host.restart();
    const three = await verified('北桩', 3);
    t.match(await town.order(one.orderNo), { state: 'dispatched', repeat_kind: 'multi', parent_order_key: null });
    for (const { orderNo } of [two, three]) {
      t.match(await town.order(orderNo), { state: 'merged', repeat_kind: 'multi', parent_order_key: one.orderKey, due_at: null });
      t.same(await town.tasks(orderNo), []);
      t.ok((await town.messages(orderNo)).includes('appellant: joined_cluster'));
    }
    t.match(await cluster(one.orderKey), { kind: 'multi', members: 3, batch: 1, ended_at: null });
    t.same(await town.incidents(), []);

    await town.until('2026-01-12T09:00:00+08:00');
    t.notOk((await town.messages(two.orderNo)).some((message) => message.includes('limit_')), 'no warnings of its own');
    t.ok((await town.messages(one.orderNo)).includes('staff: limit_50_percent'));
    const four = await verified('北桩', 4);
    t.match(await town.order(four.orderNo), { state: 'merged' });
    t.match(await cluster(one.orderKey), { members: 4, batch: 2 }, 'who comes after 72 hours is the next batch');
    await town.host.restart();

    await town.submit(supplementAppeal, { orderNo: four.orderNo, textSealed: vault.seal('独居老人'), keywords: ['独居老人'] });
    t.match(await town.order(one.orderNo), { level: 'L2', sensitive: 1 }, 'danger that a follower reports raises the parent');
    t.ok((await town.messages(four.orderNo)).includes('duty: EmergencyReported'));
    await town.host.restart();

    const by = one.orderNo;
    if ((await town.tasks(by)).includes('sign_by_leader')) await town.complete(by, 'sign_by_leader', NO_OBJECTION);
    await town.follow(by, WORK.slice((await town.tasks(by)).includes('sign') ? 0 : 1));
    t.match(await town.order(two.orderNo), { state: 'merged' }, 'not before the result is examined');
    if ((await town.tasks(by)).includes('verify_result')) await town.complete(by, 'verify_result', { finding: 'yes' });
    if ((await town.tasks(by)).includes('accept')) await town.complete(by, 'accept', { accepted: true });
    t.match(await town.order(by), { state: 'callback_pending' });
    await town.host.restart();
    for (const { orderNo } of [two, three, four]) {
      t.match(await town.order(orderNo), {
        state: 'callback_pending',
        public_reply: '充电桩已装好。',
        handled_by: 'section_handler',
        owner_unit_key: town.units['urban_construction'],
      });
      t.ok((await town.messages(orderNo)).includes('appellant: feedback'));
    }
    t.match(await cluster(one.orderKey), { outcome: 'answered' });
    await town.submit(recordCallbackResult, { orderNo: two.orderNo, ...HAPPY });
    t.match(await town.order(two.orderNo), { state: 'closed' });
    await town.submit(recordCallbackResult, {
      orderNo: three.orderNo,
      ...HAPPY,
      resolved: false,
      satisfaction: 'dissatisfied',
    });
    t.match(await town.order(three.orderNo), { state: 'reopened' }, 'its own rework');
    t.same(await town.tasks(three.orderNo), ['check_site']);
    for (const { orderNo } of [one, four]) {
      await town.submit(recordCallbackResult, { orderNo, ...HAPPY });
      t.match(await town.order(orderNo), { state: 'closed' });
    }
    await town.follow(three.orderNo, WORK.slice(2));
    t.same(await town.incidents(), []);
  });
});
