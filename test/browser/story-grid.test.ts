import type { Page } from 'playwright-core';
import t from 'tap';
import { closeOrgUnit } from '../../src/commands/organisation/close-org-unit.ts';
import { createAccount } from '../../src/commands/organisation/create-account.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { hashPassword } from '../../src/http/tokens.ts';
import { DEMO_TENANT } from '../../src/cli/demo-township.ts';
import { peopleOf } from './people.ts';
import { ACCEPTED, reaches, tellStory, toCallback, DAY_MS } from './story.ts';
import { openWorkbench, PASSWORD } from './workbench.ts';

/* A broken road found on patrol, before anybody complains: the village meets, every village looks, the section repairs. All data is made up. */

const VILLAGES = 3;
const workbench = await openWorkbench(t);
if (workbench) {
  const { host, picture, seriousFindings } = workbench;
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  await makeSmall();

  t.test('夏店: patrol, village meeting, sweep, repair, closed, counted', async (t) => {
    const phones = ['grid', 'grid-leader', 'village', 'village-2', 'village-3'];
    const story = tellStory(workbench, 'zh', Object.fromEntries(phones.map((who) => [who, 'phone' as const])));
    const { act, open, fill, complete } = story;
    const { grid, go, say } = peopleOf(story, workbench);
    const findingNo = await grid.reports('grid', {
      category: '道路破损',
      title: '村口路面破损',
      content: '巡查发现路面破损三处，雨后积水。',
    });
    const leader = await open('grid-leader', findingNo, 'proactive/claim');
    await fill(leader, { 认领: '本网格,属实', 由谁可解: '科室' });
    await picture(leader, 'story-grid-claim-phone');
    t.same(await seriousFindings(leader), []);
    await complete(leader);

    const meeting = await open('village', findingNo, 'proactive/village_meeting');
    await fill(meeting, { 到会人数: 7, 排查范围: '全镇各村(社区)' });
    await picture(meeting, 'story-grid-meeting-phone');
    t.ok(await fits(meeting), 'nothing sticks out');
    await complete(meeting);
    const survey = await open('village-2', findingNo, 'proactive/survey');
    await fill(survey, { 排查结果: '发现问题', 问题处数: 3 });
    await picture(survey, 'story-grid-survey-phone');
    t.same(await seriousFindings(survey), []);
    await complete(survey);
    await act('village-3', findingNo, 'proactive/survey', { 排查结果: '无同类问题' });
    await act('handler', findingNo, 'proactive/repair', { 已全部整改: '是' });

    await act('registrar', findingNo, 'intake/verify', ACCEPTED);
    await act('secretary', findingNo, 'intake/sign_off', { 签批意见: '同意派单' });
    await act('handler', findingNo, 'first_responder/sign', { '对职责、管辖有异议': '否' });
    await act('handler', findingNo, 'first_responder/first_contact', { 联系方式: '上门', 已联系上: '是' });
    await act('handler', findingNo, 'first_responder/check_site', { 诉求是否属实: '属实', 镇内可解: '科室' });
    await act('handler', findingNo, 'first_responder/handle_self', { 办理情况与下一步: '已办妥' });
    await toCallback(story, findingNo, 'handler');
    await story.pass(4 * DAY_MS);
    await act('callback', findingNo, 'closure/make_call', {
      接通: '是',
      承办单位联系过您: true,
      诉求已解决: true,
      对办理满意吗: '满意',
    });
    await reaches(story, 'office', findingNo, '已办结');
    await story.pass(32 * DAY_MS);
    await reaches(story, 'office', findingNo, '已归档');

    const member = await go('grid', '/findings', findingNo);
    await member.getByText('已完成 2 / 2').waitFor();
    await member.getByText('科室解决').first().waitFor();
    t.match(
      await member.getByRole('row', { name: /示例村丙/ }).innerText(),
      /无同类问题\s+0/,
      'what one village counted is not another’s',
    );
    await picture(member, 'story-grid-solved-phone');
    t.same(await seriousFindings(member), []);
    await story.menu(member, '/findings');
    await member.getByRole('link', { name: say('findings.counters'), exact: true }).click();
    await picture(member, 'story-grid-counted-phone');
  });

  /** Three villages, each with a secretary. */
  async function makeSmall(): Promise<void> {
    const actor = systemActor('story', DEMO_TENANT);
    const units = await host.store.reader('org_unit').where({ tenant_id: DEMO_TENANT, active: 1 });
    const villages = units.filter(({ code }) => /^village_\d+$/.test(code));
    const numberOf = ({ code }: { code: string }) => Number(code.split('_')[1]);
    const closed = villages.filter((each) => numberOf(each) > VILLAGES);
    const keys = new Set(closed.map(({ key }) => key));
    for (const { key } of [...units.filter(({ parent_key: parent }) => keys.has(parent)), ...closed])
      await host.loop.submit(closeOrgUnit, { unitKey: Number(key) }, { actor });
    for (let n = 2; n <= VILLAGES; n++) {
      const unit = villages.find((each) => numberOf(each) === n);
      const account = {
        login: `demo.village-${n}`,
        passwordHash: await hashPassword(PASSWORD),
        displayName: `村书记${n}(演示)`,
        roles: ['village_secretary' as const],
        unitKey: Number(unit.key),
      };
      await host.loop.submit(createAccount, account, { actor });
    }
  }
}
