import t from 'tap';
import type { Role } from '../../src/domain/actor.ts';
import { openHttpTown, phone } from '../helpers/http-town.ts';

/*
 * Several people about one matter, over HTTP and by the people of a township: a closed shop with many members, charging piles that a village
 * cannot build alone, and what may go wrong. All data is made up.
 */

const UNITS = [
  ['section', 'response_office', '接诉即办办公室'],
  ['section', 'market_supervision', '市场监管所'],
  ['section', 'community_building', '社区建设科'],
  ['section', 'urban_construction', '城乡建设科'],
  ['department', 'power_bureau', '供电所'],
  ['property_company', 'property_a', '示例物业'],
  ['village', 'village_01', '示例村甲'],
] as const;
const PEOPLE: readonly (readonly [login: string, roles: readonly Role[], unit: string])[] = [
  ['registrar', ['registrar'], 'response_office'],
  ['office', ['response_office'], 'response_office'],
  ['secretary', ['party_secretary'], 'response_office'],
  ['deputy', ['deputy_leader'], 'response_office'],
  ['inspector', ['inspector'], 'response_office'],
  ['caller', ['callback_agent'], 'response_office'],
  ['market', ['section_handler'], 'market_supervision'],
  ['community', ['section_handler'], 'community_building'],
  ['builder', ['section_handler'], 'urban_construction'],
  ['power', ['department_contact'], 'power_bureau'],
  ['property', ['department_contact'], 'property_a'],
  ['village', ['village_secretary'], 'village_01'],
];
const SCREENED = { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } };
const WORK = [
  ['sign', { objection: false }],
  ['first_contact', { contactMethod: 'phone', contactAnswered: true }],
] as const;
const HAPPY = { channel: 'hotline', reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' };

for (const restarts of [false, true]) {
  t.test(restarts ? 'restarted at every wait' : 'in one go', async (t) => {
    const town = await openHttpTown(t, { units: UNITS, people: PEOPLE }, restarts);

    await t.test('the members of a closed shop', async (t) => {
      const members = [];
      for (let i = 1; i <= 24; i++) {
        if (i === 24) await town.until('2026-01-09T10:00:00+08:00');
        members.push(
          await town.appeal({ category: 'prepaid_card', placeKind: 'commercial', objectKey: '艺人美场' }, i),
        );
        await town.act(members[i - 1] as string, 'verify', SCREENED);
        if (i === 1) {
          await town.act(members[0] as string, 'sign_off', { signOff: 'approve' });
          for (const [element, variables] of WORK) await town.act(members[0] as string, element, variables);
        }
        if (i === 3) t.match(await town.order(members[0] as string), { state: 'in_progress', clusterKind: 'multi' });
      }
      const [parent = '', ...others] = members;
      const { items } = (await town.as('office', 'GET', '/api/clusters?open=true')).body;
      t.match(items, [{ kind: 'mass', members: 24, batches: 2, parent: { orderNo: parent }, leader: null }]);
      const url = `/api/clusters/${items[0].clusterKey}`;
      for (const orderNo of others) t.match(await town.order(orderNo), { state: 'merged', dueAt: null });
      t.equal((await town.as('builder', 'GET', url)).status, 404, 'another section sees nothing');
      t.match((await town.as('market', 'GET', url)).body, {
        orders: [{ role: 'parent' }, { role: 'child', batch: 1 }],
      });

      // at most five speak for them, and a leader is in charge
      const speak = (orderNo: string, who = 'office') => town.as(who, 'POST', `${url}/representatives`, { orderNo });
      for (const [at, orderNo] of others.slice(0, 5).entries())
        t.match(await speak(orderNo), { status: 200, body: { count: at + 1 } });
      t.match(await speak(others[5] as string), {
        status: 409,
        body: { code: 'ERR_REPRESENTATIVES_FULL', detail: /./ },
      });
      t.match(await speak(others[0] as string), { status: 409, body: { code: 'ERR_REPRESENTATIVE_KNOWN' } });
      t.match(await speak(others[5] as string, 'market'), { status: 403 });
      t.match(await speak('JS-20260105-999999'), { status: 404, body: { code: 'ERR_ORDER_NOT_FOUND' } });
      t.match(await town.as('office', 'DELETE', `${url}/representatives/${others[0]}`), { body: { count: 4 } });
      t.match(await town.as('office', 'DELETE', `${url}/representatives/${others[0]}`), {
        body: { code: 'ERR_NOT_REPRESENTATIVE' },
      });
      t.match(await speak(others[5] as string), { body: { count: 5 } });
      t.match(await town.as('office', 'PUT', `${url}/leader`, { leader: 'market' }), {
        status: 400,
        body: { code: 'ERR_NOT_A_LEADER' },
      });
      t.match((await town.as('office', 'GET', '/api/clusters/leaders')).body.items, [
        { login: 'secretary', displayName: /./ },
        { login: 'deputy', roles: ['deputy_leader'] },
      ]);
      t.match(await town.as('market', 'GET', '/api/clusters/leaders'), { status: 403 });
      t.match(await town.as('office', 'PUT', `${url}/leader`, { leader: 'deputy' }), { status: 204 });

      // one of them has another matter
      const apart = others[22] as string;
      const detach = (orderNo: string, who = 'registrar') =>
        town.as(who, 'POST', `${url}/members/${orderNo}/detachment`, { reason: '另一门店的合同' });
      t.match(await detach(parent), { status: 409, body: { code: 'ERR_CLUSTER_PARENT' } });
      t.match(await detach(apart, 'market'), { status: 403 });
      t.match(await detach(apart), { status: 204 });
      t.match(await detach(apart), { status: 409, body: { code: 'ERR_NOT_IN_CLUSTER' } });
      t.match(await town.order(apart), { state: 'pending_sign_off', parentOrderKey: null });

      // the round table of the office, the section and the representatives
      await town.act(parent, 'check_site', { site: { finding: 'yes', solvableBy: 'none' } });
      const invitees = [{ kind: 'appellant' }, { kind: 'village', unitCode: 'village_01' }, { kind: 'lawyer' }];
      await town.act(parent, 'plan_meeting', { consultation: { kind: 'party_mass', invitees } });
      await town.act(parent, 'survey', { surveyResult: 'clear', surveyFinding: 'clear' });
      for (const _ of invitees) await town.act(parent, 'confirm_attendance', { attendance: 'attends' });
      const attended = (await town.rows('consultation_invitee')).map(({ key }) => String(key));
      const resolutions = [{ unitCode: 'market_supervision' }];
      await town.act(parent, 'hold_session', { session: { outcome: 'plan', attended, resolutions } });
      await town.act(parent, 'carry_out', { resolutionResult: 'done' });
      await town.act(parent, 'check_performance', { performed: 'yes' });
      t.match(await town.rows('consultation'), [{ state: 'plan_adopted' }]);
      await town.act(parent, 'choose_route', { route: 'done' });
      await town.act(parent, 'fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '按比例退费。' });
      await town.act(parent, 'review', { reviewPassed: true });
      t.match(
        await town.order(others[0] as string),
        { state: 'merged' },
        'a mass appeal is verified and accepted first',
      );
      await town.act(parent, 'verify_result', { finding: 'yes' });
      await town.act(parent, 'accept', { accepted: true });

      // each gets the plan, and each is called back
      for (const orderNo of others.slice(0, 22)) {
        const body = (await town.as('office', 'GET', `/api/work-orders/${orderNo}`)).body;
        t.match(body, { state: 'callback_pending', publicReply: '按比例退费。' });
      }
      t.match((await town.as('office', 'GET', url)).body, { outcome: 'answered', members: 23 });
      for (const orderNo of members.slice(0, 23)) {
        const called = await town.as('office', 'POST', `/api/appeals/${orderNo}/callback-results`, HAPPY);
        t.equal(called.status, 204);
        t.match(await town.order(orderNo), { state: 'closed' });
      }
      t.match(await speak(others[6] as string), { status: 409, body: { code: 'ERR_CLUSTER_ENDED' } });
      t.same(await town.incidents(), []);
    });

    await t.test('charging piles that a village cannot build alone', async (t) => {
      const orders: string[] = [];
      for (let i = 1; i <= 4; i++) {
        const orderNo = await town.appeal(
          { category: 'ev_charging', placeKind: 'residential', objectKey: '后北营家园' },
          i,
        );
        orders.push(orderNo);
        await town.act(orderNo, 'verify', SCREENED);
        if (i < 3) await town.act(orderNo, 'sign_off', { signOff: 'approve' });
      }
      const [parent = '', ...others] = orders;
      for (const orderNo of others) t.match(await town.order(orderNo), { state: 'merged' });
      for (const [element, variables] of WORK) await town.act(parent, element, variables);
      await town.act(parent, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });

      const analysis = {
        alliance: true,
        reason: 'no_means',
        place: '后北营家园',
        units: ['property_a', 'community_building'],
      };
      const blown = await town.as('village', 'POST', '/api/whistles', { analysis, orderNos: [parent] });
      t.match(blown, { status: 201 });
      const first = String(blown.body.whistleNo);
      await town.whistle(first, 'sign_whistle', { objection: false });
      await town.whistle(first, 'sign_whistle', { objection: false });
      for (const [who, code] of [
        ['property', 'property_a'],
        ['community', 'community_building'],
      ] as const) {
        const at = { unitKey: town.units[code], latitude: 40.1, longitude: 117.1, personCount: 2, topRank: 'staff' };
        t.match(await town.as(who, 'POST', `/api/whistles/${first}/report-ins`, at), { status: 201 });
      }
      for (const _ of [1, 2]) await town.whistle(first, 'handle_part', { partResult: 'not_done' });
      await town.whistle(first, 'conclude', { whistleOutcome: 'unsolved', escalationReason: 'no_means' });
      for (const _ of [1, 2])
        await town.whistle(first, 'rate', { rating: { cooperation: 18, effect: 20, feedback: 9 } });

      const next = (await town.rows('whistle')).find((each) => each['escalated_from_key'] !== null);
      const second = String(next?.['whistle_no']);
      await town.whistle(second, 'analyse', {
        analysis: { districtLeader: false, reason: 'several_departments', place: '后北营家园', units: 'power_bureau' },
      });
      await town.whistle(second, 'approve', { approved: true });
      await town.whistle(second, 'sign_whistle', { objection: false });
      const at = {
        unitKey: town.units['power_bureau'],
        latitude: 40.1,
        longitude: 117.1,
        personCount: 3,
        topRank: 'staff',
      };
      t.match(await town.as('power', 'POST', `/api/whistles/${second}/report-ins`, at), { status: 201 });
      await town.whistle(second, 'handle_part', { partResult: 'done' });
      await town.whistle(second, 'conclude', { whistleOutcome: 'solved' });
      await town.whistle(second, 'rate', { rating: { cooperation: 20, effect: 30, feedback: 10 } });
      t.match((await town.as('office', 'GET', `/api/whistles/${second}`)).body, {
        level: 'township',
        result: 'solved',
      });

      await town.act(parent, 'handle_self', { route: 'done' });
      await town.act(parent, 'fill_result', {
        result: { isTrue: 'yes', resolved: true },
        publicReply: '已建成二十个充电桩。',
      });
      await town.act(parent, 'review', { reviewPassed: true });
      if (await town.isOpen(parent, 'verify_result')) await town.act(parent, 'verify_result', { finding: 'yes' });
      for (const orderNo of orders) {
        t.match(await town.order(orderNo), { state: 'callback_pending', publicReply: '已建成二十个充电桩。' });
        await town.as('office', 'POST', `/api/appeals/${orderNo}/callback-results`, HAPPY);
        t.match(await town.order(orderNo), { state: 'closed' });
      }
      t.same(await town.incidents(), []);
    });

    await t.test('what goes wrong on the way', async (t) => {
      const pile = { category: 'ev_charging', placeKind: 'residential' };

      // the same external number is registered once
      const pushed = await town.push({ ...pile, objectKey: '一', externalNo: 'BJ-1' }, 1);
      t.match(pushed, { status: 201, body: { isNew: true } });
      t.match(await town.push({ ...pile, objectKey: '一', externalNo: 'BJ-1' }, 1), {
        body: { isNew: false, orderNo: pushed.body.orderNo },
      });
      t.match(await town.push({ ...pile, objectKey: '一', externalNo: 'BJ-1', title: '别的事' }, 1), {
        status: 409,
        body: { code: 'ERR_EXTERNAL_NO_TAKEN' },
      });

      // a parent that withdraws while a whistle is blown: the units are let go, the next one takes the lead
      const orders: string[] = [];
      for (let i = 1; i <= 3; i++) {
        const orderNo = await town.appeal({ ...pile, objectKey: '二' }, i);
        orders.push(orderNo);
        await town.act(orderNo, 'verify', SCREENED);
        if (i === 1) await town.act(orderNo, 'sign_off', { signOff: 'approve' });
      }
      const [parent = '', heir = '', last = ''] = orders;
      for (const [element, variables] of WORK) await town.act(parent, element, variables);
      await town.act(parent, 'check_site', { site: { finding: 'yes', solvableBy: 'section', crossDepartment: true } });
      const whistle = String((await town.rows('whistle')).at(-1)?.['whistle_no']);
      await town.whistle(whistle, 'analyse', {
        analysis: { reason: 'several_departments', place: '小区二', units: 'power_bureau' },
      });
      await town.whistle(whistle, 'approve', { approved: true });
      const due = (await town.order(parent)).dueAt as string;
      t.match(await town.as('registrar', 'POST', `/api/appeals/${parent}/withdrawal`, { text: '不办了' }), {
        status: 204,
      });
      t.match((await town.as('office', 'GET', `/api/whistles/${whistle}`)).body, { stage: 'cancelled' });
      await town.act(parent, 'confirm_withdrawal', { voluntary: true });
      t.match(await town.order(parent), { state: 'archived' });
      t.match(await town.order(heir), { state: 'dispatched', dueAt: due, parentOrderKey: null });
      t.match(await town.order(last), { state: 'merged', parentOrderKey: (await town.order(heir)).key });

      // a follower withdraws; then the parent becomes a petition, and nobody is left
      t.match(await town.as('registrar', 'POST', `/api/appeals/${last}/withdrawal`), { status: 204 });
      await town.act(last, 'confirm_member_withdrawal', { voluntary: false });
      t.match(await town.order(last), { state: 'merged' }, 'it was not the appellant’s own wish');
      for (const [element, variables] of WORK) await town.act(heir, element, variables);
      await town.act(heir, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      await town.act(heir, 'handle_self', { route: 'to_petition' });
      t.match(await town.order(heir), { state: 'archived' });
      t.match(await town.order(last), { state: 'dispatched', parentOrderKey: null });
      t.match(await town.as('registrar', 'POST', `/api/appeals/${last}/withdrawal`), { status: 204 });
      await town.act(last, 'confirm_withdrawal', { voluntary: true });
      t.match(await town.order(last), { state: 'archived' });
      const [ended] = (await town.as('office', 'GET', '/api/clusters?open=false')).body.items;
      t.match(ended, { outcome: 'dissolved', members: 0 });
      t.same(await town.incidents(), []);
    });

    await t.test('what a registrar sees while an appeal is entered', async (t) => {
      const about = { category: 'road_damage', objectKey: '村口路', unitKey: town.units['village_01'] };
      const ask = (path: string, body: object, who = 'registrar') => town.as(who, 'POST', `/api/appeals/${path}`, body);
      t.match(await ask('similar', about), { status: 200, body: { items: [] } });
      const orderNo = await town.appeal({ ...about, placeKind: 'rural' }, 1);
      await town.appeal({ category: 'noise', objectKey: '广场', placeKind: 'rural', type: 'report' }, 1);
      await town.appeal({ category: 'noise', objectKey: '广场', placeKind: 'rural' }, 1);
      const found = await ask('similar', { ...about, phone: phone(1) });
      t.match(found.body.items, [
        { samePerson: true, sameMatter: false, order: { category: 'noise', type: 'complaint' } },
        { samePerson: true, sameMatter: true, clusterKey: null, order: { orderNo } },
      ]);
      t.notMatch(found.text, /1000000|张/, 'nothing personal');
      t.match((await ask('similar', { ...about, phone: phone(2) })).body.items, [
        { samePerson: false, sameMatter: true },
      ]);
      t.match(
        (await ask('similar', { ...about, objectKey: undefined })).body.items,
        [],
        'another object is another matter',
      );
      const nameless = await town.appeal({ category: 'road_damage', placeKind: 'rural' }, 3);
      t.match((await ask('similar', about)).body.items, [
        { sameMatter: false, possible: true, order: { orderNo: nameless } },
        { sameMatter: true, possible: false, order: { orderNo } },
      ]);
      t.match(await ask('similar', about, 'builder'), { status: 403 });
      t.match(await ask('similar', { category: 'nothing' }), { status: 400 });

      const before = await town.rows('work_order');
      const preview = (more: object) =>
        ask('preview', { type: 'complaint', placeKind: 'rural', ...about, unitKey: town.units['village_01'], ...more });
      t.match((await preview({ phone: phone(1) })).body, {
        ...{ acceptance: 'accept', repeat: 'merge', level: 'L3', unit: 'urban_construction', alertLevel: null },
        limit: { amount: 7, unit: 'natural_days' },
        dueAt: /T16:00:00/,
        decisions: [
          { decisionId: 'd10_sensitive', rules: [] },
          { decisionId: 'd01_acceptance', rules: ['d01_10'] },
          { decisionId: 'd09_repeat', rules: ['d09_01'] },
          { decisionId: 'd02_level' },
          { decisionId: 'd03_catalogue' },
        ],
      });
      t.match((await preview({ content: '路面坍塌', screening: { inDuty: false } })).body, {
        ...{ alertLevel: 'L1', level: 'L1', acceptance: 'guide', repeat: 'new' },
        limit: { amount: 2, unit: 'hours' },
      });
      t.match((await preview({ category: 'other' })).body, { unit: null }, 'the office must find the unit');
      t.same(await town.rows('work_order'), before, 'nothing was registered');
      const table = (version: number) =>
        town.as('registrar', 'GET', `/api/decision-tables/d01_acceptance/${version}/xml`);
      t.match(await table(1), { status: 200, text: /<description>受理<\/description>/ }, 'the rows can be read');
      t.match(await table(99), { status: 404 });
      const named = { ...about, source: 'service_hall', type: 'complaint', placeKind: 'rural', content: '破损' };
      const appellant = { name: '示例甲', phone: phone(1) };
      t.match(await town.as('registrar', 'POST', '/api/appeals', { ...named, title: '示例甲家门口', appellant }), {
        status: 400,
        body: { code: 'ERR_APPEAL_FIELD', place: 'title' },
      });
      t.match(await ask('preview', { type: 'complaint' }), { status: 400 });
    });
  });
}
