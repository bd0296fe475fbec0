import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildDoors, openHost, type Host } from '../../src/app.ts';
import { DEMO_TENANT, seedDemoTownship } from '../../src/cli/demo-township.ts';
import { deployProcesses } from '../../src/cli/deploy-processes.ts';
import { readConfig } from '../../src/config.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { findBrowser } from './find-browser.ts';
import { enteredBeside, findForeign, findTooWide } from './page-findings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Where pictures of the pages are left for people to look at. */
const PICTURES = join(ROOT, 'node_modules/.cache/pictures');
export const PASSWORD = 'yunxi-demo-only';

export const SCREENS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

export interface SignInOptions {
  /** @defaultValue 'zh' */
  readonly language?: 'zh' | 'en';
  /** @defaultValue 'desktop' */
  readonly screen?: keyof typeof SCREENS;
}

/** The real program with the demonstration township and the built pages, and a real browser in front of it. */
export interface Workbench {
  readonly host: Host;
  readonly url: string;
  readonly browser: Browser;
  /** Lets the host's time pass; due timers fire with the next tick. */
  passTime(ms: number): void;
  /** The host's instant; browsers have a clock of their own. */
  now(): number;
  /** A browser of their own for somebody of the demonstration township, on the page of their tasks. @param who - `registrar` for demo.registrar */
  signIn(who: string, options?: SignInOptions): Promise<Page>;
  /** A browser without an account. */
  visit(path: string, options?: SignInOptions): Promise<Page>;
  /** What the API answers to somebody signed in on `page`. */
  ask(page: Page, method: string, path: string, body?: unknown): Promise<Answer>;
  /** Keeps a picture of the page. */
  picture(page: Page, name: string): Promise<void>;
  /**
   * What axe finds that is serious or worse, what failed, what is wider than the screen, and what speaks another language than the page, one
   * line each. What people entered is theirs.
   */
  seriousFindings(page: Page): Promise<readonly string[]>;
}

export interface Answer {
  readonly status: number;
  // answers are looked at field by field
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

type Test = {
  teardown(undo: () => Promise<void>): void;
  comment(text: string): void;
  plan(n: number, reason?: string): void;
};

/**
 * Opens the workbench. Without a browser the test is skipped and says so loudly.
 *
 * @returns null when there is no browser
 */
export async function openWorkbench(t: Test): Promise<Workbench | null> {
  const browser = await findBrowser();
  if (typeof browser === 'string') {
    process.stderr.write(`\n*** ${browser}\n\n`);
    t.plan(0, browser);
    return null;
  }
  t.teardown(() => browser.close());
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli/build-pages.ts'], { cwd: ROOT });
  const dataDir = await mkdtemp(join(tmpdir(), 'jiesu-pages-'));
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', JIESU_DATA: dataDir, LOG_LEVEL: 'error' });
  const log = pino({ level: 'error' });
  const host = await openHost({ config, clock, log });
  await seedDemoTownship(host);
  const actor = systemActor('deploy-processes', DEMO_TENANT);
  const deploy = () => deployProcesses({ gate: host.engine, submit: host.loop.submit }, join(ROOT, 'processes'), actor);
  // a busy machine reads them too slowly now and then
  await deploy().catch(deploy).catch(deploy).catch(deploy);
  const pagesDir = join(ROOT, 'dist/web');
  const doors = await buildDoors({ host, config, clock, log, channels: new Map(), pagesDir });
  const url = await doors.open();
  t.teardown(async () => {
    await doors.close();
    await host.close();
    await rm(dataDir, { recursive: true });
  });
  await mkdir(PICTURES, { recursive: true });
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const named = await Promise.all(
    (['org_unit', 'account', 'duty_list_item'] as const).map((table) => host.store.reader(table)),
  );
  const entered = enteredBeside(named.flat());
  const broken: string[] = [];
  // the end of the test is not reached by what goes wrong quietly
  t.teardown(() => {
    if (broken.length > 0) throw new Error(broken.join('\n'));
    return Promise.resolve();
  });

  return {
    host,
    url,
    browser,
    passTime: (ms) => void (ahead += ms),
    now: clock.now,
    async signIn(who, options) {
      const page = await visit('/sign-in', options);
      await page.fill('input[name=login]', `demo.${who}`);
      await page.fill('input[name=password]', PASSWORD);
      await page.click('button[type=submit]');
      await page.waitForURL('**/tasks');
      return page;
    },
    visit,
    ask: (page, method, path, body) =>
      page.evaluate(
        async ([method, path, body]) => {
          const headers = { 'content-type': 'application/json' };
          const response = await fetch(path, body === null ? { method } : { method, headers, body });
          const text = await response.text();
          return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
        },
        [method, path, body === undefined ? null : JSON.stringify(body)] as const,
      ),
    async picture(page, name) {
      await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    },
    async seriousFindings(page) {
      // evaluated by the debugger: the page's policy allows no script that is not its own
      if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await readAxe(axe));
      // what is still fading away is not what people see
      await page.waitForFunction(() =>
        document
          .getAnimations()
          .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
      );
      const found = await page.evaluate(() => (window as unknown as { axe: Axe }).axe.run());
      return [
        ...found.violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
        ...(await page.locator('p.failure').allTextContents()),
        ...(await findTooWide(page)),
        ...(await findForeign(page, entered)),
      ];
    },
  };

  async function visit(path: string, { language = 'zh', screen = 'desktop' }: SignInOptions = {}): Promise<Page> {
    const context = await browserOf().newContext({
      viewport: SCREENS[screen],
      hasTouch: screen === 'phone',
      locale: 'zh-CN',
    });
    // a busy machine is slow, not broken
    context.setDefaultTimeout(90_000);
    await speak(context, language);
    context.on('request', (request) => entered.hear(request.postData()));
    const page = await context.newPage();
    page.on('pageerror', (error) => broken.push(`page error at ${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) broken.push(`policy at ${page.url()}: ${message.text()}`);
    });
    await page.goto(url + path);
    return page;
  }

  function browserOf(): Browser {
    return browser as Browser;
  }
}

/** Goes to a page of the menu, by clicking. @param path - as the menu has it */
export async function goTo(page: Page, path: string): Promise<void> {
  const link = page.locator(`a[href="${path}"]`).filter({ visible: true }).first();
  // behind a group on a wide screen, behind the menu on a phone
  const hidden = page
    .locator(`.group:has(a[href="${path}"]) > button`)
    .or(page.getByRole('button', { name: /^(菜单|Menu)$/ }))
    .filter({ visible: true })
    .first();
  // the menu may just be opening or closing
  for (let tries = 0; tries < 10 && new URL(page.url()).pathname !== path; tries++) {
    if (!(await link.isVisible())) await hidden.click({ timeout: 3_000 }).catch(() => undefined);
    await link.click({ timeout: 3_000 }).catch(() => undefined);
    await page.waitForURL(`**${path}`, { timeout: 3_000 }).catch(() => undefined);
  }
}

interface Axe {
  run(): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly help: string;
      readonly impact: string | null;
      readonly nodes: readonly { readonly target: readonly string[] }[];
    }[];
  }>;
}

async function speak(context: BrowserContext, language: 'zh' | 'en'): Promise<void> {
  await context.addInitScript((chosen) => localStorage.setItem('jiesu.language', chosen), language);
}

async function readAxe(path: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(path, 'utf8');
}
