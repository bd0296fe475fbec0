import t from 'tap';
import type { Page } from 'playwright-core';
import { goTo, openWorkbench } from './workbench.ts';

/* The registrar's day by keyboard: an appeal taken down in one pass of the Tab key, what is known already, what would be decided, clusters. */

const MINUTE_MS = 60_000;
const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings } = workbench;

  /** Chooses from the list in focus by typing part of a name. */
  async function pick(page: Page, text: string): Promise<void> {
    await page.keyboard.type(text);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  async function type(page: Page, text: string): Promise<void> {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  async function tab(page: Page, times: number): Promise<void> {
    for (let i = 0; i < times; i++) await page.keyboard.press('Tab');
  }
  const noOverflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  t.test('an appeal in under a minute, by keyboard alone', async (t) => {
    const page = await signIn('registrar');
    await page.getByRole('link', { name: '登记诉求' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '登记诉求' }).waitFor();
    await picture(page, 'register-empty');
    t.same(await seriousFindings(page), []);
    const before = Date.now();
    await page.locator('input[name=appellant-phone]').focus();
    await type(page, '10000000001');
    await type(page, '示例甲');
    await type(page, '示例村一号');
    await tab(page, 3);
    await pick(page, 'road');
    await pick(page, '农村');
    await tab(page, 2);
    await pick(page, 'village');
    await type(page, '村口路');
    await type(page, '村口路面破损');
    await page.keyboard.type('雨后积水，电动车难行。');
    await page.locator('[data-test=preview]').getByText('L3').waitFor();
    await page.getByText('没有发现相同事项').waitFor();
    await page.getByText('依据:命中的规则').click();
    await page.getByText('道路破损·农村').waitFor();
    await page.locator('textarea[name=content]').focus();
    await picture(page, 'register');
    t.same(await seriousFindings(page), []);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    t.match(kept, /村口路面破损/, 'the draft is kept');
    t.notMatch(kept, /示例甲|10000000001|示例村一号/, 'but not who appeals');
    await page.keyboard.press('Control+Enter');
    const number = await page.locator('[data-test=order-no]').textContent();
    t.match(number, /^JS-\d{8}-\d{6}$/);
    t.ok(Date.now() - before < MINUTE_MS, `it took ${Math.round((Date.now() - before) / 1_000)} s`);
    t.match(await page.locator('[data-test=code]').textContent(), /\S{6,}/, 'a code to follow it');
    t.notMatch(await page.locator('[data-test=receipt]').textContent(), /示例甲|1000000/, 'paper names nobody');
    await picture(page, 'register-receipt');
    t.same(await seriousFindings(page), []);
    t.ok(
      await page.locator('[data-test=next]').evaluate((button) => button === document.activeElement),
      'Enter goes on',
    );
    await page.emulateMedia({ media: 'print' });
    await picture(page, 'register-receipt-print');
    await page.emulateMedia({ media: 'screen' });
    const drafts = () => Object.keys(localStorage).filter((key) => key.endsWith('.appeal'));
    t.same(await page.evaluate(drafts), [], 'what was sent is no draft any more');
    await page.locator('[data-test=next]').focus();
    await page.keyboard.press('Enter');
    t.equal(await page.locator('input[name=appellant-phone]').inputValue(), '', 'the next one begins empty');
  });

  t.test('what is known already, and what is refused', async (t) => {
    const page = await signIn('registrar');
    await page.goto(`${workbench.url}/register`);
    await page.locator('input[name=title]').fill('没有类别');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-field=category]').getByText('必填').waitFor();
    t.ok(await page.locator('[data-field=category] input').evaluate((input) => input === document.activeElement));
    await picture(page, 'register-refused');
    await pick(page, '道路');
    await pick(page, '农村');
    await page.locator('[data-field=unitKey] input').focus();
    await pick(page, 'village');
    await page.locator('input[name=object]').fill('村口路');
    await page.locator('input[name=appellant-phone]').fill('10000000001');
    const similar = page.locator('[data-test=similar]');
    await similar.getByText('村口路面破损').waitFor();
    await similar.getByText('同一来电人').waitFor();
    await page.locator('[data-test=preview]').getByText('并入原单').waitFor();
    await page.locator('input[name=appellant-name]').fill('示例甲');
    await page.locator('input[name=title]').fill('示例甲家门口的路');
    await page.locator('textarea[name=content]').fill('又坏了。');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-field=title]').getByText('不含诉求人姓名').waitFor();
    await picture(page, 'register-similar');
    await page.reload();
    await page.getByText('已恢复未提交的草稿').waitFor();
    t.equal(await page.locator('input[name=title]').inputValue(), '示例甲家门口的路');
    t.equal(await page.locator('input[name=appellant-name]').inputValue(), '');
  });

  t.test('in English, on a phone', async (t) => {
    const page = await signIn('registrar', { language: 'en', screen: 'phone' });
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Register an appeal' }).click();
    await page.getByRole('heading', { name: 'Register an appeal' }).waitFor();
    await page.locator('[data-field=category] input').focus();
    await pick(page, 'heat');
    await pick(page, 'estate');
    await page.locator('[data-test=preview]').getByText('L2').waitFor();
    t.ok(await noOverflow(page), 'nothing sticks out');
    t.same(await seriousFindings(page), []);
    await picture(page, 'register-phone-en');
  });

  t.test('a cluster: who speaks, who leads, who leaves', async (t) => {
    const page = await signIn('office');
    const orders: string[] = [];
    for (let i = 1; i <= 4; i++) {
      const { body, status } = await ask(page, 'POST', '/api/appeals', {
        ...{ source: 'hotline_12345', type: 'complaint', category: 'ev_charging', placeKind: 'residential' },
        ...{ title: `小区充电桩不足 ${i}`, content: '夜间排队。', objectKey: '示例家园' },
        appellant: { name: '示例乙', phone: `1000000100${i}` },
      });
      t.equal(status, 201);
      orders.push(String(body.orderNo));
      const registrar = await registrarOf();
      const { items } = (await ask(registrar, 'GET', '/api/tasks?step=verify')).body;
      const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
      for (const { userTaskKey } of items)
        await ask(registrar, 'POST', `/v2/user-tasks/${userTaskKey}/completion`, { variables: { screening } });
    }
    await goTo(page, '/clusters');
    await page.getByRole('link', { name: '小区充电桩不足 1' }).waitFor();
    await picture(page, 'clusters');
    t.same(await seriousFindings(page), []);
    await page.getByRole('link', { name: '小区充电桩不足 1' }).click();
    await page.getByRole('button', { name: `推选为代表 ${orders[1]}` }).click();
    await page.locator('[data-test=representatives]').getByText('1 / 5').waitFor();
    await page.locator('[data-test=leader]').getByRole('button').click();
    await page.getByText('分管领导(演示)').click();
    await page.locator('[data-test=set-leader]').click();
    await page.locator('[data-test=leader]').getByText('分管领导(演示)').waitFor();
    await page.getByRole('button', { name: `移出 ${orders[3]}` }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('另一处停车场的事');
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page
      .getByRole('row', { name: orders[3] ?? '' })
      .getByText('单独办理')
      .waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.querySelector('.el-message') === null);
    await picture(page, 'cluster');
    t.same(await seriousFindings(page), []);
    await page.getByRole('button', { name: `更换 ${orders[1]}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '更换' }).click();
    await page.locator('[data-test=representatives]').getByText('0 / 5').waitFor();
    const deputy = await signIn('deputy', { language: 'en', screen: 'phone' });
    await deputy.goto(page.url());
    await deputy.getByRole('heading', { name: '小区充电桩不足 1' }).waitFor();
    t.ok(await noOverflow(deputy), 'nothing sticks out');
    t.same(await seriousFindings(deputy), []);
    await picture(deputy, 'cluster-phone-en');
  });

  let registrar: Page | undefined;
  async function registrarOf(): Promise<Page> {
    return (registrar ??= await signIn('registrar'));
  }
}
