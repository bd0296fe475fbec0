import t from 'tap';
import type { HotlineOrder } from '../../src/cli/hotline/hotline.ts';
import { changeDutyItem } from '../../src/commands/duty-dispute/change-duty-item.ts';
import { openLine, type HotlineLine } from '../helpers/hotline-line.ts';
import { tell, type Township } from './township.ts';

/*
 * A township and a hotline that speak only HTTP, on a virtual clock: orders pushed, signed for, extended, returned, urged, supervised, called
 * back. All data is made up.
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true } };
const HANDLED = [
  ['first_contact', { contactMethod: 'phone', contactAnswered: true }],
  ['check_site', { site: { finding: 'yes', solvableBy: 'section' } }],
] as const;
const RESULT = [
  ['fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '已经处理。' }],
  ['review', { reviewPassed: true }],
] as const;

const OBJECTION = { objection: true, citedItem: 'D-1' };

/** The hotline pushes an order; the township takes it as far as its first recipient. */
async function pushed(town: Township, line: HotlineLine, index: number): Promise<HotlineOrder> {
  const order = await line.hotline.push(index);
  if (!order) throw new Error(`order ${index} was not taken`);
  await dispatched(town, order.orderNo);
  await line.exchange();
  return order;
}

/** Whatever it is about: the catalogue may name a unit that this small township does not have. */
async function dispatched(town: Township, orderNo: string): Promise<void> {
  await town.complete(orderNo, 'verify', COMPLETE);
  for (let [next] = await town.tasks(orderNo); next !== 'sign'; [next] = await town.tasks(orderNo)) {
    const consulted = { consultation: 'unit', unitCode: 'urban_construction' };
    if (next === 'consult') await town.complete(orderNo, next, consulted);
    else await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
  }
}

async function verifiedIfDrawn(town: Township, orderNo: string): Promise<void> {
  if ((await town.tasks(orderNo)).includes('verify_result'))
    await town.complete(orderNo, 'verify_result', { finding: 'yes' });
  if ((await town.tasks(orderNo)).includes('accept')) await town.complete(orderNo, 'accept', { accepted: true });
}

void tell(t, 'from the push to the callback', async (t, town) => {
  const line = await openLine(t, town, { extensionsGranted: 1, reached: 1, confirmed: 1 });
  await town.until('2026-03-04T10:00:00+08:00');
  const order = await pushed(town, line, 1);
  const { orderNo } = order;
  const again = await line.hotline.push(1);
  t.equal(again?.orderNo, orderNo, 'pushed twice, taken once');
  t.strictSame(order.told, ['OrderDispatched']);

  await town.complete(orderNo, 'sign', { objection: false });
  await town.follow(orderNo, HANDLED);
  await town.complete(orderNo, 'handle_self', { route: 'extension' });
  await town.complete(orderNo, 'request_extension', {
    extension: { reason: 'works', basis: '施工需要五天', amount: 4, evidence: true },
  });
  await town.complete(orderNo, 'rule_extension', { granted: true }, 'deputy_leader');
  await line.exchange();
  t.ok(order.told.includes('ExtensionRequested'));
  t.match(await town.order(orderNo), { state: 'extension_requested' }, 'the hotline has not ruled');
  t.match(await line.say(`${order.externalNo}/extension-rulings`, { granted: true, amount: 9 }), {
    status: 400,
    code: 'ERR_HOTLINE_AMOUNT',
  });
  const dueBefore = Number((await town.order(orderNo))['due_at']);
  await line.pass(1);
  t.match(await town.rows('hotline_request', orderNo), [{ kind: 'extension', ruling: 'granted' }]);
  const extended = await town.order(orderNo);
  t.ok(Number(extended['due_at']) > dueBefore, 'the date has moved');
  t.match(await line.say(`${order.externalNo}/extension-rulings`, { granted: true }), {
    status: 409,
    code: 'ERR_HOTLINE_RULED',
  });
  await town.complete(orderNo, 'inform_extension', { contactMethod: 'phone' });
  await line.exchange();
  t.equal(order.told.at(-1), 'ExtensionInformed');
  t.equal(order.dueAt, Number(extended['due_at']), 'with the new date');
  await town.complete(orderNo, 'choose_route', { route: 'done' });
  await town.follow(orderNo, RESULT);
  await line.exchange();
  await verifiedIfDrawn(town, orderNo);
  t.match(await town.order(orderNo), { state: 'callback_pending' });
  await line.pass(30);
  t.same(await town.tasks(orderNo), [], 'the township does not call');
  t.match(await town.order(orderNo), { state: 'closed', resolved: 1 });
  t.match(await town.rows('callback', orderNo), [{ channel: 'hotline', reached: 1, valid: 1 }]);
  t.equal(order.told[1], 'OrderSigned');
  t.strictSame(order.told.slice(-2), ['FeedbackSubmitted', 'OrderClosed']);
  t.ok(order.isOver);
  t.match(
    await line.say(`${order.externalNo}/callback-results`, {
      reached: true,
      contacted: true,
      resolved: true,
      satisfaction: 'satisfied',
    }),
    { status: 409, code: 'ERR_CALLBACK_STATE' },
    'too late',
  );
  const kinds = (await town.rows('hotline_notice', orderNo)).map(({ kind }) => kind);
  t.strictSame(kinds, ['extension_ruling', 'callback']);
  const history = await town.history(Number((await town.order(orderNo))['key']));
  for (const type of ['hotline.extension-ruling', 'hotline.callback']) t.ok(history.includes(type), type);
  t.same(await town.incidents(), []);
});

