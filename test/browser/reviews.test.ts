import t from 'tap';
import type { Page } from 'playwright-core';
import { goTo, openWorkbench } from './workbench.ts';

/* A dispute is brought to a round table until both sides sign; a doubtful claim is looked at by the village, and who voted how stays secret. */

const DAY_MS = 86_400_000;
const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings, passTime, url } = workbench;
  const people = new Map<string, Page>();
  const as = async (who: string): Promise<Page> => {
    const page = people.get(who) ?? (await signIn(who));
    people.set(who, page);
    return page;
  };
  const noOverflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  const units = (await ask(await as('office'), 'GET', '/api/org-units?limit=1000')).body.items;
  const villageKey = units.find(({ code }: { code: string }) => code === 'village_1').unitKey;

  /** Does what `who` finds at `step` in an order, `times` over; waits until it is there. */
  async function act(who: string, orderNo: string, step: string, variables: object, times = 1): Promise<void> {
    const page = await as(who);
    let done = 0;
    for (let i = 0; i < 50 && done < times; i++) {
      const { items } = (await ask(page, 'GET', `/api/tasks?step=${step}&text=${orderNo}`)).body;
      for (const { userTaskKey } of items.slice(0, times - done)) {
        const { status, body } = await ask(page, 'POST', `/v2/user-tasks/${userTaskKey}/completion`, { variables });
        if (status !== 204) throw new Error(`${step}: ${JSON.stringify(body)}`);
        done += 1;
      }
      if (done < times) await page.waitForTimeout(300);
    }
    if (done < times) throw new Error(`nothing to do: ${step}`);
  }

  /** An order that its section has looked at on site. */
  async function looked(title: string, site: object): Promise<string> {
    const { status, body } = await ask(await as('registrar'), 'POST', '/api/appeals', {
      ...{ source: 'service_hall', type: 'complaint', category: 'road_damage', placeKind: 'rural' },
      ...{ title, content: '雨后积水，电动车难行。', objectKey: title, unitKey: villageKey },
      appellant: { name: '示例丁', phone: '10000003001' },
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    const { orderNo } = body;
    const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
    await act('registrar', orderNo, 'verify', { screening });
    await act('secretary', orderNo, 'sign_off', { signOff: 'approve' });
    await act('handler', orderNo, 'sign', { objection: false });
    await act('handler', orderNo, 'first_contact', { contactMethod: 'phone', contactAnswered: true });
    await act('handler', orderNo, 'check_site', { site });
    return orderNo;
  }

  /** An order whose panel is drawn. */
  async function handedDown(title: string): Promise<string> {
    const orderNo = await looked(title, { finding: 'no', solvableBy: 'none', doubtful: true });
    await act('leader', orderNo, 'prepare_case', { handDown: { legalBasis: '《公路法》第三十五条' } });
    await act('village', orderNo, 'judge_claim', { judgement: 'untrue' });
    await act('secretary', orderNo, 'sign_hand_down', { handDownSign: 'approve' });
    await act('handler', orderNo, 'inform_appellant', { informedBy: 'visit' });
    return orderNo;
  }

  const table = await looked('村口路与院墙相邻', {
    ...{ finding: 'yes', solvableBy: 'none', twoParties: true, failedMediations: 2 },
  });

  t.test('consent first, then the table', async (t) => {
    const page = await as('office');
    await page.goto(`${url}/consultations/${table}`);
    await page.locator('[data-test=own-steps] a').first().waitFor();
    await page.locator('[data-test=consent]').getByRole('button', { name: '登记同意' }).click();
    await page.locator('[data-test=newest-consent]').getByText('同意').first().waitFor();
    await act('office', table, 'plan_meeting', {
      consultation: {
        kind: 'round_table',
        invitees: [
          { kind: 'appellant' },
          { kind: 'respondent' },
          { kind: 'village', unitCode: 'village_1' },
          { kind: 'department', unitCode: 'police_station' },
        ],
      },
    });
    await page.locator('[data-test=invitees]').getByText('待答复').first().waitFor();
    await act('office', table, 'confirm_attendance', { attendance: 'attends' }, 2);
    await act('village', table, 'confirm_attendance', { attendance: 'attends' });
    await picture(page, 'consultation-invited');
    t.same(await seriousFindings(page), []);
    await act('department', table, 'confirm_attendance', { attendance: 'cannot' });
  });

  t.test('minutes, agreement, instalments, thirty days for the court', async (t) => {
    const page = await as('mediator');
    const { invitees } = (await ask(page, 'GET', `/api/work-orders/${table}/consultations`)).body.items[0];
    await act('mediator', table, 'hold_session', {
      session: {
        outcome: 'agreed',
        attended: invitees.slice(0, 3).map(({ key }: { key: string }) => key),
        resolutions: [{ unitCode: 'village_1' }, { unitCode: 'urban_construction' }],
      },
    });
    await goTo(page, '/consultations');
    await page.getByRole('link', { name: '村口路与院墙相邻' }).waitFor();
    await picture(page, 'consultations');
    t.same(await seriousFindings(page), []);
    await page.getByRole('link', { name: '村口路与院墙相邻' }).click();
    await page.getByRole('button', { name: '第 1 次会议纪要' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('示例丁与对方商定共用排水沟，联系电话10000003001。');
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.locator('[data-test=sessions]').getByText('商定共用排水沟').waitFor();
    t.notMatch(await page.locator('[data-test=sessions]').textContent(), /示例丁|10000003001/, 'masked');
    await act('village', table, 'carry_out', { resolutionResult: 'done' });
    await act('handler', table, 'carry_out', { resolutionResult: 'partly' });
    const dueOn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
    await act('mediator', table, 'sign_agreement', {
      agreement: {
        form: 'written',
        seekConfirmation: true,
        instalments: [
          { dueOn: dueOn(20), amountYuan: 3_000 },
          { dueOn: dueOn(50), amountYuan: 2_000.5 },
        ],
      },
    });
    await page.locator('[data-test=confirmation]').getByText(/剩/).waitFor();
    await page.getByRole('button', { name: '登记协议内容' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('分两期支付，共用排水沟。');
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.locator('[data-test=agreement]').getByText('分两期支付').waitFor();
    await page.getByRole('button', { name: '登记付款 第 1 期' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '登记付款' }).click();
    await page.locator('[data-test=instalments]').getByText('✓').waitFor();
    await page.getByRole('note', { name: '已签订协议,双方受其约束' }).first().waitFor();
    await picture(page, 'consultation');
    t.same(await seriousFindings(page), []);

    const office = await signIn('office', { language: 'en', screen: 'phone' });
    await office.goto(`${url}/consultations/${table}`);
    await office.getByText('Instalment 1').waitFor();
    t.ok(await noOverflow(office), 'nothing sticks out');
    t.same(await seriousFindings(office), []);
    await picture(office, 'consultation-phone-en');
    await office.goto(`${url}/consultations`);
    await office.getByRole('link', { name: '村口路与院墙相邻' }).waitFor();
    t.ok(await noOverflow(office), 'nothing sticks out');
    await picture(office, 'consultations-phone-en');
  });

  t.test('the village keeps its roster', async (t) => {
    const page = await as('village');
    await goTo(page, '/hand-downs');
    await page.getByRole('link', { name: '评议人员库' }).click();
    await page.getByText('这个村(社区)还没有登记人员').waitFor();
    await page.getByLabel('姓名').fill('示例人员甲');
    await page.getByLabel('电话(可不填)').press('Enter');
    await page.locator('[data-test=roster]').getByText('示**').waitFor();
    const more = ['old_cadre', 'lawyer', 'old_teacher', 'model_worker', 'old_party_member', 'old_cadre', 'legal_guide'];
    for (const category of more) {
      const { status } = await ask(page, 'POST', '/api/panel-candidates', { villageKey, category, name: '示例人员' });
      t.equal(status, 201);
    }
    await page.reload();
    await page.locator('[data-test=roster]').getByText('律师').waitFor();
    await picture(page, 'roster');
    t.same(await seriousFindings(page), []);
  });

  t.test('recusal, secret votes, publication, one objection', async (t) => {
    const orderNo = await handedDown('村口道路破损');
    const page = await as('village');
    await page.goto(`${url}/hand-downs/${orderNo}`);
    await page.locator('[data-test=pack]').getByText('《公路法》第三十五条').waitFor();
    await page.locator('[data-test=seats] li').nth(2).waitFor();
    t.notMatch(await page.locator('main').textContent(), /示例丁|10000003001|电动车/, 'nothing of the appellant');
    const { seats } = (await ask(page, 'GET', `/api/work-orders/${orderNo}/hand-down`)).body;
    await page.locator('[data-test=recuse]').click();
    const dialog = page.getByRole('dialog', { name: '登记回避' });
    await dialog.locator('.el-select').first().click();
    const { items } = (await ask(page, 'GET', `/api/panel-candidates?villageKey=${villageKey}`)).body;
    const index = items.findIndex(
      ({ candidateKey }: { candidateKey: string }) => candidateKey === seats[0].candidateKey,
    );
    await page.locator('.el-select-dropdown__item:visible').nth(index).click();
    await dialog.getByRole('button', { name: '确定' }).click();
    await page.locator('[data-test=seats]').getByText('回避 · 亲属关系').waitFor();
    for (let i = 0; i < 3; i++) {
      await page.locator('[data-test=votes] .el-select').click();
      await page.locator('.el-select-dropdown__item:visible').nth(i).click();
      await page.locator('[data-test=votes] .el-radio').getByText('不合理', { exact: true }).click();
      await page.locator('[data-test=vote]').click();
      await page
        .locator('[data-test=cast]')
        .getByText(`已投 ${i + 1} 票`)
        .waitFor();
      t.equal(await page.locator('[data-test=votes] input[type=radio]:checked').count(), 0, 'no choice stays');
    }
    await picture(page, 'hand-down-votes');
    t.same(await seriousFindings(page), []);
    await act('mediator', orderNo, 'deliberate', { opinion: { isTrue: 'no' } });
    await page.locator('[data-test=counts]').getByText('3 / 3').waitFor();

    const handler = await as('handler');
    await handler.goto(`${url}/hand-downs/${orderNo}`);
    await handler.locator('[data-test=eligibility]').getByText('d11_').first().waitFor();
    await handler.locator('[data-test=verdict]').getByText(/剩/).waitFor();
    await handler.getByRole('note', { name: '只有党委书记和区指挥中心可以推翻' }).waitFor();
    await picture(handler, 'hand-down-published');
    await handler.evaluate(() => (window.print = () => undefined));
    await handler.getByRole('button', { name: '打印公示' }).click();
    await handler.emulateMedia({ media: 'print' });
    await handler.locator('[data-test=notice]').getByText('评议结果公示').waitFor();
    t.notOk(await handler.locator('[data-test=pack]').isVisible(), 'the notice alone is printed');
    await picture(handler, 'hand-down-notice-print');
    await handler.emulateMedia({ media: 'screen' });
    t.same(await seriousFindings(handler), []);
    await handler.locator('[data-test=object]').click();
    await handler.getByRole('dialog').getByRole('textbox').fill('评议没有看到积水。');
    await handler.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await handler.locator('[data-test=seats]').getByText('第 2 轮').waitFor();
    await handler.locator('[data-test=verdict]').getByText('由另一组人员复议').waitFor();
  });

  t.test('a verdict is overturned with a reason, in English on a phone', async (t) => {
    const orderNo = await handedDown('村东道路破损');
    const village = await as('village');
    const { seats } = (await ask(village, 'GET', `/api/work-orders/${orderNo}/hand-down`)).body;
    for (const { candidateKey, seat } of seats) {
      if (seat !== 'seated') continue;
      const body = { stage: 'panel', candidateKey, choice: 'unreasonable' };
      t.equal((await ask(village, 'POST', `/api/work-orders/${orderNo}/votes`, body)).status, 204);
    }
    await act('mediator', orderNo, 'deliberate', { opinion: { isTrue: 'no' } });
    passTime(8 * DAY_MS);
    // no session lasts that long
    people.clear();
    await act('mediator', orderNo, 'suggest_points', { points: { reason: 'joined_review' } });
    const page = await signIn('secretary', { language: 'en', screen: 'phone' });
    await page.goto(`${url}/hand-downs`);
    await page.locator('[data-test=conversion]').waitFor();
    t.ok(await noOverflow(page), 'nothing sticks out');
    await picture(page, 'hand-downs-phone-en');
    await page.goto(`${url}/hand-downs/${orderNo}`);
    await page.locator('[data-test=points]').waitFor();
    t.ok(await noOverflow(page), 'nothing sticks out');
    t.same(await seriousFindings(page), []);
    await picture(page, 'hand-down-phone-en');
    await page.locator('[data-test=overturn]').click();
    await page.getByRole('dialog').getByRole('textbox').fill('新证据推翻');
    await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
    await page.locator('[data-test=state]').getByText('Overturned').waitFor();
    const office = await as('office');
    await office.goto(`${url}/hand-downs?show=all`);
    await office.getByText('已推翻').waitFor();
    await picture(office, 'hand-downs');
    t.same(await seriousFindings(office), []);
  });
}
