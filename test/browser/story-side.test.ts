import type { Page } from 'playwright-core';
import t from 'tap';
import { openWorkbench } from './workbench.ts';
import { peopleOf } from './people.ts';
import { DAY_MS, fromRegistration, reaches, tellStory, toClosed, toSite, type Appeal } from './story.ts';

/* Solved before anybody complains; on the books until the condition is met; a goal on the wall that a leader claims. All data is made up. */

const workbench = await openWorkbench(t);
if (workbench) {
  const { picture, seriousFindings, url } = workbench;
  const COURTYARD: Appeal = {
    category: 'road',
    place: 'residential',
    village: 'village',
    object: '示例路四十号院',
    title: '院内地基下陷',
    content: '院内路面下陷，产权单位已破产清算。',
    phone: '10000000051',
  };
  const CENTRE: Appeal = {
    category: 'greening',
    place: 'residential',
    village: 'village',
    object: '示例社区养老中心',
    title: '社区缺少养老场所',
    content: '希望把闲置用房改造成养老中心。',
    phone: '10000000052',
  };
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  t.test('a drain at the door of the elderly: cleared on the spot, relieved, no order', async (t) => {
    const story = tellStory(workbench, 'zh', { grid: 'phone', 'grid-leader': 'phone' });
    const { act, as, menu } = story;
    const { grid } = peopleOf(story, workbench);
    const findingNo = await grid.reports('grid', {
      category: '下水管道堵塞',
      title: '老人院门前排水不畅',
      content: '走访独居老人时发现门前积水。',
    });
    await act('grid-leader', findingNo, 'proactive/claim', { 认领: '本网格,属实', 由谁可解: '网格现场' });
    const leader = await as('grid-leader');
    await menu(leader, '/findings');
    await leader.getByRole('link', { name: /老人院门前排水不畅/ }).click();
    const whistle = leader.locator('[data-test=blow]');
    t.equal(await whistle.getAttribute('href'), `/whistles/new?finding=${findingNo}`, 'a whistle is one step away');
    await picture(leader, 'story-spot-claimed-phone');
    t.same(await seriousFindings(leader), []);
    await act('grid', findingNo, 'proactive/solve_on_spot', { 回告居民的内容: '已当场疏通排水口。' });
    await act('grid-leader', findingNo, 'proactive/confirm_solution', { 居民认可: '是' });

    const member = await as('grid');
    await menu(member, '/findings');
    await member.getByRole('link', { name: '三项计分' }).click();
    const row = member.getByRole('row', { name: /我|网格员/ });
    await row.waitFor();
    t.match(await row.textContent(), /1\s*0\s*1/, 'discovered and relieved');
    await picture(member, 'story-spot-counters-phone');
    await member.goto(`${url}/findings/${findingNo}`);
    await member.getByText('已当场疏通排水口。').waitFor();
    t.match(await member.locator('main').innerText(), /现场解决/);
    t.equal(await member.getByRole('link', { name: /查看工单/ }).count(), 0, 'no order came of it');
    t.ok(await fits(member), 'nothing sticks out');
    t.same(await seriousFindings(member), []);
    await picture(member, 'story-spot-solved-phone');
  });

  t.test('on the books while the company is wound up, then taken up again, in English', async (t) => {
    const story = tellStory(workbench, 'en', { handler: 'phone', leader: 'phone' });
    const { act, open, fill, complete, menu } = story;
    const { citizen, registrar } = peopleOf(story, workbench, 'en');
    const receipt = await registrar.registers(COURTYARD);
    const { orderNo } = receipt;
    await fromRegistration(story, orderNo, 'handler', { 诉求是否属实: '属实', 镇内可解: '科室' });
    await act('handler', orderNo, 'first_responder/handle_self', { 办理情况与下一步: '挂账' });
    const handler = await open('handler', orderNo, 'suspension/request_suspension');
    await fill(handler, {
      原因: '权属诉讼',
      '措施(不得填写个人信息)': '由清算组处置资产后修复',
      '预计解决日期(如 2026-06-30)': `${new Date().getFullYear() + 1}-12-31`,
      '答复诉求人(不得填写个人信息)': '已协调清算组，有进展即告知。',
    });
    await picture(handler, 'story-books-request-phone-en');
    t.same(await seriousFindings(handler), []);
    await complete(handler);
    await act('leader', orderNo, 'suspension/agree_suspension', { 意见: '同意' });
    await act('secretary', orderNo, 'suspension/approve_suspension', { 意见: '同意' });
    const suspended = await reaches(story, 'office', orderNo, 'Suspended');
    await suspended.locator('[data-test=suspension]').getByText('由清算组处置资产后修复').waitFor();
    const resident = await citizen.follows(receipt);
    await resident.getByText('It cannot be done for now').waitFor();
    await picture(resident, 'story-books-resident-phone-en');

    await story.pass(31 * DAY_MS);
    await act('office', orderNo, 'suspension/review_suspension', {
      复核结果: '继续挂账',
      '新的预计解决日期(如 2026-06-30)': `${new Date().getFullYear() + 2}-03-31`,
    });
    const page = await reaches(story, 'office', orderNo, 'Suspended');
    const panel = page.locator('[data-test=suspension]');
    await panel.getByText(/^1, last/).waitFor();
    await panel.getByText(`${new Date().getFullYear() + 2}-03-31`).waitFor();
    await picture(page, 'story-books-case-en');
    t.same(await seriousFindings(page), []);
    await page.locator('[data-test=resolve-condition]').click();
    await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
    await panel.getByText('Taken up again').first().waitFor();
    await page.getByRole('note', { name: /Only what is on the books/ }).waitFor();
    await menu(page, '/tasks');

    await act('handler', orderNo, 'first_responder/choose_route', { 下一步: '已办妥' });
    // its date has passed: the party committee accepts it before anybody calls back
    await toClosed(story, orderNo, 'handler', () => act('secretary', orderNo, 'closure/accept', { 验收通过: '是' }));
    await picture(await reaches(story, 'office', orderNo, 'Closed'), 'story-books-closed-en');
  });

  t.test('新: a goal on the wall, claimed by a leader, delivered', async (t) => {
    const story = tellStory(workbench, 'zh', { deputy: 'phone' });
    const { act, as, open, fill, complete, menu } = story;
    const orderNo = await toSite(story, CENTRE, 'handler', { 诉求是否属实: '属实', 镇内可解: '科室' });
    const { worksheet } = peopleOf(story, workbench);
    const office = await as('office');
    await worksheet.submits('office', orderNo, 60, 'needsProject');
    const deputy = await open('deputy', orderNo, 'worksheet/screen_issue');
    await fill(deputy, { 筛选结果: '入表', 理由: '群众反映集中', 结果目标: '养老中心开门迎客' });
    await picture(deputy, 'story-wall-screen-phone');
    t.same(await seriousFindings(deputy), []);
    await complete(deputy);
    await office.locator('[data-test=new]').getByText('待认领').waitFor();
    await act('deputy', orderNo, 'worksheet/leader_claim', { 认领: '是' });
    await office.locator('[data-test=new]').getByText('待认领').waitFor({ state: 'detached' });

    const handler = await worksheet.plans('handler', orderNo, '改造闲置用房一千平方米');
    await handler.getByRole('link', { name: '挂牌上墙' }).click();
    await handler.getByText('养老中心开门迎客').waitFor();
    await picture(handler, 'story-wall');
    t.same(await seriousFindings(handler), []);

    await act('handler', orderNo, 'first_responder/handle_self', { 办理情况与下一步: '已办妥' });
    await toClosed(story, orderNo, 'handler', () => act('secretary', orderNo, 'closure/accept', { 验收通过: '是' }));
    await reaches(story, 'office', orderNo, '已办结');
    const page = await as('office');
    await menu(page, '/worksheet');
    await page
      .locator('[data-test=new]')
      .getByText(/任务兑现/)
      .last()
      .waitFor();
    await picture(page, 'story-wall-delivered');
    t.match(await page.locator('[data-test=new] li').first().innerText(), /✓.*任务兑现/s);
  });
}
