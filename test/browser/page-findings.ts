import type { Page } from 'playwright-core';

const HAN = /\p{Script=Han}+/gu;

/** What people entered, or are called: an English page shows it as it is. */
export interface Entered {
  /** Remembers what a page sends. @param body - JSON; anything else is passed over */
  hear(body: string | null): void;
  /** Whether somebody entered this. @param run - characters without anything between them */
  knows(run: string): boolean;
}

/** @param named - rows of what has a name */
export function enteredBeside(named: readonly object[]): Entered {
  let all = '';
  const remember = (value: unknown) => {
    all += `\n${[...JSON.stringify(value).matchAll(HAN)].map(([run]) => run).join('\n')}`;
  };
  remember(named);
  return {
    hear(body) {
      if (body?.startsWith('{')) remember(JSON.parse(body));
    },
    // what tests make up begins like this, names of files too
    knows: (run) => run.startsWith('示例') || all.includes(run),
  };
}

/** Chinese on an English page that nobody entered: it should have been translated. */
export async function findForeign(page: Page, entered: Entered): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    if (document.documentElement.lang !== 'en') return [];
    const found: string[] = [];
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    // what says that it is Chinese is meant to be
    const isForeign = (element: Element) => element.closest('[lang|=zh], script, style') !== null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || isForeign(element) || !isShown(element)) continue;
      if (node instanceof Element)
        for (const name of ['placeholder', 'title', 'aria-label', 'alt']) found.push(node.getAttribute(name) ?? '');
      else found.push(node.textContent ?? '');
    }
    return found.filter((text) => /\p{Script=Han}/u.test(text)).map((text) => text.trim());
  });
  return [...new Set(texts)]
    .filter((text) => [...text.matchAll(HAN)].some(([run]) => !entered.knows(run)))
    .map((text) => `not in the language of the page: ${text}`);
}

/** What is wider than the screen makes the whole page scroll sideways. */
export async function findTooWide(page: Page): Promise<readonly string[]> {
  const { wide, screen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  return wide > screen ? [`the page is ${wide} px wide on a screen of ${screen} px`] : [];
}
