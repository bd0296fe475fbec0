import type { Page } from 'playwright-core';
import t from 'tap';
import { openWorkbench } from './workbench.ts';
import { HOUR_MS, reaches, tellStory, toClosed, toSite } from './story.ts';

/* An emergency whistle: departments sign, report in from their phones, one of them late, and are rated. All data is made up. */

const MINE = {
  category: 'road',
  place: 'rural',
  village: 'village',
  object: '后山',
  title: '后山夜间有人盗采',
  content: '夜间有机器声，山体有塌方危险。',
  phone: '10000000011',
};
const workbench = await openWorkbench(t);
if (workbench) {
  const { picture, seriousFindings } = workbench;
  const POLICE = 'department';
  const PLANNERS = 'handler.planning_office';

  t.test('illegal mining: thirty minutes to arrive', async (t) => {
    const story = tellStory(workbench, 'zh', { [POLICE]: 'phone', [PLANNERS]: 'phone' });
    const { act, open, fill, complete } = story;
    const site = { 诉求是否属实: '属实', 镇内可解: '否', 应急: true };
    const orderNo = await toSite(story, MINE, 'handler', site);
    const handler = await open('handler', orderNo, 'whistle/analyse');
    await fill(handler, {
      有生命财产风险: true,
      本级不能解决的原因: '情况紧急',
      地点: '示例村后山矿洞',
      拟请单位代码: 'police_station,planning_office',
    });
    await picture(handler, 'story-whistle-analyse');
    t.same(await seriousFindings(handler), []);
    await complete(handler);
    await act('secretary', orderNo, 'whistle/approve_after', { 批准吹哨: '是' });
    for (const unit of [POLICE, PLANNERS]) await act(unit, orderNo, 'whistle/sign_whistle', { 对职责有异议: '否' });

    await reportIn(await story.as(POLICE));
    await story.pass(0.75 * HOUR_MS);
    const late = await story.as(PLANNERS);
    await reportIn(late);
    await picture(late, 'story-whistle-late');
    for (const unit of [POLICE, PLANNERS]) await act(unit, orderNo, 'whistle/handle_part', { 本单位任务: '完成' });
    await act('handler', orderNo, 'whistle/conclude', { 处置结果: '已解决' });
    for (let unit = 0; unit < 2; unit++)
      await act('handler', orderNo, 'whistle/rate', { '配合(0–20)': 18, '实效(0–30)': 27, '群众反馈(0–10)': 9 });

    const board = await story.as('handler');
    await toWhistle(board);
    await picture(board, 'story-whistle-rated');
    t.same(await seriousFindings(board), []);
    const rated = async (unit: RegExp) => board.getByRole('row', { name: unit }).innerText();
    t.match(await rated(/^派出所/), /按时[^]*报到及时 20/);
    t.match(await rated(/^规划/), /超时[^]*报到及时 10/, 'who came late is rated down');

    await story.menu(board, '/whistles');
    await board.locator('[data-test=figures] summary').click();
    const figures = board.getByRole('row', { name: /^规划/ });
    await figures.getByText(/^82 分/).waitFor();
    t.match(await figures.innerText(), /0 \/ 1\s+0%/, 'not once in time');
    await picture(board, 'story-whistle-figures');
    t.same(await seriousFindings(board), []);
    await act('handler', orderNo, 'first_responder/choose_route', { 下一步: '已办妥' });
    await toClosed(story, orderNo, 'handler');
    await picture(await reaches(story, 'office', orderNo, '已办结'), 'story-whistle-closed');

    async function toWhistle(page: Page): Promise<void> {
      await story.menu(page, '/whistles');
      const all = page.locator('[data-test=all]');
      if (await all.isVisible()) await all.click();
      await page.locator('a[href*="/whistles/CS-"]').first().click();
      await page.locator('[data-test=stage]').waitFor();
    }
    async function reportIn(page: Page): Promise<void> {
      await toWhistle(page);
      await page.click('[data-test=report-in]');
      await page.locator('[data-test=send-report]').waitFor();
      await picture(page, 'story-whistle-report-in-phone');
      t.same(await seriousFindings(page), []);
      await page.click('[data-test=send-report]');
      await page.locator('[data-test=send-report]').waitFor({ state: 'hidden' });
    }
  });
}
