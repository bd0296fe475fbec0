import type { Locator, Page } from 'playwright-core';
import { readResources } from '../../src/cli/deploy-processes.ts';
import { FORM_TEXTS } from '../../src/web/forms/form-texts.ts';
import { STEP_NAMES } from '../../src/web/texts/step-names.ts';
import { goTo, type SignInOptions, type Workbench } from './workbench.ts';

/** What somebody fills in, by the labels of the form's fields as they are written in Chinese: text, a choice, yes or no, several choices, or the rows of a list. */
export type Answers = Readonly<Record<string, Answer>>;
type Answer = string | number | boolean | readonly string[] | readonly Answers[];

/** The people of the demonstration township, each at a browser of their own, doing their work by clicking only. */
export interface Story {
  /** The browser of somebody; signs in when they are not. */
  as(who: string): Promise<Page>;
  /** Goes to a page of the menu. @param path - as the menu has it */
  menu(page: Page, path: string): Promise<void>;
  /** Takes an appeal down. @returns its order number */
  register(appeal: Appeal): Promise<string>;
  /** Opens a task from the list of who does it. @param step - `intake/verify` */
  open(who: string, orderNo: string, step: string): Promise<Page>;
  /** Opens a task, fills its form and completes it. */
  act(who: string, orderNo: string, step: string, answers?: Answers): Promise<Page>;
  /** Fills a form in. */
  fill(page: Page, answers: Answers): Promise<void>;
  /** Completes the task in hand. @throws with what the page says when it is refused */
  complete(page: Page): Promise<void>;
  /** The state of an order on its page. */
  state(who: string, orderNo: string): Promise<string>;
  /** Lets time pass; sessions end, so everybody signs in again. */
  pass(ms: number): Promise<void>;
}

export interface Appeal {
  readonly category: string;
  readonly place: string;
  readonly village: string;
  readonly object: string;
  readonly title: string;
  readonly content: string;
  readonly phone: string;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** How long automatic steps may take on a busy machine, ms. */
const PATIENCE_MS = 150_000;

const FILES = readResources('processes');
const DRAWN: ReadonlyMap<string, string> = new Map(
  FILES.filter(({ name }) => name.endsWith('.bpmn')).flatMap(({ content }) => {
    const process = /<bpmn:process id="(\w+)"/.exec(content)?.[1];
    return [...content.matchAll(/<bpmn:userTask id="(\w+)" name="([^"]+)"/g)].map(
      ([, id, name]) => [`${process}/${id}`, name as string] as const,
    );
  }),
);
/** A word of the forms may be put in English in more than one way. */
const ENGLISH = new Map<string, Set<string>>();
for (const { name, content } of FILES) {
  if (!name.endsWith('.form')) continue;
  for (const [zh, en] of said(content)) ENGLISH.set(zh, (ENGLISH.get(zh) ?? new Set()).add(en));
}

