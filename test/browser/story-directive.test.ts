import t from 'tap';
import { choose } from './people.ts';
import { openWorkbench } from './workbench.ts';
import { ACCEPTED, DAY_MS, tellStory, type Appeal } from './story.ts';

/* Cables that nobody claims: a disputed duty, the monthly meeting, and a directive that is first reported done and is not. All data is made up. */

const workbench = await openWorkbench(t);
if (workbench) {
  const { ask, picture, seriousFindings, url } = workbench;
  const CABLES: Appeal = {
    category: 'road',
    place: 'rural',
    village: 'village',
    object: '示例街管线',
    title: '示例街管线乱缠无人管',
    content: '多家管线缠在一起，垂到路面。',
    phone: '10000000041',
  };
  const PLANNERS = 'handler.planning_office';

  t.test('disputed, ruled on by the meeting, carried out under a directive', async (t) => {
    const story = tellStory(workbench, 'zh', { [PLANNERS]: 'phone' });
    const { act, open, fill, complete, as, menu } = story;
    const orderNo = await story.register(CABLES);
    await act('registrar', orderNo, 'intake/verify', ACCEPTED);
    await act('secretary', orderNo, 'intake/sign_off', { 签批意见: '同意派单' });
    const handler = await open('handler', orderNo, 'first_responder/sign');
    await fill(handler, { '对职责、管辖有异议': '是', 职责清单条目: '3.5', 建议承办单位代码: 'planning_office' });
    await picture(handler, 'story-dispute-object');
    await complete(handler);
    await act(PLANNERS, orderNo, 'duty_dispute/give_opinion', { 是否应由本单位承办: '不同意' });
    await act('office', orderNo, 'duty_dispute/rule_dispute', { 裁定: '提级到月度对接会' });

    await story.pass(40 * DAY_MS);
    const meeting = await open('district', orderNo, 'duty_meeting/study_dispute');
    await fill(meeting, {
      结论: '已裁定',
      承办单位代码: 'planning_office',
      职责清单条目: '6.1',
      条目名称: '管线整治',
      依据: '月度对接会纪要',
    });
    await picture(meeting, 'story-dispute-meeting');
    t.same(await seriousFindings(meeting), []);
    await complete(meeting);

    const units = (await ask(meeting, 'GET', '/api/org-units?limit=1000')).body.items;
    const nameOf = (wanted: string) => units.find(({ code }: { code: string }) => code === wanted).name;
    await menu(meeting, '/directives');
    await meeting.click('[data-test=draft]');
    await meeting.fill('[data-test=title]', '整治管线乱缠乱布');
    await meeting.fill('[data-test=path]', '逐条街巷清理，先主后次');
    const drafting = meeting.getByRole('dialog');
    await choose(drafting, '来源', '职责争议');
    await choose(drafting, '牵头单位', nameOf('planning_office'));
    await choose(drafting, '配合单位', nameOf('urban_construction'));
    await drafting.getByText('标题和路径对外公开').click();
    await meeting.getByRole('textbox', { name: '关联工单号' }).fill(orderNo);
    await picture(meeting, 'story-directive-draft');
    await meeting.click('[data-test=send-draft]');
    await meeting.waitForURL('**/directives/*');
    const path = new URL(meeting.url()).pathname;
    await act('district', '', 'directive/issue', { 签发: '签发' });
    await act(PLANNERS, '', 'directive/sign_directive', { 已签收: '是' });
    for (const [percent, found] of [
      [90, '虚假'],
      [100, '属实'],
    ] as const) {
      if (percent === 90) await progress(70, '与产权单位协商费用', false);
      await progress(percent, `已完成 ${percent}%`);
      await act('deputy', '', 'directive/guide', { 已到现场指导: '是' });
      await act('handler', '', 'directive/co_work', { 已完成: '是' });
      await act(PLANNERS, '', 'directive/lead_work', { 已完成: '是' });
      const inspector = await open('inspector', '', 'directive/inspect_directive');
      await fill(inspector, { 核验结果: found, 督查专报内容: '现场核查结果。' });
      await picture(inspector, `story-directive-inspect-${percent}`);
      await complete(inspector);
    }
    await act('district', '', 'directive/decide_directive', { 决定: '销号' });
    for (const score of [55, 90]) await act('secretary', '', 'directive/rate_unit', { '评分(0–100)': score });

    const page = await as('district');
    await page.goto(url + path);
    await page.locator('[data-test=state]').getByText('已销号').waitFor();
    await page.locator('.el-timeline-item', { hasText: '与产权单位协商费用' }).getByText('不公开').waitFor();
    const rating = page.getByRole('row', { name: nameOf('planning_office') });
    t.match(await rating.innerText(), /55 分/, 'a score of the department');
    await picture(page, 'story-directive-closed');
    t.same(await seriousFindings(page), []);
    await page.getByRole('link', { name: '查看公开页面' }).click();
    await page.waitForURL('**/t/*/directives/*');
    await page.getByText('已完成 90%').waitFor();
    t.equal(await page.getByText('与产权单位协商费用').count(), 0, 'what is kept for the units is not for everybody');
    await picture(page, 'story-directive-public');
    t.same(await seriousFindings(page), []);

    async function progress(percent: number, text: string, isPublic = true): Promise<void> {
      const lead = await as(PLANNERS);
      await menu(lead, '/directives');
      await lead.getByRole('link', { name: /^ZL-/ }).first().click();
      await lead.getByRole('spinbutton', { name: '完成百分比' }).fill(String(percent));
      await lead.fill('textarea[data-test=progress]', text);
      if (!isPublic) await lead.locator('[data-test=public]').click();
      await picture(lead, `story-directive-progress-${percent}-phone`);
      t.same(await seriousFindings(lead), []);
      await lead.click('[data-test=publish]');
      await lead.locator('.el-timeline-item', { hasText: text }).waitFor();
    }
  });
}
