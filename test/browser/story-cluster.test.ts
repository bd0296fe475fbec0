import type { Page } from 'playwright-core';
import t from 'tap';
import { peopleOf, type Receipt } from './people.ts';
import { DAY_MS, reaches, tellStory } from './story.ts';
import { openWorkbench } from './workbench.ts';

/* Many people about one matter: charging piles for an estate, and a shop that closed with the money of its customers. All data is made up. */

const SATISFIED = { 接通: '是', 承办单位联系过您: true, 诉求已解决: true, 对办理满意吗: '满意' };
const DISPUTED = { 诉求是否属实: '属实', 镇内可解: '否', 双方争议: true, 调解未果次数: 2 };
const workbench = await openWorkbench(t);
if (workbench) {
  const { picture, seriousFindings } = workbench;
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  t.test('charging piles: the village whistles, then the township, and everybody is answered', async (t) => {
    const story = tellStory(workbench, 'en', { village: 'phone' });
    const { act, open, fill, complete } = story;
    const { registrar, citizen, whistler, callback, go } = peopleOf(story, workbench, 'en');
    const section = 'handler.community_building';
    const PILES = {
      category: 'EV charging',
      place: 'Residential estate',
      village: '示例村甲',
      object: '示例家园',
      content: '夜间充电排队，有人飞线充电。',
    };
    const first = await citizen.appeals({ ...PILES, title: '小区充电桩不足', phone: '10000000041' });
    const second = await citizen.appeals({ ...PILES, title: '小区没有充电桩', phone: '10000000042' });
    const third = await registrar.registers({
      ...PILES,
      village: 'village',
      title: '要求小区增设充电桩',
      phone: '10000000043',
    });
    await registrar.verifies('充电桩', 3);
    await act('secretary', first.orderNo, 'intake/sign_off', { 签批意见: '同意派单' });
    await act(section, first.orderNo, 'first_responder/sign', { '对职责、管辖有异议': '否' });
    await act(section, first.orderNo, 'first_responder/first_contact', { 联系方式: '电话', 已联系上: '是' });
    await act(section, first.orderNo, 'first_responder/check_site', { 诉求是否属实: '属实', 镇内可解: '村社区' });

    const whistleNo = await whistler.blows('village', {
      fact: 'alliance',
      reason: 'Money, people or equipment are missing',
      place: '示例家园车棚',
      units: ['社区建设科'],
      orderNos: [first.orderNo, second.orderNo, third.orderNo],
    });
    const village = await story.as('village');
    await picture(village, 'story-cluster-whistle-phone-en');
    t.ok(await fits(village), 'nothing sticks out');
    t.same(await seriousFindings(village), []);
    await whistler.comes(section, whistleNo, { 本单位任务: '部分完成' });
    await act('village', whistleNo, 'whistle/conclude', {
      处置结果: '未解决,报上一级',
      报上一级的原因: '缺少资金、人员或设备',
    });
    await act('village', whistleNo, 'whistle/rate', { '配合(0–20)': 18, '实效(0–30)': 20, '群众反馈(0–10)': 8 });

    const raised = 'CS-';
    const office = await open('office', raised, 'whistle/analyse');
    await fill(office, {
      本级不能解决的原因: '缺少资金、人员或设备',
      地点: '示例家园车棚',
      拟请单位代码: 'planning_office',
    });
    await picture(office, 'story-cluster-raised-en');
    await complete(office);
    await act('secretary', raised, 'whistle/approve', { 批准吹哨: '是' });
    const planners = 'handler.planning_office';
    await story.menu(await story.as(planners), '/whistles');
    const board = await story.as(planners);
    const link = board.locator('a[href*="/whistles/CS-"]').first();
    const project =
      String(await link.getAttribute('href'))
        .split('/')
        .at(-1) ?? '';
    await whistler.comes(planners, project, { 本单位任务: '完成' });
    await act('office', project, 'whistle/conclude', { 处置结果: '已解决' });
    await act('office', project, 'whistle/rate', { '配合(0–20)': 19, '实效(0–30)': 28, '群众反馈(0–10)': 9 });
    const whistle = await go('office', '/whistles', project);
    await picture(whistle, 'story-cluster-project-en');
    t.same(await seriousFindings(whistle), []);

    await act(section, first.orderNo, 'first_responder/handle_self', { 办理情况与下一步: '已办妥' });
    await act(section, first.orderNo, 'first_responder/fill_result', {
      诉求属实: '是',
      是否解决: '是',
      公开答复: '车棚已建成，新装充电桩二十个。',
    });
    await act('deputy', first.orderNo, 'first_responder/review', { 审核通过: '是' });
    await act('inspector', first.orderNo, 'closure/verify_result', { 办理结果: '属实' });
    await reaches(story, 'office', second.orderNo, 'Waiting for callback');
    const follower = await citizen.follows(second);
    await follower.getByText('新装充电桩二十个').waitFor();
    await picture(follower, 'story-cluster-answered-phone-en');
    t.same(await seriousFindings(follower), []);

    await story.pass(4 * DAY_MS);
    await callback.callsAll(3, SATISFIED);
    for (const { orderNo } of [first, second, third]) await reaches(story, 'office', orderNo, 'Closed');
    const office2 = await story.as('office');
    await story.menu(office2, '/clusters');
    await picture(office2, 'story-cluster-ended-en');
  });

  t.test('a shop closed with the money of its customers: five speak, a plan for all, each is called', async (t) => {
    const story = tellStory(workbench, 'zh');
    const { act, open, fill, complete } = story;
    const { registrar, citizen, table, callback, go } = peopleOf(story, workbench);
    const market = 'handler.market_supervision';
    const PEOPLE = 12;
    const receipts: Receipt[] = [];
    for (let n = 1; n <= PEOPLE; n++)
      receipts.push(
        await registrar.registers({
          category: 'prepaid',
          place: 'commercial',
          village: 'village',
          object: '示例美容店',
          title: `美容店闭店不退卡${n}`,
          content: '门店突然关闭，预付卡余额未退。',
          phone: `100000005${String(n).padStart(2, '0')}`,
        }),
      );
    await registrar.verifies('闭店不退卡', PEOPLE);
    const [first, second] = receipts as [Receipt, Receipt];
    const orderNo = first.orderNo;

    await story.menu(await story.as('office'), '/clusters');
    const office = await story.as('office');
    await office.getByRole('link', { name: '美容店闭店不退卡1', exact: true }).click();
    for (const each of receipts.slice(1, 6)) {
      const named = office.getByRole('row', { name: each.orderNo });
      await named.getByRole('button', { name: /推选为代表/ }).click();
      await named.getByText('代表', { exact: true }).waitFor();
    }
    t.ok(
      await office.getByRole('button', { name: `推选为代表 ${receipts[6]?.orderNo}` }).isDisabled(),
      'five speak for all, no sixth',
    );
    await office.locator('[data-test=leader]').getByRole('button').click();
    await office.getByText('分管领导(演示)').click();
    await office.locator('[data-test=set-leader]').click();
    await office.locator('[data-test=leader]').getByText('分管领导(演示)').waitFor();
    await office.waitForFunction(() => document.querySelector('.el-message') === null);
    await picture(office, 'story-mass-cluster');
    t.same(await seriousFindings(office), []);

    await act('secretary', orderNo, 'intake/sign_off', { 签批意见: '同意派单' });
    await act(market, orderNo, 'first_responder/sign', { '对职责、管辖有异议': '否' });
    await act(market, orderNo, 'first_responder/first_contact', { 联系方式: '电话', 已联系上: '是' });
    await act(market, orderNo, 'first_responder/check_site', DISPUTED);
    await table.consents('office', orderNo);
    await act('office', orderNo, 'round_table/plan_meeting', {
      会商形式: '圆桌会议',
      '与会方(不少于三类)': [{ 类别: '诉求人' }, { 类别: '被诉人' }, { 类别: '律师' }],
    });
    for (let invited = 0; invited < 3; invited++)
      await act('office', orderNo, 'round_table/confirm_attendance', { 答复: '到会' });
    await table.meets('mediator', orderNo, {
      结果: '形成方案',
      任务分解: [{ 责任单位代码: 'market_supervision' }],
    });
    await table.writesMinutes('mediator', orderNo, 1, '按登记顺序分批退卡，由商场先行垫付。');
    await act(market, orderNo, 'round_table/carry_out', { 完成情况: '已完成' });
    await act('office', orderNo, 'round_table/check_performance', { 是否落实: '已履行' });
    const held = await go('office', '/consultations', orderNo);
    await held.getByText('形成方案').first().waitFor();
    await picture(held, 'story-mass-plan');
    t.same(await seriousFindings(held), []);

    await act(market, orderNo, 'first_responder/choose_route', { 下一步: '已办妥' });
    const result = await open(market, orderNo, 'first_responder/fill_result');
    await fill(result, { 诉求属实: '是', 是否解决: '是', 公开答复: '已按方案为全部登记人退卡。' });
    await complete(result);
    await act('deputy', orderNo, 'first_responder/review', { 审核通过: '是' });
    await act('inspector', orderNo, 'closure/verify_result', { 办理结果: '属实' });
    await act('secretary', orderNo, 'closure/accept', { 验收通过: '是' });
    const follower = await citizen.follows(second);
    await follower.getByText('已按方案为全部登记人退卡。').waitFor();
    await picture(follower, 'story-mass-answered-phone');

    await story.pass(4 * DAY_MS);
    await picture(await callback.callsAll(PEOPLE, SATISFIED), 'story-mass-called');
    await story.menu(await story.as('office'), '/clusters');
    const ended = await story.as('office');
    await ended.locator('[data-test=ended]').click();
    await ended.getByRole('link', { name: '美容店闭店不退卡1', exact: true }).click();
    await ended.waitForFunction(
      (all) => document.querySelector('main')?.textContent?.split('已办结').length === all + 1,
      PEOPLE,
    );
    await picture(ended, 'story-mass-ended');
    t.same(await seriousFindings(ended), []);
  });
}
