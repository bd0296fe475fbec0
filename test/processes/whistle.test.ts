import t from 'tap';
import { backRateWhistle } from '../../src/commands/whistle/back-rate-whistle.ts';
import { blowWhistle } from '../../src/commands/whistle/blow-whistle.ts';
import { callOffWhistle } from '../../src/commands/whistle/call-off-whistle.ts';
import { completeUserTask } from '../../src/commands/process/complete-user-task.ts';
import { createOrgUnit } from '../../src/commands/organisation/create-org-unit.ts';
import { recordWhistleContact } from '../../src/commands/whistle/record-whistle-contact.ts';
import { reportIn, type ReportIn } from '../../src/commands/whistle/report-in.ts';
import { openArea, sealSpot } from '../../src/domain/whistle/arrival.ts';
import { voidWhistleRating } from '../../src/commands/whistle/void-whistle-rating.ts';
import { withdrawAppeal } from '../../src/commands/appeal/withdraw-appeal.ts';
import type { Actor, Role } from '../../src/domain/actor.ts';
import type { Command } from '../../src/domain/command.ts';
import type { OrgUnitKind } from '../../src/domain/organisation/organisation-tables.ts';
import { local, tell, vault } from './township.ts';

/*
 * Whistles on a virtual clock: three levels, three kinds, seven stages. Townships whistle, departments report in (Regulation art. 16).
 */

const COMPLETE = { screening: { complete: true, inDuty: true, inArea: true } };
const SPOT = { latitude: 40.123456, longitude: 117.123456 };
const AT = { placeSealed: sealSpot(vault, SPOT), personCount: 3, topRank: 'unit_leader' } as const;
const GOOD = { rating: { cooperation: 18, effect: 27, feedback: 9 } };
type Row = Readonly<Record<string, unknown>>;

