import t from 'tap';
import { peopleOf } from './people.ts';
import { openWorkbench } from './workbench.ts';
import { DAY_MS, reaches, tellStory, toCallback, toSite, type Appeal } from './story.ts';

/* A claim that is not true goes down to the village: signed, reviewed by a panel, published, understood. All data is made up. */

const workbench = await openWorkbench(t);
if (workbench) {
  const { picture, seriousFindings } = workbench;
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
}
