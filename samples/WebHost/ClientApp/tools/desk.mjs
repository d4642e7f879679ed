// What is done at a desk, in one sitting: the queue, stems, my mashups, the timeline, sessions, users. node tools/desk.mjs
// Needs a running service (MASHUP_SERVICE), and an account that may administrate and has a mashup (MASHUP_EMAIL, MASHUP_PASSWORD).
import { readFileSync } from 'node:fs';
import { complaints, must, newEmail, openBrowser, openPage, password, service, watched } from './browser.mjs';
import { Program } from './program.mjs';

const [email, secret] = [process.env.MASHUP_EMAIL, process.env.MASHUP_PASSWORD];
const browser = await openBrowser();
const page = await openPage(browser, 1280);
// One edit is meant to be refused.
const errors = complaints(page, (text) => /400 .*\/plan/.test(text));
const button = (name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const goTo = async (path) => { await page.goto(`${service}/${path}`); await page.locator('h1').waitFor(); };
const program = await Program.logIn(email, secret);

await watched('desk', page, errors, async (step) => {
  await goTo('login');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await button('Log in').click();
  await page.waitForURL('**/create');
  const { items: [mashup] } = await program.get('/mashups?limit=1');
  const tracks = (await program.get('/tracks')).items.map((t) => t.id).slice(0, 2);

  await reorder(tracks);
  step('the queue is put in another order, and emptied');
  await history(mashup);
  step('a mashup is searched, renamed and played in place');
  await stems(mashup);
  step('stems are made and downloaded');
  await timeline(mashup);
  step('a clip is split, muted, pitched and swapped; undone and done again; a refused edit is shown where it is');
  await sessions();
  step('another session is ended from here');
  await administration();
  step('a user is locked and unlocked, the figures are downloaded');
});
await browser.close();

/** A long job keeps the worker busy, two wait behind it. */
async function reorder(trackIds) {
  const made = [];
  for (const [title, durationSeconds] of [['Busy', 600], ['Early', 30], ['Late', 30]]) {
    const { jobId, mashupIds: [id] } = await program.send('POST', '/mashups', { trackIds, durationSeconds });
    await program.send('PATCH', `/mashups/${id}`, { title });
    made.push({ id, jobId });
  }

  await goTo('queue');
  const lines = page.getByRole('list', { name: 'Waiting jobs' }).locator('> li');
  await lines.nth(1).filter({ hasText: 'Late' }).waitFor();
  await button('Move Late up').click();
  await lines.nth(0).filter({ hasText: 'Late' }).waitFor();
  await page.reload();
  await lines.nth(0).filter({ hasText: 'Late' }).waitFor();
  await button('Cancel Late').click();
  await button('Cancel Early').click();
  await lines.first().waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Progress' }).getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Nothing is waiting').waitFor();
  for (const { id } of made) {
    await program.send('DELETE', `/mashups/${id}`);
  }
}

async function history(mashup) {
  await goTo('mashups');
  const rows = page.locator('.mashup-row');
  await rows.first().waitFor();
  await page.getByLabel('Search my mashups').fill('no such name');
  await page.getByText('Nothing is called “no such name”').waitFor();
  await page.getByLabel('Search my mashups').fill(mashup.title.slice(0, 6));
  await button(`More for ${mashup.title}`).first().click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Title').fill('Found Again');
  await button('Save').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByLabel('Search my mashups').fill('again');
  await button('Play Found Again').click();
  await page.waitForFunction(() => window.heard.some((a) => !a.paused && a.currentTime > 0.3));
  await button('Pause Found Again').click();
  await button('Play Found Again').waitFor();
}

async function stems(mashup) {
  await goTo(`mashups/${mashup.id}`);
  await button('Download').click();
  await page.getByRole('menuitem', { name: /Stems/ }).click();
  await page.getByRole('dialog').waitFor();
  // They are made once, and then stay.
  if (await button('Make the stems').count() > 0) {
    await button('Make the stems').click();
  }
  const bytes = await downloaded(() => page.getByRole('link', { name: 'Download the stems' }).click());
  must(bytes.toString('latin1', 0, 2) === 'PK', 'The stems are no ZIP file.');
}