/** @param screens - who sits at a phone */
export function tellStory(
  { signIn, passTime, url }: Workbench,
  language: 'zh' | 'en' = 'zh',
  screens: Readonly<Record<string, SignInOptions['screen']>> = {},
): Story {
  const people = new Map<string, Page>();
  const words: Words = (zh) => (language === 'zh' ? [zh] : [...(ENGLISH.get(zh) ?? [zh])]);
  const nameOf = (step: string) => {
    const [process = '', element = ''] = step.split('/');
    const name = language === 'zh' ? DRAWN.get(step) : STEP_NAMES[process]?.tasks[element];
    if (!name) throw new Error(`no task ${step}`);
    return name;
  };
  const story: Story = {
    async as(who) {
      const screen = screens[who] ?? 'desktop';
      const page = people.get(who) ?? (await signIn(who, { language, screen }));
      people.set(who, page);
      return page;
    },
    menu: goTo,
    async register({ category, place, village, object, title, content, phone }) {
      const page = await story.as('registrar');
      await story.menu(page, '/register');
      const next = page.locator('[data-test=next]');
      await page.locator('input[name=appellant-phone]').or(next).first().waitFor();
      if (await next.isVisible()) await next.click();
      await page.fill('input[name=appellant-phone]', phone);
      await page.fill('input[name=appellant-name]', '示例甲');
      for (const [field, typed] of [
        ['category', category],
        ['placeKind', place],
        ['unitKey', village],
      ] as const) {
        await page.locator(`[data-field=${field}] input`).first().click();
        await page.keyboard.type(typed);
        await page.getByRole('option').filter({ visible: true }).first().waitFor();
        await page.keyboard.press('Enter');
      }
      await page.fill('input[name=object]', object);
      await page.fill('input[name=title]', title);
      await page.fill('textarea[name=content]', content);
      await page.click('[data-test=register]');
      return String(await page.locator('[data-test=order-no]').textContent()).trim();
    },
    async open(who, orderNo, step) {
      const page = await story.as(who);
      await story.menu(page, '/tasks');
      const row = page
        .getByRole('listitem')
        .filter({ hasText: orderNo })
        .getByRole('link', { name: nameOf(step), exact: true })
        .first();
      await row.click({ timeout: PATIENCE_MS }).catch(() => {
        throw new Error(`${who} finds no “${nameOf(step)}” of ${orderNo} in the list`);
      });
      await page.locator('[data-test=complete]').waitFor();
      return page;
    },
    async act(who, orderNo, step, answers = {}) {
      const page = await story.open(who, orderNo, step);
      await story.fill(page, answers);
      await story.complete(page);
      return page;
    },
    async fill(page, answers) {
      await fillIn(page.locator('.form'), answers, words);
    },
    async complete(page) {
      const before = page.url();
      await page.locator('[data-test=complete]').click();
      const refused = page.locator('main .el-alert--error, .fjs-has-errors').first();
      await Promise.race([
        page.waitForURL((next) => next.href !== before, { timeout: PATIENCE_MS }),
        refused.waitFor({ timeout: PATIENCE_MS }).then(async () => {
          throw new Error(`refused: ${(await refused.innerText()).trim()}`);
        }),
      ]);
    },
    async state(who, orderNo) {
      const page = await story.as(who);
      await page.goto(`${url}/cases/${orderNo}`);
      return String(await page.locator('[data-test=state]').textContent()).trim();
    },
    async pass(ms) {
      passTime(ms);
      for (const page of people.values()) await page.context().close();
      people.clear();
    },
  };
  return story;
}

/** Waits until an order's page says that it has come to a state. */
export async function reaches(story: Story, who: string, orderNo: string, state: string): Promise<Page> {
  await story.state(who, orderNo);
  const page = await story.as(who);
  await page.locator('[data-test=state]').getByText(state, { exact: true }).waitFor({ timeout: PATIENCE_MS });
  return page;
}

/** Takes an appeal down and through intake to its handler's check on site. @returns its order number */
export async function toSite(story: Story, appeal: Appeal, handler: string, site: Answers): Promise<string> {
  const orderNo = await story.register(appeal);
  await fromRegistration(story, orderNo, handler, site);
  return orderNo;
}

/** From verification to the check on site. @param verified - what the registrar finds */
export async function fromRegistration(
  { act }: Story,
  orderNo: string,
  handler: string,
  site: Answers,
  verified: Answers = ACCEPTED,
): Promise<void> {
  await act('registrar', orderNo, 'intake/verify', verified);
  await act('secretary', orderNo, 'intake/sign_off', { 签批意见: '同意派单' });
  await act(handler, orderNo, 'first_responder/sign', { '对职责、管辖有异议': '否' });
  await act(handler, orderNo, 'first_responder/first_contact', { 联系方式: '电话', 已联系上: '是' });
  await act(handler, orderNo, 'first_responder/check_site', site);
}

/** What a registrar finds of an appeal that is the township's. */
export const ACCEPTED: Answers = {
  '要素齐全(时间、事项、地点、联系方式)': '是',
  法定途径: '无',
  属职责范围: '是',
  在本行政区内: '是',
};

