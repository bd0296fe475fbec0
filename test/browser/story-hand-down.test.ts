import t from 'tap';
import { peopleOf } from './people.ts';
import { openWorkbench } from './workbench.ts';
import {
  ACCEPTED,
  DAY_MS,
  fromRegistration,
  reaches,
  tellStory,
  toCallback,
  toClosed,
  toSite,
  type Appeal,
} from './story.ts';

/* A claim that is not true goes down to the village: signed, reviewed by a panel, published, understood. All data is made up. */

const workbench = await openWorkbench(t);
if (workbench) {
  const { picture, seriousFindings, now } = workbench;
  const CLAIM: Appeal = {
    category: 'road',
    place: 'rural',
    village: 'village',
    object: '门前路',
    title: '要求为一户单独修路',
    content: '称村里三年没有修路，要求单独修到院门。',
    phone: '10000000031',
  };
  const ELDERS = ['old_party_member', 'old_cadre', 'old_teacher', 'lawyer', 'model_worker'];

  t.test('handed down, reviewed by three elders, understood at the second visit', async (t) => {
    const story = tellStory(workbench, 'zh', { village: 'phone' });
    const { act, open, fill, complete } = story;
    const { village, panel } = peopleOf(story, workbench);
    const roster = await village.enrols('village', ELDERS);
    await picture(roster, 'story-hand-down-roster-phone');
    t.same(await seriousFindings(roster), []);

    const site = { 诉求是否属实: '不属实', 镇内可解: '否', 疑似不属实或不合理: true };
    const orderNo = await toSite(story, CLAIM, 'handler', site);
    await act('leader', orderNo, 'hand_down/prepare_case', {
      '法律政策依据(不得填写个人信息)': '《村民委员会组织法》第二十四条',
    });
    const judge = await open('village', orderNo, 'hand_down/judge_claim');
    await fill(judge, { 初步判断: '不属实' });
    await picture(judge, 'story-hand-down-judge-phone');
    t.same(await seriousFindings(judge), []);
    await complete(judge);
    await act('secretary', orderNo, 'hand_down/sign_hand_down', { 签批: '同意下交' });
    await act('handler', orderNo, 'hand_down/inform_appellant', { 告知方式: '当面' });

    const votes = await panel.votes('village', orderNo, 'unreasonable');
    await picture(votes, 'story-hand-down-votes-phone');
    t.same(await seriousFindings(votes), []);
    const mediator = await open('mediator', orderNo, 'hand_down/deliberate');
    await fill(mediator, { 是否属实: '不属实' });
    await picture(mediator, 'story-hand-down-panel');
    t.same(await seriousFindings(mediator), []);
    await complete(mediator);

    await story.pass(4 * DAY_MS);
    await act('mediator', orderNo, 'hand_down/suggest_points', { 事由: '仅因提出诉求(不计分)' });
    await act('village', orderNo, 'hand_down/calm_visit', { 诉求人态度: '尚未理解' });
    await story.pass(8 * DAY_MS);
    await act('village', orderNo, 'hand_down/calm_visit', { 诉求人态度: '理解息诉' });
    await act('handler', orderNo, 'first_responder/choose_route', { 下一步: '已办妥' });
    await toCallback(story, orderNo, 'handler');
    // its date has passed: the party committee accepts it before anybody calls back
    await act('secretary', orderNo, 'closure/accept', { 验收通过: '是' });
    await picture(await reaches(story, 'office', orderNo, '待回访'), 'story-hand-down-closed');
  });

  t.test('villagers vote too, points are approved, and the verdict is overturned, in English', async (t) => {
    const story = tellStory(workbench, 'en', { secretary: 'phone' });
    const { act, open } = story;
    const { go, panel, registrar, say, village } = peopleOf(story, workbench, 'en');
    await village.enrols(
      'village',
      Array.from({ length: 3 }, () => 'villager_representative'),
    );
    const well: Appeal = { ...CLAIM, object: '示例村水井', title: '要求单独修井边路', phone: '10000000032' };
    await registrar.registers(well);
    // asked for again: what is only unreasonable goes before the villagers
    const { orderNo } = await registrar.registers(well);
    const site = { 诉求是否属实: '不属实', 镇内可解: '否', 疑似不属实或不合理: true };
    await fromRegistration(story, orderNo, 'handler', site, { ...ACCEPTED, 有新情况: true });
    await act('leader', orderNo, 'hand_down/prepare_case', {
      '法律政策依据(不得填写个人信息)': '《村民委员会组织法》第二十四条',
    });
    await act('village', orderNo, 'hand_down/judge_claim', { 初步判断: '不合理' });
    await act('secretary', orderNo, 'hand_down/sign_hand_down', { 签批: '同意下交' });
    await act('handler', orderNo, 'hand_down/inform_appellant', { 告知方式: '当面' });
    await panel.votes('mediator', orderNo, 'unreasonable');
    await act('mediator', orderNo, 'hand_down/deliberate', { 是否属实: '不属实' });
    await open('village', orderNo, 'hand_down/villagers_meeting');
    const villagers = await go('village', '/hand-downs', orderNo);
    await panel.votesAll(villagers, 'unreasonable', true);
    await picture(villagers, 'story-hand-down-villagers-en');
    t.same(await seriousFindings(villagers), []);
    await act('village', orderNo, 'hand_down/villagers_meeting');

    await story.pass(4 * DAY_MS);
    await act('mediator', orderNo, 'hand_down/suggest_points', { 事由: '参加评议' });
    await story.pass(9 * DAY_MS);
    // the points hang out until then: a browser has no clock but its own
    await (await story.as('secretary')).clock.setFixedTime(now());
    const secretary = await go('secretary', '/hand-downs', orderNo);
    const points = secretary.locator('[data-test=points]');
    const approve = points.getByRole('button', { name: say('handDowns.approve'), exact: true });
    await approve.first().click();
    await points.getByText(say('handDowns.pointStates.approved'), { exact: true }).waitFor();
    await picture(secretary, 'story-hand-down-points-phone-en');
    t.same(await seriousFindings(secretary), []);

    await secretary.locator('[data-test=overturn]').click();
    await secretary.getByRole('dialog').getByRole('textbox').fill('新证据推翻');
    await secretary
      .getByRole('dialog')
      .getByRole('button', { name: say('common.confirm'), exact: true })
      .click();
    await secretary.locator('[data-test=state]').getByText(say('handDowns.states.overturned')).waitFor();
    await points.getByText(say('handDowns.pointRules.verdict_overturned')).waitFor();
    t.match(await points.innerText(), /[-−]1/, 'what was given is taken back');
    t.equal(await approve.count(), 0, 'and what was suggested');
    await picture(secretary, 'story-hand-down-overturned-phone-en');
    t.same(await seriousFindings(secretary), []);

    // handled for real after all
    await act('handler', orderNo, 'first_responder/choose_route', { 下一步: '继续自办' });
    await act('handler', orderNo, 'first_responder/handle_self', { 办理情况与下一步: '已办妥' });
    await toClosed(story, orderNo, 'handler', () => act('secretary', orderNo, 'closure/accept', { 验收通过: '是' }));
    await picture(await reaches(story, 'office', orderNo, 'Closed'), 'story-hand-down-compensated-en');
  });
}