async function timeline(mashup) {
  await goTo(`mashups/${mashup.id}/edit`);
  const clips = page.locator('.clip');
  await clips.first().waitFor();
  const count = await clips.count();
  const [longest] = (await program.get(`/mashups/${mashup.id}/plan`)).clips.toSorted((a, b) => b.beats - a.beats);
  const clip = page.locator(`[data-clip="${longest.id}"]`);
  const words = async (text) => { await clip.and(page.locator(`[aria-label*="${text}"]`)).waitFor(); };
  await clip.focus();
  await button('Zoom in').click();
  await page.getByRole('radiogroup', { name: 'Snap' }).getByText('Bar', { exact: true }).click();
  await button('Split').click();
  must(await clips.count() === count + 1, 'The clip is not split.');
  await clip.press('m');
  await words('muted');
  await button('Undo').click();
  await clip.and(page.locator(':not([data-muted])')).waitFor();
  await button('Redo').click();
  await words('muted');
  await button('Unmute').click();
  await page.getByLabel('Pitch, semitones').fill('2');
  await clip.getByText('+2').waitFor();
  await page.getByLabel('Fade in, beats').fill('1');
  await page.getByRole('slider', { name: 'Gain' }).press('ArrowLeft');
  await page.getByRole('combobox', { name: 'Part of the song' }).click();
  await page.getByRole('option', { name: longest.stem === 'drums' ? 'Bass' : 'Drums' }).click();
  await words(longest.stem === 'drums' ? 'Bass' : 'Drums');
  await button('Preview the loop').click();
  await page.locator('.toolbar button:not([data-loading])', { hasText: 'Stop' }).waitFor();
  await page.waitForFunction(() => document.querySelector('.playhead').style.left !== '0px');
  await button('Stop').click();

  const detail = '$.clips[0].warp: the points must rise.';
  await page.route('**/plan', (route) => (route.request().method() === 'PUT' ? route.fulfill({ status: 400, contentType: 'application/problem+json', json: { title: 'Bad plan', status: 400, code: 'invalid_plan', detail } }) : route.continue()));
  await button('Save and mix').click();
  await page.getByRole('alert').filter({ hasText: detail }).waitFor();
  must(await clips.and(page.locator('[aria-pressed="true"]')).count() === 1, 'The clip that is wrong is not shown.');
  await page.unroute('**/plan');
  await button('Start over').click();
  must(await clips.count() === count, 'Starting over leaves something behind.');
}

async function sessions() {
  await goTo('profile');
  await page.getByText('A program').first().waitFor();
  await button('Log out everywhere else').click();
  await page.getByText('A program').first().waitFor({ state: 'detached' });
  must(await program.refused(), 'The ended session still works.');
  const bytes = await downloaded(() => page.getByRole('link', { name: 'Export my data' }).click());
  must(bytes.toString('latin1', 0, 2) === 'PK', 'The export is no ZIP file.');
}

async function administration() {
  const other = newEmail('other');
  await Program.send('POST', '/auth/register', { email: other, password });
  await goTo('admin?part=users');
  await page.getByLabel('Search users').fill(other);
  for (const [item, isLocked] of [['Lock', true], ['Unlock', false]]) {
    await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
    await button(`Change ${other}`).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await page.getByText('Locked', { exact: true }).waitFor({ state: isLocked ? 'visible' : 'detached' });
  }

  await goTo('admin');
  const csv = await downloaded(() => page.getByRole('link', { name: 'Figures CSV' }).click());
  must(csv.toString('utf8').split('\n')[0].includes(','), 'The figures are no table.');
  await goTo('admin?part=audit');
  await page.getByText('Logged in').first().waitFor();
}

async function downloaded(press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return readFileSync(await download.path());
}
