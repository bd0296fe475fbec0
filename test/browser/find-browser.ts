import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** Where browsers are installed, by platform: names on the PATH, or paths. */
const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    if (folder === undefined) return [];
    return [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ];
  }),
};

/**
 * Starts a browser for the tests: BROWSER_PATH (set but broken is an error, never passed over), then an installed Chrome, Chromium or Edge.
 *
 * @returns the browser, or why there is none and what to do
 */
export async function findBrowser(): Promise<Browser | string> {
  // root has no sandbox to lose
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const wanted = process.env['BROWSER_PATH'];
  if (wanted) return chromium.launch({ executablePath: wanted, args });
  const tried: string[] = [];
  for (const executablePath of (INSTALLED[process.platform] ?? [])
    .flatMap(placesOf)
    .filter((path) => existsSync(path))) {
    try {
      return await chromium.launch({ executablePath, args });
    } catch (error) {
      tried.push(`${executablePath}: ${String(error).split('\n', 1)[0]}`);
    }
  }
  const found = tried.length > 0 ? ` Tried: ${tried.join('; ')}` : '';
  return `No browser: the tests of the pages were SKIPPED. Install Chrome or Chromium (Debian: apt install chromium), or set BROWSER_PATH.${found}`;
}

function placesOf(name: string): string[] {
  if (isAbsolute(name)) return [name];
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
}
