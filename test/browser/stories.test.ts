import t from 'tap';
import { openWorkbench } from './workbench.ts';
import { DAY_MS, reaches, tellStory, type Appeal } from './story.ts';

/* A plain appeal from intake to archive, by clicking, as its people would. All data is made up. */

const APPEAL: Appeal = {
  category: 'road',
  place: 'rural',
  village: 'village',
  object: '村口路',
  title: '村口路面破损',
  content: '雨后积水，电动车难行。',
  phone: '10000000001',
};
const workbench = await openWorkbench(t);
if (workbench) {
  const { picture, seriousFindings } = workbench;
  for (const [language, screen, object, archived] of [
    ['zh', 'phone', '村口路', '已归档'],
    ['en', 'desktop', '河边路', 'Archived'],
  ] as const) {
    t.test(`from intake to archive, ${language}, the handler at a ${screen}`, async (t) => {
      const story = tellStory(workbench, language, { handler: screen });
      const { act, open, fill, complete } = story;
      const orderNo = await story.register({ ...APPEAL, object });
      t.match(orderNo, /^JS-/);

      const registrar = await open('registrar', orderNo, 'intake/verify');
      await fill(registrar, {
        '要素齐全(时间、事项、地点、联系方式)': '是',
        法定途径: '无',
        属职责范围: '是',
        在本行政区内: '是',
      });
      await picture(registrar, `story-verify-${language}`);
      t.same(await seriousFindings(registrar), []);
      await complete(registrar);
      await act('secretary', orderNo, 'intake/sign_off', { 签批意见: '同意派单' });

      await act('handler', orderNo, 'first_responder/sign', { '对职责、管辖有异议': '否' });
      await act('handler', orderNo, 'first_responder/first_contact', { 联系方式: '电话', 已联系上: '是' });
      const handler = await open('handler', orderNo, 'first_responder/check_site');
      await fill(handler, { 诉求是否属实: '属实', 镇内可解: '科室' });
      await picture(handler, `story-site-${language}`);
      t.same(await seriousFindings(handler), []);
      t.ok(await handler.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
      await complete(handler);
      await act('handler', orderNo, 'first_responder/handle_self', { 办理情况与下一步: '已办妥' });
      await act('handler', orderNo, 'first_responder/fill_result', {
        诉求属实: '是',
        是否解决: '是',
        公开答复: '路面已修补，雨水口已疏通。',
      });
      await act('deputy', orderNo, 'first_responder/review', { 审核通过: '是' });
      await act('inspector', orderNo, 'closure/verify_result', { 办理结果: '属实' });

      await story.pass(4 * DAY_MS);
      const agent = await open('callback', orderNo, 'closure/make_call');
      await fill(agent, { 接通: '是', 承办单位联系过您: true, 诉求已解决: true, 对办理满意吗: '满意' });
      await picture(agent, `story-call-${language}`);
      await complete(agent);
      await reaches(story, 'office', orderNo, language === 'zh' ? '已办结' : 'Closed');

      await story.pass(32 * DAY_MS);
      const page = await reaches(story, 'office', orderNo, archived);
      await page.locator('.el-timeline-item').first().waitFor();
      await picture(page, `story-archived-${language}`);
      t.same(await seriousFindings(page), []);
    });
  }
}
