import type { Locator, Page } from 'playwright-core';
import { CITIZEN_TEXTS } from '../../src/web/pages/citizen/citizen-texts.ts';
import { CLUSTER_TEXTS } from '../../src/web/pages/clusters/cluster-texts.ts';
import { COMMON } from '../../src/web/texts/common.ts';
import { CONSULTATION_TEXTS } from '../../src/web/pages/consultations/consultation-texts.ts';
import { FINDING_TEXTS } from '../../src/web/pages/findings/finding-texts.ts';
import { HAND_DOWN_TEXTS } from '../../src/web/pages/hand-downs/hand-down-texts.ts';
import { WHISTLE_TEXTS } from '../../src/web/pages/whistles/whistle-texts.ts';
import { WORKSHEET_TEXTS } from '../../src/web/pages/worksheet/worksheet-texts.ts';
import { ACCEPTED, type Answers, type Appeal, type Story } from './story.ts';
import type { Workbench } from './workbench.ts';

/* What people do on the pages beside their tasks, in their own words: by clicking and typing only, in the story's language. */

/** A photo of one pixel. */
export const PHOTO = {
  name: 'photo.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
};

const TEXTS = {
  citizen: CITIZEN_TEXTS,
  clusters: CLUSTER_TEXTS,
  common: COMMON,
  consultations: CONSULTATION_TEXTS,
  findings: FINDING_TEXTS,
  handDowns: HAND_DOWN_TEXTS,
  whistles: WHISTLE_TEXTS,
  worksheet: WORKSHEET_TEXTS,
};

export interface Receipt {
  readonly orderNo: string;
  readonly code: string;
}

export type People = ReturnType<typeof peopleOf>;

