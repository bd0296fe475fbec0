import t from 'tap';
import { goTo, openWorkbench } from './workbench.ts';

const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings } = workbench;
  const registrar = await signIn('registrar');

  async function register(title: string, category: string): Promise<void> {
    const { status } = await ask(registrar, 'POST', '/api/appeals', {
      source: 'service_hall',
      type: 'complaint',
      category,
      title,
      content: title,
      placeKind: 'rural',
      appellant: { kind: 'natural', name: '示例甲', phone: `1000000${String(title.length).padStart(4, '0')}` },
    });
    t.equal(status, 201, title);
  }
  async function verify(): Promise<void> {
    const { items } = (await ask(registrar, 'GET', '/api/tasks')).body;
    const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
    for (const { userTaskKey } of items) {
      const path = `/v2/user-tasks/${userTaskKey}/completion`;
      t.equal((await ask(registrar, 'POST', path, { variables: { screening } })).status, 204);
    }
  }

  t.test('numbers, lists and charts follow what happens', async (t) => {
    const page = await signIn('secretary');
    await goTo(page, '/leader');
    await page.getByText('没有待签批的工单').waitFor();
    await register('村口路面破损', 'road_damage');
    await register('小区夜间施工噪声', 'noise');
    await verify();
    await page.locator('section', { hasText: '待我签批' }).getByRole('link').nth(1).waitFor();
    t.equal(await page.locator('dl div', { hasText: '待我签批' }).locator('dd').textContent(), '2', 'by itself');
    await page.locator('canvas').nth(1).waitFor();
    t.same(await seriousFindings(page), []);
    await picture(page, 'leader');
  });

  t.test('in English, on a phone', async (t) => {
    const page = await signIn('secretary', { language: 'en', screen: 'phone' });
    await page.getByRole('button', { name: 'Menu' }).click();
    await goTo(page, '/leader');
    await page.getByText('No order is overdue').waitFor();
    await page.locator('canvas').nth(1).waitFor();
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
    t.same(await seriousFindings(page), []);
    await picture(page, 'leader-phone-en');
  });
}
