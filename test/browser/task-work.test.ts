import type { Page } from 'playwright-core';
import t from 'tap';
import { ACCEPTED, DAY_MS, tellStory, type Answers } from './story.ts';
import { openWorkbench } from './workbench.ts';

/* Work with tasks beside the plain way: many at once, handed over, under saved names, without a network, after the session. All data is made up. */

const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings, passTime, url } = workbench;
  const story = tellStory(workbench);
  const VERIFY = '核验要素与受理条件';

  async function register(page: Page, title: string): Promise<string> {
    const { status, body } = await ask(page, 'POST', '/api/appeals', {
      ...{ source: 'service_hall', type: 'complaint', category: 'noise', placeKind: 'residential', title },
      ...{ content: '夜间施工噪声大。', objectKey: title, appellant: { name: '示例甲', phone: '10000000001' } },
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.orderNo;
  }
  const row = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });
  const openTask = (page: Page, title: string) => row(page, title).getByRole('link', { name: VERIFY }).click();

  t.test('many are completed with one form, with a result for each', async (t) => {
    const page = await signIn('registrar');
    for (const title of ['甲路噪声', '乙路噪声', '丙路噪声', '丁路噪声']) await register(page, title);
    for (const title of ['甲路噪声', '乙路噪声']) await row(page, title).getByRole('checkbox').check();
    const taken = await ask(page, 'GET', '/api/tasks?text=乙路噪声');
    await page.click('[data-test=complete-chosen]');
    const dialog = page.getByRole('dialog');
    await dialog.locator('.fjs-form-field-radio').first().waitFor();
    await story.fill(page, ACCEPTED as Answers);
    await picture(page, 'tasks-bulk-form');
    t.same(await seriousFindings(page), []);
    // meanwhile somebody else does one of them
    const colleague = await signIn('registrar');
    const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
    const path = `/v2/user-tasks/${taken.body.items[0].userTaskKey}/completion`;
    t.equal((await ask(colleague, 'POST', path, { variables: { screening } })).status, 204);
    await page.click('[data-test=bulk-complete]');
    const results = page.getByRole('dialog', { name: '处理结果' });
    await results.getByText('成功', { exact: true }).waitFor();
    await results.getByText('未成功').waitFor();
    await picture(page, 'tasks-bulk-results');
    t.same(await seriousFindings(page), []);
  });

  t.test('a task is handed to a colleague', async (t) => {
    const page = await signIn('registrar');
    await openTask(page, '丙路噪声');
    await page.locator('.fjs-form-field-radio').first().waitFor();
    await page.waitForTimeout(600);
    const drafts = () => Object.keys(localStorage).filter((name) => name.startsWith('jiesu.draft.'));
    t.same(await page.evaluate(drafts), [], 'who only looks leaves no draft');
    await page.getByRole('button', { name: '转交' }).click();
    const dialog = page.getByRole('dialog', { name: '转交给本单位同事' });
    await dialog.getByRole('combobox').click();
    await page.getByRole('option').first().waitFor();
    await picture(page, 'task-delegate');
    await page.getByRole('option', { name: '专班主任' }).click();
    await dialog.locator('[data-test=delegate]').click();
    await page.waitForURL('**/tasks');
    const colleague = await signIn('office');
    await openTask(colleague, '丙路噪声');
    await colleague.getByRole('button', { name: '放回' }).waitFor();
    t.pass('the colleague holds it');
  });

  t.test('a filter is kept under a name', async (t) => {
    const page = await signIn('registrar');
    await page.getByText('待认领', { exact: true }).first().click();
    await page.fill('[data-test=filter]', '丁路');
    await page.waitForURL(/text=/);
    await page.getByRole('button', { name: /常用筛选/ }).click();
    await page.getByRole('menuitem', { name: '保存当前筛选' }).click();
    await page.getByRole('dialog').locator('input').fill('丁路的');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.waitForURL('**/tasks');
    await page.reload();
    await page.getByRole('button', { name: /常用筛选/ }).click();
    await page.getByRole('menuitem', { name: '丁路的', exact: true }).waitFor();
    await picture(page, 'tasks-views');
    await page.getByRole('menuitem', { name: '丁路的', exact: true }).click();
    await page.waitForURL(/show=offered/);
    t.match(new URL(page.url()).searchParams.get('text'), /丁路/);
    await row(page, '丁路噪声').waitFor();
  });

  t.test('the network goes in the middle of a form; what was sent is done once', async (t) => {
    const page = await signIn('registrar');
    await openTask(page, '丁路噪声');
    await page.locator('.fjs-form-field-radio').first().waitFor();
    await page.context().setOffline(true);
    await page.getByText('网络已断开').waitFor();
    await story.fill(page, ACCEPTED);
    await page.click('[data-test=complete]');
    await page.getByRole('alert').filter({ hasText: '无法连接服务器' }).waitFor();
    await picture(page, 'task-offline');
    t.match(await seriousFindings(page), [/^网络已断开/], 'nothing but what the page says itself');
    await page.context().setOffline(false);
    await page.getByText('网络已断开').waitFor({ state: 'hidden' });
    // the answer is lost, the completion is not
    await page.route('**/completion', async (route) => {
      await route.fetch();
      await route.abort();
      await page.unroute('**/completion');
    });
    await page.click('[data-test=complete]');
    await page.getByRole('alert').filter({ hasText: '无法连接服务器' }).waitFor();
    await story.complete(page);
    t.pass('sent again under the same key, and accepted');
  });

  t.test('a form is sent after signing in again', async (t) => {
    const page = await signIn('registrar');
    await register(page, '戊路噪声');
    await openTask(page, '戊路噪声');
    await page.locator('.fjs-form-field-radio').first().waitFor();
    await story.fill(page, ACCEPTED);
    await page.context().clearCookies();
    await page.click('[data-test=complete]');
    const dialog = page.getByRole('dialog', { name: '登录已过期' });
    await dialog.locator('input[name=login]').fill('demo.registrar');
    await dialog.locator('input[name=password]').fill('yunxi-demo-only');
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'hidden' });
    t.ok(await page.getByLabel('是', { exact: true }).first().isChecked(), 'what was filled in is there');
    await story.complete(page);
  });

  t.test('somebody with two posts changes from one to the other', async (t) => {
    const page = await signIn('clerk');
    await page.click('[data-test=account]');
    await page.locator('[data-test=post]').nth(1).waitFor();
    await picture(page, 'posts');
    t.same(await seriousFindings(page), []);
    await page.locator('[data-test=post]').filter({ hasText: '网格员' }).click();
    await page.getByRole('link', { name: '未诉先办' }).waitFor();
    t.pass('the menu is that of the other post');
  });

  t.test('what is late is red and marked in the diagram', async (t) => {
    const page = await signIn('office');
    const orderNo = await register(page, '己路噪声');
    passTime(3 * DAY_MS);
    const later = await signIn('office');
    await later.goto(`${url}/cases/${orderNo}`);
    await later.getByRole('button', { name: /受理/ }).last().click();
    await later.locator('.diagram svg .late').first().waitFor({ timeout: 60_000 });
    await picture(later, 'case-late');
    const token = later.locator('.diagram .token-late').filter({ visible: true }).first();
    t.equal(await token.textContent({ timeout: 10_000 }), '!', 'not by colour alone');
    t.same(await seriousFindings(later), []);
  });
}
