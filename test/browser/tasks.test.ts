import t from 'tap';
import { openWorkbench } from './workbench.ts';

const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, visit, ask, picture, seriousFindings } = workbench;

  t.test('who is not signed in is led to the sign-in page and back', async (t) => {
    const page = await visit('/tasks?show=mine');
    await page.waitForURL('**/sign-in?**');
    await page.fill('input[name=login]', 'demo.registrar');
    await page.fill('input[name=password]', 'wrong');
    await page.click('button[type=submit]');
    await page.getByRole('alert').waitFor();
    t.equal(await page.locator('input[name=password]').inputValue(), '', 'a refused password does not stay');
    t.same(await seriousFindings(page), []);
    await picture(page, 'sign-in');
    await page.fill('input[name=password]', 'yunxi-demo-only');
    await page.click('button[type=submit]');
    await page.waitForURL('**/tasks?show=mine');
  });

  t.test('a task appears by itself and is done', async (t) => {
    const page = await signIn('registrar');
    await page.getByText('没有待办任务').waitFor();
    const { status } = await ask(page, 'POST', '/api/appeals', {
      source: 'service_hall',
      type: 'complaint',
      category: 'road_damage',
      title: '村口路面破损',
      content: '雨后积水，电动车难行。',
      placeKind: 'rural',
      appellant: { kind: 'natural', name: '示例甲', phone: '10000000001' },
    });
    t.equal(status, 201);
    await page.getByRole('link', { name: '核验' }).click();
    await page.getByRole('button', { name: '完成任务' }).waitFor();
    await picture(page, 'task');
    t.same(await seriousFindings(page), []);
    await page.getByRole('button', { name: '完成任务' }).click();
    await picture(page, 'task-refused');
    await page.getByText('必填').first().waitFor();
    t.pass('what is missing is said at the field, in Chinese');
  });
}
