import t from 'tap';
import { peopleOf } from './people.ts';
import { openWorkbench } from './workbench.ts';
import { ACCEPTED, DAY_MS, reaches, tellStory, toCallback, toClosed, toSite, type Appeal } from './story.ts';

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
  const WALL: Appeal = {
    category: 'homestead',
    place: 'rural',
    village: 'village',
    object: '示例村甲二组',
    title: '邻居建房占滴水',
    content: '邻居新建房屋超出宅基地边界。',
    phone: '10000000023',
  };
  const DISPUTED = { 诉求是否属实: '属实', 镇内可解: '否', 双方争议: true, 调解未果次数: 2 };

  t.test('难: consulted, planned, accepted, zeroed', async (t) => {
    const story = tellStory(workbench);
    const { act, open, fill, complete } = story;
    const { table, worksheet } = peopleOf(story, workbench);
    const orderNo = await toSite(story, GREEN, 'handler', { 诉求是否属实: '属实', 镇内可解: '否' });
    await worksheet.submits('office', orderNo, 60, 'crossSubject');
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
    await table.seats(session);
    await fill(session, { 结果: '形成方案', 任务分解: [{ 责任单位代码: 'urban_construction' }] });
    await picture(session, 'story-table-session');
    await complete(session);
    await act('handler', orderNo, 'round_table/carry_out', { 完成情况: '已完成' });
    await act('office', orderNo, 'round_table/check_performance', { 是否落实: '已履行' });
    await picture(await worksheet.plans('handler', orderNo, '清理二十余处，补种绿植'), 'story-worksheet-planned');
    await act('handler', orderNo, 'first_responder/choose_route', { 下一步: '已办妥' });
    await toClosed(story, orderNo, 'handler', () => act('secretary', orderNo, 'closure/accept', { 验收通过: '是' }));
    const page = await reaches(story, 'office', orderNo, '已办结');
    await picture(page, 'story-table-zeroed');
    t.match((await ask(page, 'GET', `/api/work-orders/${orderNo}`)).body, { closingLabel: 'problem_zeroed' });
  });

  t.test('wages in instalments, confirmed by the court', async (t) => {
    const story = tellStory(workbench);
    const { act, open, fill, complete } = story;
    const { table } = peopleOf(story, workbench);
    const workers = 'handler.labour_inspection';
    const orderNo = await toSite(story, WAGES, workers, DISPUTED);
    await table.consents('office', orderNo);
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
    await table.meets('mediator', orderNo, { 结果: '达成一致' });

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
    for (const number of [1, 2]) await table.notesPayment('office', orderNo, number);
    await act('office', orderNo, 'round_table/check_performance', { 是否落实: '已履行' });
    await act(workers, orderNo, 'first_responder/choose_route', { 下一步: '已办妥' });
    await toCallback(story, orderNo, workers);
    // its date has passed: the party committee accepts it before anybody calls back
    await act('secretary', orderNo, 'closure/accept', { 验收通过: '是' });
    await picture(await reaches(story, 'office', orderNo, '待回访'), 'story-table-paid');
  });

  t.test('neighbours quarrel over a wall: reminded, visited at home, at one table until they agree', async (t) => {
    const story = tellStory(workbench, 'en', { village: 'phone' });
    const { act, open, fill, complete } = story;
    const { registrar, table, go } = peopleOf(story, workbench, 'en');
    const planners = 'handler.planning_office';
    const { orderNo } = await registrar.registers(WALL);
    await act('registrar', orderNo, 'intake/verify', ACCEPTED);
    await act('secretary', orderNo, 'intake/sign_off', { 签批意见: '同意派单' });
    const again = await registrar.registers({ ...WALL, title: '邻居建房又占滴水' });
    await act('registrar', again.orderNo, 'intake/verify', ACCEPTED);
    const repeated = await reaches(story, 'registrar', again.orderNo, 'Archived');
    await picture(repeated, 'story-homestead-repeat-en');
    await act(planners, orderNo, 'first_responder/sign', { '对职责、管辖有异议': '否' });
    await act(planners, orderNo, 'first_responder/first_contact', { 联系方式: '电话', 已联系上: '是' });
    await act(planners, orderNo, 'first_responder/check_site', {
      诉求是否属实: '部分属实',
      镇内可解: '否',
      双方争议: true,
    });

    await act('village', orderNo, 'three_step_homestead/remind_neighbours', { 结果: '未和解' });
    const visit = await open('village', orderNo, 'three_step_homestead/visit_homes');
    await fill(visit, { 同去人员: ['机关干部', '村干部', '党员'], 结果: '再次入户' });
    await picture(visit, 'story-homestead-visit-phone-en');
    t.same(await seriousFindings(visit), []);
    await complete(visit);
    await story.pass(3 * DAY_MS);
    await act('village', orderNo, 'three_step_homestead/visit_homes', {
      同去人员: ['机关干部', '村干部', '党员'],
      结果: '未和解',
    });
    await act(planners, orderNo, 'three_step_homestead/assess_dispute', { 初判: '合理' });

    const consent = await table.consents('office', orderNo);
    await picture(consent, 'story-homestead-consent-en');
    t.same(await seriousFindings(consent), []);
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
    await table.meets('mediator', orderNo, { 结果: '下次再议' });
    await story.pass(8 * DAY_MS);
    await table.meets('mediator', orderNo, { 结果: '达成一致', 任务分解: [{ 责任单位代码: 'village_1' }] });
    await act('village', orderNo, 'round_table/carry_out', { 完成情况: '已完成' });
    await act('mediator', orderNo, 'round_table/sign_agreement', { 形式: '书面协议' });
    await act('office', orderNo, 'round_table/check_performance', { 是否落实: '已履行' });
    const page = await go('office', '/consultations', orderNo);
    await page.getByText('Agreed').first().waitFor();
    await picture(page, 'story-homestead-agreed-en');
    t.same(await seriousFindings(page), []);
    await act(planners, orderNo, 'first_responder/choose_route', { 下一步: '已办妥' });
    await reaches(story, 'office', orderNo, 'In progress');
  });
}

/** A day from now as the date field wants it typed. */
function dayIn(days: number): string {
  const [year, month, day] = new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10).split('-');
  return `${year}/${Number(month)}/${Number(day)}`;
}
