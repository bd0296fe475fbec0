import t from 'tap';
import type { Page } from 'playwright-core';
import { openWorkbench } from './workbench.ts';

const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings, passTime, url } = workbench;

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

  const district = await signIn('district');
  const lead = await signIn('handler.planning_office');
  const { items: units } = (await ask(district, 'GET', '/api/org-units?limit=1000')).body;
  const office = units.find(({ code }: { code: string }) => code === 'planning_office').name;
  let path = '';

  t.test('the command centre drafts and issues', async (t) => {
    await district.getByRole('link', { name: '工作指令' }).click();
    await district.getByText('没有在办的工作指令').waitFor();
    await district.click('[data-test=draft]');
    await district.fill('[data-test=title]', '整治管线乱缠乱布');
    await district.fill('[data-test=path]', '逐条街巷清理,每周通报一次');
    await choose(district, '牵头单位', office);
    t.same(await seriousFindings(district), []);
    await picture(district, 'directive-draft');
    await district.click('[data-test=send-draft]');
    await district.waitForURL('**/directives/*');
    path = new URL(district.url()).pathname;
    await district.getByRole('note', { name: '现为“拟稿”' }).waitFor();
    await complete(district, 'issue', { issueDecision: 'issue' });
    await district.locator('[data-test=state]', { hasText: '已签发' }).waitFor();
    t.pass('the page follows by itself');
  });

  t.test('the lead unit publishes progress', async (t) => {
    await complete(lead, 'sign_directive', { signed: true });
    await lead.goto(url + path);
    await lead.getByRole('link', { name: '报完成' }).waitFor();
    await lead.getByRole('spinbutton', { name: '完成百分比' }).fill('30');
    await lead.fill('textarea[data-test=progress]', '联系10000000001');
    await lead.click('[data-test=publish]');
    await lead.getByRole('alert').getByText('不含个人号码').waitFor();
    await lead.fill('textarea[data-test=progress]', '已完成三条街');
    await lead.click('[data-test=publish]');
    await lead.locator('.el-timeline-item', { hasText: '已完成三条街' }).waitFor();
    t.equal(await lead.locator('textarea[data-test=progress]').inputValue(), '');
    t.same(await seriousFindings(lead), []);
    await picture(lead, 'directive');
    t.match(await lead.getByRole('link', { name: '查看公开页面' }).getAttribute('href'), /\/t\/.+\/directives\/ZL-/);
  });

  t.test('the overdue list first, on a phone, in English', async (t) => {
    await ask(district, 'POST', '/api/directives', {
      title: '老旧小区电梯加装',
      path: '分批推进',
      limitDays: 90,
      source: 'topic',
      leadUnitKey: units.find(({ code }: { code: string }) => code === 'community_building').unitKey,
      coUnitKeys: [],
      orderNos: [],
    });
    passTime(31 * 86_400_000);
    const page = await signIn('secretary', { language: 'en', screen: 'phone' });
    await page.goto(`${url}/directives`);
    await page.locator('li', { hasText: '整治管线' }).getByText('Overdue list').waitFor();
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
    t.same(await seriousFindings(page), []);
    await picture(page, 'directives-phone-en');
    // the session of before has ended
    const command = await signIn('district');
    await command.goto(`${url}/directives`);
    await command.getByText('红榜', { exact: true }).waitFor();
    await picture(command, 'directives');
    await command.goto(url + path);
    await command.click('[data-test=withdraw]');
    await command.getByRole('dialog').locator('[data-test=confirm]').click();
    await command.locator('[data-test=state]', { hasText: '已撤回' }).waitFor();
    await picture(command, 'directive-withdrawn');
  });
}
