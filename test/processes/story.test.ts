import t from 'tap';
import { addOrderNote } from '../../src/commands/appeal/add-order-note.ts';
import { closeOrgUnit } from '../../src/commands/organisation/close-org-unit.ts';
import { createOrgUnit } from '../../src/commands/organisation/create-org-unit.ts';
import { changeDutyItem } from '../../src/commands/duty-dispute/change-duty-item.ts';
import { recordCallbackResult, type RecordCallbackResult } from '../../src/commands/appeal/record-callback-result.ts';
import { resolveIncident } from '../../src/commands/process/resolve-incident.ts';
import { setVariables } from '../../src/commands/process/set-variables.ts';
import { supplementAppeal } from '../../src/commands/appeal/supplement-appeal.ts';
import { setLimit } from '../../src/commands/reference/set-limit.ts';
import { withdrawAppeal } from '../../src/commands/appeal/withdraw-appeal.ts';
import { local, tell, vault, type Township } from './township.ts';

/*
 * Appeals on their whole way through the township's own diagrams: commands, virtual clock, the real host and database.
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true } };
const NO_OBJECTION = { objection: false };
const PHONED = { contactMethod: 'phone', contactAnswered: true };
const BY_SECTION = { site: { finding: 'yes', solvableBy: 'section' } };
const SOLVED = { result: { isTrue: 'yes', resolved: true }, publicReply: '路面已修补。' };
const PASSED = { reviewPassed: true };
const HAPPY: Omit<RecordCallbackResult, 'orderNo'> = {
  channel: 'hotline',
  reached: true,
  contacted: true,
  resolved: true,
  satisfaction: 'satisfied',
};

const MORE_TIME = { reason: 'works', basis: '施工合同约定的工期', amount: 7 };
const SUSPENDED = [
  [
    'request_suspension',
    { hold: { reason: 'funds', plan: '列入明年预算', expectedOn: '2027-06-30', reply: '资金到位后施工。' } },
  ],
  ['agree_suspension', { sectionOpinion: 'agree' }],
  ['approve_suspension', { suspension: 'approved' }],
] as const;
const RESULT = [
  ['check_site', BY_SECTION],
  ['handle_self', { route: 'done' }],
  ['fill_result', SOLVED],
  ['review', PASSED],
] as const;

await tell(t, 'the appeals of a township', async (t, town) => {
  t.test('one goes from intake to archive', async (t) => {
    await town.until('2026-03-04T10:00:00+08:00');
    const { orderNo } = await town.register({ externalNo: 'BJ-1' });
    t.equal(orderNo, 'JS-20260304-000001');
    t.equal(local((await town.task(orderNo, 'verify'))['due_at']), '2026-03-04 12:00', 'two working hours to screen');

    await town.complete(orderNo, 'verify', COMPLETE);
    t.match(await town.order(orderNo), { state: 'pending_sign_off', level: 'L3' });
    t.equal(
      local((await town.task(orderNo, 'sign_off'))['due_at']),
      '2026-03-04 15:30',
      'four working hours to sign off',
    );

    await town.until('2026-03-04T10:20:00+08:00');
    await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
    const dispatched = await town.order(orderNo);
    t.match(dispatched, {
      state: 'dispatched',
      owner_unit_key: town.units['urban_construction'],
      catalogue_entry: '3.5',
    });
    t.equal(local(dispatched['due_at']), '2026-03-12 00:00', 'seven natural days, the day of dispatch not counted');
    t.match(await town.rows('deadline', orderNo), [
      { kind: 'external', amount: 7, unit: 'natural_days', basis: 'D02-5 一般7日' },
    ]);
    t.same(JSON.parse(String((await town.task(orderNo, 'sign'))['candidate_groups'])), [
      `unit:${town.units['urban_construction']}:section_handler`,
    ]);

    await town.follow(orderNo, [
      ['sign', NO_OBJECTION],
      ['first_contact', PHONED],
    ]);
    t.match(await town.order(orderNo), { state: 'in_progress', signed_at: town.host.clock.now() });
    await town.follow(orderNo, [
      ['check_site', BY_SECTION],
      ['handle_self', { route: 'done' }],
      ['fill_result', SOLVED],
      ['review', PASSED],
      ['verify_result', { finding: 'yes' }],
    ]);
    t.match(await town.order(orderNo), { state: 'callback_pending', public_reply: '路面已修补。', is_true: 'yes' });

    await town.submit(recordCallbackResult, { orderNo, ...HAPPY });
    t.match(await town.order(orderNo), { state: 'closed', closing_label: 'struck_off_on_time' });
    t.same(await town.tasks(orderNo), []);

    await town.until('2026-04-04T00:00:00+08:00');
    const archived = await town.order(orderNo);
    t.equal(archived['state'], 'archived');
    t.equal(local(archived['archived_at']), '2026-04-04 00:00', 'thirty days after closing');
    t.same(await unfinished(town, orderNo), [], 'nothing is left running');
    t.same(await town.messages(orderNo), [
      `staff: order_dispatched`,
      'hotline: OrderDispatched',
      'hotline: OrderSigned',
      'appellant: feedback',
      'hotline: FeedbackSubmitted',
      'appellant: closed',
      'hotline: OrderClosed',
    ]);
    t.same(await town.incidents(), []);
  });

  t.test('a township’s own limit counts', async (t) => {
    const value = { amount: 5, unit: 'working_days', calendar: 'hotline' } as const;
    await t.rejects(town.submit(setLimit, { name: 'order', level: 'L3', value: { ...value, unit: 'minutes' } }), {
      code: 'ERR_DEADLINE_UNIT',
    });
    await t.rejects(town.submit(setLimit, { name: 'order', level: 'L3', value: { ...value, calendar: 'office' } }), {
      code: 'ERR_DEADLINE_CALENDAR',
    });
    await town.submit(setLimit, { name: 'order', level: 'L3', value });
    const { orderNo } = await inHand(town, { objectKey: '本镇时限' });
    t.match(await town.order(orderNo), { limit_amount: 5, limit_unit: 'working_days', limit_basis: /本镇时限 L3/ });
    await town.submit(setLimit, { name: 'order', level: 'L3', value: null });
  });

  t.test('intake ends without dispatch when the appeal is none for the township', async (t) => {
    const ends = [
      [{ emergency: true }, 'transferred_emergency', 'appellant: transfer_emergency'],
      [{ legalChannel: 'required' }, 'guided', 'appellant: guide_legal_channel'],
      [{ sameMatter: true }, 'guided', 'appellant: inform_progress'],
      [{ secret: true }, 'guided', 'appellant: explain_secret'],
      [{ inDuty: false }, 'guided', 'appellant: guide_market'],
      [{ inArea: false }, 'guided', 'appellant: guide_local_hotline'],
    ] as const;
    for (const [screening, from, told] of ends) {
      const { orderNo, orderKey } = await town.register({ objectKey: `路${Object.keys(screening).join('')}` });
      await town.complete(orderNo, 'verify', { screening: { ...COMPLETE.screening, ...screening } });
      t.match(await town.order(orderNo), { state: 'archived', owner_unit_key: null });
      t.ok((await town.messages(orderNo)).includes(told), told);
      t.ok((await town.history(orderKey)).includes(`order.archived from ${from}`), from);
    }

    const asked = await town.register({ type: 'consult', objectKey: '咨询' });
    await town.complete(asked.orderNo, 'verify', { screening: { ...COMPLETE.screening, answerable: true } });
    await town.complete(asked.orderNo, 'answer', { answerKind: 'phone', publicReply: '可到服务大厅办理。' });
    t.match(await town.order(asked.orderNo), { state: 'archived', public_reply: '可到服务大厅办理。' });
    t.same(await town.incidents(), []);
  });

  t.test('a limit of the law, and the same matter at another kind of place', async (t) => {
    const registered = async (objectKey: string, draft: object, screening: object = {}) => {
      const { orderNo } = await town.register({ objectKey, ...draft });
      await town.complete(orderNo, 'verify', { screening: { ...COMPLETE.screening, ...screening } });
      return orderNo;
    };
    const disclosure = await registered('法定', {}, { statutoryDays: 60 });
    t.match(await town.order(disclosure), {
      level: 'L4',
      limit_amount: 15,
      limit_basis: 'D02-3 复杂15日,告知法定期限',
    });
    const built = await registered('违建', { category: 'illegal_building', placeKind: 'residential' });
    await town.complete(built, 'sign_off', { signOff: 'approve' });
    t.same(await town.tasks(built), ['consult'], 'this township has no law enforcement to whom the catalogue leads');
    const cold = await registered('暖气', { category: 'heating', placeKind: 'residential' });
    t.match(await town.order(cold), { level: 'L2', state: 'dispatched', catalogue_entry: '3.1' }, 'dispatched first');
    const stuck = await registered('电梯', { category: 'elevator', placeKind: 'residential' });
    t.ok((await town.tasks(stuck)).includes('consult'), 'nor one for elevators');
    const plot = await registered('宅基地', { category: 'homestead_dispute', placeKind: 'residential' });
    await town.complete(plot, 'sign_off', { signOff: 'approve' });
    t.match(await town.order(plot), { owner_unit_key: town.units['planning_office'], catalogue_entry: '5.0' });
    t.same(await town.incidents(), []);
  });

  t.test('missing facts are asked for, reminded of, and in the end given up', async (t) => {
    await town.until('2026-04-06T09:00:00+08:00');
    const late = await town.register({ objectKey: '不明' });
    const supplied = await town.register({ objectKey: '不明二' });
    for (const { orderNo } of [late, supplied])
      await town.complete(orderNo, 'verify', { screening: { complete: false } });
    t.match(await town.order(late.orderNo), { state: 'supplement_requested' });

    await town.submit(supplementAppeal, { orderNo: supplied.orderNo, textSealed: vault.seal('在村委会门口') });
    t.same(await town.tasks(supplied.orderNo), ['verify']);
    t.match(await town.order(supplied.orderNo), { state: 'registered' });

    await town.until('2026-04-07T23:59:00+08:00');
    t.same(await town.messages(late.orderNo), ['appellant: supplement_requested']);
    await town.until('2026-04-08T00:00:00+08:00');
    t.same(await town.messages(late.orderNo), ['appellant: supplement_requested', 'appellant: supplement_reminder']);
    await town.until('2026-04-09T00:00:00+08:00');
    t.match(await town.order(late.orderNo), { state: 'archived' });
    t.same(await town.incidents(), []);
  });

  t.test('an emergency is reported at once, dispatched first and signed off after', async (t) => {
    await town.until('2026-04-10T23:30:00+08:00');
    const { orderNo } = await town.register({ title: '楼内燃气泄漏', category: 'utilities', objectKey: '1号楼' });
    t.same(await town.messages(orderNo), ['duty: EmergencyReported'], 'before anybody has looked at it');
    await town.complete(orderNo, 'verify', COMPLETE);
    const order = await town.order(orderNo);
    t.match(order, { state: 'dispatched', level: 'L1' });
    t.equal(local(order['due_at']), '2026-04-11 01:30', 'two hours of the clock');
    t.same(await town.tasks(orderNo), ['sign', 'sign_off_after']);

    await town.until('2026-04-10T23:40:00+08:00');
    t.same(await town.tasks(orderNo), ['sign_by_leader', 'sign_off_after'], 'not signed for within ten minutes');
    await town.until('2026-04-11T01:29:00+08:00');
    const reminded = await town.messages(orderNo);
    t.ok(reminded.includes('staff: sign_overdue') && reminded.includes('staff: sign_off_reminder'));
    t.ok(
      reminded.includes('staff: limit_80_percent') && !reminded.includes('staff: limit_50_percent'),
      'no half-way warning for L1',
    );
    await town.until('2026-04-12T01:30:00+08:00');
    t.match(await town.order(orderNo), { urged: 1, supervised: 1 });
    t.ok((await town.messages(orderNo)).includes('staff: supervise'));

    await town.follow(orderNo, [
      ['sign_by_leader', NO_OBJECTION],
      ['first_contact', PHONED],
      ['check_site', BY_SECTION],
      ['handle_self', { route: 'done' }],
      ['fill_result', SOLVED],
      ['review', PASSED],
      ['verify_result', { finding: 'part' }],
      ['accept', { accepted: false }],
    ]);
    t.match(await town.order(orderNo), { state: 'reopened' }, 'the committee did not accept it');
    await town.follow(orderNo, [
      ['check_site', BY_SECTION],
      ['handle_self', { route: 'done' }],
      ['fill_result', SOLVED],
      ['review', PASSED],
      ['verify_result', { finding: 'yes' }],
      ['accept', { accepted: true }],
    ]);
    await town.submit(recordCallbackResult, { orderNo, ...HAPPY });
    t.match(await town.order(orderNo), { state: 'closed', closing_label: null }, 'late');
    await town.until('2026-05-14T00:00:00+08:00');
    t.match(await town.order(orderNo), { state: 'closed' }, 'not archived without sign-off');
    await town.complete(orderNo, 'sign_off_after', { signOff: 'noted' });
    t.match(await town.order(orderNo), { state: 'archived', signed_off_by: 'party_secretary' });
    t.same(await town.incidents(), []);
  });

  t.test('sign-off is delegated when it lapses, and may send the order back to consultation', async (t) => {
    await town.until('2026-05-18T15:00:00+08:00');
    const { orderNo } = await town.register({ category: 'other', objectKey: '目录外' });
    await town.complete(orderNo, 'verify', COMPLETE);
    t.same(await town.tasks(orderNo), ['consult'], 'the catalogue names nobody');
    const agreed = (unitCode?: string) => town.complete(orderNo, 'consult', { consultation: 'unit', unitCode });
    await t.rejects(agreed('village_01'), { code: 'ERR_NOT_FIRST_RECIPIENT' }, 'a village only assists');
    await t.rejects(agreed('nobody'), { code: 'ERR_DISPUTE_UNIT', zh: /^派单须写明在用的承办单位代码/ });
    await t.rejects(agreed(), { code: 'ERR_DISPUTE_UNIT' }, 'the catalogue names nobody either');
    const passing = { parentKey: null, kind: 'section', code: 'passing', name: '临时专班' } as const;
    const { unitKey } = await town.submit(createOrgUnit, passing);
    await agreed('passing');
    await town.submit(closeOrgUnit, { unitKey });
    await town.until('2026-05-19T10:30:00+08:00');
    t.same(
      await town.tasks(orderNo),
      ['sign_off_delegated'],
      'two and a half hours on Monday, one and a half on Tuesday',
    );
    await town.complete(orderNo, 'sign_off_delegated', { signOff: 'approve' });
    t.same(await town.tasks(orderNo), ['consult'], 'the unit was closed meanwhile');
    t.ok((await town.messages(orderNo)).includes('staff: unit_not_found'), 'the office is told why');
    t.ok((await town.history(Number((await town.order(orderNo))['key']))).includes('order.unit-refused'));
    await agreed('rural_work');
    await town.complete(orderNo, 'sign_off', { signOff: 'reconsider' });
    await town.complete(orderNo, 'consult', { consultation: 'dispute' });
    await town.complete(orderNo, 'rule_dispute', { ruling: 'reassigned', unitCode: 'justice_office' });
    await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
    t.match(await town.order(orderNo), {
      state: 'dispatched',
      owner_unit_key: town.units['justice_office'],
      sign_off_delegated: 0,
    });

    const outside = await town.register({ category: 'other', objectKey: '目录外二' });
    await town.complete(outside.orderNo, 'verify', COMPLETE);
    await town.complete(outside.orderNo, 'consult', { consultation: 'external' });
    t.match(await town.order(outside.orderNo), { state: 'archived' });
    t.same(await town.incidents(), []);
  });

  t.test('the same caller about the same matter is merged; others make a cluster', async (t) => {
    const first = await town.register({ category: 'noise', objectKey: '广场' });
    await town.complete(first.orderNo, 'verify', COMPLETE);
    const again = await town.register({ category: 'noise', objectKey: '广场' });
    await town.complete(again.orderNo, 'verify', COMPLETE);
    t.match(await town.order(again.orderNo), {
      state: 'archived',
      repeat_kind: 'repeat',
      parent_order_key: first.orderKey,
    });

    const news = await town.register({ category: 'noise', objectKey: '广场' });
    await town.complete(news.orderNo, 'verify', { screening: { ...COMPLETE.screening, newFact: true } });
    t.match(await town.order(news.orderNo), { state: 'pending_sign_off', repeat_kind: 'linked' });

    for (const phone of ['10000000011', '10000000012']) {
      const other = await town.register({ category: 'noise', objectKey: '广场', appellant: { phone } });
      await town.complete(other.orderNo, 'verify', COMPLETE);
      if (phone === '10000000012') t.match(await town.order(other.orderNo), { state: 'merged', repeat_kind: 'multi' });
    }
  });

  t.test('an objection is ruled on; the citizen’s date stays', async (t) => {
    await town.until('2026-06-01T09:00:00+08:00');
    const { orderNo } = await inHand(town, { objectKey: '退单' });
    const { due_at: dueAt } = await town.order(orderNo);
    await town.submit(changeDutyItem, {
      code: '3.5',
      title: '农村道路养护',
      category: null,
      mainUnitCode: 'rural_work',
      coUnitCodes: ['village_01'],
      legalBasis: '职责清单',
      scope: 'township',
    });
    await town.complete(orderNo, 'sign', { objection: true, citedItem: '3.5', proposedUnit: 'rural_work' });
    t.match(await town.order(orderNo), { state: 'return_requested' });
    t.same(await town.tasks(orderNo), ['give_opinion'], 'the unit that is proposed is asked');
    await town.complete(orderNo, 'give_opinion', { opinion: 'agree' });
    await town.complete(orderNo, 'rule_dispute', { ruling: 'reassigned', unitCode: 'rural_work' });
    t.match(await town.order(orderNo), {
      state: 'dispatched',
      owner_unit_key: town.units['rural_work'],
      due_at: dueAt,
    });
    await town.complete(orderNo, 'sign', { objection: true, citedItem: '3.5', proposedUnit: 'urban_construction' });
    t.match(await town.order(orderNo), { state: 'signed' }, 'the unit that was ruled on may not return it');
    t.same(await town.tasks(orderNo), ['first_contact']);
    await town.until('2026-06-02T09:00:00+08:00');
    t.ok((await town.messages(orderNo)).includes('staff: first_contact_overdue'));
    t.match(await town.order(orderNo), { marks: '["response_risk"]' });
    t.same(await town.incidents(), []);
  });

  t.test('what cannot be done is an incident, never a wrong row, and goes on when it is put right', async (t) => {
    const { orderNo } = await inHand(town, { objectKey: '故障' });
    const { process_instance_key: elementInstanceKey } = await town.task(orderNo, 'sign');
    const setLevel = (level: string) =>
      town.submit(setVariables, { elementInstanceKey: Number(elementInstanceKey), variables: { level }, local: false });
    await setLevel('L9');
    await town.complete(orderNo, 'sign', NO_OBJECTION);
    t.match(await town.order(orderNo), { state: 'signed' });
    t.match(await town.incidents(), [/^first_contact EXTRACT_VALUE_ERROR: /]);

    const incident = await town.host.store.reader('incident').whereNull('resolved_at').first();
    await setLevel('L3');
    await town.submit(resolveIncident, { incidentKey: incident.key });
    t.same(await town.tasks(orderNo), ['first_contact']);
    t.same(await town.incidents(), []);
  });

  t.test('handling takes many ways before the result is given', async (t) => {
    await town.until('2026-06-08T09:00:00+08:00');
    const { orderNo } = await inHand(town, { objectKey: '多途径' });
    await town.follow(orderNo, [
      ['sign', NO_OBJECTION],
      ['first_contact', PHONED],
    ]);
    await town.complete(orderNo, 'check_site', { site: { finding: 'yes', enforcement: true } });
    t.match(await town.order(orderNo), { state: 'whistled' });
    await town.complete(orderNo, 'analyse', { analysis: { solvableAlone: true } });
    await town.complete(orderNo, 'choose_route', { route: 'co_handle' });
    t.equal(local((await town.task(orderNo, 'co_handle'))['due_at']), '2026-06-13 17:06', '70 % of the time left');
    await town.complete(orderNo, 'co_handle', { subTaskResult: 'done' });
    t.match(await town.rows('sub_task', orderNo), [{ unit_key: town.units['village_01'], result: 'done' }]);

    await town.complete(orderNo, 'choose_route', { route: 'extension' });
    await town.complete(orderNo, 'request_extension', { extension: { ...MORE_TIME, amount: 5 } });
    await town.complete(orderNo, 'rule_extension', { granted: true });
    await town.complete(orderNo, 'inform_extension', { contactMethod: 'phone' });
    const extended = await town.order(orderNo);
    t.match(extended, { state: 'in_progress', extension_count: 1 });
    t.equal(local(extended['due_at']), '2026-06-21 00:00', 'five days after the first date, 16 June 00:00');
    t.match(await town.rows('deadline', orderNo), [{ replaces_key: null }, { amount: 5 }]);
    await town.until('2026-06-17T00:00:00+08:00');
    t.notOk((await town.messages(orderNo)).includes('staff: limit_100_percent'), 'warnings follow the new date');

    await town.complete(orderNo, 'choose_route', { route: 'extension' });
    await town.complete(orderNo, 'request_extension', { extension: MORE_TIME });
    await town.until('2026-06-18T12:00:00+08:00');
    t.match(await town.order(orderNo), { state: 'in_progress', extension_count: 1 }, 'no ruling is a refusal');
    await town.complete(orderNo, 'choose_route', { route: 'round_table' });
    await discussInVain(town, orderNo);
    for (const [route, task, answer] of [
      ['hand_down', 'prepare_case', { handDown: { legalBasis: '《土地管理法》第六十二条', officials: true } }],
      ['hand_up', 'hand_up', { handUp: 'coordinated' }],
    ] as const) {
      await town.complete(orderNo, 'choose_route', { route });
      await town.complete(orderNo, task, answer);
    }
    await town.complete(orderNo, 'choose_route', { route: 'suspension' });
    await town.follow(orderNo, SUSPENDED);
    t.match(await town.order(orderNo), { state: 'suspended' });
    await town.until('2026-07-20T00:00:00+08:00');
    t.same(await town.tasks(orderNo), ['review_suspension'], 'after thirty days');
    await town.complete(orderNo, 'review_suspension', { suspension: 'resumed' });
    await town.complete(orderNo, 'choose_route', { route: 'done' });
    await town.complete(orderNo, 'fill_result', SOLVED);
    await town.complete(orderNo, 'review', { reviewPassed: false, reviewReason: 'no_evidence' });
    t.same(await town.tasks(orderNo), ['handle_self'], 'sent back by the leader');
    await town.follow(orderNo, [
      ['handle_self', { route: 'done' }],
      ['fill_result', SOLVED],
      ['review', PASSED],
    ]);
    t.same(await town.tasks(orderNo), ['verify_result'], 'suspended and handed down: always verified');
    t.same(await town.incidents(), []);
  });

  t.test('it may become a petition', async (t) => {
    const { orderNo } = await inHand(town, { objectKey: '信访' });
    await town.follow(orderNo, [
      ['sign', NO_OBJECTION],
      ['first_contact', PHONED],
      ['check_site', BY_SECTION],
      ['handle_self', { route: 'to_petition' }],
    ]);
    t.match(await town.order(orderNo), { state: 'archived' });
    t.same(await unfinished(town, orderNo), []);
  });

  t.test('the appellant withdraws: at once in intake, by free will once it is in hand', async (t) => {
    const early = await town.register({ objectKey: '撤一' });
    await town.submit(withdrawAppeal, { orderNo: early.orderNo, textSealed: null });
    t.match(await town.order(early.orderNo), { state: 'archived' });

    const { orderNo } = await inHand(town, { objectKey: '撤二' });
    await town.submit(withdrawAppeal, { orderNo, textSealed: vault.seal('不办了') });
    t.same(await town.tasks(orderNo), ['confirm_withdrawal']);
    await town.complete(orderNo, 'confirm_withdrawal', { voluntary: false });
    t.same(await town.tasks(orderNo), ['sign'], 'it was not the appellant’s own wish');
    await town.follow(orderNo, [
      ['sign', NO_OBJECTION],
      ['first_contact', PHONED],
      ['check_site', { site: { finding: 'yes', crossDepartment: true } }],
    ]);
    await town.submit(withdrawAppeal, { orderNo, textSealed: null });
    await town.complete(orderNo, 'confirm_withdrawal', { voluntary: true });
    t.match(await town.order(orderNo), { state: 'archived' }, 'the whistle ends with it');
    t.same(await unfinished(town, orderNo), []);
    await t.rejects(town.submit(withdrawAppeal, { orderNo, textSealed: null }), {
      code: 'ERR_ORDER_ENDED',
      zh: /已是“已归档”,不能再撤诉/,
    });
  });

  t.test('facts and danger reach an order in hand', async (t) => {
    await town.until('2026-08-03T09:00:00+08:00');
    const { orderNo } = await inHand(town, { objectKey: '升级' });
    await town.submit(supplementAppeal, { orderNo, textSealed: vault.seal('又塌了一块') });
    t.ok((await town.messages(orderNo)).includes('staff: supplement_received'));
    t.match(await town.order(orderNo), { level: 'L3', sensitive: 0 });
    const words = { orderNo, textSealed: vault.seal('还有独居老人住在边上'), keywords: ['独居老人'] };
    await town.submit(supplementAppeal, words);
    t.ok((await town.messages(orderNo)).includes('duty: EmergencyReported'));
    const raised = await town.order(orderNo);
    t.match(raised, { level: 'L2', sensitive: 1 });
    t.equal(local(raised['due_at']), '2026-08-04 09:00', 'the earlier of the old and the new date');
    await town.until('2026-08-04T09:00:00+08:00');
    t.ok((await town.messages(orderNo)).includes('staff: limit_100_percent'), 'warnings follow the earlier date');
    await town.submit(withdrawAppeal, { orderNo, textSealed: null });
    await town.submit(supplementAppeal, { ...words, keywords: ['坍塌'] });
    t.equal(
      (await town.messages(orderNo)).filter((message) => message === 'duty: EmergencyReported').length,
      2,
      'while a withdrawal is being confirmed as well',
    );
    t.same(await town.incidents(), []);
  });

  t.test('danger that is heard of before dispatch raises the order wherever it waits', async (t) => {
    const danger = (orderNo: string, keyword: string) =>
      town.submit(supplementAppeal, { orderNo, textSealed: vault.seal(keyword), keywords: [keyword] });
    const isReported = async (orderNo: string) => (await town.messages(orderNo)).includes('duty: EmergencyReported');

    const verified = await town.register({ objectKey: '先报' });
    await danger(verified.orderNo, '坍塌');
    t.same(await town.tasks(verified.orderNo), ['verify'], 'what the registrar has begun goes on');
    t.ok(await isReported(verified.orderNo));
    await town.complete(verified.orderNo, 'verify', COMPLETE);
    t.match(await town.order(verified.orderNo), { state: 'dispatched', level: 'L1', sensitive: 1 });
    t.same(await town.tasks(verified.orderNo), ['sign', 'sign_off_after'], 'dispatched first');

    const waiting = await town.register({ objectKey: '待签' });
    await town.complete(waiting.orderNo, 'verify', COMPLETE);
    await town.submit(supplementAppeal, { orderNo: waiting.orderNo, textSealed: vault.seal('门口也有') });
    t.same(await town.messages(waiting.orderNo), ['staff: supplement_received'], 'the office, as no unit has it yet');
    t.same(await town.tasks(waiting.orderNo), ['sign_off']);
    await danger(waiting.orderNo, '独居老人');
    t.match(await town.order(waiting.orderNo), { state: 'dispatched', level: 'L2', limit_amount: 24, sensitive: 1 });
    t.same(await town.tasks(waiting.orderNo), ['sign', 'sign_off_after'], 'the secretary signs after');
    t.ok(await isReported(waiting.orderNo));

    const discussed = await town.register({ category: 'other', objectKey: '会商中' });
    await town.complete(discussed.orderNo, 'verify', COMPLETE);
    await danger(discussed.orderNo, '爆炸');
    t.same(await town.tasks(discussed.orderNo), ['consult'], 'a unit has still to be found');
    t.match(await town.order(discussed.orderNo), { level: 'L1', sensitive: 1, state: 'registered' });
    await town.complete(discussed.orderNo, 'consult', { consultation: 'unit', unitCode: 'rural_work' });
    t.match(await town.order(discussed.orderNo), { state: 'dispatched', level: 'L1', limit_amount: 2 });
    t.same(await town.incidents(), []);
  });

  t.test('an unsolved appeal is reworked twice and then discussed', async (t) => {
    await town.until('2026-09-01T09:00:00+08:00');
    const { orderNo } = await inHand(town, { objectKey: '重办' });
    await town.follow(orderNo, [['sign', NO_OBJECTION], ['first_contact', PHONED], ...RESULT]);
    await town.complete(orderNo, 'verify_result', { finding: 'no' });
    t.match(await town.order(orderNo), { state: 'reopened', marks: '["false_result","violation"]', rework_count: 0 });
    await town.follow(orderNo, RESULT);
    await town.complete(orderNo, 'verify_result', { finding: 'yes' });
    for (const round of [1, 2]) {
      await town.submit(recordCallbackResult, { orderNo, ...HAPPY, resolved: false, satisfaction: 'dissatisfied' });
      const again = await town.order(orderNo);
      t.match(again, { state: 'reopened', rework_count: round });
      t.equal(local(again['due_at']), '2026-09-06 00:00', 'half of seven days, rounded up');
      await town.follow(orderNo, RESULT);
      await town.complete(orderNo, 'verify_result', { finding: 'yes' });
    }
    await town.submit(recordCallbackResult, { orderNo, ...HAPPY, resolved: false, satisfaction: 'dissatisfied' });
    t.match(await town.order(orderNo), { state: 'in_consultation' });
    await discussInVain(town, orderNo);
    t.match(await town.order(orderNo), { state: 'closed_unresolved' });
    await town.submit(supplementAppeal, { orderNo, textSealed: vault.seal('有新证据') });
    t.match(await town.order(orderNo), { state: 'reopened', rework_count: 3 });
    t.same(await town.tasks(orderNo), ['check_site']);
    t.same(await town.incidents(), []);
  });

  t.test('the township calls back itself, three times at most', async (t) => {
    await town.until('2026-10-12T10:00:00+08:00');
    const { orderNo } = await inHand(town, { objectKey: '回访' });
    await town.follow(orderNo, [
      ['sign', NO_OBJECTION],
      ['first_contact', PHONED],
      ...RESULT,
      ['verify_result', { finding: 'yes' }],
    ]);
    await t.rejects(town.submit(addOrderNote, { orderNo: 'JS-0', kind: 'callback', textSealed: '' }), {
      code: 'ERR_ORDER_NOT_FOUND',
    });
    await town.until('2026-10-16T00:00:00+08:00');
    await t.rejects(town.complete(orderNo, 'make_call', { callback: { reached: false } }, 'section_handler'), {
      code: 'ERR_OWN_WORK',
    });
    for (const at of ['2026-10-16T00:00:00+08:00', '2026-10-17T02:00:00+08:00', '2026-10-18T04:00:00+08:00']) {
      await town.until(at);
      await town.complete(orderNo, 'make_call', { callback: { reached: false } });
    }
    t.match(await town.order(orderNo), { state: 'closed' });
    t.match(await town.rows('callback', orderNo), [
      { attempt: 1 },
      { attempt: 2 },
      { attempt: 3, valid: 0, satisfaction: 'unrated' },
    ]);
    t.same(await town.incidents(), []);
  });

  t.test(
    'a callback without a word on satisfaction closes; one about what nobody can solve yet suspends',
    async (t) => {
      await town.until('2026-11-02T10:00:00+08:00');
      const answered = async (objectKey: string, said: Partial<RecordCallbackResult>) => {
        const { orderNo } = await inHand(town, { objectKey });
        await town.follow(orderNo, [['sign', NO_OBJECTION], ['first_contact', PHONED], ...RESULT]);
        if ((await town.tasks(orderNo)).includes('verify_result'))
          await town.complete(orderNo, 'verify_result', { finding: 'yes' });
        await town.submit(recordCallbackResult, { orderNo, ...HAPPY, ...said });
        return orderNo;
      };
      const silent = await answered('未评', { satisfaction: 'unrated' });
      t.match(await town.order(silent), { state: 'closed', closing_label: 'struck_off_on_time' });
      t.match(await town.rows('callback', silent), [{ resolved: 1, satisfaction: 'unrated' }]);

      const stuck = await answered('客观', { resolved: false, satisfaction: 'dissatisfied', objective: true });
      t.same(await town.tasks(stuck), ['request_suspension'], 'on the books, not reworked in vain');
      await town.follow(stuck, SUSPENDED);
      t.match(await town.order(stuck), { state: 'suspended', rework_count: 0 });
      await nextReview(town);
      await town.complete(stuck, 'review_suspension', { suspension: 'unresolved' });
      t.match(await town.order(stuck), { state: 'closed_unresolved' });
      t.same(await town.incidents(), []);
    },
  );

  t.test('a suspension may be given up, and that is the result', async (t) => {
    const { orderNo } = await inHand(town, { objectKey: '挂账' });
    await town.follow(orderNo, [
      ['sign', NO_OBJECTION],
      ['first_contact', PHONED],
      ['check_site', BY_SECTION],
      ['handle_self', { route: 'suspension' }],
      ...SUSPENDED,
    ]);
    await nextReview(town);
    await town.follow(orderNo, [
      ['review_suspension', { suspension: 'unresolved' }],
      ['choose_route', { route: 'done' }],
      ['fill_result', { ...SOLVED, result: { ...SOLVED.result, resolved: false, unresolvedReason: 'history' } }],
      ['review', PASSED],
    ]);
    t.match(await town.order(orderNo), { resolved: 0, unresolved_reason: 'history' });
    t.same(await town.incidents(), []);
  });
});

/** To the next review of a suspension. */
async function nextReview(town: Township): Promise<void> {
  const row = await town.host.store.reader('timer').where({ element_id: 'review_due' }).orderBy('due_at').first();
  await town.until(new Date(Number(row?.due_at)).toISOString());
}

/** A consultation that comes to nothing. */
async function discussInVain(town: Township, orderNo: string): Promise<void> {
  const invitees = ['appellant', 'representative', 'lawyer'].map((kind) => ({ kind }));
  await town.follow(orderNo, [
    ['plan_meeting', { consultation: { kind: 'party_mass', invitees } }],
    ['survey', { surveyFinding: 'clear' }],
    ...invitees.map(() => ['confirm_attendance', { attendance: 'attends' }] as const),
    ['hold_session', { session: { outcome: 'failed', attended: [] } }],
  ]);
}

/** An L3 order that has just been dispatched. */
async function inHand(town: Township, draft: Parameters<Township['register']>[0]) {
  const registered = await town.register(draft);
  await town.complete(registered.orderNo, 'verify', COMPLETE);
  await town.complete(registered.orderNo, 'sign_off', { signOff: 'approve' });
  return registered;
}

async function unfinished(town: Township, orderNo: string): Promise<unknown[]> {
  return town.host.store.reader('process_instance').where({ business_key: orderNo, state: 'ACTIVE' });
}
