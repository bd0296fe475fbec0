import t from 'tap';
import type { Page } from 'playwright-core';
import { openWorkbench } from './workbench.ts';

/* Who looks whether a result is true, and who calls the appellants back: one after another. */

const HOUR_MS = 3_600_000;
const workbench = await openWorkbench(t);
if (workbench) {
  const { signIn, ask, picture, seriousFindings, passTime } = workbench;
  const people = new Map<string, Page>();
  const as = async (who: string) => {
    const page = people.get(who) ?? (await signIn(who));
    people.set(who, page);
    return page;
  };
  const noOverflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  async function register(n: number): Promise<void> {
    const { status } = await ask(await as('registrar'), 'POST', '/api/appeals', {
      ...{ source: 'service_hall', type: 'complaint', category: 'road_damage', placeKind: 'rural' },
      ...{ title: `村口路面破损 ${n}`, content: '雨后积水，电动车难行。', objectKey: `道路 ${n}` },
      appellant: { name: '示例丙', phone: `1000000200${n}` },
    });
    t.equal(status, 201);
  }
  /** Chooses from the form's one list. */
  async function choose(page: Page, name: string): Promise<void> {
    await page.locator('.fjs-form-field-select .fjs-input-group').click();
    await page.locator('.fjs-dropdownlist-item', { hasText: new RegExp(`^${name}$`) }).click();
  }
  /** Does what `who` finds at `step`; waits until there is something. */
  async function act(who: string, step: string, variables: object): Promise<void> {
    const page = await as(who);
    for (let i = 0; i < 50; i++) {
      const { items } = (await ask(page, 'GET', `/api/tasks?step=${step}`)).body;
      for (const { userTaskKey } of items) {
        const path = `/v2/user-tasks/${userTaskKey}/completion`;
        const { status, body } = await ask(page, 'POST', path, { variables });
        t.equal(status, 204, `${step}: ${JSON.stringify(body)}`);
      }
      if (items.length > 0) return;
      await page.waitForTimeout(200);
    }
    t.fail(`nothing to do: ${step}`);
  }

  t.test('two orders are answered', async (t) => {
    for (const n of [1, 2]) await register(n);
    const screening = { complete: true, legalChannel: 'none', inDuty: true, inArea: true };
    await act('registrar', 'verify', { screening });
    await act('secretary', 'sign_off', { signOff: 'approve' });
    await act('handler', 'sign', { objection: false });
    await act('handler', 'first_contact', { contactMethod: 'phone', contactAnswered: true });
    await act('handler', 'check_site', { site: { finding: 'yes', solvableBy: 'section' } });
    await act('handler', 'handle_self', { route: 'done' });
    const result = { isTrue: 'yes', resolved: true };
    await act('handler', 'fill_result', { result, publicReply: '已修补路面，并疏通雨水口。' });
    await act('deputy', 'review', { reviewPassed: true });
    t.pass('they wait for their inspection');
  });

  t.test('an inspector sees what is claimed and why it was drawn', async (t) => {
    const page = await signIn('inspector');
    await page.getByRole('link', { name: '督查核验' }).click();
    await page.locator('[data-test=result]').getByText('已修补路面').waitFor();
    await page.locator('[data-test=drawn]').getByText('d22_07').waitFor();
    await page.getByText('其他;每日下限').waitFor();
    await picture(page, 'inspections');
    t.same(await seriousFindings(page), []);
    await page.locator('[data-test=complete]').click();
    await page.getByText('必填').waitFor();
    await choose(page, '属实');
    await page.locator('[data-test=complete]').click();
    await page.getByText('已保存,转下一件').or(page.getByText('已保存')).first().waitFor();
  });

  t.test('an agent calls one after another', async (t) => {
    await act('inspector', 'verify_result', { finding: 'yes' });
    passTime(120 * HOUR_MS);
    const page = await signIn('callback');
    await page.getByRole('link', { name: '回访台' }).click();
    await page.locator('[data-test=queue] li').nth(1).waitFor({ timeout: 60_000 });
    await page.locator('[data-test=result]').getByText('已修补路面').waitFor();
    t.match(await page.locator('[data-test=phone]').textContent(), /\*/, 'masked');
    await page.locator('[data-test=show]').click();
    await picture(page, 'callback-reason');
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await page.getByText(/^1000000200\d$/).waitFor();
    await picture(page, 'callbacks');
    t.same(await seriousFindings(page), []);
    const first = page.url();
    await page.getByLabel('否', { exact: true }).check();
    await page.locator('[data-test=complete]').click();
    await page.waitForURL((url) => url.href !== first);
    await page.locator('[data-test=show]').waitFor();
    t.match(await page.locator('[data-test=phone]').textContent(), /\*/, 'the next one is masked again');
    await page.getByLabel('是', { exact: true }).check();
    await page.getByLabel('承办单位联系过您').check();
    await page.getByLabel('诉求已解决').check();
    await picture(page, 'callbacks-reached');
    await choose(page, '满意');
    await page.locator('[data-test=complete]').click();
    await page.getByText('没有待回访的工单').waitFor();
    await picture(page, 'callbacks-empty');
  });

  t.test('a second attempt, in English, on a phone', async (t) => {
    passTime(48 * HOUR_MS);
    const page = await signIn('callback', { language: 'en', screen: 'phone' });
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Callback desk' }).click();
    await page.locator('[data-test=queue] li').first().waitFor({ timeout: 60_000 });
    await picture(page, 'callbacks-phone-queue-en');
    await page.locator('[data-test=queue] a').first().click();
    await page.locator('[data-test=attempts]').getByText('Not reached').waitFor();
    await page.getByLabel('No', { exact: true }).waitFor();
    t.notOk(await page.getByLabel('No', { exact: true }).isChecked(), 'what was answered before is no answer now');
    t.ok(await noOverflow(page), 'nothing sticks out');
    t.same(await seriousFindings(page), []);
    await picture(page, 'callbacks-phone-en');
  });
}
