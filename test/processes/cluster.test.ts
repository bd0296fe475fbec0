import t from 'tap';
import { recordCallbackResult, type RecordCallbackResult } from '../../src/commands/appeal/record-callback-result.ts';
import { pino } from 'pino';
import { cancelProcessInstance } from '../../src/commands/process/cancel-process-instance.ts';
import { publishMessage } from '../../src/commands/process/publish-message.ts';
import { supplementAppeal } from '../../src/commands/appeal/supplement-appeal.ts';
import { withdrawAppeal } from '../../src/commands/appeal/withdraw-appeal.ts';
import { detachMember } from '../../src/commands/cluster/detach-member.ts';
import { tellClusters } from '../../src/jobs/tell-clusters.ts';
import { tell, vault } from './township.ts';

/*
 * Several people about one matter: clusters from the first appeal to the last callback, on the virtual clock.
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true } };
const NO_OBJECTION = { objection: false };
const PHONED = { contactMethod: 'phone', contactAnswered: true };
const BY_SECTION = { site: { finding: 'yes', solvableBy: 'section' } };
const SOLVED = { result: { isTrue: 'yes', resolved: true }, publicReply: '充电桩已装好。' };
const log = pino({ level: 'silent' });
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

await tell(t, 'clusters', async (t, town) => {
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
      t.match(await town.order(orderNo), {
        state: 'merged',
        repeat_kind: 'multi',
        parent_order_key: one.orderKey,
        due_at: null,
      });
      t.same(await town.tasks(orderNo), []);
      t.ok((await town.messages(orderNo)).includes('appellant: joined_cluster'));
    }
    t.match(await cluster(one.orderKey), { kind: 'multi', members: 3, batch: 1, ended_at: null });
    t.same(await town.incidents(), []);

    const other = await verified('北桩', 5, { apart: true });
    t.match(
      await town.order(other.orderNo),
      { state: 'pending_sign_off', parent_order_key: null },
      'the registrar found another matter at the same place',
    );

    await town.until('2026-01-12T09:00:00+08:00');
    t.notOk(
      (await town.messages(two.orderNo)).some((message) => message.includes('limit_')),
      'no warnings of its own',
    );
    t.ok((await town.messages(one.orderNo)).includes('staff: limit_50_percent'));
    const four = await verified('北桩', 4);
    t.match(await town.order(four.orderNo), { state: 'merged' });
    t.match(await cluster(one.orderKey), { members: 4, batch: 2 }, 'who comes after 72 hours is the next batch');
    await town.host.restart();

    await town.submit(supplementAppeal, {
      orderNo: four.orderNo,
      textSealed: vault.seal('独居老人'),
      keywords: ['独居老人'],
    });
    t.match(
      await town.order(one.orderNo),
      { level: 'L2', sensitive: 1 },
      'danger that a follower reports raises the parent',
    );
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

  t.test('an administrator ends the case of a parent, the hotline takes one back: nobody is left behind', async (t) => {
    const [one, two, three, four] = [
      await dispatched('被终止', 61),
      await dispatched('被终止', 62),
      await verified('被终止', 63),
      await verified('被终止', 64),
    ];
    const instancesOf = async (orderNo: string) =>
      town.host.store.reader('process_instance').where({ business_key: orderNo, state: 'ACTIVE' }).orderBy('key');
    const [appealCase, called] = await instancesOf(one.orderNo);
    const cancel = (key: unknown) => town.submit(cancelProcessInstance, { processInstanceKey: Number(key) });
    await t.rejects(cancel(called.key), { code: 'ERR_PROCESS_INSTANCE_CALLED', zh: new RegExp(appealCase.key) });
    await town.host.restart();
    await cancel(appealCase.key);
    t.match(await town.order(two.orderNo), { state: 'dispatched', parent_order_key: null }, 'the next one leads');
    for (const { orderNo } of [three, four]) t.match(await town.order(orderNo), { parent_order_key: two.orderKey });
    t.match(await cluster(two.orderKey), { members: 3, ended_at: null });
    t.ok((await town.messages(one.orderNo)).includes('staff: case_cancelled'));
    t.ok((await town.history(one.orderKey)).includes('order.abandoned'));

    // one that follows
    const [following] = await instancesOf(four.orderNo);
    await cancel(following.key);
    t.match(await cluster(two.orderKey), { members: 2 });
    t.match(await town.order(four.orderNo), { parent_order_key: null });

    // the hotline spoke of one order, and of no other
    await town.complete(two.orderNo, 'sign', { objection: true, citedItem: '3.5', proposedUnit: 'rural_work' });
    await town.submit(publishMessage, {
      ...{ name: 'OrderRevoked', correlationKey: two.orderNo, timeToLiveMs: 0, variables: {} },
    });
    t.match(await town.order(two.orderNo), { state: 'archived' });
    t.match(await town.order(three.orderNo), { state: 'dispatched', parent_order_key: null });
    t.same(await town.incidents(), []);
  });

  t.test('a large cluster is told in batches, and a restart goes on after the last one', async (t) => {
    const all: Awaited<ReturnType<typeof call>>[] = [];
    for (let i = 0; i < 57; i++) all.push(await (i === 0 ? dispatched : verified)('大商场', 200 + i));
    const [one, two] = all as [(typeof all)[0], (typeof all)[0]];
    t.match(await cluster(one.orderKey), { kind: 'mass', members: 57 });
    const nextBatch = () => tellClusters({ store: town.host.store.duties, submit: town.host.loop.submit, log }).tick();
    const following = async (parent: number) =>
      Number(
        (await town.host.store.reader('work_order').where({ parent_order_key: parent }).count('* as n'))[0]?.['n'],
      );
    const states = async (state: string) => {
      const rows = await Promise.all(all.map(({ orderNo }) => town.order(orderNo)));
      return rows.filter((row) => row['state'] === state).length;
    };
    t.match(await nextBatch(), { done: 0, more: false });

    await town.submit(withdrawAppeal, { orderNo: one.orderNo, textSealed: null });
    await town.complete(one.orderNo, 'confirm_withdrawal', { voluntary: true });
    t.match(await town.order(two.orderNo), { state: 'dispatched', parent_order_key: null });
    t.match(await cluster(two.orderKey), { telling: 'lead', members: 56 });
    t.match(await nextBatch(), { done: 48, more: true }, 'the first fifty, with two that do not follow');
    await town.host.restart();
    t.match(await nextBatch(), { done: 7, more: true });
    t.match(await nextBatch(), { done: 0, more: false });
    t.equal(await following(two.orderKey), 55);

    await town.follow(two.orderNo, WORK);
    await town.complete(two.orderNo, 'verify_result', { finding: 'yes' });
    await town.complete(two.orderNo, 'accept', { accepted: true });
    t.match(await town.order(two.orderNo), { state: 'callback_pending' });
    t.match(await cluster(two.orderKey), { telling: 'result', outcome: 'answered' });
    t.equal(await states('merged'), 55, 'none before its turn');
    // one changes their mind meanwhile
    const last = all.at(-1) as (typeof all)[0];
    await town.submit(withdrawAppeal, { orderNo: last.orderNo, textSealed: null });
    await town.complete(last.orderNo, 'confirm_member_withdrawal', { voluntary: true });
    t.match(await nextBatch(), { failed: 0, more: true });
    t.ok((await states('callback_pending')) > 40);
    await town.host.restart();
    t.match(await nextBatch(), { failed: 0, more: true });
    t.match(await nextBatch(), { done: 0, more: false });
    t.equal(await states('callback_pending'), 55, 'each hears the result, none twice');
    t.match(await town.order(last.orderNo), { state: 'archived' });
    t.same(await town.incidents(), []);
  });

  await t.test('strangers who name no object are put together by the registrar alone', async (t) => {
    const nameless = (who: number) =>
      town.register({
        category: 'noise',
        objectKey: undefined,
        appellant: { phone: `1000000${String(who).padStart(4, '0')}` },
      } as never);
    const verify = (orderNo: string, screening: object = {}) =>
      town.complete(orderNo, 'verify', { screening: { ...COMPLETE.screening, ...screening } });
    const [one, two, three] = [await nameless(301), await nameless(302), await nameless(303)];
    t.ok((await town.messages(three.orderNo)).includes('staff: possible_cluster'), 'a suggestion, no more');
    for (const { orderNo } of [one, two]) {
      await verify(orderNo);
      t.match(await town.order(orderNo), { state: 'pending_sign_off', repeat_kind: null });
    }
    await t.rejects(verify(three.orderNo, { sameCase: true }), { code: 'ERR_SAME_ORDER_MISSING' });
    await t.rejects(verify(three.orderNo, { sameAs: 'JS-1' }), { code: 'ERR_ORDER_NOT_FOUND' });
    await t.rejects(verify(three.orderNo, { sameAs: three.orderNo }), { code: 'ERR_SAME_ORDER' });
    await verify(three.orderNo, { sameAs: two.orderNo });
    t.match(await town.order(three.orderNo), { state: 'merged', parent_order_key: two.orderKey });
    t.match(await town.order(one.orderNo), { state: 'pending_sign_off', repeat_kind: null }, 'a stranger to them');
    const four = await nameless(304);
    await verify(four.orderNo, { sameAs: three.orderNo });
    t.match(await town.order(four.orderNo), { state: 'merged', parent_order_key: two.orderKey }, 'the same cluster');
    const five = await nameless(305);
    await verify(five.orderNo);
    t.match(await town.order(five.orderNo), { state: 'pending_sign_off' }, 'never by itself');
    const again = await nameless(305);
    await verify(again.orderNo, { apart: true });
    t.match(await town.order(again.orderNo), { state: 'pending_sign_off' }, 'another matter of the same person');
    t.same(await town.incidents(), []);
  });

  await t.test('repeats are counted: difficult, then a candidate, never more', async (t) => {
    const first = await verified('反复', 50);
    for (let i = 1; i <= 7; i++) {
      const again = await verified('反复', 50);
      t.match(await town.order(again.orderNo), { state: 'archived', parent_order_key: first.orderKey });
      const { marks } = await town.order(first.orderNo);
      t.same(JSON.parse(String(marks)), [...(i >= 3 ? ['difficult'] : []), ...(i >= 7 ? ['excessive_candidate'] : [])]);
    }
    t.match(await town.order(first.orderNo), { state: 'pending_sign_off' }, 'nothing happened by itself');
    t.ok((await town.messages(first.orderNo)).includes('staff: excessive_candidate'));
  });

  t.test('whatever happens in whatever order, nobody is left behind', async (t) => {
    const all: string[] = [];
    let seed = 7;
    const random = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n;
    const orders = async () => Promise.all(all.map(async (orderNo) => town.order(orderNo)));
    for (let step = 0; step < 60; step++) {
      const open = (await orders()).filter(({ state }) => state !== 'archived' && state !== 'callback_pending');
      const chosen = open[random(Math.max(open.length, 1))];
      const orderNo = String(chosen?.['order_no']);
      const act = random(10);
      if (act < 5 || !chosen) all.push((await verified('随机', 100 + step)).orderNo);
      else if (act < 7) {
        await town.submit(withdrawAppeal, { orderNo, textSealed: null });
        for (const task of await town.tasks(orderNo))
          if (task.startsWith('confirm_')) await town.complete(orderNo, task, { voluntary: true });
      } else if (act < 8 && chosen['state'] === 'merged') {
        const member = await town.host.store.reader('cluster_member').where({ key: chosen['key'] }).first();
        await town.submit(detachMember, { clusterKey: Number(member.cluster_key), orderNo, reason: '另一事项' });
      } else await workOn(orderNo);
      await nobodyLeftBehind(`step ${step}`);
    }
    for (let round = 0; round < 20; round++)
      for (const { state, order_no } of await orders())
        if (state !== 'archived' && state !== 'callback_pending' && state !== 'merged') await workOn(String(order_no));
    for (const { order_no, state } of await orders())
      t.ok(state === 'archived' || state === 'callback_pending', `${String(order_no)} ${String(state)}`);
    t.same(await town.incidents(), []);

    /** Does the one task that an order waits for. */
    async function workOn(orderNo: string): Promise<void> {
      const [task] = await town.tasks(orderNo);
      const answers: Readonly<Record<string, object>> = {
        ...Object.fromEntries(WORK),
        sign_off: { signOff: 'approve' },
        verify_result: { finding: 'yes' },
        accept: { accepted: true },
      };
      if (task && answers[task]) await town.complete(orderNo, task, answers[task] as Record<string, unknown>);
    }

    async function nobodyLeftBehind(when: string): Promise<void> {
      const now = new Map((await orders()).map((order) => [order['key'], order]));
      for (const order of now.values()) {
        if (order['state'] !== 'merged') continue;
        const parent = now.get(order['parent_order_key']);
        const gone = ['merged', 'archived', 'withdrawn', 'callback_pending'];
        if (!parent || gone.includes(String(parent['state'])))
          t.fail(`${when}: ${String(order['order_no'])} follows nobody who works: ${String(parent?.['state'])}`);
      }
    }
  });
});
