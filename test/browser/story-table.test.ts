import t from 'tap';
import { openWorkbench } from './workbench.ts';
import { DAY_MS, reaches, tellStory, toCallback, toClosed, toSite, type Appeal } from './story.ts';

/* Talked over at one table: a vegetable patch on the green (1330, 难), and wages paid in instalments. All data is made up. */

const workbench = await openWorkbench(t);
if (workbench) {
  const { ask, picture, seriousFindings } = workbench;
  const GREEN: Appeal = {
    category: 'greening',
    place: 'residential',
    village: 'village',
    object: '示例小区绿地',
    title: '小区绿地被占种菜',
    content: '绿地里种了蔬菜，浇肥气味大。',
    phone: '10000000021',
  };
  const WAGES: Appeal = {
    category: 'wage',
    place: 'site',
    village: 'village',
    object: '示例工地',
    title: '工程结束未付工资',
    content: '五人工资未结清。',
    phone: '10000000022',
  };
  const DISPUTED = { 诉求是否属实: '属实', 镇内可解: '否', 双方争议: true, 调解未果次数: 2 };

  t.test('难: consulted, planned, accepted, zeroed', async (t) => {
    const story = tellStory(workbench);
    const { act, open, fill, complete, as } = story;
    const orderNo = await toSite(story, GREEN, 'handler', { 诉求是否属实: '属实', 镇内可解: '否' });
    // no page submits to the worksheet yet
    const submitted = await ask(await as('office'), 'POST', `/api/work-orders/${orderNo}/worksheet`, {
      days: 60,
      crossSubject: true,
    });
    t.ok(submitted.status < 300, JSON.stringify(submitted.body));
    const deputy = await open('deputy', orderNo, 'worksheet/screen_issue');
    await fill(deputy, { 筛选结果: '入表', 理由: '群众反映集中', 结果目标: '绿地复绿' });
    await picture(deputy, 'story-worksheet-screen');
    t.same(await seriousFindings(deputy), []);
    await complete(deputy);

    const office = await open('office', orderNo, 'round_table/plan_meeting');
    await fill(office, {
      会商形式: '党群会诊',
      '与会方(不少于三类)': [
        { 类别: '代表委员' },
        { 类别: '驻街单位' },
        { 类别: '村(社区)', '单位代码(部门、乡镇、村、物业必填)': 'village_1' },
      ],
    });
    await picture(office, 'story-table-plan');
    t.same(await seriousFindings(office), []);
    await complete(office);
    await act('handler', orderNo, 'round_table/survey', { 现场情况: '事实清楚' });
    await act('office', orderNo, 'round_table/confirm_attendance', { 答复: '到会' });
    await act('office', orderNo, 'round_table/confirm_attendance', { 答复: '到会' });
    await act('village', orderNo, 'round_table/confirm_attendance', { 答复: '到会' });
    const session = await open('office', orderNo, 'round_table/hold_session');
    for (const invited of await session.locator('.fjs-form-field-checklist input').all()) await invited.check();
    await fill(session, { 结果: '形成方案', 任务分解: [{ 责任单位代码: 'urban_construction' }] });
    await picture(session, 'story-table-session');
    await complete(session);
    await act('handler', orderNo, 'round_table/carry_out', { 完成情况: '已完成' });
    await act('office', orderNo, 'round_table/check_performance', { 是否落实: '已履行' });
    const planned = await ask(await as('handler'), 'PUT', `/api/work-orders/${orderNo}/measures`, {
      measures: '清理二十余处，补种绿植',
    });
    t.ok(planned.status < 300, JSON.stringify(planned.body));
    await act('handler', orderNo, 'first_responder/choose_route', { 下一步: '已办妥' });
    await toClosed(story, orderNo, 'handler', () => act('secretary', orderNo, 'closure/accept', { 验收通过: '是' }));
    const page = await reaches(story, 'office', orderNo, '已办结');
    await picture(page, 'story-table-zeroed');
    t.match((await ask(page, 'GET', `/api/work-orders/${orderNo}`)).body, { closingLabel: 'problem_zeroed' });
  });

  t.test('wages in instalments, confirmed by the court', async (t) => {
    const story = tellStory(workbench);
    const { act, open, fill, complete, as } = story;
    const workers = 'handler.labour_inspection';
    const orderNo = await toSite(story, WAGES, workers, DISPUTED);
    // no page records a consent yet
    const consent = { purpose: 'shared_with_respondent', given: true, form: 'written' };
    const given = await ask(await as(workers), 'POST', `/api/work-orders/${orderNo}/consents`, consent);
    t.ok(given.status < 300, JSON.stringify(given.body));
    await act('office', orderNo, 'round_table/plan_meeting', {
      会商形式: '圆桌会议',
      '与会方(不少于三类)': [
        { 类别: '诉求人' },
        { 类别: '被诉人' },
        { 类别: '村(社区)', '单位代码(部门、乡镇、村、物业必填)': 'village_1' },
      ],
    });
    for (const who of ['office', 'office', 'village'])
      await act(who, orderNo, 'round_table/confirm_attendance', { 答复: '到会' });
    const session = await open('mediator', orderNo, 'round_table/hold_session');
    for (const invited of await session.locator('.fjs-form-field-checklist input').all()) await invited.check();
    await fill(session, { 结果: '达成一致' });
    await complete(session);

    const agreement = await open('mediator', orderNo, 'round_table/sign_agreement');
    await fill(agreement, {
      形式: '书面协议',
      分期付款: [
        { 付款日: dayIn(20), '金额(元)': 30_000 },
        { 付款日: dayIn(40), '金额(元)': 20_000.5 },
      ],
      共同申请司法确认: true,
    });
    await picture(agreement, 'story-table-agreement');
    t.same(await seriousFindings(agreement), []);
    await complete(agreement);
    await act('mediator', orderNo, 'round_table/file_confirmation');
    await act('office', orderNo, 'round_table/await_court', { 裁定: '确认有效' });
    await story.pass(21 * DAY_MS);
    for (const number of [1, 2]) {
      const paid = await ask(await as('office'), 'POST', `/api/work-orders/${orderNo}/instalments/${number}/payment`);
      t.ok(paid.status < 300, JSON.stringify(paid.body));
    }
    await act('office', orderNo, 'round_table/check_performance', { 是否落实: '已履行' });
    await act(workers, orderNo, 'first_responder/choose_route', { 下一步: '已办妥' });
    await toCallback(story, orderNo, workers);
    // its date has passed: the party committee accepts it before anybody calls back
    await act('secretary', orderNo, 'closure/accept', { 验收通过: '是' });
    await picture(await reaches(story, 'office', orderNo, '待回访'), 'story-table-paid');
  });
}

/** A day from now as the date field wants it typed. */
function dayIn(days: number): string {
  const [year, month, day] = new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10).split('-');
  return `${year}/${Number(month)}/${Number(day)}`;
}