void tell(t, 'a return is asked of the hotline', async (t, town) => {
  await town.until('2026-03-04T10:00:00+08:00');
  const line = await openLine(t, town, { returnsGranted: 1 });
  const given = await pushed(town, line, 1);
  await town.submit(changeDutyItem, {
    code: 'D-1',
    title: '区管道路养护',
    category: null,
    mainUnitCode: 'planning_office',
    coUnitCodes: [],
    legalBasis: '区职责清单',
    scope: 'district',
  });
  await town.complete(given.orderNo, 'sign', OBJECTION);
  t.notOk(given.told.includes('ReturnRequested'), 'within the township the hotline is not bothered');
  const own = await town.register({ source: 'service_hall' });
  await dispatched(town, own.orderNo);
  await town.complete(own.orderNo, 'sign', OBJECTION);
  await t.rejects(town.complete(own.orderNo, 'rule_dispute', { ruling: 'return' }), { code: 'ERR_HOTLINE_OWN_ORDER' });

  await town.complete(given.orderNo, 'rule_dispute', { ruling: 'return' });
  await line.exchange();
  t.equal(given.told.at(-1), 'ReturnRequested');
  t.match(await town.order(given.orderNo), { state: 'return_requested' });
  await line.pass(1);
  t.match(await town.order(given.orderNo), { state: 'archived' }, 'granted: it has left the township');
  t.same(await town.tasks(given.orderNo), []);
  t.equal(given.told.at(-1), 'HotlineReturn');
  t.match(await line.say(`${given.externalNo}/return-rulings`, { granted: false }), {
    status: 409,
    code: 'ERR_HOTLINE_RULED',
  });

  const kept = await pushed(town, line, 2);
  await objected(town, kept.orderNo);
  t.match(await line.say(`${kept.externalNo}/return-rulings`, { granted: false, text: '属本镇职责' }), { status: 204 });
  t.match(await town.order(kept.orderNo), { state: 'signed' });
  t.same(await town.tasks(kept.orderNo), ['first_contact']);

  const silent = await pushed(town, line, 3);
  await objected(town, silent.orderNo);
  line.connect(false);
  await town.until('2026-03-06T18:00:00+08:00');
  t.match(await town.order(silent.orderNo), { state: 'signed' }, 'no ruling is a refusal');
  t.match(await town.rows('hotline_request', silent.orderNo), [{ kind: 'return', ruling: 'lapsed' }]);
  t.match(await line.say(`${silent.externalNo}/return-rulings`, { granted: true }), { code: 'ERR_HOTLINE_RULED' });
  t.same(await town.incidents(), []);
});

void tell(t, 'urged before the date, supervised after it', async (t, town) => {
  await town.until('2026-03-04T10:00:00+08:00');
  const line = await openLine(t, town);
  const order = await pushed(town, line, 1);
  await town.complete(order.orderNo, 'sign', { objection: false });
  t.match(await town.order(order.orderNo), { urged: 0, supervised: 0 });
  await line.pass(7 * 24);
  t.match(await town.order(order.orderNo), { urged: 1, supervised: 0 });
  await line.pass(24);
  t.match(await town.order(order.orderNo), { urged: 1, supervised: 1 });
  t.strictSame(order.said, ['urges 204', 'supervisions 204']);
  const told = await town.messages(order.orderNo);
  t.ok(told.includes('staff: hotline_urge') && told.includes('staff: hotline_supervise'));
  t.same(await town.incidents(), []);
});

