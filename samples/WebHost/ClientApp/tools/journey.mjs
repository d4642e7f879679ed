// The whole journey of a user against a running service: node tools/journey.mjs SONG SONG [width] [mouse|touch|keys] [seconds: 60, or 30 to 59]
import { readFileSync } from 'node:fs';
import { complaints, must, newEmail, openBrowser, openPage, password, service, watched } from './browser.mjs';
import { handsOf } from './hands.mjs';
import { differences, readWav, secondsOfMp3 } from './sound.mjs';

const [first, second, given = '1280', kind, long = '60'] = process.argv.slice(2);
const [width, length] = [Number(given), Number(long)];
const browser = await openBrowser();
const page = await openPage(browser, width);
const errors = complaints(page);
const hands = handsOf(page, kind ?? (width < 600 ? 'touch' : 'mouse'));
const button = (name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const link = (name) => page.getByRole('link', { name });
const time = async () => Number((await page.getByTestId('time').textContent()).split('/')[0].trim().split(':').reduce((m, s) => Number(m) * 60 + Number(s), 0));
const heard = () => page.evaluate(() => Math.max(0, ...window.heard.filter((a) => !a.paused).map((a) => a.webkitAudioDecodedByteCount)));
const untilDone = () => page.waitForURL(/\/mashups\/[^/]+$/, { timeout: 420_000 });

await watched(`journey-${width}-${kind ?? 'hand'}`, page, errors, async (step) => {
  const email = newEmail('journey');
  await page.goto(service);
  await hands.fill(page.getByLabel('E-mail'), email);
  await hands.fill(page.getByLabel('Password', { exact: true }), password);
  await hands.press(button('Get started'));
  await page.waitForURL('**/create');
  step('registered');

  await hands.files(button('Choose files'), [first, second]);
  const cards = page.getByRole('list', { name: 'Your songs' }).locator('> li');
  await cards.nth(1).getByRole('list', { name: 'Sections' }).waitFor({ timeout: 420_000 });
  await cards.nth(0).getByRole('list', { name: 'Sections' }).waitFor({ timeout: 420_000 });
  for (const text of await cards.allTextContents()) {
    must(/\d+ BPM/.test(text) && /\d{1,2}[AB]/.test(text) && /\d:\d\d/.test(text), `A card lacks tempo, key or length: ${text}`);
  }
  await page.getByRole('region', { name: 'Who fits whom' }).waitFor();
  step('uploaded and analysed');

  if (length === 60) {
    await hands.choose('Length', '1:00');
  } else {
    await hands.choose('Length', 'Own');
    await hands.fill(page.getByLabel('Minutes and seconds'), `0:${length}`);
  }
  await hands.choose('Versions to compare', '2');
  await hands.press(button('Generate'));
  await page.waitForURL('**/making/**');
  const seen = await watchProgress();
  must(seen.length >= 3 && seen.every((p, i) => i === 0 || p >= seen[i - 1]), `The progress did not move: ${seen.join(', ')}`);
  step(`made; progress seen at ${seen.join(', ')} %`);

  const pressed = performance.now();
  await hands.press(button('Play'));
  await page.waitForFunction(() => window.heard.some((a) => !a.paused && a.currentTime > 0));
  step(`playing ${((performance.now() - pressed) / 1000).toFixed(2)} s after the press`);
  const [sound, at] = [await heard(), await time()];
  await page.waitForFunction((was) => window.heard.some((a) => !a.paused && a.currentTime > was + 1.5), at);
  must(await heard() > sound && await time() > at, 'The audio does not advance.');
  const [, minutes, rest] = / of (\d+):(\d\d)/.exec(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuetext'));
  must(Math.abs(Number(minutes) * 60 + Number(rest) - length) < 6, `The mashup is ${minutes}:${rest} long instead of ${length} s.`);

  await hands.toEnd(page.getByRole('slider', { name: 'Position' }));
  await page.getByText('How was it?').waitFor();
  await hands.stars(4);
  await hands.press(button('Send'));
  await page.getByText('Your rating').waitFor();
  step('rated');

  await hands.press(link('My mashups'));
  const rows = page.locator('.mashup-row');
  await rows.nth(1).waitFor();
  await page.getByLabel('rated 4 of 5').waitFor();
  step('in the history');

  await hands.press(rows.filter({ has: page.getByLabel('rated 4 of 5') }).getByRole('link'));
  await link('Edit').waitFor();
  const id = page.url().split('/').at(-1);
  const [before, plan] = [await recording(id), await json(`/mashups/${id}/plan`)];
  await hands.press(link('Edit'));
  await edit(plan);
  await hands.press(button('Save and mix'));
  await page.waitForURL('**/making/**');
  await untilDone();
  await button('Play').waitFor();
  compare(before, await recording(id), plan, await json(`/mashups/${id}/plan`), step);

  await hands.press(button('Play'));
  await page.waitForFunction(() => window.heard.some((a) => !a.paused && a.currentTime > 2));
  await hands.press(button('Pause'));
  const stood = await time();
  await hands.choose('Version', 'B');
  await page.waitForFunction(() => window.heard.filter((a) => !a.paused).length <= 1);
  must(Math.abs(await time() - stood) <= 1, `Version B stands at ${await time()} s, A stood at ${stood} s.`);
  await hands.press(button('Play'));
  await page.waitForFunction((was) => window.heard.some((a) => !a.paused && a.currentTime > was + 0.5), stood);
  await hands.press(button('Pause'));
  step(`version B goes on at ${stood} s`);

  const [download] = await Promise.all([page.waitForEvent('download'), hands.pick(button('Download'), /MP3/)]);
  const seconds = secondsOfMp3(readFileSync(await download.path()));
  must(Math.abs(seconds - length) < 6, `The downloaded MP3 is ${seconds.toFixed(1)} s long.`);
  step(`downloaded ${download.suggestedFilename()}, ${seconds.toFixed(1)} s`);

  await hands.press(link('My mashups'));
  await rows.nth(1).waitFor();
  await hands.pick(page.getByRole('button', { name: /^More for/ }).first(), 'Delete');
  await hands.press(page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }));
  await page.waitForFunction(() => document.querySelectorAll('.mashup-row').length === 1);
  step('deleted');

  await hands.pick(button('Account'), 'Profile');
  await hands.press(button('Delete my account'));
  await hands.fill(page.getByRole('dialog').getByLabel('Password', { exact: true }), password);
  await hands.press(button('Delete everything'));
  await page.getByRole('heading', { name: 'Songs go in' }).waitFor();
  await hands.press(link('Log in'));
  // The welcome page has such fields as well.
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await hands.fill(page.getByLabel('E-mail'), email);
  await hands.fill(page.getByLabel('Password', { exact: true }), password);
  errors.length === 0 || must(false, errors.join('\n'));
  await hands.press(button('Log in'));
  await page.getByText('Invalid email or password').waitFor();
  // Chromium itself writes every refused request to the console; this one was meant to be refused.
  errors.splice(0, errors.length, ...errors.filter((e) => !/401.*auth\/login/.test(e)));
  step('account deleted');
});
await browser.close();