/** @param language - that the story is told in */
export function peopleOf(story: Story, { visit }: Workbench, language: 'zh' | 'en' = 'zh') {
  /** A text of the pages, by its key; `{n}` and the like filled in. */
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    const [area = '', ...path] = key.split('.');
    let text: unknown = TEXTS[area as keyof typeof TEXTS][language];
    for (const part of path) text = (text as Record<string, unknown>)[part];
    return String(text).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  };
  const button = (page: Page, key: string) => page.getByRole('button', { name: say(key), exact: true });
  const confirm = async (page: Page, key = 'common.confirm') => {
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say(key), exact: true })
      .click();
    await page.getByRole('dialog').filter({ visible: true }).waitFor({ state: 'hidden' });
  };
  const write = async (page: Page, text: string) => {
    await page.getByRole('dialog').getByRole('textbox').fill(text);
    await confirm(page);
  };
  /** The page of what has this number, from its list. */
  const go = async (who: string, list: string, no: string): Promise<Page> => {
    const page = await story.as(who);
    await story.menu(page, list);
    const link = page.locator(`a[href="${list}/${no}"]`).first();
    const all = page.locator('[data-test=all]');
    await link.or(all).first().waitFor();
    if (!(await link.isVisible()) && (await all.isVisible())) await all.click();
    await link.click();
    await page.waitForURL(`**${list}/${no}`);
    return page;
  };
  /** The page beside a task of the round table or the review, from that task. */
  const beside = async (who: string, orderNo: string, step: string): Promise<Page> => {
    const page = await story.open(who, orderNo, step);
    await page.locator('[data-test=place]').click();
    return page;
  };

  const registrar = {
    /** Takes an appeal down; what is on the slip. */
    async registers(appeal: Appeal): Promise<Receipt> {
      const orderNo = await story.register(appeal);
      const page = await story.as('registrar');
      return { orderNo, code: String(await page.locator('[data-test=code]').textContent()).trim() };
    },
    /** Verifies everything whose title has `words` with one form. */
    async verifies(words: string, count: number): Promise<void> {
      const page = await story.as('registrar');
      await story.menu(page, '/tasks');
      await page.fill('[data-test=filter]', words);
      await page.waitForURL(/text=/);
      await page.waitForFunction(
        ([words, count]) =>
          [...document.querySelectorAll('[role=listitem]')].filter((each) => each.textContent?.includes(words))
            .length === count && document.querySelectorAll('[role=listitem]').length === count,
        [words, count] as const,
      );
      if (count > 1) await page.click('[data-test=choose-all]');
      else await page.getByRole('listitem').getByRole('checkbox').check();
      await page.click('[data-test=complete-chosen]');
      await story.fill(page, ACCEPTED);
      await page.click('[data-test=bulk-complete]');
      await page
        .locator('.results .el-tag--success')
        .nth(count - 1)
        .waitFor();
      await button(page, 'common.close').last().click();
    },
  };

  const citizen = {
    /** Appeals on a phone, without an account. */
    async appeals({ category, place, village, object, title, content, phone }: Appeal): Promise<Receipt> {
      const page = await visit('/t/yunxi-demo', { language, screen: 'phone' });
      await page
        .getByRole('link', { name: say('citizen.nav.submit') })
        .first()
        .click();
      for (const [key, name] of [
        ['category', category],
        ['placeKind', place],
        ['place', village],
      ] as const)
        await choose(page, say(`citizen.${key}`), name);
      await page.fill('input[name=object]', object);
      await page.fill('input[name=title]', title);
      await page.fill('textarea[name=content]', content);
      await page.fill('input[name=name]', '示例乙');
      await page.fill('input[name=phone]', phone);
      await button(page, 'citizen.submit').click();
      const code = await page.locator('[data-test=code]').textContent();
      const orderNo = await page.locator('[data-test=order-no]').textContent();
      await page.context().close();
      return { orderNo: String(orderNo).trim(), code: String(code).trim() };
    },
    /** Looks how the own appeal stands, on a phone. */
    async follows({ orderNo, code }: Receipt): Promise<Page> {
      const page = await visit('/t/yunxi-demo', { language, screen: 'phone' });
      await page
        .getByRole('link', { name: say('citizen.nav.follow') })
        .first()
        .click();
      await page.fill('input[name=order-no]', orderNo);
      await page.fill('input[name=code]', code);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: orderNo }).waitFor();
      return page;
    },
  };

  const grid = {
    /** Reports on patrol what somebody of the grid has found, with a photo. @returns its number */
    async reports(who: string, found: { category: string; title: string; content: string }): Promise<string> {
      const page = await story.as(who);
      await story.menu(page, '/findings');
      await page.getByRole('link', { name: say('findings.report'), exact: true }).click();
      await page.setInputFiles('[data-test=photo]', PHOTO);
      await page.getByAltText(say('findings.photo', { n: 1 })).waitFor();
      await choose(page, say('findings.category'), found.category);
      await page.fill('input[name=title]', found.title);
      await page.fill('textarea[name=content]', found.content);
      await button(page, 'findings.send').click();
      await page.getByRole('link', { name: say('findings.see'), exact: true }).click();
      await page.waitForURL(/\/findings\/WS-/);
      return page.url().split('/').at(-1) ?? '';
    },
  };

  const whistler = {
    /** Blows a whistle of the own unit for orders in work. @returns its number */
    async blows(
      who: string,
      blown: { fact: string; reason: string; place: string; units: readonly string[]; orderNos: readonly string[] },
    ): Promise<string> {
      const page = await story.as(who);
      await story.menu(page, '/whistles');
      await page.click('[data-test=blow]');
      await page.getByText(say(`whistles.facts.${blown.fact}`), { exact: true }).click();
      await choose(page, say('whistles.reasonLabel'), blown.reason);
      await page.fill('[data-test=place]', blown.place);
      for (const unit of blown.units) await choose(page, say('whistles.call'), unit);
      await page.keyboard.press('Escape');
      await page.getByLabel(say('whistles.orderNos')).fill(blown.orderNos.join(' '));
      await page.click('[data-test=send-whistle]');
      await page.waitForURL(/\/whistles\/CS-/);
      await page.locator('[data-test=stage]').waitFor();
      return page.url().split('/').at(-1) ?? '';
    },
    /** Signs a whistle, comes, and gives the result of the own unit. */
    async comes(who: string, whistleNo: string, result: Answers): Promise<Page> {
      await story.act(who, whistleNo, 'whistle/sign_whistle', { 对职责有异议: '否' });
      const page = await go(who, '/whistles', whistleNo);
      await page.click('[data-test=report-in]');
      await page.click('[data-test=send-report]');
      await page.locator('[data-test=send-report]').waitFor({ state: 'hidden' });
      return story.act(who, whistleNo, 'whistle/handle_part', result);
    },
  };

  const table = {
    /** Writes down that the appellant lets the other side know who they are. */
    async consents(who: string, orderNo: string): Promise<Page> {
      const page = await beside(who, orderNo, 'round_table/plan_meeting');
      await button(page, 'consultations.give').click();
      await page.locator('[data-test=newest-consent]').waitFor();
      return page;
    },
    /** Ticks everybody who was invited as present. */
    async seats(page: Page): Promise<void> {
      for (const invited of await page.locator('.fjs-form-field-checklist input').all()) await invited.check();
    },
    /** Everybody is present; says how the session came out, and completes it. */
    async meets(who: string, orderNo: string, answers: Answers): Promise<Page> {
      const page = await story.open(who, orderNo, 'round_table/hold_session');
      await table.seats(page);
      await story.fill(page, answers);
      await story.complete(page);
      return page;
    },
    /** Writes the minutes of a session. */
    async writesMinutes(who: string, orderNo: string, n: number, text: string): Promise<Page> {
      const page = await go(who, '/consultations', orderNo);
      await page.getByRole('button', { name: say('consultations.minutesOf', { n }) }).click();
      await write(page, text);
      await page.locator('[data-test=sessions]').getByText(text).waitFor();
      return page;
    },
    /** Writes down that an instalment was paid. */
    async notesPayment(who: string, orderNo: string, n: number): Promise<Page> {
      const page = await go(who, '/consultations', orderNo);
      const instalment = say('consultations.instalment', { n });
      await page.getByRole('button', { name: `${say('consultations.pay')} ${instalment}` }).click();
      await confirm(page, 'consultations.pay');
      await page.locator('[data-test=instalments] tr', { hasText: instalment }).getByText('✓').waitFor();
      return page;
    },
  };

  const worksheet = {
    async submits(who: string, orderNo: string, days: number, fact: string): Promise<void> {
      const page = await story.as(who);
      await story.menu(page, '/worksheet');
      await page.click('[data-test=submit]');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say('worksheet.orderNo')).fill(orderNo);
      await dialog.getByLabel(say('worksheet.days')).fill(String(days));
      await dialog.getByText(say(`worksheet.flags.${fact}`), { exact: true }).click();
      await button(page, 'common.send').click();
      await page.locator('[data-test=waiting]').getByText(orderNo).waitFor();
    },
    async plans(who: string, orderNo: string, measures: string): Promise<Page> {
      const page = await story.as(who);
      await story.menu(page, '/worksheet');
      await page.getByRole('button', { name: `${say('worksheet.plan')} ${orderNo}` }).click();
      await write(page, measures);
      await page.getByText(measures).first().waitFor();
      return page;
    },
  };

  const village = {
    /** Puts people on the village's roster, from which panels are drawn. @param categories - by their keys */
    async enrols(who: string, categories: readonly string[]): Promise<Page> {
      const page = await story.as(who);
      await story.menu(page, '/hand-downs');
      await page.getByRole('link', { name: say('handDowns.roster'), exact: true }).click();
      for (const category of categories) {
        await choose(page, say('handDowns.category'), say(`handDowns.categories.${category}`));
        await page.getByLabel(say('handDowns.name')).fill('示例人员');
        await button(page, 'handDowns.enrol').click();
        const heading = say(`handDowns.categories.${category}`);
        await page.locator('[data-test=roster] h2', { hasText: heading }).waitFor();
      }
      return page;
    },
  };

  const panel = {
    /** Writes down that somebody who was drawn is kin of a party, and lets everybody who is seated then vote. */
    async votes(who: string, orderNo: string, choice: string): Promise<Page> {
      const page = await go(who, '/hand-downs', orderNo);
      await page.locator('[data-test=seats] li').first().waitFor();
      const first = await page.locator('[data-test=seats] li span').first().innerText();
      await page.locator('[data-test=recuse]').click();
      const kin = first.trim().split(/\s+/).at(-1) ?? '';
      await choose(page, say('handDowns.who'), kin);
      await confirm(page);
      await page.locator('[data-test=seats]').getByText(say('handDowns.recusals.kinship')).waitFor();
      await panel.votesAll(page, choice);
      return page;
    },
    /** Lets everybody who is to vote on an open page do so. @param villagers - the villagers instead of the panel */
    async votesAll(page: Page, choice: string, villagers = false): Promise<void> {
      const voters = page.locator('[data-test=votes]');
      if (villagers)
        await voters.locator('.el-radio').getByText(say('handDowns.stages.villagers'), { exact: true }).click();
      const number = Number(/\d+\D+(\d+)/.exec(await voters.locator('[data-test=cast]').innerText())?.[1]);
      for (let n = 0; n < number; n++) {
        await voters.getByRole('combobox').click();
        await page.locator('.el-select-dropdown__item').filter({ visible: true }).nth(n).click();
        await voters
          .locator('.el-radio')
          .getByText(say(`handDowns.choices.${choice}`), { exact: true })
          .click();
        await page.locator('[data-test=vote]').click();
        await voters
          .locator('[data-test=cast]', { hasText: new RegExp(`^\\D*${n + 1}\\D`) })
          .filter({ visible: true })
          .waitFor();
      }
    },
  };

  const callback = {
    /** Calls one after another until nobody is left. @returns how many */
    async callsAll(count: number, answers: Answers): Promise<Page> {
      const page = await story.as('callback');
      await story.menu(page, '/callbacks');
      for (let n = 0; n < count; n++) {
        await page.waitForURL(/\/callbacks\/\d+/);
        await page.locator('.fjs-form-field').first().waitFor();
        await story.fill(page, answers);
        await story.complete(page);
      }
      return page;
    },
  };

  return { say, go, registrar, citizen, grid, whistler, table, worksheet, village, panel, callback };
}

// helpers

/** Chooses from a list; by typing part of the name where one can. @param page - or the part of it where the list is */
export async function choose(page: Page | Locator, label: string, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true }).filter({ visible: true });
  // what is chosen already lies over the field itself
  await field.locator('xpath=ancestor::*[contains(@class, "el-select__wrapper")]').click();
  const options = optionsOf('page' in page ? page.page() : page, await field.getAttribute('aria-controls'));
  await options.filter({ visible: true }).first().waitFor();
  if (await field.isEditable()) {
    await field.fill(name);
    // while the list narrows, what is under the pointer changes
    await options.filter({ visible: true }).filter({ hasNotText: name }).first().waitFor({ state: 'hidden' });
  }
  await options.filter({ hasText: name }).first().click();
}

function optionsOf(page: Page, list: string | null) {
  return page.locator(`[id="${list}"]`).getByRole('option');
}
