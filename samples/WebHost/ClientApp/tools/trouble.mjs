// What goes wrong, and the way on: node tools/trouble.mjs SONG SONG
// Starts a service of its own, which it stops and starts again: MASHUP_HOST names the program (Mashup.WebHost.dll), MASHUP_DATA an empty folder.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { account, complaints, must, newEmail, openBrowser, openPage, password, watched } from './browser.mjs';
import { Service } from './service.mjs';

const [first, second] = process.argv.slice(2);
const service = await Service.start(process.env.MASHUP_HOST, process.env.MASHUP_DATA, { Tracks__MaxBytes: '8000000', RateLimits__AddressBurst: '100000' });
const browser = await openBrowser();
const page = await openPage(browser, 1280);
// Chromium writes every refused or cut request to the console; nothing else may stand there.
const errors = complaints(page, (text) => /Failed to load resource|net::ERR_/.test(text));
const button = (name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const cards = page.getByRole('list', { name: 'Your songs' }).locator('> li');
const alert = (text) => page.getByText(text).first().waitFor();

await watched('trouble', page, errors, async (step) => {
  const email = newEmail('trouble');
  await account(page, email);
  await forget(email);
  step('a forgotten password is replaced with the code from the mail');

  const junk = join(process.env.MASHUP_DATA, 'upload');
  mkdirSync(junk, { recursive: true });
  const file = (name, bytes) => { writeFileSync(join(junk, name), bytes); return join(junk, name); };
  const upload = (...files) => page.locator('input[type=file]').setInputFiles(files);

  await upload(file('notes.mp3', 'no music in here, only words\n'.repeat(500)));
  await alert(/Unsupported file type/);
  await upload(file('endless.wav', Buffer.alloc(9_000_000)));
  await alert(/too large|larger than|at most/i);
  await button('Dismiss notes').click();
  await button('Dismiss endless').click();
  step('415 and 413 say why, and can be sent away');

  // The line is cut while the first song is on its way.
  await page.route('**/api/v1/tracks', async (route) => { if (route.request().method() === 'POST') { service.line.cut(); } await route.continue(); });
  await upload(first, second);
  await cards.getByText('cannot be reached').nth(1).waitFor();
  await page.unroute('**/api/v1/tracks');
  service.line.mend();
  await button('Try again').first().click();
  await button('Try again').click();
  await ready(2);
  step('a cut upload is tried again with the same file, and arrives');

  await page.getByRole('slider', { name: 'Energy' }).press('End');
  await page.getByText('Own', { exact: true }).click();
  await page.getByLabel('Minutes and seconds').fill('0:30');
  for (const [status, words] of [[500, /on our side/], [429, /a lot at once|Too many/i]]) {
    await page.route('**/api/v1/mashups', (route) => (route.request().method() === 'POST' ? route.fulfill({ status, headers: { 'Retry-After': '1' }, contentType: 'application/problem+json', body: '{}' }) : route.continue()));
    await button('Generate').click();
    await alert(words);
    await page.unroute('**/api/v1/mashups');
    await chosenIsKept();
  }
  step('500 and 429 say what to do, and everything chosen is still there');

  await page.context().clearCookies();
  await button('Generate').click();
  await page.getByRole('dialog', { name: 'Log in to go on' }).waitFor();
  must(await page.getByRole('dialog').getByLabel('E-mail').inputValue() === email, 'The e-mail is to be typed again.');
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(`${password}!`);
  await page.getByRole('dialog').getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await chosenIsKept();
  step('an expired session asks for the password over the page');

  await button('Generate').click();
  await page.waitForURL('**/making/**');
  await page.getByTestId('percent').waitFor();
  await service.kill();
  await alert(/line is cut/i);
  await service.startAgain();
  await page.getByText(/line is cut/i).waitFor({ state: 'detached' });
  step('a service that is killed in the middle of a job is followed when it is back');

  service.line.cut();
  await alert(/line is cut/i);
  service.line.mend();
  await page.waitForURL(/\/mashups\/[^/]+$/);
  await button('Play').waitFor();
  step('the job is finished all the same, and the page goes on from a cut line');

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.locator('.clip').first().press('ArrowRight');
  await page.context().clearCookies();
  await button('Save and mix').click();
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(`${password}!`);
  await page.getByRole('dialog').getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  must(await button('Save and mix').isEnabled(), 'The edit is gone after logging in again.');
  await page.reload();
  await page.locator('.clip').first().waitFor();
  must(await button('Save and mix').isEnabled(), 'The edit is gone after a reload.');
  step('an unsaved edit outlives an expired session and a reload');
});
await browser.close();
await service.end();

/** Logs out, asks for a code, reads the mail, and comes back in with a new password. */
async function forget(email) {
  await button('Account').click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('link', { name: 'Log in' }).click();
  await page.getByRole('link', { name: 'Forgotten password?' }).click();
  await page.getByLabel('E-mail').fill(email);
  await button('Send me a code').click();
  await page.getByRole('link', { name: 'I have the code' }).click();
  const folder = join(process.env.MASHUP_DATA, 'mail');
  const mails = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.eml')).map((name) => readFileSync(join(folder, name), 'utf8'));
  await page.getByLabel('Code from the e-mail').fill(/password: (\S+)/.exec(mails.find((m) => m.includes('set a new password')))[1]);
  await page.getByLabel('New password').fill(`${password}!`);
  await button('Set the password').click();
  await page.waitForURL('**/login?*');
  await page.getByLabel('Password', { exact: true }).fill(`${password}!`);
  await button('Log in').click();
  await page.waitForURL('**/create');
}

async function ready(count) {
  await cards.nth(count - 1).getByRole('list', { name: 'Sections' }).waitFor();
  await cards.nth(0).getByRole('list', { name: 'Sections' }).waitFor();
}

async function chosenIsKept() {
  must(await page.getByRole('checkbox', { checked: true }).count() === 2, 'The chosen songs are gone.');
  must(await page.getByRole('slider', { name: 'Energy' }).getAttribute('aria-valuenow') === '1', 'The energy is gone.');
  must(await page.getByLabel('Minutes and seconds').inputValue() === '0:30', 'The length is gone.');
}
