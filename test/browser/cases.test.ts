import t from 'tap';
import type { Page } from 'playwright-core';
import { openWorkbench } from './workbench.ts';

const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings, passTime } = workbench;

  const APPEAL = {
    source: 'service_hall',
    type: 'complaint',
    category: 'road_damage',
    title: '村口路面破损',
    content: '雨后积水，电动车难行，请联系10000000001。',
    placeKind: 'rural',
    appellant: { kind: 'natural', name: '示例甲', phone: '10000000001', address: '示例村1号' },
  };
  const register = async (page: Page, title: string): Promise<string> => {
    const { status, body } = await ask(page, 'POST', '/api/appeals', {
      ...APPEAL,
      title,
      category: title.length % 2 ? 'noise' : 'road_damage',
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.orderNo;
  };

  t.test('tasks are filtered, chosen and claimed by keyboard', async (t) => {
    const page = await signIn('registrar');
    for (const title of ['村口路面破损', '夜间施工噪声大', '桥头路灯不亮']) await register(page, title);
    await page.getByText('桥头路灯不亮').waitFor();
    await picture(page, 'tasks');
    t.same(await seriousFindings(page), []);

    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await page.getByText('已选 2 项').first().waitFor();
    await picture(page, 'tasks-chosen');
    await page.click('[data-test=claim-chosen]');
    await page.getByRole('dialog').getByText('成功').nth(1).waitFor();
    await picture(page, 'tasks-results');
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.keyboard.type('路灯');
    await page.waitForURL('**/tasks?text=*');
    await page.getByText('村口路面破损', { exact: true }).waitFor({ state: 'detached' });
    t.equal(await page.getByRole('listitem').count(), 1);
  });

  t.test('a task beside its case: notes, files, draft, somebody quicker', async (t) => {
    const page = await signIn('registrar');
    await page.getByRole('link', { name: '核验' }).first().click();
    await page.getByText('诉求摘要').waitFor();
    await page.getByText('联系与办理记录').waitFor();
    await page.fill('[data-test=note] , textarea[data-test=note]', '已电话联系，约定明日现场查看。');
    await page.getByRole('button', { name: '添加记录' }).click();
    await page.locator('li', { hasText: '约定明日现场查看' }).waitFor();
    await page.setInputFiles('[data-test=upload]', {
      name: '示例照片.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    });
    await page.getByRole('link', { name: '示例照片.png' }).waitFor();
    await picture(page, 'task-case');
    t.same(await seriousFindings(page), []);

    await page.locator('.form input[type=radio], .form input[type=checkbox]').first().click();
    await page.waitForTimeout(700);
    await page.reload();
    await page.getByText('已恢复上次未提交的内容').waitFor();
    t.pass('a draft comes back');

    const key = new URL(page.url()).pathname.split('/').at(-1);
    const colleague = await signIn('registrar');
    const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
    const { status } = await ask(colleague, 'POST', `/v2/user-tasks/${key}/completion`, { variables: { screening } });
    t.equal(status, 204);
    await page.locator('[data-test=stale]').waitFor();
    await page.getByText('有人先一步办理了').waitFor();
    t.ok(await page.locator('.form').isVisible(), 'what was filled in stays');
    await picture(page, 'task-quicker');
  });

  t.test('a session that ends in the middle loses nothing', async (t) => {
    const page = await signIn('registrar');
    await page.getByRole('link', { name: '核验' }).first().click();
    await page.getByRole('button', { name: '完成任务' }).waitFor();
    await page.context().clearCookies();
    // the page may have found out by itself: then the dialog is over it already
    const claim = page.getByRole('button', { name: /^(认领|放回)$/ });
    await claim.click({ timeout: 3_000 }).catch(() => undefined);
    const dialog = page.getByRole('dialog', { name: '登录已过期' });
    await dialog.waitFor();
    await picture(page, 'task-expired');
    t.ok(await page.locator('.form').isVisible());
    await dialog.locator('input[name=login]').fill('demo.registrar');
    await dialog.locator('input[name=password]').fill('yunxi-demo-only');
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'hidden' });
    const before = await claim.innerText();
    await claim.click();
    await page.getByRole('button', { name: before === '认领' ? '放回' : '认领', exact: true }).waitFor();
    t.pass('signed in again, and goes on');
  });

  t.test('the case: where it stands, why, and who appealed', async (t) => {
    for (const [language, screen] of [
      ['zh', 'desktop'],
      ['en', 'phone'],
    ] as const) {
      const page = await signIn('office', { language, screen });
      const { body } = await ask(page, 'POST', '/api/work-orders/search', {});
      const [{ orderNo }] = body.items;
      await page.goto(new URL(`/cases/${orderNo}`, page.url()).href);
      await page.locator('.diagram svg .now, .diagram svg .late').first().waitFor();
      await page.locator('.el-timeline-item').first().waitFor();
      await picture(page, `case-${language}-${screen}`);
      t.same(await seriousFindings(page), []);
      if (language === 'en') continue;

      await page.getByRole('button', { name: /受理/ }).last().click();
      await page.locator('.diagram svg .now').first().waitFor();
      await page.click('[data-test=reveal]');
      await page.getByRole('dialog').locator('textarea').fill('回访核实地址');
      await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
      await page.getByText('10000000001', { exact: true }).waitFor();
      await picture(page, 'case-revealed');
    }
  });

  t.test('orders are looked for', async (t) => {
    const page = await signIn('office');
    await page.getByRole('link', { name: '工单', exact: true }).click();
    await page.getByRole('table').waitFor();
    await page.fill('[data-test=orderNo]', '000002');
    await page.waitForURL('**/orders?orderNo=000002');
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
    await picture(page, 'orders');
    t.same(await seriousFindings(page), []);
  });

  t.test('tasks on a phone, in English, overdue', async (t) => {
    passTime(3 * 86_400_000);
    const page = await signIn('registrar', { language: 'en', screen: 'phone' });
    await page.getByRole('listitem').first().waitFor();
    await picture(page, 'tasks-phone');
    t.same(await seriousFindings(page), []);
    await page.getByRole('listitem').first().getByRole('link').first().click();
    await page.getByRole('button', { name: 'Complete task' }).waitFor();
    await picture(page, 'task-phone');
  });

  t.test('ten thousand tasks scroll smoothly', async (t) => {
    const page = await signIn('registrar');
    const COUNT = 10_000;
    await page.route('**/api/tasks?**', async (route) => {
      const url = new URL(route.request().url());
      const from = Number(url.searchParams.get('after') ?? 0);
      const limit = Number(url.searchParams.get('limit'));
      const items = Array.from({ length: Math.min(limit, COUNT - from) }, (_, i) => ({
        userTaskKey: String(from + i + 1),
        name: '核验',
        elementId: 'verify',
        processDefinitionId: 'intake',
        processInstanceKey: '1',
        formKey: '1',
        assignee: null,
        candidateGroups: [],
        priority: 50,
        createdAt: '2026-01-05T00:00:00.000Z',
        dueAt: '2026-01-06T00:00:00.000Z',
        order: {
          orderNo: `JS-20260105-${String(from + i + 1).padStart(6, '0')}`,
          title: `示例诉求${from + i + 1}`,
          stateLabel: { zh: '已登记', en: 'Registered' },
          level: 'L3',
          dueAt: null,
        },
      }));
      await route.fulfill({
        json: {
          items,
          page: {
            totalItems: COUNT,
            hasMoreTotalItems: false,
            startCursor: String(from),
            endCursor: String(from + items.length),
          },
        },
      });
    });
    await page.reload();
    await page.getByText('共 10000 项').waitFor();
    // pages are fetched as they come near
    const seen = await page.evaluate(async () => {
      const list = document.querySelector('.window') as HTMLElement;
      const frames: number[] = [];
      const frame = () => new Promise((next) => requestAnimationFrame(next));
      const idle = performance.now();
      for (let i = 0; i < 60; i++) await frame();
      const quiet = (performance.now() - idle) / 60;
      let most = 0;
      let before = performance.now();
      for (let i = 0; i < 2_000 && list.scrollTop + list.clientHeight < 9_990 * 44; i++) {
        list.scrollTop += 1_000;
        await frame();
        frames.push(performance.now() - before);
        before = performance.now();
        most = Math.max(most, list.querySelectorAll('[role=listitem]').length);
      }
      frames.sort((a, b) => a - b);
      return {
        end: list.scrollTop,
        most,
        quiet,
        median: frames[Math.floor(frames.length / 2)] ?? 0,
        worst: frames.at(-1),
      };
    });
    t.comment(`a frame while nothing moves, while scrolling (median, worst): ${JSON.stringify(seen)}`);
    t.ok(seen.end > 9_900 * 44, 'to the end');
    t.ok(seen.most < 60, 'only what is in view stands in the page');
    await picture(page, 'tasks-10000');
  });
}