/** The result is filled in, reviewed and inspected: the appellant is to be called. */
export async function toCallback({ act }: Story, orderNo: string, handler: string): Promise<void> {
  await act(handler, orderNo, 'first_responder/fill_result', { 诉求属实: '是', 是否解决: '是', 公开答复: '已办妥。' });
  await act('deputy', orderNo, 'first_responder/review', { 审核通过: '是' });
  await act('inspector', orderNo, 'closure/verify_result', { 办理结果: '属实' });
}

/** As {@link toCallback}; then the appellant is called and content. @param between - done after the inspection */
export async function toClosed(
  story: Story,
  orderNo: string,
  handler: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await toCallback(story, orderNo, handler);
  await between();
  await story.pass(4 * DAY_MS);
  const satisfied = { 接通: '是', 承办单位联系过您: true, 诉求已解决: true, 对办理满意吗: '满意' };
  await story.act('callback', orderNo, 'closure/make_call', satisfied);
}

// helpers

/** What a word of the forms may read in the story's language. */
type Words = (zh: string) => readonly string[];

async function fillIn(form: Locator, answers: Answers, words: Words): Promise<void> {
  for (const [label, answer] of Object.entries(answers)) await fillOne(form, label, answer, words);
}

async function fillOne(form: Locator, zh: string, answer: Answer, words: Words): Promise<void> {
  const label = words(zh);
  if (Array.isArray(answer) && typeof answer[0] === 'object') {
    const list = form
      .locator('.fjs-form-field-dynamiclist')
      .filter({ hasText: new RegExp(label.map(escaped).join('|')) });
    for (const [index, row] of (answer as readonly Answers[]).entries()) {
      const rows = list.locator('.fjs-repeat-row-container');
      if ((await rows.count()) <= index) await list.locator('.fjs-repeat-render-add').click();
      await fillIn(rows.nth(index), row, words);
    }
    return;
  }
  const field = form
    .locator('.fjs-form-field:not(.fjs-form-field-dynamiclist)')
    .filter({ has: form.page().locator('label', { hasText: exactly(label) }) })
    .first();
  await field.waitFor();
  const kind = String(await field.getAttribute('class'));
  const choice = (name: string) =>
    field.locator('.fjs-inline-label').filter({ has: form.page().locator('label', { hasText: exactly(words(name)) }) });
  if (Array.isArray(answer)) {
    for (const name of answer as readonly string[]) await choice(name).locator('input').check();
  } else if (typeof answer === 'boolean') await field.locator('input').setChecked(answer);
  else if (kind.includes('field-radio')) await choice(String(answer)).locator('input').check();
  else if (kind.includes('field-select')) {
    await field.locator('.fjs-input-group').click();
    await field.locator('.fjs-dropdownlist-item', { hasText: exactly(words(String(answer))) }).click();
  } else {
    await field.locator('input, textarea').first().fill(String(answer));
    await form.page().keyboard.press('Tab');
  }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const exactly = (texts: readonly string[]) => new RegExp(`^\\s*(${texts.map(escaped).join('|')})\\s*\\*?\\s*$`);

/** The words of a form with what they are in English. */
function said(form: string): readonly (readonly [zh: string, en: string])[] {
  type Part = Readonly<Record<string, unknown>> & {
    readonly properties?: Readonly<Record<string, string>>;
    readonly values?: readonly { readonly label: string; readonly labelEn?: string }[];
    readonly components?: readonly Part[];
  };
  const wordsOf = ({ properties = {}, values = [], components = [], ...texts }: Part): [string, string][] => [
    ...FORM_TEXTS.flatMap((name): [string, string][] =>
      properties[`${name}En`] ? [[String(texts[name]), properties[`${name}En`] as string]] : [],
    ),
    ...values.flatMap(({ label, labelEn }): [string, string][] => (labelEn ? [[label, labelEn]] : [])),
    ...components.flatMap(wordsOf),
  ];
  return wordsOf(JSON.parse(form) as Part);
}
