import t from 'tap';
import type { Page } from 'playwright-core';
import { goTo, openWorkbench } from './workbench.ts';

const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings, passTime, url } = workbench;
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  async function complete(page: Page, elementId: string, variables: object): Promise<void> {
    const { items } = (await ask(page, 'GET', '/api/tasks')).body;
    const task = items.find((each: { elementId: string }) => each.elementId === elementId);
    const { status } = await ask(page, 'POST', `/v2/user-tasks/${task?.userTaskKey}/completion`, { variables });
    if (status !== 204) throw new Error(`${elementId} ${status}`);
  }
  async function choose(page: Page, label: string, text: string): Promise<void> {
    await page.locator('.el-select', { has: page.getByRole('combobox', { name: label }) }).click();
    await page.locator('.el-select-dropdown__item:visible', { hasText: text }).first().click();
  }
  async function blow(page: Page, analysis: object): Promise<string> {
    const body = { analysis: { reason: 'no_means', place: '示例村甲村口', ...analysis } };
    const answer = await ask(page, 'POST', '/api/whistles', body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.whistleNo;
  }

  const village = await signIn('village');
  const handler = await signIn('handler', { screen: 'phone' });
  const { items: units } = (await ask(village, 'GET', '/api/org-units?limit=1000')).body;
  const section = units.find(({ code }: { code: string }) => code === 'urban_construction').name;
  let whistleNo = '';

  t.test('a whistle is blown with a proposal of the table', async (t) => {
    await goTo(village, '/whistles');
    await village.getByText('没有进行中的哨').waitFor();
    await village.click('[data-test=blow]');
    await village.getByText('判定预览').waitFor();
    await village.getByText('班子成员').waitFor();
    await village.getByText('村(社区)联盟单位能解决').click();
    await village.getByText('不需审批,立即发出').waitFor();
    t.equal(await village.locator('[data-test=level]').textContent(), '村(社区)吹哨');
    await choose(village, '本级不能解决的原因', '缺少资金');
    await village.fill('[data-test=place]', '示例村甲村口');
    await choose(village, '召集单位', section);
    await village.keyboard.press('Escape');
    t.same(await seriousFindings(village), []);
    await picture(village, 'whistle-blow');
    await village.click('[data-test=send-whistle]');
    await village.waitForURL('**/whistles/CS-*');
    whistleNo = new URL(village.url()).pathname.split('/').at(-1) ?? '';
    await village.locator('[data-test=stage]', { hasText: '问题受理' }).waitFor();
    await blow(village, { alliance: true, units: ['urban_construction'] });
    await blow(village, { risk: true, reason: 'urgent', units: ['urban_construction', 'police_station'] });
    await blow(village, { enforcement: true, units: ['law_enforcement'] });
  });

  t.test('from an order, the duty list suggests whom to call', async (t) => {
    const registrar = await signIn('registrar');
    const appeal = await ask(registrar, 'POST', '/api/appeals', {
      source: 'service_hall',
      type: 'complaint',
      category: 'road_damage',
      title: '村口路面破损',
      content: '雨后积水，电动车难行。',
      placeKind: 'rural',
      appellant: { kind: 'natural', name: '示例甲', phone: '10000000001' },
    });
    t.equal(appeal.status, 201);
    const office = await signIn('office', { language: 'en', screen: 'phone' });
    await office.goto(`${url}/whistles/new?order=${appeal.body.orderNo}`);
    await office.getByText('村口路面破损').waitFor();
    await office.getByRole('button', { name: `Add ${section}` }).click();
    await office.locator('.el-select__tags-text, .el-tag', { hasText: section }).first().waitFor();
    t.ok(await fits(office));
    t.same(await seriousFindings(office), []);
    await picture(office, 'whistle-blow-phone-en');
    await office.reload();
    await office.locator('.el-tag', { hasText: section }).first().waitFor();
    t.pass('what was entered is kept');
  });

  t.test('a unit reports in from a phone, without saying where', async (t) => {
    await handler.goto(`${url}/whistles`);
    await handler.getByRole('link', { name: whistleNo }).waitFor();
    t.ok(await fits(handler), 'the board fits a phone');
    await picture(handler, 'whistles-phone');
    await complete(handler, 'sign_whistle', { objection: false });
    await handler.getByRole('link', { name: whistleNo }).click();
    await handler.click('[data-test=contact]');
    await handler.getByText('已登记联系').first().waitFor();
    await handler.click('[data-test=report-in]');
    await handler.getByText('仍可报到').waitFor();
    await handler.getByRole('button', { name: '增加一人' }).click();
    await handler.getByText('科室负责人', { exact: true }).click();
    await picture(handler, 'whistle-report-in');
    t.same(await seriousFindings(handler), []);
    await handler.click('[data-test=send-report]');
    await handler.getByText('2 人 · 科室负责人').waitFor();
    t.ok(await handler.locator('[data-test=report-in]').isDisabled());
    await handler.getByRole('note', { name: '本单位已报到' }).waitFor();
    t.ok(await fits(handler), 'the whistle fits a phone');
    await picture(handler, 'whistle-phone');
  });

  t.test('the board of the office, by keyboard and in both languages', async (t) => {
    passTime(3 * 3_600_000);
    const office = await signIn('office');
    await goTo(office, '/whistles');
    await office.getByRole('article').nth(3).waitFor();
    t.same(await seriousFindings(office), []);
    await picture(office, 'whistles-board');
    await choose(office, '哨种', '应急处置哨');
    await office.waitForURL('**/whistles?kind=emergency');
    t.equal(await office.getByRole('article').count(), 1);
    await office.locator('article a').focus();
    await office.keyboard.press('Enter');
    await office.getByText('应报到单位').first().waitFor();
    await picture(office, 'whistle-emergency');
    await office.click('[data-test=call-off]');
    const dialog = office.getByRole('dialog', { name: '撤哨' });
    await dialog.locator('textarea').fill('请联系10000000001');
    await dialog.getByRole('button', { name: '确定' }).click();
    await dialog.getByText('不含个人号码').waitFor();
    await dialog.locator('textarea').fill('误报');
    await dialog.getByRole('button', { name: '确定' }).click();
    await office.locator('[data-test=stage]', { hasText: '已撤哨' }).waitFor();
    await office.getByRole('note', { name: '此哨已结束' }).waitFor();

    const english = await signIn('office', { language: 'en' });
    await english.goto(`${url}/whistles?show=all`);
    await english.getByRole('heading', { name: 'Ended' }).waitFor();
    t.same(await seriousFindings(english), []);
    await picture(english, 'whistles-board-en');
  });

  t.test('units are rated item by item, and rate back', async (t) => {
    await complete(handler, 'handle_part', { partResult: 'done' });
    await complete(village, 'conclude', { whistleOutcome: 'solved' });
    await village.getByRole('button', { name: '评价', exact: true }).click();
    const dialog = village.getByRole('dialog', { name: `评价${section}` });
    for (const [item, points] of [
      ['配合', '18'],
      ['实效', '28'],
      ['群众反馈', '9'],
    ] as const) {
      await dialog.getByRole('spinbutton', { name: item }).fill(points);
      await village.keyboard.press('Tab');
    }
    await dialog.getByText('合计 55 / 60').waitFor();
    t.same(await seriousFindings(village), []);
    await picture(village, 'whistle-rate');
    await dialog.getByRole('button', { name: '提交' }).click();
    await village.locator('[data-test=stage]', { hasText: '已办结' }).waitFor();
    await village.getByText('实效 28').waitFor();
    await picture(village, 'whistle-closed');
    await handler.click('[data-test=back-rate]');
    await handler.getByRole('dialog').getByText('信息不全').click();
    await handler.getByRole('dialog').getByRole('button', { name: '提交' }).click();
    await handler.getByRole('note', { name: '本单位已反评' }).waitFor();
  });

  t.test('the duty list has versions, and a dispute about it waits with the office', async (t) => {
    const admin = await signIn('admin');
    await admin.getByRole('link', { name: '职责清单' }).click();
    await admin.getByText('职责清单还没有条目').or(admin.getByRole('table')).first().waitFor();
    await admin.click('[data-test=add]');
    await admin.fill('[data-test=code]', '3.5');
    await admin.getByText('已有编号 3.5').waitFor();
    await admin.fill('[data-test=code]', '9.1');
    await admin.fill('[data-test=title]', '农村道路养护');
    await choose(admin, '主办单位', section);
    await admin.fill('[data-test=basis]', '镇职责清单(示例)');
    await admin.click('[data-test=save-item]');
    await admin.getByText('第 1 版已生效').waitFor();
    await admin.getByRole('button', { name: '修改 9.1' }).click();
    await admin.fill('[data-test=title]', '农村道路与桥梁养护');
    t.same(await seriousFindings(admin), []);
    await admin.click('[data-test=save-item]');
    await admin.getByText('第 2 版已生效').waitFor();
    await picture(admin, 'duty-list');
    await admin.getByRole('button', { name: 'v2 · 9.1 的历次版本' }).click();
    await admin.getByRole('dialog').getByText('现行').waitFor();
    await picture(admin, 'duty-versions');

    await blow(village, { alliance: true, units: ['urban_construction'] });
    await complete(handler, 'sign_whistle', { objection: true, citedItem: '9.1', proposedUnit: 'law_enforcement' });
    const proposed = await signIn('handler.law_enforcement');
    await complete(proposed, 'give_opinion', { opinion: 'refuse' });
    const office = await signIn('office');
    await goTo(office, '/disputes');
    await office.getByText('不同意').waitFor();
    await picture(office, 'disputes');
    t.same(await seriousFindings(office), []);
    await office.getByRole('link', { name: '去办理' }).focus();
    await office.keyboard.press('Enter');
    await office.getByText('裁定职责争议').waitFor();
    const phone = await signIn('office', { screen: 'phone', language: 'en' });
    await phone.goto(`${url}/disputes`);
    await phone.getByText('Objection to a whistle').waitFor();
    t.ok(await fits(phone));
    await picture(phone, 'disputes-phone-en');
  });
}