await tell(t, 'whistles of a township', async (t, town) => {
  const { host, units } = town;
  const db = (table: string) => host.store.reader(table);
  const system: Actor = { kind: 'client', id: 'test', tenantId: 'yunxi', unitKey: null, roles: [], scopes: ['*'] };
  const person = (role: Role, unit?: string): Actor => ({
    ...system,
    kind: 'person',
    id: `${role}@${unit ?? 'town'}`,
    roles: [role],
    unitKey: unit === undefined ? null : unitKey(unit),
  });
  const unitKey = (code: string): number => units[code] ?? extra.get(code) ?? NaN;
  const extra = new Map<string, number>();
  for (const [kind, code, name] of [
    ['department', 'public_security', '派出所'],
    ['department', 'mineral_bureau', '自然资源分局'],
    ['department', 'power_bureau', '供电所'],
    ['public_enterprise', 'charging_company', '充电运营公司'],
    ['property_company', 'property_a', '示例物业'],
    ['alliance_member', 'shop_a', '示例商户'],
  ] as const satisfies readonly (readonly [OrgUnitKind, string, string])[]) {
    const parentKey =
      kind === 'property_company' || kind === 'alliance_member' ? (units['village_01'] as number) : null;
    const created = await town.submit(createOrgUnit, { parentKey, kind, code, name });
    extra.set(code, created.unitKey);
  }
  const grid = await town.submit(createOrgUnit, {
    parentKey: units['village_01'] as number,
    kind: 'grid',
    code: 'grid_1',
    name: '示例一网格',
  });
  extra.set('grid_1', grid.unitKey);

  const by = <I, O>(actor: Actor, command: Command<I, O>, input: I) => host.loop.submit(command, input, { actor });
  const whistleOf = async (whistleNo: string): Promise<Row> => db('whistle').where({ whistle_no: whistleNo }).first();
  const newest = async (orderNo: string): Promise<Row> => {
    const { key } = await town.order(orderNo);
    return db('whistle').where({ order_key: key }).orderBy('key', 'desc').first();
  };
  const called = async (whistleNo: string, code: string): Promise<Row> =>
    db('whistle_unit')
      .where({ whistle_key: (await whistleOf(whistleNo))['key'], unit_key: unitKey(code) })
      .first();
  const openTasks = async (whistleNo: string): Promise<Row[]> => {
    const { process_instance_key } = await whistleOf(whistleNo);
    return db('user_task').where({ process_instance_key, state: 'CREATED' }).orderBy('key');
  };
  const elements = async (whistleNo: string) => (await openTasks(whistleNo)).map((row) => String(row['element_id']));
  const taskOf = async (whistleNo: string, element: string, code?: string): Promise<Row> => {
    const row = (await openTasks(whistleNo)).find(
      (each) =>
        each['element_id'] === element &&
        (code === undefined || String(each['candidate_groups']).includes(`unit:${unitKey(code)}:`)),
    );
    if (!row) throw new Error(`${whistleNo} has no task ${element}, but ${(await elements(whistleNo)).join(', ')}`);
    return row;
  };
  const complete = async (
    whistleNo: string,
    element: string,
    variables: Row = {},
    actor: Actor = system,
    code?: string,
  ) => {
    const { key } = await taskOf(whistleNo, element, code);
    await by(actor, completeUserTask, { userTaskKey: Number(key), variables });
  };
  const sign = (whistleNo: string, code: string, variables: Row = { objection: false }) =>
    complete(whistleNo, 'sign_whistle', variables, person('department_contact', code), code);
  const arrive = (whistleNo: string, code: string, at: Partial<ReportIn> = {}) =>
    by(person('department_contact', code), reportIn, { whistleNo, unitKey: unitKey(code), ...AT, ...at });
  const finish = (whistleNo: string, code: string, partResult = 'done') =>
    complete(whistleNo, 'handle_part', { partResult }, person('department_contact', code), code);
  const told = async (whistleNo: string): Promise<string[]> => {
    const rows = await db('outbox_entry').orderBy('key');
    return rows
      .map((row) => JSON.parse(String(row.payload)) as Record<string, unknown>)
      .filter((payload) => payload['whistleNo'] === whistleNo)
      .map((payload) => `${String(payload['template'])} → ${String(payload['to'])}`);
  };
  /** An L3 order at the step where handling is chosen. */
  const onSite = async (objectKey: string, site: Row) => {
    const { orderNo } = await town.register({ objectKey });
    await town.follow(orderNo, [
      ['verify', COMPLETE],
      ['sign_off', { signOff: 'approve' }],
      ['sign', { objection: false }],
      ['first_contact', { contactMethod: 'phone', contactAnswered: true }],
      ['check_site', { site: { finding: 'yes', ...site } }],
    ]);
    return orderNo;
  };

  t.test('illegal mining: thirty minutes to arrive, a late unit is rated down', async (t) => {
    await town.until('2026-03-04T10:00:00+08:00');
    const orderNo = await onSite('金矿', { emergency: true });
    t.match(await town.order(orderNo), { state: 'whistled' });
    const { whistle_no } = await newest(orderNo);
    const no = String(whistle_no);
    t.equal(no, 'CS-20260304-000001');
    t.same(await elements(no), ['analyse']);

    await t.rejects(complete(no, 'analyse', { analysis: { risk: true } }), { code: 'ERR_WHISTLE_FIELD', zh: /reason/ });
    await t.rejects(complete(no, 'analyse', { analysis: { reason: 'urgent', place: '后山', units: 'nowhere' } }), {
      code: 'ERR_UNIT_NOT_FOUND',
    });
    await t.rejects(
      complete(no, 'analyse', { analysis: { reason: 'urgent', place: '后山10000000000', units: 'public_security' } }),
      { code: 'ERR_WHISTLE_FIELD', zh: /个人号码/ },
    );
    await t.rejects(
      complete(no, 'analyse', { analysis: { reason: 'urgent', place: '后山', units: 'urban_construction' } }),
      { code: 'ERR_WHISTLE_FIELD', zh: /本单位以外/ },
    );
    t.same(await elements(no), ['analyse'], 'nothing changed');
    await complete(no, 'analyse', {
      analysis: { reason: 'urgent', place: '后山矿洞', units: 'public_security,mineral_bureau,power_bureau' },
    });
    t.match(await whistleOf(no), {
      kind: 'emergency',
      level: 'township',
      stage: 'accepting',
      limit_class: 'emergency',
    });
    t.same((await elements(no)).sort(), ['approve_after', 'sign_whistle', 'sign_whistle', 'sign_whistle']);
    t.equal(local((await called(no, 'mineral_bureau'))['report_due_at']), '2026-03-04 10:30', 'thirty minutes');
    t.equal(local((await whistleOf(no))['due_at']), '2026-03-05 10:00', 'one day to finish');

    await t.rejects(complete(no, 'approve_after', { approved: true }, person('section_handler')), {
      code: 'ERR_WHISTLE_ROLE',
      zh: /党委书记/,
    });
    await complete(no, 'approve_after', { approved: true }, person('party_secretary'));
    await town.until('2026-03-04T10:05:00+08:00');
    await t.rejects(
      complete(
        no,
        'sign_whistle',
        { objection: false },
        person('department_contact', 'power_bureau'),
        'mineral_bureau',
      ),
      { code: 'ERR_NOT_OWN_UNIT' },
    );
    await sign(no, 'public_security');
    await sign(no, 'mineral_bureau');
    t.match(await whistleOf(no), { stage: 'reporting' });
    await by(system, recordWhistleContact, { whistleNo: no, unitKey: unitKey('public_security') });

    await town.until('2026-03-04T10:20:00+08:00');
    t.ok((await told(no)).includes(`whistle_sign_overdue → ${unitKey('power_bureau')}`), 'not signed in ten minutes');
    t.ok((await told(no)).includes(`whistle_contact_overdue → ${unitKey('mineral_bureau')}`));
    t.notOk((await told(no)).includes(`whistle_contact_overdue → ${unitKey('public_security')}`), 'it had called');
    for (const [wrong, code] of [
      [{ personCount: 0 }, 'ERR_WHISTLE_FIELD'],
      [{ topRank: 'king' as 'staff' }, 'ERR_WHISTLE_FIELD'],
      [{ whistleNo: 'CS-0' }, 'ERR_WHISTLE_NOT_FOUND'],
      [{ unitKey: unitKey('charging_company') }, 'ERR_UNIT_NOT_INVITED'],
      [{ unitKey: unitKey('mineral_bureau') }, 'ERR_NOT_OWN_UNIT'],
    ] as const) {
      await t.rejects(arrive(no, 'public_security', wrong), { code, zh: /。$/ });
    }
    await t.rejects(
      by({ ...system, tenantId: 'elsewhere' }, reportIn, { whistleNo: no, unitKey: unitKey('public_security'), ...AT }),
      { code: 'ERR_WHISTLE_NOT_FOUND' },
    );
    t.same(await arrive(no, 'public_security'), { late: false });
    const { arrived_place_sealed: sealed, ...arrived } = await called(no, 'public_security');
    t.match(arrived, { person_count: 3 });
    t.same(openArea(vault, String(sealed)), { latitude: 40.123, longitude: 117.123 }, 'shown to about 100 m');
    for (const nowhere of [{ latitude: 91, longitude: 0 }, { latitude: 40 }])
      t.throws(() => sealSpot(vault, nowhere), { code: 'ERR_WHISTLE_FIELD', zh: /。$/ });
    t.match(await whistleOf(no), { stage: 'tracking' });
    await t.rejects(arrive(no, 'public_security'), { code: 'ERR_ALREADY_REPORTED' });

    await town.until('2026-03-04T10:45:00+08:00');
    t.ok((await told(no)).includes('whistle_report_overdue → inspector'), 'the inspectors hear of it');
    t.same(await arrive(no, 'mineral_bureau', { topRank: 'staff' }), { late: true });
    await host.restart();
    await town.until('2026-03-04T11:00:00+08:00');
    t.match(await called(no, 'power_bureau'), { absent: 1, signed_at: null, arrived_at: null }, 'it never came');
    await t.rejects(
      by(person('department_contact', 'power_bureau'), backRateWhistle, {
        whistleNo: no,
        unitKey: unitKey('power_bureau'),
        rating: 'incomplete',
      }),
      { code: 'ERR_NOT_REPORTED' },
    );
    await finish(no, 'public_security');
    await finish(no, 'mineral_bureau', 'partly');
    t.same(await elements(no), ['conclude']);
    await t.rejects(complete(no, 'conclude', { whistleOutcome: 'unsolved' }), { code: 'ERR_WHISTLE_FIELD' });
    await complete(no, 'conclude', { whistleOutcome: 'solved' });
    t.same(await elements(no), ['rate', 'rate', 'rate'], 'every invited unit is rated');
    t.match(await town.order(orderNo), { state: 'whistled' });

    await host.restart();
    const [first] = await openTasks(no);
    await t.rejects(
      by(system, completeUserTask, { userTaskKey: Number(first?.['key']), variables: { rating: { cooperation: 21 } } }),
      {
        code: 'ERR_WHISTLE_FIELD',
        zh: /0–20/,
      },
    );
    await t.rejects(complete(no, 'rate', GOOD, person('department_contact', 'public_security')), {
      code: 'ERR_OWN_RATING',
    });
    await complete(no, 'rate', GOOD);
    await complete(no, 'rate', GOOD);
    t.match(await whistleOf(no), { stage: 'rating' }, 'not closed while one is unrated');
    await town.until('2026-03-08T00:00:00+08:00');
    t.same(await elements(no), ['rate_by_office'], 'no full marks by default: the office rates');
    await complete(no, 'rate_by_office', GOOD, person('response_office'));

    const closed = await whistleOf(no);
    t.match(closed, { stage: 'closed', result: 'solved' });
    t.same(Object.keys(JSON.parse(String(closed['stage_times']))), [
      'source',
      'analysis',
      'blown',
      'accepting',
      'reporting',
      'tracking',
      'rating',
      'closed',
    ]);
    t.match(await db('whistle_rating').where({ whistle_key: closed['key'] }).orderBy('key'), [
      { unit_key: unitKey('public_security'), total: 97 },
      { unit_key: unitKey('mineral_bureau'), total: 79 },
      { unit_key: unitKey('power_bureau'), total: 0 },
    ]);
    t.match(await town.order(orderNo), { state: 'in_progress', marks: '["whistled"]' });
    t.same(await town.tasks(orderNo), ['choose_route']);

    await by(person('department_contact', 'public_security'), backRateWhistle, {
      whistleNo: no,
      unitKey: unitKey('public_security'),
      rating: 'necessary',
    });
    await t.rejects(
      by(system, backRateWhistle, { whistleNo: no, unitKey: unitKey('public_security'), rating: 'necessary' }),
      { code: 'ERR_ALREADY_RATED' },
    );
    await t.rejects(
      by(system, backRateWhistle, { whistleNo: no, unitKey: unitKey('mineral_bureau'), rating: 'bad' as 'necessary' }),
      {
        code: 'ERR_WHISTLE_FIELD',
      },
    );
    await t.rejects(
      by(person('section_handler'), voidWhistleRating, { whistleNo: no, unitKey: unitKey('mineral_bureau') }),
      { code: 'ERR_WHISTLE_ROLE' },
    );
    await by(person('inspector'), voidWhistleRating, { whistleNo: no, unitKey: unitKey('mineral_bureau') });
    const ratings: Row[] = await db('whistle_rating')
      .where({ unit_key: unitKey('mineral_bureau') })
      .orderBy('key');
    t.match(ratings, [{ total: 79 }, { total: 0, cause: 'false_result', replaces_key: Number(ratings[0]?.['key']) }]);
    await t.rejects(by(system, voidWhistleRating, { whistleNo: no, unitKey: unitKey('shop_a') }), {
      code: 'ERR_RATING_MISSING',
    });
    await t.rejects(by(system, callOffWhistle, { whistleNo: no }), { code: 'ERR_WHISTLE_STAGE', zh: /已办结/ });
    await t.rejects(arrive(no, 'power_bureau'), { code: 'ERR_WHISTLE_STAGE' });
    await town.until('2026-03-16T00:00:00+08:00');
    await t.rejects(
      by(system, backRateWhistle, { whistleNo: no, unitKey: unitKey('mineral_bureau'), rating: 'necessary' }),
      { code: 'ERR_WHISTLE_STAGE', zh: /已过反评期限/ },
    );

    // what was claimed is not so: the ratings fall by themselves, and the second time a directive is asked for
    const claim = [
      ['choose_route', { route: 'done' }],
      ['fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '已制止。' }],
      ['review', { reviewPassed: true }],
    ] as const;
    await town.follow(orderNo, claim);
    const falsely = { finding: 'no', falseUnits: 'public_security、power_bureau' };
    await t.rejects(town.complete(orderNo, 'verify_result', { ...falsely, falseUnits: 'nowhere' }), {
      code: 'ERR_UNIT_NOT_FOUND',
    });
    const { due_at: dueAt } = await town.order(orderNo);
    await town.complete(orderNo, 'verify_result', falsely);
    t.match(
      await town.order(orderNo),
      { state: 'reopened', rework_count: 0, due_at: dueAt },
      'no rework: the date stays',
    );
    t.match(
      await db('whistle_rating').where({ whistle_key: closed['key'] }).orderBy('key'),
      [
        { unit_key: unitKey('public_security'), total: 97 },
        { unit_key: unitKey('mineral_bureau'), total: 79 },
        { unit_key: unitKey('power_bureau'), total: 0, cause: 'rated' },
        { unit_key: unitKey('mineral_bureau'), total: 0, cause: 'false_result' },
        { unit_key: unitKey('public_security'), total: 0, cause: 'false_result' },
      ],
      'who never came reported nothing',
    );
    const sent = await town.messages(orderNo);
    for (const each of ['staff: result_false', 'staff: sent_back']) t.ok(sent.includes(each), each);
    t.equal((await db('directive').where({ source: 'inspection' })).length, 0);
    await town.follow(orderNo, [['check_site', { site: { finding: 'yes', solvableBy: 'section' } }]]);
    await town.follow(orderNo, [['handle_self', { route: 'done' }], ...claim.slice(1)]);
    await town.complete(orderNo, 'verify_result', { finding: 'no' });
    t.match(await db('directive').where({ source: 'inspection' }), [{ state: 'draft', title: '多次核验虚假事项' }]);
    t.same(await town.incidents(), []);
  });

  t.test('charging piles: from village to township, with a recorded reason, for all who appealed', async (t) => {
    await town.until('2026-04-01T09:00:00+08:00');
    const appeals = [
      await onSite('充电桩一', { solvableBy: 'section' }),
      await onSite('充电桩二', { solvableBy: 'section' }),
    ];
    await t.rejects(by(person('callback_agent'), blowWhistle, { analysis: {} }), { code: 'ERR_WHISTLE_ROLE' });
    const blower = person('village_secretary', 'village_01');
    const analysis = {
      alliance: true,
      reason: 'no_means',
      place: '后北营家园',
      units: ['property_a', 'urban_construction'],
    } as const;
    for (const [wrong, code] of [
      [{ analysis: { ...analysis, units: [] } }, 'ERR_WHISTLE_FIELD'],
      [{ analysis: { ...analysis, solvableAlone: true } }, 'ERR_WHISTLE_FIELD'],
      [{ analysis: { ...analysis, units: ['nowhere'] } }, 'ERR_UNIT_NOT_FOUND'],
      [{ analysis: { ...analysis, units: ['village_01'] } }, 'ERR_WHISTLE_FIELD'],
      [{ analysis, orderNos: ['JS-0'] }, 'ERR_ORDER_NOT_FOUND'],
    ] as const) {
      await t.rejects(by(blower, blowWhistle, wrong), { code });
    }
    const { whistleNo: first } = await by(blower, blowWhistle, { analysis, orderNos: appeals });
    t.match(await whistleOf(first), { kind: 'priority', level: 'community', limit_class: 'priority_community' });
    t.equal(
      local((await whistleOf(first))['due_at']),
      '2026-04-09 17:30',
      'five working days around the holiday of 4 to 6 April',
    );
    await sign(first, 'property_a');
    await arrive(first, 'urban_construction', { topRank: 'section_leader' });
    t.match(await called(first, 'urban_construction'), { signed_at: null }, 'it came before it signed');
    await arrive(first, 'property_a', { topRank: 'staff' });
    await finish(first, 'property_a', 'not_done');
    await finish(first, 'urban_construction', 'partly');
    await complete(first, 'conclude', { whistleOutcome: 'another_round' });
    t.same(await elements(first), ['handle_part', 'handle_part']);
    await finish(first, 'property_a', 'not_done');
    await finish(first, 'urban_construction', 'partly');
    await t.rejects(complete(first, 'conclude', { whistleOutcome: 'another_round' }), {
      code: 'ERR_WHISTLE_STAGE',
      zh: /再处置一轮/,
    });
    await complete(first, 'conclude', { whistleOutcome: 'unsolved', escalationReason: 'no_means' });
    await complete(first, 'rate', GOOD);
    await complete(first, 'rate', GOOD);
    const escalated = await whistleOf(first);
    t.match(escalated, { stage: 'closed', result: 'escalated' });

    const next: Row = await db('whistle').where({ escalated_from_key: escalated['key'] }).first();
    const no = String(next['whistle_no']);
    t.match(next, { stage: 'analysis', escalation_reason: 'no_means', place: '后北营家园' });
    await host.restart();
    await complete(no, 'analyse', {
      analysis: {
        squad: true,
        alliance: true,
        reason: 'several_departments',
        place: '后北营家园',
        units: 'charging_company,power_bureau',
      },
    });
    t.match(await whistleOf(no), { level: 'township', stage: 'blown' }, 'never below the level it was raised to');
    await complete(no, 'approve', { approved: true }, person('deputy_leader'));
    t.match(await whistleOf(no), { limit_class: 'priority_township', stage: 'accepting' });
    t.equal(local((await called(no, 'power_bureau'))['report_due_at']), '2026-04-07 17:30', 'three working days');
    await sign(no, 'charging_company');
    await sign(no, 'power_bureau', { objection: true, citedItem: '9.9', proposedUnit: 'urban_construction' });
    t.same(await elements(no), []);
    await arrive(no, 'power_bureau');
    t.match(await called(no, 'power_bureau'), { objection: 'raised' }, 'it comes all the same');
    const dispute: Row = await db('user_task').where({ element_id: 'correct_request', state: 'CREATED' }).first();
    t.ok(dispute, 'the item it cites is none of the list');
    await town.until('2026-04-01T10:00:00+08:00');
    t.match(await called(no, 'power_bureau'), { objection: 'rejected' }, 'not put right within the hour');
    await arrive(no, 'charging_company');
    await finish(no, 'charging_company');
    await finish(no, 'power_bureau');
    await complete(no, 'conclude', { whistleOutcome: 'partly_solved' });
    await complete(no, 'rate', { rating: { ...GOOD.rating, falseResult: true } });
    await complete(no, 'rate', GOOD);
    t.match(await whistleOf(no), { stage: 'closed', result: 'partly_solved' });
    t.match(await db('whistle_rating').where({ whistle_key: next['key'] }).orderBy('key'), [
      { total: 0, cause: 'false_result' },
      { total: 97 },
    ]);
    for (const orderNo of appeals)
      t.ok((await town.messages(orderNo)).includes('staff: whistle_partly_solved'), orderNo);
    t.same(await town.incidents(), []);
  });

  t.test('a grid leader whistles alone; the level decides whom one may call', async (t) => {
    await town.until('2026-04-13T09:00:00+08:00');
    const analysis = { squad: true, reason: 'no_means', place: '示例一网格', units: ['shop_a'] } as const;
    const leader = person('grid_leader', 'grid_1');
    const { whistleNo: own } = await by(leader, blowWhistle, { analysis });
    t.match(await whistleOf(own), { level: 'grid', limit_class: 'priority_grid', stage: 'accepting' });
    t.equal(local((await called(own, 'shop_a'))['report_due_at']), '2026-04-13 13:00');

    const { whistleNo: other } = await by(person('section_handler', 'rural_work'), blowWhistle, { analysis });
    t.same(await elements(other), ['approve'], 'not the grid leader’s own: a leading member approves');
    await complete(other, 'approve', { approved: false }, person('deputy_leader'));
    t.match(await whistleOf(other), { stage: 'rejected', result: 'rejected' });

    const { whistleNo: beyond } = await by(leader, blowWhistle, { analysis: { ...analysis, units: ['power_bureau'] } });
    t.same(await elements(beyond), ['analyse'], 'a grid calls no department');
    await complete(beyond, 'analyse', { analysis: { solvableAlone: true } });
    t.match(await whistleOf(beyond), { stage: 'rejected', reason: null });

    await t.rejects(by(person('grid_leader', 'village_01'), callOffWhistle, { whistleNo: own }), {
      code: 'ERR_NOT_OWN_UNIT',
    });
    await t.rejects(by(system, callOffWhistle, { whistleNo: 'CS-9' }), { code: 'ERR_WHISTLE_NOT_FOUND' });
    await by(leader, callOffWhistle, { whistleNo: own });
    t.match(await whistleOf(own), { stage: 'cancelled', result: 'cancelled' });
    t.ok((await told(own)).includes(`whistle_cancelled → ${unitKey('shop_a')}`));
    t.ok((await called(own, 'shop_a'))['released_at']);
    t.same(await elements(own), []);

    // nobody comes: up from the grid to the village, and from there to the township and the district
    const { whistleNo: lost } = await by(leader, blowWhistle, { analysis });
    await town.until('2026-04-13T17:00:00+08:00');
    t.match(await called(lost, 'shop_a'), { absent: 1 });
    await complete(lost, 'conclude', { whistleOutcome: 'unsolved', escalationReason: 'not_reported_in' });
    await complete(lost, 'rate', GOOD);
    const village: Row = await db('whistle')
      .where({ escalated_from_key: (await whistleOf(lost))['key'] })
      .first();
    const villageNo = String(village['whistle_no']);
    t.same(
      JSON.parse(String((await taskOf(villageNo, 'analyse'))['candidate_groups']))[2],
      `unit:${units['village_01']}:village_secretary`,
    );
    await complete(villageNo, 'analyse', {
      analysis: { districtLeader: true, reason: 'several_departments', place: '示例村甲', units: 'public_security' },
    });
    await complete(villageNo, 'approve', { approved: true }, person('party_secretary'));
    t.same(await elements(villageNo), ['approve'], 'a hard matter needs two leaders');
    await complete(villageNo, 'approve', { approved: true }, person('deputy_leader'));
    t.match(await whistleOf(villageNo), { level: 'township', limit_class: 'hard_township' });
    await sign(villageNo, 'public_security');
    await town.until('2026-05-14T00:00:00+08:00');
    t.ok((await told(villageNo)).includes('whistle_absent → inspector'));
    await complete(villageNo, 'conclude', { whistleOutcome: 'unsolved', escalationReason: 'not_solved' });
    await complete(villageNo, 'rate', GOOD);
    t.match(await whistleOf(villageNo), { stage: 'closed', result: 'escalated' });
    t.ok((await told(villageNo)).includes('whistle_handed_up → district_command'), 'above the township: the district');
    t.match(await db('directive').orderBy('key', 'desc').first(), {
      source: 'whistle',
      title: `${villageNo} 未解决事项`,
      co_unit_keys: JSON.stringify([unitKey('public_security')]),
    });
    t.same(await town.incidents(), []);
  });

  t.test('a leader who lets an approval lapse is stood in for, but nobody approves twice', async (t) => {
    await town.until('2026-05-25T09:00:00+08:00');
    const analysis = { districtLeader: true, reason: 'several_departments', place: '示例村甲' } as const;
    const blower = person('section_handler', 'rural_work');
    const { whistleNo: no } = await by(blower, blowWhistle, { analysis: { ...analysis, units: ['public_security'] } });
    await complete(no, 'approve', { approved: true }, person('party_secretary'));
    t.equal(local((await taskOf(no, 'approve'))['due_at']), '2026-05-25 14:30', 'four working hours');
    await town.until('2026-05-25T14:30:00+08:00');
    t.same(await elements(no), ['approve_delegated']);
    t.ok((await told(no)).includes('whistle_approval_overdue → party_secretary'));
    await t.rejects(complete(no, 'approve_delegated', { approved: true }, person('party_secretary')), {
      code: 'ERR_WHISTLE_TWICE',
      zh: /另一位领导/,
    });
    await t.rejects(complete(no, 'approve_delegated', { approved: true }, blower), { code: 'ERR_WHISTLE_ROLE' });
    t.same(JSON.parse(String((await whistleOf(no))['approvals'])).length, 1, 'nothing changed');
    await complete(no, 'approve_delegated', { approved: true }, { ...person('deputy_leader'), id: 'another' });
    t.match(await whistleOf(no), { stage: 'accepting', limit_class: 'hard_township' });
    await by(person('party_secretary'), callOffWhistle, { whistleNo: no });
    t.same(await town.incidents(), []);
  });

  t.test('enforcement ends at its date; a withdrawn appeal lets the units go', async (t) => {
    await town.until('2026-06-01T09:00:00+08:00');
    const [late, dropped] = [await onSite('私搭', { enforcement: true }), await onSite('撤诉', { enforcement: true })];
    for (const [orderNo, ongoing] of [
      [late, false],
      [dropped, true],
    ] as const) {
      const no = String((await newest(orderNo))['whistle_no']);
      await complete(no, 'analyse', {
        analysis: {
          enforcement: true,
          ongoing,
          reason: 'no_enforcement_power',
          place: '示例村甲',
          units: 'public_security,planning_office',
        },
      });
      await complete(no, 'approve', { approved: true }, person('deputy_leader'));
      t.match(await whistleOf(no), {
        kind: 'enforcement',
        limit_class: ongoing ? 'enforcement' : 'enforcement_agreed',
      });
      await sign(no, 'public_security');
      await arrive(no, 'public_security');
    }
    const no = String((await newest(dropped))['whistle_no']);
    await town.submit(withdrawAppeal, { orderNo: dropped, textSealed: null });
    t.match(await whistleOf(no), { stage: 'cancelled', result: 'cancelled' });
    t.ok((await told(no)).includes(`whistle_cancelled → ${unitKey('public_security')}`));
    t.ok((await called(no, 'planning_office'))['released_at']);
    await t.rejects(arrive(no, 'planning_office'), { code: 'ERR_WHISTLE_STAGE', zh: /已撤哨/ });
    await town.complete(dropped, 'confirm_withdrawal', { voluntary: true });
    t.match(await town.order(dropped), { state: 'archived' });

    const lateNo = String((await newest(late))['whistle_no']);
    await town.until('2026-06-16T00:00:00+08:00');
    t.ok((await told(lateNo)).includes('whistle_finish_overdue → inspector'), 'ten working days');
    t.same(await elements(lateNo), ['conclude']);
    await t.rejects(complete(lateNo, 'conclude', { whistleOutcome: 'another_round' }), { code: 'ERR_WHISTLE_STAGE' });
    t.match(await called(lateNo, 'planning_office'), { absent: 1, arrived_at: null });
    t.same(await arrive(lateNo, 'planning_office'), { late: true }, 'long after it was counted as absent');
    await complete(lateNo, 'conclude', { whistleOutcome: 'unsolved', escalationReason: 'not_solved' });
    await complete(lateNo, 'rate', GOOD);
    await complete(lateNo, 'rate', GOOD);
    const rated: Row[] = await db('whistle_rating')
      .where({ whistle_key: (await whistleOf(lateNo))['key'] })
      .orderBy('key');
    t.match(
      rated.map(({ total, items }) => [total, JSON.parse(String(items))['reported']]),
      [
        [94, 20],
        [64, 0],
      ],
      'more than twice the time: nothing for having come',
    );
    t.match(await town.order(late), { state: 'in_progress' }, 'handed up, and back with the first recipient');
    t.same(await town.incidents(), []);
  });
});