/** The percentages shown until it is made; a reload on the way changes nothing. */
async function watchProgress() {
  const seen = [];
  while (/making/.test(page.url())) {
    const text = await page.getByTestId('percent').textContent({ timeout: 500 }).catch(() => null);
    const percent = parseInt(text ?? '', 10);
    if (Number.isFinite(percent) && percent !== seen.at(-1)) {
      seen.push(percent);
      if (seen.length === 3) {
        await page.reload();
      }
    }
    must(await page.getByText('This did not work').count() === 0, 'The job failed.');
    await page.waitForTimeout(50);
  }

  await untilDone();
  return seen;
}

/** Moves the shortest clip by a beat and listens to the loop around it. */
async function edit(plan) {
  const clip = page.locator(`[data-clip="${shortest(plan).id}"]`);
  await clip.waitFor();
  await hands.moveClip(clip, 14);
  must(await button('Save and mix').isEnabled(), 'The clip did not move.');
  await hands.press(button('Preview the loop'));
  await page.locator('.toolbar button:not([data-loading])', { hasText: 'Stop' }).waitFor();
  await page.waitForFunction(() => document.querySelector('.playhead').style.left !== '0px');
  await hands.press(button('Stop'));
}

function shortest(plan) {
  return plan.clips.filter((c) => c.gainDb > -30).toSorted((a, b) => a.beats - b.beats)[0];
}

/** It sounds different where the clip was and where it is now, and as before elsewhere. */
function compare(before, after, planBefore, planAfter, step) {
  const was = shortest(planBefore);
  const is = planAfter.clips.find((c) => c.id === was.id);
  must(is.startBeat === was.startBeat + 1, `The clip began at beat ${was.startBeat}, and begins at ${is.startBeat}.`);
  const second = 60 / planBefore.bpm;
  const [from, to] = [was.startBeat * second, (is.startBeat + is.beats) * second];
  const all = differences(before, after, 0.5);
  const inside = all.filter((w) => w.seconds + 0.5 > from && w.seconds < to).map((w) => w.db);
  const outside = all.filter((w) => w.seconds + 1.5 < from || w.seconds > to + 1).map((w) => w.db);
  step(`mixed anew; from ${from.toFixed(1)} to ${to.toFixed(1)} s it differs by up to ${Math.max(...inside).toFixed(0)} dB, elsewhere by ${Math.max(-120, ...outside).toFixed(0)} dB (${inside.length}, ${outside.length} windows)`);
  must(Math.max(...inside) > -12, 'The edit cannot be heard.');
  must(Math.max(-120, ...outside) < Math.max(...inside) - 12, 'It changed where nothing was edited.');
}

function json(path) {
  return page.evaluate(async (p) => (await fetch(`/api/v1${p}`, { cache: 'no-store' })).json(), path);
}

async function recording(id) {
  const answer = await page.request.get(`${service}/api/v1/mashups/${id}/download?format=wav`);
  return readWav(await answer.body());
}
