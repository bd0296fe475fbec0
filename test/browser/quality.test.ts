import t from 'tap';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { findTooWide } from './page-findings.ts';
import { ACCEPTED, tellStory } from './story.ts';
import { openWorkbench } from './workbench.ts';

/* What every page owes its people: the keyboard, little to load, a first sight soon, every width and language. All data is made up. */

/** What pages must not load that do not show it. */
const LARGE = { forms: /form-view/, charts: /chart-view/, diagrams: /diagram-view/, modeler: /modeler/i };
/** Scripts and styles of a page, packed, bytes. */
const MOST_BYTES = 300 * 1_024;
const WIDTHS = [390, 1_280, 1_920];
const OFFICE = [
  ...['/tasks', '/orders', '/register', '/clusters', '/findings', '/findings/report', '/findings/counters'],
  ...['/whistles', '/whistles/new', '/disputes', '/duty-list', '/directives', '/consultations', '/hand-downs'],
  ...['/hand-downs/roster', '/worksheet', '/worksheet/wall', '/leader', '/nowhere'],
];
const CITIZEN = ['', '/submit', '/snap', '/follow', '/statistics'].map((path) => `/t/yunxi-demo${path}`);

const workbench = await openWorkbench(t);
if (workbench) {
  const { browser, url, visit, signIn, ask, picture, seriousFindings } = workbench;
  const story = tellStory(workbench);
  const registrar = await story.as('registrar');
  const { body: appeal } = await ask(registrar, 'POST', '/api/appeals', {
    ...{
      source: 'service_hall',
      type: 'complaint',
      category: 'road_damage',
      placeKind: 'rural',
      title: '村口路面破损',
    },
    ...{ content: '雨后积水，电动车难行。', appellant: { kind: 'natural', name: '示例甲', phone: '10000000001' } },
  });

  t.test('by keyboard alone, from signing in to the completed task', async (t) => {
    const page = await visit('/sign-in');
    await page.locator('input[name=login]').waitFor();
    const { keyboard } = page;
    await reach(page, 'input[name=login]');
    await keyboard.type('demo.registrar');
    await keyboard.press('Tab');
    await keyboard.type('yunxi-demo-only');
    await keyboard.press('Enter');
    await page.waitForURL('**/tasks');
    await page.getByRole('link', { name: '核验' }).waitFor();

    // a dialog holds the focus while it is open, and gives it back
    const keys = page.getByRole('button', { name: '快捷键' });
    await reach(page, keys);
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '快捷键' });
    await dialog.waitFor();
    for (let i = 0; i < 4; i++) {
      await keyboard.press('Tab');
      t.ok(await isWithin(page, '[role=dialog]'), 'the focus stays in the dialog');
    }
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    t.ok(await has(page, keys), 'the focus is back where it was');

    await keyboard.press('j');
    await keyboard.press('Enter');
    await page.waitForURL('**/tasks/*');
    await page.locator('.fjs-form-field-radio').first().waitFor();
    for (const label of Object.keys(ACCEPTED)) {
      const field = page.locator('.form .fjs-form-field').filter({ hasText: label }).first();
      const select = field.locator('.fjs-input-group input, .fjs-input-group').last();
      if (await field.locator('input[type=radio]').count()) {
        await reach(page, field.locator('input[type=radio]').first());
        t.ok(await isSeen(page), `${label}: the focus is seen`);
        await keyboard.press('Space');
      } else {
        await reach(page, select);
        t.ok(await isSeen(page), `${label}: the focus is seen`);
        await keyboard.press('Enter');
        await keyboard.press('Enter');
      }
    }
    await reach(page, '[data-test=complete]');
    t.ok(await isSeen(page), 'the focus is seen');
    await keyboard.press('Enter');
    await page.getByText('任务已完成').first().waitFor();
    t.pass('done without a mouse');
  });

  t.test('little is loaded before the first sight', async (t) => {
    const signedIn = { storageState: await registrar.context().storageState() };
    const secretary = { storageState: await (await signIn('secretary')).context().storageState() };
    for (const [path, useful, who, shows] of [
      ['/sign-in', 'input[name=login]', {}, []],
      ['/tasks', 'h1', signedIn, []],
      [`/cases/${appeal.orderNo}`, '[data-test=state]', signedIn, ['diagrams']],
      ['/leader', 'h1', secretary, ['charts']],
      ['/t/yunxi-demo', 'h1', {}, []],
      ['/t/yunxi-demo/submit', 'textarea', {}, []],
    ] as const) {
      const { first, useful: seen, busy, files } = await open(path, useful, who);
      const bytes = files.filter(({ isLarge }) => !isLarge).reduce((sum, file) => sum + file.bytes, 0);
      const kb = Math.round(bytes / 1_024);
      t.comment(
        `${path}: first paint ${first} ms, useful ${seen} ms, of that the page at work ${busy} ms; ${kb} KB packed`,
      );
      t.ok(bytes < MOST_BYTES, `${path} loads ${kb} KB`);
      for (const [kind, pattern] of Object.entries(LARGE)) {
        if ((shows as readonly string[]).includes(kind)) continue;
        t.notOk(
          files.some(({ name }) => pattern.test(name)),
          `${path} loads no ${kind}`,
        );
      }
    }
  });

  t.test('every page in English, narrow and wide', async (t) => {
    const office = await signIn('office', { language: 'en' });
    const citizen = await visit('/t', { language: 'en' });
    for (const [page, paths] of [
      [office, OFFICE],
      [citizen, CITIZEN],
    ] as const)
      for (const path of paths) await look(t, page, path);
  });

  async function look(t: Same, page: Page, path: string): Promise<void> {
    const name = `page-en-${path.replaceAll('/', '-').slice(1)}`;
    await page.setViewportSize({ width: 1_280, height: 900 });
    await page.goto(url + path);
    await page.locator('h1, h2').first().waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.el-skeleton')].every((waiting) => !waiting.checkVisibility()),
    );
    t.same(await seriousFindings(page), [], path);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      // charts are drawn again once their place has changed
      await page
        .waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
        .catch(() => undefined);
      t.same(await findTooWide(page), [], `${path} at ${width} px`);
      await picture(page, `${name}-${width}`);
    }
  }

  /** Opens a page as somebody who was never here. */
  async function open(path: string, useful: string, who: BrowserContextOptions) {
    const context = await browser.newContext(who);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript((selector) => {
      const watcher = new MutationObserver(() => {
        if (!document.querySelector(selector)) return;
        watcher.disconnect();
        requestAnimationFrame(() => performance.mark('useful'));
      });
      watcher.observe(document, { childList: true, subtree: true });
    }, useful);
    await page.goto(url + path);
    await page.waitForFunction(() => performance.getEntriesByName('useful').length > 0);
    const { metrics } = await session.send('Performance.getMetrics');
    const busy = metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0;
    await page.waitForLoadState('networkidle');
    const seen = await page.evaluate(() => ({
      first: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
      useful: Math.round(performance.getEntriesByName('useful')[0]?.startTime ?? 0),
      files: (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => /\.(js|css)$/.test(name))
        .map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize })),
    }));
    await context.close();
    const isLarge = (name: string) => Object.values(LARGE).some((pattern) => pattern.test(name));
    return {
      ...seen,
      busy: Math.round(busy * 1_000),
      files: seen.files.map((file) => ({ ...file, isLarge: isLarge(file.name) })),
    };
  }
}

interface Same {
  same(found: unknown, wanted: unknown, message: string): unknown;
}

/** Goes on by the Tab key until something has the focus. */
async function reach(page: Page, target: string | ReturnType<Page['locator']>): Promise<void> {
  const wanted = typeof target === 'string' ? page.locator(target) : target;
  for (let i = 0; i < 120; i++) {
    if (await has(page, wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not come to ${String(wanted)}`);
}

const has = (_page: Page, target: ReturnType<Page['locator']>) =>
  target.first().evaluate((element) => element === document.activeElement || element.contains(document.activeElement));

const isWithin = (page: Page, selector: string) =>
  page.evaluate((box) => document.activeElement?.closest(box) !== null, selector);

/** Whether what has the focus shows it: an outline, a shadow or a frame of its own. */
const isSeen = (page: Page) =>
  page.evaluate(() => {
    for (let at: Element | null = document.activeElement; at && at !== document.body; at = at.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
      if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return true;
    }
    return false;
  });