t.test('a callback that comes while the result is still being examined is not lost', async (t) => {
  const { openTownship } = await import('./township.ts');
  const town = await openTownship(t);
  await town.until('2026-03-04T10:00:00+08:00');
  const line = await openLine(t, town);
  const order = await pushed(town, line, 1);
  const { orderNo } = order;
  const result = { reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' };
  await town.complete(orderNo, 'sign', { objection: false });
  // a supervised order is verified or accepted before its callback
  await line.say(`${order.externalNo}/supervisions`);
  await town.follow(orderNo, HANDLED);
  await town.complete(orderNo, 'handle_self', { route: 'done' });
  await town.follow(orderNo, RESULT);
  t.match(await line.say(`${order.externalNo}/callback-results`, result), { status: 204 });
  const [examining] = await town.tasks(orderNo);
  t.ok(examining === 'verify_result' || examining === 'accept', String(examining));
  if (examining === 'verify_result') await town.complete(orderNo, 'verify_result', { finding: 'no' });
  else await town.complete(orderNo, 'accept', { accepted: false });
  t.match(await town.order(orderNo), { state: 'reopened' }, 'the result did not count, so nor does its callback');

  await town.complete(orderNo, 'check_site', HANDLED[1][1]);
  await town.complete(orderNo, 'handle_self', { route: 'done' });
  await town.follow(orderNo, RESULT);
  t.match(await line.say(`${order.externalNo}/callback-results`, result), { status: 204 });
  await verifiedIfDrawn(town, orderNo);
  t.match(await town.order(orderNo), { state: 'closed' }, 'it was kept until the case waited for it');
  t.same(await town.incidents(), []);
});

t.test('a hotline that is away for a day gets everything, once and in order', async (t) => {
  const { openTownship } = await import('./township.ts');
  const town = await openTownship(t);
  await town.until('2026-03-04T10:00:00+08:00');
  const line = await openLine(t, town, { reached: 1, confirmed: 1 });
  line.connect(false);
  const orders = [];
  for (const index of [1, 2, 3]) orders.push(await pushed(town, line, index));
  for (const { orderNo } of orders) {
    await town.complete(orderNo, 'sign', { objection: false });
    await line.pass(1);
    await town.follow(orderNo, HANDLED);
    await town.complete(orderNo, 'handle_self', { route: 'done' });
    await town.follow(orderNo, RESULT);
  }
  await line.pass(24);
  t.strictSame(
    orders.flatMap(({ told }) => told),
    [],
    'nothing could arrive',
  );
  const waiting = await town.host.store.reader('outbox_entry').where({ channel: 'hotline' }).whereNull('delivered_at');
  t.equal(waiting.length, 9);
  t.ok(
    waiting.some(({ last_error: reason }) => reason),
    'and why is kept',
  );

  line.connect(true);
  await line.pass(2);
  for (const { told } of orders) t.strictSame(told, ['OrderDispatched', 'OrderSigned', 'FeedbackSubmitted']);
  t.equal(line.hotline.repeats(), 0, 'each once');
  for (const { orderNo } of orders) await verifiedIfDrawn(town, orderNo);
  await line.pass(30);
  for (const { orderNo, told } of orders) {
    t.match(await town.order(orderNo), { state: 'closed' });
    t.equal(told.at(-1), 'OrderClosed');
  }
  const key = await line.keyFor('elsewhere', 'hotline:write');
  t.match(await line.say(`${orders[0]?.externalNo}/urges`, {}, key), { status: 404 }, 'another town’s key');
  const payloads = await town.host.store.reader('outbox_entry').where({ channel: 'hotline' }).select('payload');
  t.notMatch(JSON.stringify(payloads), /1000000\d{4}|示例[甲乙丙丁]/, 'nothing about persons goes out');
});

void tell(t, 'the hotline takes orders back of its own accord', async (t, town) => {
  await town.until('2026-03-04T10:00:00+08:00');
  const line = await openLine(t, town);
  const [fresh, inHand, answered] = [
    await line.hotline.push(11),
    await pushed(town, line, 12),
    await pushed(town, line, 13),
  ];
  t.same(await town.tasks(fresh?.orderNo ?? ''), ['verify']);
  await town.complete(inHand.orderNo, 'sign', { objection: false });
  await town.follow(inHand.orderNo, HANDLED);
  await town.complete(answered.orderNo, 'sign', { objection: false });
  await town.follow(answered.orderNo, [...HANDLED, ['handle_self', { route: 'done' }], ...RESULT]);

  for (const order of [fresh, inHand]) {
    t.match(await line.say(`${order?.externalNo}/revocation`, { text: '派单有误' }), { status: 204 });
    const { orderNo = '' } = order ?? {};
    t.match(await town.order(orderNo), { state: 'archived' });
    t.same(await town.tasks(orderNo), [], 'nobody works on it any more');
    t.match(await town.rows('hotline_notice', orderNo), [{ kind: 'revocation' }]);
    await line.exchange();
    t.equal(order?.told.at(-1), 'HotlineReturn');
    t.ok(order?.isOver);
    t.match(
      await line.say(`${order?.externalNo}/revocation`),
      { status: 409, code: 'ERR_HOTLINE_NOT_REVOCABLE' },
      'once',
    );
  }
  t.ok((await town.messages(inHand.orderNo)).includes('staff: order_revoked'));
  t.match(
    await line.say(`${answered.externalNo}/revocation`),
    { status: 409, code: 'ERR_HOTLINE_NOT_REVOCABLE' },
    'what was answered is called back on',
  );
  t.match(await town.rows('hotline_notice', answered.orderNo), [], 'and nothing is noted');
  t.same(await town.incidents(), []);
});

// helpers

async function objected(town: Township, orderNo: string): Promise<void> {
  await town.complete(orderNo, 'sign', OBJECTION);
  await town.complete(orderNo, 'rule_dispute', { ruling: 'return' });
}
