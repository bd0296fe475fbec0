import t from 'tap';
import type { Role } from '../../src/domain/actor.ts';
import { openHttpTown } from '../helpers/http-town.ts';

/*
 * Stories of villages over HTTP: a drain that is cleared before anybody complains, a road that every village looks at, wages that are paid in
 * instalments, mining that is stopped within the hour, a claim that the village judges. All data is made up.
 */

const TOWN = {
  units: [
    ['section', 'response_office', '接诉即办办公室'],
    ['section', 'supervision', '督查督办组'],
    ['section', 'urban_construction', '城乡建设科'],
    ['department', 'public_security', '派出所'],
    ['department', 'mineral_bureau', '自然资源分局'],
    ['village', 'village_01', '示例村甲'],
    ['village', 'village_02', '示例村乙'],
    ['grid', 'grid_0101', '示例村甲一网格', 'village_01'],
  ],
  people: [
    ['registrar', ['registrar'], 'response_office'],
    ['office', ['response_office'], 'response_office'],
    ['secretary', ['party_secretary'], 'response_office'],
    ['deputy', ['deputy_leader'], 'response_office'],
    ['inspector', ['inspector'], 'supervision'],
    ['caller', ['callback_agent'], 'supervision'],
    ['builder', ['section_handler'], 'urban_construction'],
    ['head', ['section_leader'], 'urban_construction'],
    ['police', ['department_contact'], 'public_security'],
    ['minerals', ['department_contact'], 'mineral_bureau'],
    ['village', ['village_secretary'], 'village_01'],
    ['neighbour', ['village_secretary'], 'village_02'],
    ['leader', ['grid_leader'], 'grid_0101'],
    ['member', ['grid_member'], 'grid_0101'],
  ] satisfies readonly (readonly [string, readonly Role[], string])[],
} as const;
const SCREENED = { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } };
const PHONED = { contactMethod: 'phone', contactAnswered: true };
const HAPPY = { channel: 'hotline', reached: true, contacted: true, resolved: true, satisfaction: 'satisfied' };
const AT = { latitude: 40.12345, longitude: 117.12345 };

