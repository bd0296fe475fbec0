import t from 'tap';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { goTo, openWorkbench } from './workbench.ts';

/* Orders enter the worksheet 1330 with a reason, get their measures, and hang on the wall. */

const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings, url } = workbench;
  const people = new Map<string, Page>();
  const as = async (who: string): Promise<Page> => {
    const page = people.get(who) ?? (await signIn(who));
    people.set(who, page);
    return page;
  };
  const noOverflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  async function act(who: string, orderNo: string, step: string, variables: object): Promise<void> {
    const page = await as(who);
    for (let i = 0; i < 50; i++) {
      const [task] = (await ask(page, 'GET', `/api/tasks?step=${step}&text=${orderNo}`)).body.items;
      if (task) {
        const path = `/v2/user-tasks/${task.userTaskKey}/completion`;
        const { status, body } = await ask(page, 'POST', path, { variables });
        if (status !== 204) throw new Error(`${step}: ${JSON.stringify(body)}`);
        return;
      }
      await page.waitForTimeout(300);
    }
    throw new Error(`nothing to do: ${step}`);
  }

  async function dispatched(title: string): Promise<string> {
    const { body } = await ask(await as('registrar'), 'POST', '/api/appeals', {
      ...{ source: 'superior_task', type: 'help', category: 'road_damage', placeKind: 'residential' },
      ...{ title, content: '请尽快处理。', objectKey: title },
      appellant: { anonymous: true },
    });
    const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
    await act('registrar', body.orderNo, 'verify', { screening });
    await act('secretary', body.orderNo, 'sign_off', { signOff: 'approve', leadLeader: 'party_secretary' });
    return String(body.orderNo);
  }

  const ENTER = { screening: 'entered', screeningReason: '群众反映集中', targetResult: '居民满意' };
  const urgent = await dispatched('路面塌陷');
  const fresh = await dispatched('社区缺少养老场所');
  const plain = await dispatched('路牌歪斜');

  t.test('submitted, screened with a reason, claimed', async (t) => {
    const page = await as('office');
    await goTo(page, '/worksheet');
    await page.locator('[data-test=submit]').click();
    await page.getByRole('dialog').getByLabel('工单编号').fill('JS-20200101-000001');
    await page.getByRole('dialog').getByRole('button', { name: '提交' }).click();
    await page.getByRole('dialog').locator('.el-form-item__error').waitFor();
    await page.getByRole('dialog').getByLabel('工单编号').fill(urgent);
    await page.getByRole('dialog').getByText('有安全隐患').click();
    await picture(page, 'worksheet-submit');
    await page.getByRole('dialog').getByRole('button', { name: '提交' }).click();
    await page.locator('[data-test=waiting]').getByText('路面塌陷').waitFor();
    for (const [orderNo, issue] of [
      [fresh, { needsProject: true }],
      [plain, {}],
    ] as const)
      t.equal((await ask(page, 'POST', `/api/work-orders/${orderNo}/worksheet`, { days: 60, ...issue })).status, 204);

    const deputy = await as('deputy');
    await deputy.goto(`${url}/worksheet`);
    await deputy.locator('[data-test=own-waiting] li').nth(2).waitFor();
    await picture(deputy, 'worksheet-waiting');
    await act('deputy', urgent, 'screen_issue', { ...ENTER, responsible: 'demo.handler' });
    await act('deputy', fresh, 'screen_issue', ENTER);
    await act('deputy', plain, 'screen_issue', { screening: 'screened_out', screeningReason: '普通工单' });
    await page.locator('[data-test=screened-out]').getByText('普通工单').waitFor();
    await page.locator('[data-test=new]').getByText('待认领').waitFor();
    await act('deputy', fresh, 'leader_claim', { claimed: true });
    await page.locator('[data-test=new]').getByText('待认领').waitFor({ state: 'detached' });
    await page.locator('[data-test=new]').getByText('分管领导(演示)').first().waitFor();
  });

  t.test('measures, board, eight columns, CSV, wall', async (t) => {
    const page = await as('office');
    await page.getByRole('button', { name: `填写措施 ${urgent}` }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('围挡并限期回填');
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.locator('[data-test=urgent]').getByText('围挡并限期回填').waitFor();
    await page.locator('[data-test=urgent] summary').click();
    await page.locator('[data-test=urgent]').getByText('党委领办').waitFor();
    await picture(page, 'worksheet-board');
    t.same(await seriousFindings(page), []);
    await page.getByText('工作表', { exact: true }).click();
    await page.locator('[data-test=sheet]').waitFor();
    t.same(await page.locator('[data-test=sheet] thead th').allInnerTexts(), [
      '任务来源',
      '结果目标',
      '主要内容',
      '解决措施',
      '处理结果',
      '责任人',
      '上报时间',
      '销号时限',
    ]);
    await picture(page, 'worksheet-sheet');
    t.same(await seriousFindings(page), []);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-test=export]').click()]);
    t.match(await readFile(await download.path(), 'utf8'), /"任务来源".*\r\n.*路面塌陷/);
    await page.getByRole('link', { name: '挂牌上墙' }).click();
    await page.getByText('围挡并限期回填').waitFor();
    await picture(page, 'worksheet-wall');
    t.same(await seriousFindings(page), []);
    await page.emulateMedia({ media: 'print' });
    await picture(page, 'worksheet-wall-print');
  });

  t.test('in English on a phone', async (t) => {
    const page = await signIn('handler', { language: 'en', screen: 'phone' });
    for (const path of ['worksheet', 'worksheet?view=sheet', 'worksheet/wall']) {
      await page.goto(`${url}/${path}`);
      await page.getByText('围挡并限期回填').first().waitFor();
      t.ok(await noOverflow(page), `nothing sticks out: ${path}`);
      t.same(await seriousFindings(page), []);
      await picture(page, `worksheet-phone-en-${path.replaceAll(/\W/g, '-')}`);
    }
  });
}
