import t from 'tap';
import { changeDutyItem, type ChangeDutyItem } from '../../src/commands/duty-dispute/change-duty-item.ts';
import { changeSetting } from '../../src/commands/reference/change-setting.ts';
import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import type { Actor, Role } from '../../src/domain/actor.ts';
import type { AppealDraft } from '../../src/domain/appeal/appeal-draft.ts';
import { local, tell } from './township.ts';

/*
 * Whose duty is it? Objections on a virtual clock, up to the monthly meeting and a new version of the duty list (Regulation art. 12 ¶3).
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true } };
/** On the list, but not for dispatching: the orders of these stories go where the catalogue says. */
const ROADS: ChangeDutyItem = {
  code: '3.5',
  title: '农村道路养护',
  category: null,
  mainUnitCode: 'rural_work',
  coUnitCodes: ['village_01'],
  legalBasis: '镇职责清单第三章',
  scope: 'township',
};
type Row = Readonly<Record<string, unknown>>;

await tell(t, 'disputed duties of a township', async (t, town) => {
  const { host, units } = town;
  const db = (table: string) => host.store.reader(table);
  const dispatched = async (objectKey: string, draft: Partial<AppealDraft> = {}) => {
    const { orderNo } = await town.register({ objectKey, ...draft });
    await town.complete(orderNo, 'verify', COMPLETE);
    await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
    return orderNo;
  };
  const object = (orderNo: string, said: Row = { citedItem: '3.5', proposedUnit: 'rural_work' }) =>
    town.complete(orderNo, 'sign', { objection: true, ...said });
  const requests = (orderNo: string) => town.rows('return_request', orderNo);
  const versions = (code: string): Promise<Row[]> => db('duty_list_item').where({ code }).orderBy('version');

  t.test('the duty list has versions', async (t) => {
    for (const [wrong, field] of [
      [{ code: '' }, 'code'],
      [{ title: ' ' }, 'title'],
      [{ legalBasis: '' }, 'legalBasis'],
      [{ category: 'dragons' as 'noise' }, 'category'],
      [{ scope: 'moon' as 'city' }, 'scope'],
    ] as const) {
      await t.rejects(town.submit(changeDutyItem, { ...ROADS, ...wrong }), {
        code: 'ERR_DUTY_ITEM_FIELD',
        zh: new RegExp(`“${field}”.*请改正`),
      });
    }
    await t.rejects(town.submit(changeDutyItem, { ...ROADS, mainUnitCode: 'nowhere' }), { code: 'ERR_UNIT_NOT_FOUND' });
    await t.rejects(town.submit(changeDutyItem, { ...ROADS, mainUnitCode: 'village_01' }), {
      code: 'ERR_NOT_FIRST_RECIPIENT',
    });
    t.same(await versions('3.5'), []);
    t.match(await town.submit(changeDutyItem, { ...ROADS, mainUnitCode: 'justice_office' }), { version: 1 });
    await town.until('2026-03-02T09:00:00+08:00');
    t.match(await town.submit(changeDutyItem, ROADS), { version: 2 });
    t.match(await versions('3.5'), [
      { version: 1, valid_to: host.clock.now() },
      { version: 2, valid_to: null, main_unit_code: 'rural_work' },
    ]);
  });

  t.test('a late request is rejected; the clock never stopped', async (t) => {
    const orderNo = await dispatched('迟到');
    const { due_at: dueAt } = await town.order(orderNo);
    await town.until('2026-03-03T17:30:00+08:00');
    await town.complete(orderNo, 'sign_by_leader', { objection: true, citedItem: '3.5', proposedUnit: 'rural_work' });
    t.match(await town.order(orderNo), { state: 'signed', owner_unit_key: units['urban_construction'], due_at: dueAt });
    const [request] = await requests(orderNo);
    t.match(request, {
      ruling: 'rejected',
      rule: 'D07-3 超过时窗',
      final: 0,
      ruled_by: 'rule',
      charged_to: 'objector',
      lost_ms: 0,
    });
    t.equal(local(request?.['window_ends_at']), '2026-03-03 17:30', 'one working day');
    t.same(await town.tasks(orderNo), ['first_contact']);
    t.ok((await town.messages(orderNo)).includes('staff: order_dispatched'));
  });

  t.test('an objection that cites nothing is put right once', async (t) => {
    await town.until('2026-03-04T09:00:00+08:00');
    const [again, never, wrong] = [await dispatched('补正一'), await dispatched('补正二'), await dispatched('补正三')];
    await object(again, { citedItem: '8.8' });
    await object(never, {});
    await object(wrong, {});
    await town.complete(again, 'correct_request', { citedItem: '3.5', proposedUnit: 'rural_work' });
    t.same(await town.tasks(again), ['give_opinion']);
    await town.complete(wrong, 'correct_request', { citedItem: '8.9' });
    t.match(await requests(wrong), [{ ruling: 'rejected', rule: 'D07-5 补正后仍无效', corrected: 1 }]);
    await town.until('2026-03-04T10:00:00+08:00');
    t.match(await requests(never), [{ ruling: 'rejected', rule: 'D07-4 条目无效,补正' }], 'not within the hour');
    t.match(await town.order(never), { state: 'signed' });
    await host.restart();
    await town.until('2026-03-04T11:00:00+08:00');
    t.same(await town.tasks(again), ['rule_dispute'], 'no opinion within two working hours');
    await t.rejects(town.complete(again, 'rule_dispute', { ruling: 'perhaps' }), { code: 'ERR_APPEAL_FIELD' });
    await t.rejects(town.complete(again, 'rule_dispute', { ruling: 'reassigned', unitCode: 'nowhere' }), {
      code: 'ERR_DISPUTE_UNIT',
      zh: /改派须写明在用的承办单位代码/,
    });
    await t.rejects(town.complete(again, 'rule_dispute', { ruling: 'reassigned', unitCode: 'village_01' }), {
      code: 'ERR_NOT_FIRST_RECIPIENT',
    });
    t.match(await town.order(again), { state: 'return_requested' }, 'nothing changed');
    await town.complete(again, 'rule_dispute', { ruling: 'co_assigned', unitCode: 'rural_work' });
    t.match(await town.order(again), {
      state: 'signed',
      co_unit_keys: JSON.stringify([units['village_01'], units['rural_work']]),
    });
    t.match(await requests(again), [{ opinion: 'none', final: 1, charged_to: 'dispatcher', lost_ms: 2 * 3_600_000 }]);
  });

  t.test('nobody rules: it stays with the first recipient; nobody else may answer for a unit', async (t) => {
    await town.until('2026-03-05T09:00:00+08:00');
    const orderNo = await dispatched('无人裁定');
    await object(orderNo);
    const { key } = await town.task(orderNo, 'give_opinion');
    const stranger: Actor = {
      kind: 'person',
      id: 's',
      tenantId: 'yunxi',
      unitKey: units['justice_office'] as number,
      roles: ['section_leader' as Role],
      scopes: ['*'],
    };
    const answer = { userTaskKey: Number(key), variables: { opinion: 'refuse' } };
    await t.rejects(host.loop.submit(completeUserTask, answer, { actor: stranger }), { code: 'ERR_NOT_OWN_UNIT' });
    await t.rejects(host.loop.submit(completeUserTask, answer, { actor: { ...stranger, tenantId: 'elsewhere' } }), {
      code: 'ERR_USER_TASK_NOT_FOUND',
    });
    await host.loop.submit(completeUserTask, answer, {
      actor: { ...stranger, unitKey: units['rural_work'] as number },
    });
    t.equal(local((await town.task(orderNo, 'rule_dispute'))['due_at']), '2026-03-05 14:30', 'four working hours');
    await town.until('2026-03-05T14:30:00+08:00');
    t.match(await town.order(orderNo), { state: 'signed', owner_unit_key: units['urban_construction'] });
    t.match(await requests(orderNo), [
      { opinion: 'refuse', ruling: 'rejected', final: 0, charged_to: null, ruled_by: 'rule' },
    ]);
  });

  t.test('in strict mode what the city dispatched is not returned', async (t) => {
    await town.until('2026-03-06T09:00:00+08:00');
    await town.submit(changeSetting, { name: 'return_mode', value: 'strict' });
    const orderNo = await dispatched('直派', { externalNo: 'BJ-77' });
    await object(orderNo);
    await town.complete(orderNo, 'give_opinion', { opinion: 'agree' });
    await t.rejects(town.complete(orderNo, 'rule_dispute', { ruling: 'reassigned', unitCode: 'rural_work' }), {
      code: 'ERR_DISPUTE_STRICT',
    });
    await town.complete(orderNo, 'rule_dispute', { ruling: 'rejected' });
    t.match(await requests(orderNo), [{ ruling: 'rejected', rule: 'D07-6 市级直派不退,可增派协办', final: 1 }]);
    await town.submit(changeSetting, { name: 'return_mode', value: 'lenient' });
  });

  t.test('of a report the accused unit neither learns nor may it be ruled to handle it', async (t) => {
    const orderNo = await dispatched('举报', { type: 'report', accusedUnitKey: units['rural_work'] as number });
    await object(orderNo);
    t.match(await requests(orderNo), [{ proposed_unit_key: null }], 'it is not asked for its opinion');
    t.same(await town.tasks(orderNo), ['rule_dispute']);
    for (const [ruling, unitCode] of [
      ['reassigned', 'rural_work'],
      ['co_assigned', 'rural_work'],
      ['co_assigned', 'justice_office'],
    ]) {
      await t.rejects(town.complete(orderNo, 'rule_dispute', { ruling, unitCode }), {
        code: 'ERR_REPORT_ACCUSED',
        zh: /不得承办/,
      });
    }
    t.match(await town.order(orderNo), { state: 'return_requested', owner_unit_key: units['urban_construction'] });
    t.same(await town.tasks(orderNo), ['rule_dispute'], 'nothing changed');
    await town.complete(orderNo, 'rule_dispute', { ruling: 'reassigned', unitCode: 'justice_office' });
    t.match(await town.order(orderNo), { state: 'dispatched', owner_unit_key: units['justice_office'] });
    t.same(await town.incidents(), []);
  });

  t.test('the list names nobody else: the meeting should see it', async (t) => {
    const own: ChangeDutyItem = { ...ROADS, code: '9.1', category: null, mainUnitCode: 'urban_construction' };
    await town.submit(changeDutyItem, own);
    const orderNo = await dispatched('绿地', { category: 'greening' });
    await object(orderNo, { citedItem: '9.1', proposedUnit: 'rural_work' });
    await town.complete(orderNo, 'give_opinion', { opinion: 'refuse' });
    await town.complete(orderNo, 'rule_dispute', { ruling: 'rejected' });
    t.match(await requests(orderNo), [{ rule: 'D07-10 月度对接会', ruling: 'rejected' }], 'the office knows better');
    t.match(await town.order(orderNo), { state: 'signed', owner_unit_key: units['urban_construction'] });
  });

  t.test('who was designated may not return it', async (t) => {
    const orderNo = await dispatched('终局');
    const { due_at: dueAt } = await town.order(orderNo);
    await object(orderNo);
    await town.complete(orderNo, 'give_opinion', { opinion: 'agree' });
    await town.complete(orderNo, 'rule_dispute', { ruling: 'reassigned', unitCode: 'rural_work' });
    t.match(await town.order(orderNo), { state: 'dispatched', owner_unit_key: units['rural_work'], due_at: dueAt });
    await object(orderNo, { citedItem: '3.5', proposedUnit: 'urban_construction' });
    t.match(await requests(orderNo), [
      { ruling: 'reassigned', rule: 'D07-8 职责清单唯一匹配', final: 1 },
      { ruling: 'rejected', rule: 'D07-1 已终局裁定', final: 1, unit_key: units['rural_work'] },
    ]);
    t.match(await town.order(orderNo), { state: 'signed', due_at: dueAt });
  });

  t.test('tangled cables that nobody claims go to the monthly meeting, which changes the list', async (t) => {
    await town.until('2026-03-09T09:00:00+08:00');
    const cables = { category: 'other' as const, title: '管线乱缠乱布' };
    const { orderNo } = await town.register({ objectKey: '管线', ...cables });
    await town.complete(orderNo, 'verify', COMPLETE);
    await town.complete(orderNo, 'consult', { consultation: 'dispute' });
    t.same(await town.tasks(orderNo), ['rule_dispute'], 'the catalogue names nobody');
    await town.complete(orderNo, 'rule_dispute', { ruling: 'escalated' });
    await town.complete(orderNo, 'sign_off', { signOff: 'approve' });
    t.match(
      await town.order(orderNo),
      { state: 'dispatched', owner_unit_key: units['response_office'] },
      'somebody works on it meanwhile',
    );
    const [request] = await requests(orderNo);
    t.match(request, { origin: 'routing_tie', ruling: 'escalated', final: 0, ruled_at: null });
    t.equal(local(request?.['meeting_at']), '2026-03-15 09:00');

    await town.until('2026-03-14T12:00:00+08:00');
    t.notOk((await town.tasks(orderNo)).includes('study_dispute'));
    await host.restart();
    await town.until('2026-03-15T09:00:00+08:00');
    await t.rejects(town.complete(orderNo, 'study_dispute', { meetingRuling: 'ruled' }), { code: 'ERR_DISPUTE_UNIT' });
    await t.rejects(town.complete(orderNo, 'study_dispute', { meetingRuling: 'ruled', unitCode: 'planning_office' }), {
      code: 'ERR_DUTY_ITEM_FIELD',
      zh: /dutyItem/,
    });
    await t.rejects(
      town.complete(orderNo, 'study_dispute', { meetingRuling: 'ruled', unitCode: 'planning_office', dutyItem: '6.1' }),
      { code: 'ERR_DUTY_ITEM_FIELD', zh: /dutyTitle/ },
    );
    await town.complete(orderNo, 'study_dispute', { meetingRuling: 'postponed' });
    t.match(await requests(orderNo), [{ postponed: 1 }]);
    await town.until('2026-04-15T09:00:00+08:00');
    await town.complete(orderNo, 'study_dispute', {
      meetingRuling: 'ruled',
      unitCode: 'planning_office',
      dutyItem: '6.1',
      dutyTitle: '架空管线规整',
      legalBasis: '月度对接会纪要',
    });
    const [ruled] = await requests(orderNo);
    t.match(ruled, {
      ruling: 'reassigned',
      final: 1,
      ruled_unit_key: units['planning_office'],
      charged_to: 'dispatcher',
    });
    t.match(await versions('6.1'), [
      {
        version: 1,
        main_unit_code: 'planning_office',
        category: 'other',
        scope: 'district',
        changed_by_request_key: Number(ruled?.['key']),
      },
    ]);
    t.match(await town.order(orderNo), {
      owner_unit_key: units['response_office'],
      co_unit_keys: JSON.stringify([units['planning_office']]),
    });
    t.ok((await town.messages(orderNo)).length > 0);

    // the ruling counts before the catalogue, from the next appeal on
    const direct = await dispatched('管线三', cables);
    t.match(await town.order(direct), { owner_unit_key: units['planning_office'], catalogue_entry: '6.1' });
    // and so does what the township writes itself
    const item = { ...ROADS, code: '6.1', category: 'other', title: '架空管线规整', coUnitCodes: [] } as const;
    await town.submit(changeDutyItem, { ...item, mainUnitCode: 'justice_office' });
    const moved = await dispatched('管线四', cables);
    t.match(await town.order(moved), { owner_unit_key: units['justice_office'], catalogue_entry: '6.1' });
    await town.submit(changeDutyItem, { ...item, category: null, mainUnitCode: 'planning_office', scope: 'district' });

    // an objection that cites the list finds the unit
    const next = await dispatchedByOffice('管线二');
    await object(next, { citedItem: '6.1', proposedUnit: 'planning_office' });
    await town.complete(next, 'give_opinion', { opinion: 'refuse' });
    await town.complete(next, 'rule_dispute', { ruling: 'escalated' });
    t.match(await town.order(next), { state: 'signed' }, 'the first recipient goes on');
    t.match(await requests(next), [{ rule: 'D07-8 职责清单唯一匹配', ruling: 'escalated' }]);
    await town.until('2026-05-15T09:00:00+08:00');
    await town.complete(next, 'study_dispute', { meetingRuling: 'postponed' });
    await town.until('2026-06-15T09:00:00+08:00');
    await town.complete(next, 'study_dispute', { meetingRuling: 'postponed' });
    t.match(await requests(next), [{ postponed: 2, final: 0 }]);
    const asked: Row[] = await db('outbox_entry').where('payload', 'like', '%directive_requested%');
    t.equal(asked.length, 1, 'twice put off: a directive');
    t.match(await db('directive'), [{ source: 'duty_dispute' }]);
    t.same(await town.incidents(), []);

    async function dispatchedByOffice(objectKey: string) {
      const registered = await town.register({ objectKey, ...cables });
      await town.complete(registered.orderNo, 'verify', COMPLETE);
      await town.complete(registered.orderNo, 'consult', { consultation: 'unit', unitCode: 'urban_construction' });
      await town.complete(registered.orderNo, 'sign_off', { signOff: 'approve' });
      return registered.orderNo;
    }
  });

  t.test('the meeting takes an order from its first recipient, who has begun to work on it', async (t) => {
    await town.until('2026-06-20T09:00:00+08:00');
    const orderNo = await dispatched('移交');
    const { due_at: dueAt } = await town.order(orderNo);
    await object(orderNo);
    await town.complete(orderNo, 'give_opinion', { opinion: 'refuse' });
    await town.complete(orderNo, 'rule_dispute', { ruling: 'escalated' });
    await town.complete(orderNo, 'first_contact', { contactMethod: 'phone', contactAnswered: true });
    await town.complete(orderNo, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
    await town.until('2026-07-15T09:00:00+08:00');
    const ruling = { meetingRuling: 'ruled', unitCode: 'planning_office', dutyItem: '3.5', handOver: true };
    await t.rejects(town.complete(orderNo, 'study_dispute', { ...ruling, unitCode: 'village_01' }), {
      code: 'ERR_NOT_FIRST_RECIPIENT',
    });
    t.match(await town.order(orderNo), { owner_unit_key: units['urban_construction'] }, 'nothing changed');
    await town.complete(orderNo, 'study_dispute', ruling);
    t.match(await town.order(orderNo), {
      state: 'dispatched',
      owner_unit_key: units['planning_office'],
      signed_at: null,
      due_at: dueAt,
    });
    t.same(await town.tasks(orderNo), ['sign'], 'what the first recipient was doing has ended');
    const sign = await town.task(orderNo, 'sign');
    t.same(JSON.parse(String(sign['candidate_groups'])), [`unit:${units['planning_office']}:section_handler`]);
    t.equal(local(sign['due_at']), '2026-07-15 14:30', 'its own limits begin now; the appellant’s date stays');
    t.ok((await town.messages(orderNo)).includes('staff: order_revoked'));
    t.match((await versions('3.5')).at(-1), { main_unit_code: 'planning_office' });

    await town.complete(orderNo, 'sign', { objection: true, citedItem: '3.5', proposedUnit: 'rural_work' });
    t.match((await requests(orderNo)).at(-1), { ruling: 'rejected', rule: 'D07-1 已终局裁定' }, 'it may not return it');
    await town.follow(orderNo, [
      ['first_contact', { contactMethod: 'phone', contactAnswered: true }],
      ['check_site', { site: { finding: 'yes', solvableBy: 'section' } }],
      ['handle_self', { route: 'done' }],
      ['fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '已处理。' }],
      ['review', { reviewPassed: true }],
    ]);
    t.match(await town.order(orderNo), { owner_unit_key: units['planning_office'] });
    t.same(await town.incidents(), []);
    await town.submit(changeDutyItem, ROADS);
  });

  t.test('two units are on the list for it: one leads, the other assists', async (t) => {
    const orderNo = await dispatched('两单位');
    const roads = { ...ROADS, category: 'road_damage' } as const;
    await town.submit(changeDutyItem, roads);
    await town.submit(changeDutyItem, { ...roads, code: '3.7', mainUnitCode: 'justice_office', coUnitCodes: [] });
    await object(orderNo);
    await town.complete(orderNo, 'give_opinion', { opinion: 'agree' });
    await town.complete(orderNo, 'rule_dispute', { ruling: 'co_assigned', unitCode: 'justice_office' });
    t.match(await requests(orderNo), [{ rule: 'D07-9 指定主办与协办', ruling: 'co_assigned', final: 1 }]);
    t.match(await town.order(orderNo), {
      state: 'signed',
      owner_unit_key: units['urban_construction'],
      co_unit_keys: JSON.stringify([units['village_01'], units['justice_office']]),
    });
    t.same(await town.incidents(), []);
  });

  t.test('department before township, where both are on the list', async (t) => {
    await town.until('2026-08-03T09:00:00+08:00');
    const roads = { ...ROADS, category: 'road_damage' } as const;
    await town.submit(changeDutyItem, roads);
    await town.submit(changeDutyItem, { ...roads, code: '3.6', mainUnitCode: 'planning_office', scope: 'district' });
    const orderNo = await dispatched('重叠');
    t.match(
      await town.order(orderNo),
      { owner_unit_key: units['rural_work'] },
      'the catalogue cites 3.5, as it is now',
    );
    await object(orderNo, { citedItem: '3.6', proposedUnit: 'planning_office' });
    await town.complete(orderNo, 'give_opinion', { opinion: 'agree' });
    await town.complete(orderNo, 'rule_dispute', { ruling: 'reassigned', unitCode: 'planning_office' });
    t.match(await requests(orderNo), [{ rule: 'D07-7 部门主办、属地协办', final: 1 }]);
    t.match(await town.order(orderNo), {
      owner_unit_key: units['planning_office'],
      co_unit_keys: JSON.stringify([units['village_01'], units['rural_work']]),
    });
    t.same(await town.incidents(), []);
  });
});
