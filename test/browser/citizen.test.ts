import type { Page } from 'playwright-core';
import t from 'tap';
import { openWorkbench } from './workbench.ts';

/* What people do without an account, as they would. All data is made up. */

const workbench = await openWorkbench(t);
if (workbench) {
  const { visit, signIn, ask, picture, seriousFindings } = workbench;
  const PHOTO = {
    name: 'photo.png',
    mimeType: 'image/png',
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    ),
  };
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  /** Chooses from a list by typing part of a name. */
  async function choose(page: Page, label: string, name: string): Promise<void> {
    const field = page.getByRole('combobox', { name: label, exact: true });
    await field.click();
    await field.fill(name);
    const list = await field.getAttribute('aria-controls');
    await page.locator(`[id="${list}"]`).getByRole('option', { name }).first().click();
  }
  let receipt = { orderNo: '', code: '' };

  t.test('an appeal from a phone, its code shown once', async (t) => {
    const page = await visit('/sign-in', { screen: 'phone' });
    await page.getByRole('link', { name: /群众入口/ }).click();
    await page.waitForURL('**/t/yunxi-demo');
    await picture(page, 'citizen-home-phone');
    t.same(await seriousFindings(page), []);
    t.equal(await page.locator('meta[name=robots]').getAttribute('content'), 'noindex');
    await page.getByRole('link', { name: '提交诉求' }).first().click();
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('请填写“问题类别”').waitFor();
    await choose(page, '问题类别', '道路破损');
    await choose(page, '场所', '农村');
    await choose(page, '所在村(社区)', '示例村甲');
    await page.fill('input[name=title]', '示例甲家门口路面破损');
    await page.fill('textarea[name=content]', '雨后积水,电动车难行。');
    await page.fill('input[name=name]', '示例甲');
    await page.fill('input[name=phone]', '10000000001');
    await page.setInputFiles('[data-test=photo]', PHOTO);
    await page.getByAltText('第 1 张照片').waitFor();
    t.ok(await fits(page), 'nothing sticks out');
    t.same(await seriousFindings(page), []);
    await picture(page, 'citizen-submit-phone');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('不含诉求人姓名').waitFor();
    await picture(page, 'citizen-submit-refused-phone');
    t.match(await page.locator('.is-error').textContent(), '一句话说明', 'the refusal stands at its field');
    await page.fill('input[name=title]', '村口路面破损');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    const code = page.locator('[data-test=code]');
    await code.waitFor();
    receipt = {
      orderNo: (await page.locator('[data-test=order-no]').textContent()) ?? '',
      code: (await code.textContent()) ?? '',
    };
    t.match(receipt.code, /^[0-9A-Z-]{14}$/);
    await picture(page, 'citizen-receipt-phone');
    t.same(await seriousFindings(page), []);
    await page.getByRole('button', { name: '查看进度' }).click();
    await page.getByRole('heading', { name: receipt.orderNo }).waitFor();
    const kept = await page.evaluate(() => [
      location.href,
      JSON.stringify(history.state),
      JSON.stringify({ ...localStorage, ...sessionStorage }),
    ]);
    t.notMatch(kept.join(), receipt.code, 'the code stands in no address, history or storage');
    t.notMatch(kept.join(), /示例甲|10000000001/);
  });

  t.test('followed by number and code, supplemented, rated', async (t) => {
    const page = await visit('/t/yunxi-demo/follow', { screen: 'phone' });
    await page.fill('input[name=order-no]', receipt.orderNo);
    await page.fill('input[name=code]', '0000-0000-0000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    t.equal(await page.locator('input[name=code]').inputValue(), '');
    await page.fill('input[name=code]', receipt.code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText('我们收到了您的诉求').waitFor();
    await page.fill('textarea[name=supplement]', '又积水了');
    await page.locator('form', { hasText: '补充的情况' }).getByRole('button', { name: '提交' }).click();
    await page.getByText('已收到补充').waitFor();
    await page.getByRole('button', { name: '查阅' }).click();
    await page.getByText('雨后积水').waitFor();
    t.equal(await page.locator('input[name=own-name]').inputValue(), '示例甲');
    t.ok(await fits(page), 'nothing sticks out');
    t.same(await seriousFindings(page), []);
    await picture(page, 'citizen-follow-phone');

    await handled(receipt.orderNo);
    await page.reload();
    t.equal(await page.locator('input[name=code]').inputValue(), '', 'forgotten when the page is left');
    await page.fill('input[name=order-no]', receipt.orderNo);
    await page.fill('input[name=code]', receipt.code);
    await page.keyboard.press('Enter');
    await page.getByText('已有办理结果,请您评价').waitFor();
    await page.getByText('路面已修补').waitFor();
    await picture(page, 'citizen-rate-phone');
    t.same(await seriousFindings(page), []);
    for (const question of ['办理人员联系过您吗?', '问题解决了吗?'])
      await page.getByRole('radiogroup', { name: question }).getByText('是').click();
    await page.getByRole('radiogroup', { name: '您对办理满意吗?' }).getByText('基本满意').click();
    await page.locator('section', { hasText: '评价办理结果' }).getByRole('button', { name: '提交' }).click();
    await page.getByText('谢谢您的评价').waitFor();
    await page.getByText('已经办结').waitFor();
    t.ok(await page.getByLabel('已有办理结果或已经结束,不能再撤回。').isVisible(), 'why it cannot be withdrawn');
  });

  t.test('in English on a wide screen: withdrawn after being asked once', async (t) => {
    const page = await visit('/t/yunxi-demo/submit', { language: 'en' });
    await choose(page, 'What it is about', 'Greening');
    await choose(page, 'Kind of place', 'Road');
    await page.fill('input[name=title]', 'Trees cut down');
    await page.fill('textarea[name=content]', 'Beside the road.');
    await page.getByText('Submit anonymously').click();
    t.equal(await page.locator('input[name=phone]').count(), 0);
    await picture(page, 'citizen-submit-en');
    t.same(await seriousFindings(page), []);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByRole('button', { name: 'See progress' }).click();
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
    await page.getByText('Your wish has arrived').waitFor();
    await page.getByText('You withdrew this appeal').or(page.getByText('This appeal has ended')).first().waitFor();
    await page.getByText('Automatic decisions').click();
    await picture(page, 'citizen-withdrawn-en');
    t.same(await seriousFindings(page), []);
  });

  t.test('snap and report with the camera and a position', async (t) => {
    const page = await visit('/t/yunxi-demo/snap', { screen: 'phone' });
    await page.context().grantPermissions(['geolocation']);
    await page.context().setGeolocation({ latitude: 40.2, longitude: 117.08, accuracy: 20 });
    await page.setInputFiles('[data-test=photo]', PHOTO);
    await page.getByRole('button', { name: '使用我的位置' }).click();
    await page.getByText('已获取位置').waitFor();
    await choose(page, '问题类别', '环境卫生');
    await page.fill('input[name=title]', '路边垃圾');
    t.ok(await fits(page), 'nothing sticks out');
    t.same(await seriousFindings(page), []);
    await picture(page, 'citizen-snap-phone');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    const given = (await page.locator('[data-test=receipt]').textContent()) ?? '';
    await picture(page, 'citizen-snap-receipt-phone');
    await page.getByRole('link', { name: '查询随手拍' }).click();
    await page.fill('input[name=receipt]', given);
    await page.keyboard.press('Enter');
    await page.getByText('已上报').waitFor();
    t.notMatch(page.url(), given);
    await picture(page, 'citizen-snap-followed-phone');
  });

  t.test('open statistics and the progress of a directive', async (t) => {
    const command = await signIn('district');
    const { items } = (await ask(command, 'GET', '/api/org-units?limit=1000')).body;
    const department = items.find(({ code }: { code: string }) => code === 'planning_office').unitKey;
    const draft = { title: '整治管线乱缠', path: '逐条街巷清理', limitDays: 30, source: 'duty_dispute' };
    const sent = { ...draft, leadUnitKey: department, coUnitKeys: [], orderNos: [] };
    t.equal((await ask(command, 'POST', '/api/directives', sent)).status, 201);
    const tasks = (await ask(command, 'GET', '/api/tasks')).body.items;
    const issue = tasks.find(({ elementId }: { elementId: string }) => elementId === 'issue');
    const path = `/v2/user-tasks/${issue.userTaskKey}/completion`;
    t.equal((await ask(command, 'POST', path, { variables: { issueDecision: 'issue' } })).status, 204);
    const [{ directiveNo }] = (await ask(command, 'GET', '/api/directives')).body.items;

    const page = await visit(`/t/yunxi-demo/directives/${directiveNo}`);
    await page.getByRole('heading', { name: '整治管线乱缠' }).waitFor();
    t.same(await seriousFindings(page), []);
    await picture(page, 'citizen-directive');
    await page.getByRole('link', { name: '公开统计' }).click();
    await page.getByText('没有可以公布的数字').waitFor();
    t.same(await seriousFindings(page), []);
    await picture(page, 'citizen-statistics');
  });

  /** The township handles an order as far as its callback. */
  async function handled(orderNo: string): Promise<void> {
    const by: Record<string, Page> = {};
    const path: readonly (readonly [who: string, elementId: string, variables: object])[] = [
      ['registrar', 'verify', { screening: { complete: true, legalChannel: 'none', inDuty: true, inArea: true } }],
      ['secretary', 'sign_off', { signOff: 'approve' }],
      ['handler', 'sign', { objection: false }],
      ['handler', 'first_contact', { contactMethod: 'phone', contactAnswered: true }],
      ['handler', 'check_site', { site: { finding: 'yes', solvableBy: 'section' } }],
      ['handler', 'handle_self', { route: 'done' }],
      ['handler', 'fill_result', { result: { isTrue: 'yes', resolved: true }, publicReply: '路面已修补。' }],
      ['deputy', 'review', { reviewPassed: true }],
      ['inspector', 'verify_result', { finding: 'yes' }],
    ];
    for (const [who, elementId, variables] of path) {
      const page = (by[who] ??= await signIn(who));
      const { items } = (await ask(page, 'GET', '/api/tasks')).body;
      const task = items.find(
        (each: { elementId: string; order: { orderNo: string } | null }) =>
          each.elementId === elementId && each.order?.orderNo === orderNo,
      );
      // not every result is drawn to be examined
      if (!task && elementId === 'verify_result') continue;
      if (!task) throw new Error(`${who} has no ${elementId} of ${orderNo}`);
      const { status, body } = await ask(page, 'POST', `/v2/user-tasks/${task.userTaskKey}/completion`, { variables });
      if (status !== 204) throw new Error(`${elementId}: ${JSON.stringify(body)}`);
    }
    await Promise.all(Object.values(by).map((page) => page.context().close()));
  }
}
