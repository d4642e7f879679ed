// Opens Chromium for the tools beside this file; CHROMIUM names another one.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export let service = process.env.MASHUP_SERVICE ?? 'http://localhost:5080';
export const setService = (address) => { service = address; };
export const password = 'Right-horse-7';
export const newEmail = (what) => `${what}-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.org`;

export function findBrowser() {
  const found = places.find((p) => p !== undefined && existsSync(p));
  if (found === undefined) {
    throw new Error('No Chromium here: install it (apt-get install chromium), or name one in CHROMIUM.');
  }

  return found;
}

export async function openBrowser() {
  return chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--mute-audio'] });
}

/** A page on a screen of this width; below 600 px it is a phone that is touched. */
export async function openPage(browser, width, more = {}) {
  const phone = width < 600 ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {};
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 812 : 860 }, acceptDownloads: true, ...phone, ...more });
  // Guards against hangs; the machine may be busy.
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  // Listening from the start, so that no dialog of the system opens in between.
  page.on('filechooser', () => undefined);
  await page.addInitScript(() => {
    const Original = window.Audio;
    window.heard = [];
    window.Audio = function Audio(...given) {
      const audio = new Original(...given);
      window.heard.push(audio);
      return audio;
    };
  });
  return page;
}

/** Notes what a page complains of. */
export function complaints(page, isExpected = () => false) {
  const list = [];
  const note = (text) => { if (!isExpected(text)) { list.push(text); } };
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') { note(`${m.text()} ${m.location().url}`); } });
  page.on('pageerror', (e) => { note(String(e)); });
  return list;
}

/** A new account, in by the front door. */
export async function account(page, email) {
  await page.goto(`${service}/register`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/create');
}

/** Fails with words. */
export function must(isSo, words) {
  if (!isSo) {
    throw new Error(words);
  }
}

/** Runs what is to be seen in a browser: tells of each step, keeps a picture of where it failed, ends with 1 when anything was wrong. */
export async function watched(name, page, errors, run) {
  const began = performance.now();
  try {
    await run((text) => { console.log(`${((performance.now() - began) / 1000).toFixed(1)} s  ${text}`); });
  } catch (error) {
    console.error(error);
    const picture = new URL(`../screenshots/failed-${name}.png`, import.meta.url).pathname;
    await page.screenshot({ path: picture }).then(() => { console.error(`At ${page.url()}, see ${picture}`); }, () => undefined);
    process.exitCode = 1;
  }

  console.log(errors.length === 0 ? 'no console error' : errors.join('\n'));
  process.exitCode ||= errors.length === 0 ? 0 : 1;
}
