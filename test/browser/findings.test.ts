import type { Page } from 'playwright-core';
import t from 'tap';
import { goTo, openWorkbench } from './workbench.ts';

/* What people of the grid find, claim and solve, from their phones. All data is made up. */

const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings } = workbench;
  const PHOTO = {
    name: 'photo.png',
    mimeType: 'image/png',
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    ),
  };
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  async function choose(page: Page, label: string, name: string): Promise<void> {
    const field = page.getByRole('combobox', { name: label, exact: true });
    await field.click();
    await field.fill(name);
    const list = await field.getAttribute('aria-controls');
    await page.locator(`[id="${list}"]`).getByRole('option', { name }).first().click();
  }
  const complete = async (page: Page, variables: object) => {
    const key = page.url().split('/').at(-1);
    const { status, body } = await ask(page, 'POST', `/v2/user-tasks/${key}/completion`, { variables });
    if (status !== 204) throw new Error(JSON.stringify(body));
  };
  let findingNo = '';

  t.test('a patrol on a phone', async (t) => {
    const page = await signIn('grid', { screen: 'phone' });
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('link', { name: '未诉先办' }).click();
    await page.getByText('没有事项').waitFor();
    await page.getByRole('link', { name: '上报发现' }).click();
    await page.getByRole('button', { name: '上报', exact: true }).click();
    await page.getByText('巡查发现请拍一张照片').waitFor();
    await page.setInputFiles('[data-test=photo]', PHOTO);
    await page.getByAltText('第 1 张照片').waitFor();
    await choose(page, '类别', '环境卫生');
    await page.fill('input[name=title]', '路边垃圾未清');
    await page.fill('textarea[name=content]', '村口西侧一堆,物主电话10000005555。');
    t.ok(await fits(page), 'nothing sticks out');
    t.same(await seriousFindings(page), []);
    await picture(page, 'finding-report-phone');
    await page.getByRole('button', { name: '上报', exact: true }).click();
    await page.getByRole('link', { name: '查看' }).click();
    await page.getByRole('heading', { name: '路边垃圾未清' }).waitFor();
    findingNo = page.url().split('/').at(-1) ?? '';
    t.match(findingNo, /^WS-/);
    const photo = page.getByAltText('第 1 张照片');
    await photo.waitFor();
    t.equal(await photo.evaluate((image: HTMLImageElement) => image.naturalWidth > 0), true, 'the photo is shown');
    t.equal(await page.getByText('10000005555').count(), 0, 'numbers are masked');
    t.same(await seriousFindings(page), []);
    await picture(page, 'finding-phone');
  });

  t.test('claimed, solved on the spot, counted as relieved', async (t) => {
    const leader = await signIn('grid-leader', { screen: 'phone' });
    await leader.getByRole('button', { name: '菜单' }).click();
    await leader.getByRole('link', { name: '未诉先办' }).click();
    await leader.getByRole('link', { name: /路边垃圾未清/ }).click();
    await leader.getByRole('link', { name: '网格长认领' }).click();
    await leader.waitForURL('**/tasks/*');
    await complete(leader, { claim: 'mine', site: { finding: 'yes', solvableBy: 'spot' } });

    const member = await signIn('grid', { screen: 'phone' });
    await member.goto(`${workbench.url}/findings/${findingNo}`);
    await member.getByText('已认领').waitFor();
    await member.getByRole('link', { name: '现场解决' }).click();
    await member.waitForURL('**/tasks/*');
    await complete(member, { publicReply: '已清运。' });
    await leader.goto(`${workbench.url}/findings/${findingNo}`);
    await leader.getByRole('link', { name: '居民确认' }).click();
    await leader.waitForURL('**/tasks/*');
    await complete(leader, { confirmed: true });
    await member.goto(`${workbench.url}/findings`);
    await member.getByRole('link', { name: '三项计分' }).click();
    const row = member.getByRole('row', { name: /我|网格员/ });
    await row.waitFor();
    t.match(await row.textContent(), /1\s*0\s*1/, 'discovered and relieved');
    t.ok(await fits(member), 'nothing sticks out');
    t.same(await seriousFindings(member), []);
    await picture(member, 'finding-counters-phone');
  });

  t.test('a sweep over all places, in English on a wide screen', async (t) => {
    const leader = await signIn('grid-leader');
    const report = {
      kind: 'patrol_routine',
      category: 'road_damage',
      placeKind: 'rural',
      title: '路面塌陷',
      content: '井盖边塌陷一处。',
      position: { latitude: 40.2, longitude: 117.08 },
      safety: true,
    };
    const grids = (await ask(leader, 'GET', '/api/org-units?limit=1000')).body.items;
    const gridKey = grids.find(({ code }: { code: string }) => code === 'grid_001').unitKey;
    const sent = await ask(leader, 'POST', '/api/findings', { ...report, gridKey });
    t.equal(sent.status, 201);
    const no = sent.body.findingNo as string;
    await leader.goto(`${workbench.url}/findings/${no}`);
    await leader.getByRole('link', { name: '网格长认领' }).click();
    await leader.waitForURL('**/tasks/*');
    await complete(leader, { claim: 'mine', site: { finding: 'yes', solvableBy: 'village' } });

    const village = await signIn('village');
    await village.goto(`${workbench.url}/findings/${no}`);
    await village.getByRole('link', { name: '村级议事' }).click();
    await village.waitForURL('**/tasks/*');
    await complete(village, { meeting: { attending: 5, scope: 'township' } });

    const page = await signIn('office', { language: 'en' });
    await goTo(page, '/findings');
    await page.getByRole('link', { name: no }).waitFor();
    t.same(await seriousFindings(page), []);
    await picture(page, 'findings-en');
    await page.getByRole('link', { name: no }).click();
    await page.getByText(/^0 of \d+ done$/).waitFor();
    t.same(await seriousFindings(page), []);
    await picture(page, 'finding-sweep-en');
  });
}