for (const restarts of [false, true]) {
  t.test(restarts ? 'restarted at every wait' : 'in one go', async (t) => {
    const town = await openHttpTown(t, TOWN, restarts);
    const get = async (who: string, url: string) => (await town.as(who, 'GET', url)).body;
    const order = (orderNo: string) => get('office', `/api/work-orders/${orderNo}`);
    const post = (who: string, orderNo: string, what: string, body?: object) =>
      town.as(who, 'POST', `/api/work-orders/${orderNo}/${what}`, body);
    const found = async (draft: object): Promise<string> => {
      const told = { kind: 'patrol_routine', placeKind: 'rural', gridKey: town.units['grid_0101'], position: AT };
      const { body } = await town.as('member', 'POST', '/api/findings', { ...told, content: '巡查发现。', ...draft });
      return String(body.findingNo);
    };
    const counted = async () => {
      const { items } = await get('office', '/api/grid-counters?month=2026-03');
      const { discover = 0, report = 0, relieve = 0 } = items[0] ?? {};
      return [discover, report, relieve];
    };
    const finding = async (no: string) => (await get('leader', `/api/findings/${no}`)).finding;
    /** An order whose site its section has looked at. */
    const onSite = async (draft: object, who: number, site: object): Promise<string> => {
      const orderNo = await town.appeal({ category: 'road_damage', placeKind: 'rural', ...draft }, who);
      await town.act(orderNo, 'verify', SCREENED);
      await town.act(orderNo, 'sign_off', { signOff: 'approve' });
      if (await town.isOpen(orderNo, 'consult')) {
        // the catalogue names a unit that this township does not have
        await town.act(orderNo, 'consult', { consultation: 'unit', unitCode: 'urban_construction' });
        await town.act(orderNo, 'sign_off', { signOff: 'approve' });
      }
      await town.act(orderNo, 'sign', { objection: false });
      await town.act(orderNo, 'first_contact', PHONED);
      await town.act(orderNo, 'check_site', { site });
      return orderNo;
    };
    const closes = async (orderNo: string, element: string, isTrue = 'yes'): Promise<void> => {
      await town.act(orderNo, element, { route: 'done' });
      await town.act(orderNo, 'fill_result', { result: { isTrue, resolved: true }, publicReply: '已办结。' });
      await town.act(orderNo, 'review', { reviewPassed: true });
      if (await town.isOpen(orderNo, 'verify_result')) await town.act(orderNo, 'verify_result', { finding: 'yes' });
      if (await town.isOpen(orderNo, 'accept')) await town.act(orderNo, 'accept', { accepted: true });
      const said = await town.as('caller', 'POST', `/api/appeals/${orderNo}/callback-results`, HAPPY);
      t.equal(said.status, 204, said.text);
    };

    await t.test('南岔村排水', async (t) => {
      await town.until('2026-03-04T10:00:00+08:00');
      const no = await found({ category: 'rural_sewage', title: '老人院门前积水', objectKey: '12号门前' });
      t.same(await town.offered(no), ['claim → leader 2026-03-04 15:30'], 'four working hours');
      await town.act(no, 'claim', { claim: 'mine', site: { solvableBy: 'spot' } });
      await town.act(no, 'village_meeting', { meeting: { attending: 5, scope: 'township' } });
      await town.act(no, 'survey', { surveyResult: 'clear' });
      await town.act(no, 'solve_on_spot', { publicReply: '已疏通排水口。' });
      await town.act(no, 'confirm_solution', { confirmed: true });
      t.match(await finding(no), { state: 'solved_on_spot', publicReply: '已疏通排水口。' });
      t.same(await counted(), [1, 0, 1], 'found, and relieved');
      t.match(await town.as('office', 'GET', `/api/work-orders/${no}`), { status: 404 }, 'no order');
      t.same(await town.messages(no), ['appellant: finding_settled']);
    });

    await t.test('夏店村路面破损', async (t) => {
      const no = await found({ category: 'road_damage', title: '村口路面破损', objectKey: '夏店村口' });
      await town.act(no, 'claim', { claim: 'mine', site: { solvableBy: 'section' } });
      t.same(await town.offered(no), ['village_meeting → village 2026-03-06 17:30'], 'two office days to meet');
      await town.act(no, 'village_meeting', { meeting: { attending: 7, scope: 'both' } });
      t.match(await town.offered(no), [/^survey → neighbour/], 'the other village looks');
      t.match(await town.try(no, 'survey', { surveyResult: 'found' }), { body: { code: 'ERR_FINDING_EVIDENCE' } });
      await town.act(no, 'survey', { surveyResult: 'found', defects: 3 });
      await town.act(no, 'repair', { repaired: true });
      t.match(
        (await get('office', `/api/findings/${no}`)).points,
        [{ state: 'repaired', defects: 3 }],
        'all points closed',
      );
      await town.act(no, 'verify', SCREENED);
      await town.act(no, 'sign_off', { signOff: 'approve' });
      t.match(await order(no), { state: 'dispatched', dueAt: '2026-03-11T16:00:00.000Z' }, 'the order has its number');
      await town.act(no, 'sign', { objection: false });
      await town.act(no, 'first_contact', { contactMethod: 'visit', contactAnswered: true });
      await town.act(no, 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
      await closes(no, 'handle_self');
      t.match(await order(no), { state: 'closed', closingLabel: 'struck_off_on_time' });
      await town.until('2026-04-30T00:00:00+08:00');
      t.match(await order(no), { state: 'archived' });
      t.match(await finding(no), { state: 'solved_by_section' });
      t.same(await counted(), [2, 1, 1], 'found and reported; an order is no relief');
      t.same(await town.incidents(), []);
    });

    await t.test('欠薪5批49人', async (t) => {
      await town.until('2026-05-06T09:00:00+08:00');
      const site = { finding: 'yes', solvableBy: 'none', twoParties: true, failedMediations: 2 };
      const draft = { category: 'wage_arrears', title: '工程欠薪', objectKey: '某工地' };
      const orderNo = await onSite(draft, 1, site);
      for (let who = 2; who <= 4; who++) {
        const next = await town.appeal({ category: 'wage_arrears', placeKind: 'rural', objectKey: '某工地' }, who);
        await town.act(next, 'verify', { screening: { ...SCREENED.screening, sameCase: true } });
        t.match(await town.order(next), { state: 'merged', clusterKind: /^(multi|batch)$/ }, `batch of the ${who}th`);
      }
      const consent = { purpose: 'shared_with_respondent', given: true, form: 'written' };
      t.match(await post('builder', orderNo, 'consents', consent), { status: 204 });
      const invitees = [{ kind: 'appellant' }, { kind: 'respondent' }, { kind: 'village', unitCode: 'village_01' }];
      await town.act(orderNo, 'plan_meeting', { consultation: { kind: 'round_table', invitees } });
      for (const _ of invitees) await town.act(orderNo, 'confirm_attendance', { attendance: 'attends' });
      const table = async () => (await get('office', `/api/work-orders/${orderNo}/consultations`)).items[0];
      const attended = (await table()).invitees.map(({ key }: { key: string }) => key);
      await town.act(orderNo, 'hold_session', { session: { outcome: 'agreed', attended, resolutions: [] } });
      const instalments = [
        { dueOn: '2026-05-31', amountYuan: 30_000 },
        { dueOn: '2026-06-30', amountYuan: 20_000 },
      ];
      await town.act(orderNo, 'sign_agreement', {
        agreement: { form: 'written', instalments, seekConfirmation: true },
      });
      t.match(await town.offered(orderNo), [/^file_confirmation → .* 2026-06-06 00:00$/], 'thirty days');
      await town.act(orderNo, 'file_confirmation', {});
      await town.act(orderNo, 'await_court', { courtResult: 'confirmed' });
      const pay = (number: number) => post('office', orderNo, `instalments/${number}/payment`);
      t.match(await pay(1), { body: { open: 1 } });
      t.match(await town.try(orderNo, 'check_performance', { performed: 'yes' }), {
        body: { code: 'ERR_INSTALMENTS_OPEN' },
      });
      t.match(await pay(2), { body: { open: 0 } });
      await town.act(orderNo, 'check_performance', { performed: 'yes' });
      t.match(await table(), {
        state: 'agreed',
        agreements: [{ courtResult: 'confirmed', instalments: { length: 2 } }],
      });
      await closes(orderNo, 'choose_route');
      t.match(await order(orderNo), { state: 'closed', resolved: true });
      t.same(await town.incidents(), []);
    });

    await t.test('金矿盗采', async (t) => {
      await town.until('2026-07-06T10:00:00+08:00');
      const orderNo = await onSite({ title: '山上有人盗采', objectKey: '金矿' }, 5, {
        finding: 'yes',
        solvableBy: 'section',
        emergency: true,
      });
      t.match(await town.offered(orderNo), [/^analyse → /]);
      await town.act(orderNo, 'analyse', {
        analysis: { reason: 'urgent', place: '后山矿洞', units: 'public_security,mineral_bureau' },
      });
      const [row] = (await town.rows('whistle')).slice(-1);
      const no = String(row?.['whistle_no']);
      const whistle = () => get('office', `/api/whistles/${no}`);
      t.match(await whistle(), { kind: 'emergency', level: 'township', stage: 'accepting' });
      t.match(
        (await town.offered(orderNo)).map((line) => line.split(' → ')[0]),
        ['approve_after', 'sign_whistle', 'sign_whistle'],
        'called before it is approved',
      );
      await town.act(orderNo, 'approve_after', { approved: true });
      for (const _ of [1, 2]) await town.act(orderNo, 'sign_whistle', { objection: false });
      const arrive = (who: string, code: string) =>
        town.as(who, 'POST', `/api/whistles/${no}/report-ins`, {
          ...AT,
          unitKey: town.units[code],
          personCount: 3,
          topRank: 'unit_leader',
        });
      await town.until('2026-07-06T10:20:00+08:00');
      t.match(await arrive('police', 'public_security'), { status: 201, body: { late: false } });
      t.match(await arrive('police', 'mineral_bureau'), { status: 403, body: { code: 'ERR_NOT_OWN_UNIT' } });
      await town.until('2026-07-06T10:45:00+08:00');
      t.match(
        await arrive('minerals', 'mineral_bureau'),
        { status: 201, body: { late: true } },
        'after thirty minutes',
      );
      for (const _ of [1, 2]) await town.act(orderNo, 'handle_part', { partResult: 'done' });
      await town.act(orderNo, 'conclude', { whistleOutcome: 'solved' });
      const rating = { cooperation: 18, effect: 27, feedback: 9 };
      for (const _ of [1, 2]) await town.act(orderNo, 'rate', { rating });
      t.match(await whistle(), { stage: 'closed', result: 'solved' });
      const totals = (await town.rows('whistle_rating')).slice(-2).map(({ total }) => Number(total));
      t.equal((totals[0] ?? 0) - (totals[1] ?? 0), 10, 'the late unit is rated down');
      await closes(orderNo, 'choose_route');
      t.match(await order(orderNo), { state: 'closed' });
      t.same(await town.incidents(), []);
    });

    await t.test('下交', async (t) => {
      await town.until('2026-09-01T09:00:00+08:00');
      const roster = [];
      for (const category of ['old_party_member', 'old_cadre', 'old_teacher', 'lawyer', 'model_worker']) {
        const body = { villageKey: town.units['village_01'], category, name: '示例人员' };
        const added = await town.as('village', 'POST', '/api/panel-candidates', body);
        roster.push(String(added.body.candidateKey));
      }
      const site = { finding: 'no', solvableBy: 'none', doubtful: true };
      const judged = async (objectKey: string, kin?: string): Promise<string> => {
        const orderNo = await onSite({ title: '路面破损', objectKey }, 6, site);
        await town.act(orderNo, 'prepare_case', { handDown: { legalBasis: '《公路法》第三十五条' } });
        await town.act(orderNo, 'judge_claim', { judgement: 'untrue' });
        t.match(await town.offered(orderNo), [/^sign_hand_down → secretary/], 'the secretary signs');
        await town.act(orderNo, 'sign_hand_down', { handDownSign: 'approve' });
        if (kin !== undefined)
          t.match(await post('village', orderNo, 'recusals', { candidateKey: kin, reason: 'kinship' }), {
            status: 200,
          });
        await town.act(orderNo, 'inform_appellant', { informedBy: 'phone' });
        const { seats } = await get('village', `/api/work-orders/${orderNo}/hand-down`);
        const seated = seats.filter(({ seat }: { seat: string }) => seat === 'seated');
        t.equal(seated.length, 3);
        t.notOk(seated.some(({ candidateKey }: { candidateKey: string }) => candidateKey === kin));
        for (const { candidateKey } of seated) {
          const ballot = { stage: 'panel', candidateKey, choice: 'unreasonable' };
          t.match(await post('village', orderNo, 'votes', ballot), { status: 204 });
        }
        await town.act(orderNo, 'deliberate', { opinion: { isTrue: 'no' } });
        await town.untilNext('publication_over');
        await town.act(orderNo, 'suggest_points', { points: { reason: 'filed_appeal' } });
        return orderNo;
      };
      const handDown = (orderNo: string) => get('village', `/api/work-orders/${orderNo}/hand-down`);

      const understood = await judged('一', roster[0]);
      t.match(await handDown(understood), { publications: [{ conclusion: 'untrue' }] });
      await town.act(understood, 'calm_visit', { calm: 'understood' });
      t.match(await handDown(understood), { state: 'closed', converted: true });
      await closes(understood, 'choose_route', 'no');
      t.match(await order(understood), { state: 'closed' });

      const wrong = await judged('二');
      const overturn = (who: string) => post(who, wrong, 'verdict-overturning', { reason: '新证据推翻' });
      t.match(await overturn('village'), { status: 403 });
      t.match(await overturn('secretary'), { status: 200 });
      t.match(await handDown(wrong), { state: 'overturned' });
      t.match(await order(wrong), { state: 'in_progress' });
      t.ok((await town.messages(wrong)).includes('appellant: verdict_overturned_apology'));
      t.match(await town.offered(wrong), [/^choose_route → builder/], 'handled after all');
      t.same(await town.incidents(), []);
    });
  });
}
