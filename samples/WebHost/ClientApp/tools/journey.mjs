// The whole journey against a running service: node tools/journey.mjs SONG SONG [width]
import { mkdirSync } from 'node:fs';
import { account, complaints, openBrowser, service } from './browser.mjs';

const [first, second, width = '1280'] = process.argv.slice(2);
const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: Number(width), height: 860 }, acceptDownloads: true });
const errors = complaints(page);
const shots = new URL('../screenshots/', import.meta.url).pathname;
mkdirSync(shots, { recursive: true });
let count = 0;
const shot = (name) => page.screenshot({ path: `${shots}journey-${width}-${String(++count).padStart(2, '0')}-${name}.png` });
const step = (text) => { console.log(`${(performance.now() / 1000).toFixed(1)} s  ${text}`); };

try {
  const email = `journey-${Date.now()}@example.org`;
  await account(page, email, 'Right-horse-7');
  step('registered');
  await shot('empty');
  await page.locator('input[type=file]').setInputFiles([first, second]);
  await page.waitForTimeout(400);
  await shot('uploading');
  await page.getByText('BPM').nth(1).waitFor({ timeout: 180_000 });
  await page.locator('.strip').nth(1).waitFor({ timeout: 30_000 });
  step('analysed');
  await shot('analysed');
  await page.getByText('1:00', { exact: true }).first().click();
  await page.getByText('2', { exact: true }).last().click();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.waitForURL('**/making/**');
  const seen = new Set();
  while (/making/.test(page.url())) {
    const percent = await page.getByTestId('percent').textContent({ timeout: 1000 }).catch(() => null);
    if (percent !== null && !seen.has(percent)) {
      seen.add(percent);
      if (seen.size === 3) { await shot('making'); await page.reload(); }
    }
    await page.waitForTimeout(200);
  }
  step(`made; seen ${[...seen].join(', ')}`);
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.waitForTimeout(1500);
  await shot('result');
  const before = performance.now();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('[data-testid=time]')?.textContent?.startsWith('0:01'), null, { timeout: 20_000 });
  step(`played one second ${((performance.now() - before) / 1000).toFixed(2)} s after the press`);
  await page.getByRole('radiogroup', { name: 'Version' }).getByText(/^B/).click();
  await page.waitForTimeout(600);
  step(`version B at ${await page.getByTestId('time').textContent()}`);
  await page.getByRole('slider', { name: 'Position' }).press('End');
  await page.waitForTimeout(800);
  await page.getByRole('radio', { name: '4 stars' }).press(' ');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Your rating').waitFor();
  step('rated');
  await shot('rated');
  await page.getByRole('button', { name: 'Download' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /MP3/ }).click()]);
  step(`downloaded ${download.suggestedFilename()} to ${await download.path()}`);
  await page.goto(`${service}/mashups`);
  await page.locator('.mashup-row').first().waitFor();
  await shot('history');
  await page.locator('.mashup-title').first().click();
  const audio = () => page.evaluate(async (url) => {
    const bytes = await (await fetch(url, { cache: 'no-store' })).arrayBuffer();
    return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join(' ');
  }, `/api/v1/mashups/${page.url().split('/').at(-1)}/audio`);
  const heard = await audio();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.locator('.clip').first().waitFor();
  await page.waitForTimeout(800);
  await shot('editor');
  await page.locator('.clip').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Preview the loop' }).click();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ timeout: 60_000 });
  await page.locator('.toolbar button[data-loading]').waitFor({ state: 'detached', timeout: 60_000 });
  await page.waitForTimeout(1500);
  await shot('preview');
  step('previewed');
  await page.getByRole('button', { name: 'Save and mix' }).click();
  await page.waitForURL('**/making/**');
  await page.waitForURL('**/mashups/*', { timeout: 120_000 });
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  if (await audio() === heard) {
    throw new Error('The edit cannot be heard: the audio is the same.');
  }
  step('mixed anew, and it sounds different');
  await page.goto(`${service}/mashups`);
  await page.getByRole('button', { name: /^More for/ }).first().click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForFunction(() => document.querySelectorAll('.mashup-row').length === 1);
  step('deleted');
  await page.goto(`${service}/profile`);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByLabel('Password', { exact: true }).last().fill('Right-horse-7');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByText('Songs go in').waitFor();
  step('account deleted');
} catch (error) {
  console.error(error);
  await shot('failed');
  process.exitCode = 1;
} finally {
  console.log(errors.length === 0 ? 'no console error' : errors);
  process.exitCode ||= errors.length === 0 ? 0 : 1;
  await browser.close();
}
