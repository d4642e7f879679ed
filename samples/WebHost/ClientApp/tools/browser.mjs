// Opens Chromium for the tools beside this file; CHROMIUM names another one.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const service = process.env.MASHUP_SERVICE ?? 'http://localhost:5080';

export async function openBrowser() {
  const executablePath = places.find((p) => p !== undefined && existsSync(p));
  if (executablePath === undefined) {
    throw new Error('No Chromium here: install it (apt-get install chromium), or name one in CHROMIUM.');
  }

  return chromium.launch({ executablePath, args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--mute-audio'] });
}

/** Notes what a page complains of. */
export function complaints(page) {
  const list = [];
  page.on('console', (m) => { if (m.type() === 'error') { list.push(`${m.text()} ${m.location().url}`); } });
  page.on('pageerror', (e) => { list.push(String(e)); });
  return list;
}

export async function account(page, email, password) {
  await page.goto(`${service}/register`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/create');
}
