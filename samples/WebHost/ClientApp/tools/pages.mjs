// Every page in both themes: whether it fits the screen, stands still while it loads, and what axe finds on it.
// node tools/pages.mjs [--pictures]     pictures: also on three widths, into screenshots/, which git ignores
// Needs a running service (MASHUP_SERVICE). MASHUP_EMAIL and MASHUP_PASSWORD name an account that may administrate; without them one is made, and on a new service it may.
// Where that account has no songs or no mashup, they are made.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { account, complaints, newEmail, openBrowser, openPage, password, service, watched } from './browser.mjs';
import { holdJob } from './held.mjs';

const pictures = process.argv.includes('--pictures');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = new URL('../screenshots/', import.meta.url).pathname;
const widths = pictures ? [375, 820, 1440] : [375, 1280];
const open = ['', 'login', 'register', 'forgot', 'reset', 'nowhere'];
const stillness = 0.1;
mkdirSync(folder, { recursive: true });

const browser = await openBrowser();
// The page's own policy forbids the script that axe is.
const page = await openPage(browser, 1280, { bypassCSP: true });
// One file is sent that is no song.
const errors = complaints(page, (text) => /415 .*api\/v1\/tracks/.test(text));
const button = (name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const goTo = async (path) => { await page.goto(`${service}/${path}`); await page.locator('h1').waitFor(); };
await page.addInitScript(() => {
  window.jumps = 0;
  new PerformanceObserver((list) => { list.getEntries().forEach((e) => { window.jumps += e.hadRecentInput ? 0 : e.value; }); }).observe({ type: 'layout-shift', buffered: true });
});

await watched('pages', page, errors, async (step) => {
  for (const path of open) {
    await goTo(path);
    await look(`open-${path || 'welcome'}`);
  }

  step('looked at the pages before the door');
  await enter();
  await fill();
  const result = await newest();
  step('there are songs, and a mashup in two versions');

  await goTo('create');
  await page.locator('.strip').nth(1).waitFor();
  const notChosen = page.locator('.song-choice input:not(:checked)');
  while (await notChosen.count() > 0) {
    await notChosen.first().check();
  }
  await page.getByText('of 100').first().waitFor();
  await look('create', true);
  await holdJob(page);
  await goTo('making/held');
  await page.getByTestId('percent').waitFor();
  await look('making');
  await goTo(result);
  await page.getByRole('group', { name: 'Sections' }).waitFor();
  await look('result');
  if (await page.getByText('Your rating').count() === 0) {
    await page.getByRole('slider', { name: 'Position' }).press('End');
    await button('Play').click();
    await page.getByText('How was it?').waitFor();
    await page.locator('.rating label').nth(3).click();
    await look('result-rating', true);
  }
  step('looked at a mashup');

  await goTo(`${result}/edit`);
  await page.locator('.clip').first().focus();
  await look('editor');
  await goTo('mashups');
  await page.locator('.mashup-row').first().waitFor();
  await look('mashups');
  await button(/^More for/).first().click();
  await look('mashups-menu', true);
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').waitFor();
  await look('mashups-delete', true);
  for (const path of ['queue', 'profile', 'admin', 'admin?part=queue', 'admin?part=users', 'admin?part=audit', 'admin?part=health']) {
    await goTo(path);
    await look(path.replace('?part=', '-'));
  }

  step('looked at the pages of a user');
  await page.context().clearCookies();
  await page.evaluate(() => { sessionStorage.clear(); localStorage.clear(); });
  await account(page, newEmail('look'));
  for (const path of ['create', 'mashups', 'queue']) {
    await goTo(path);
    await look(`${path}-empty`);
  }

  // A song that is being listened to, and a file that is none.
  await page.route('**/api/v1/tracks?*', (route) => route.fulfill({ json: { items: [{ id: 'held', fileName: 'Neon Harbour.wav', status: 'analysing', stems: [] }], next: null } }));
  await goTo('create');
  await page.locator('input[type=file]').setInputFiles(new URL('../package.json', import.meta.url).pathname);
  await page.getByText('Unsupported file type').waitFor();
  await look('create-listening', true);

  step(`looked at ${widths.length} widths in two themes`);
});
await browser.close();

async function enter() {
  const email = process.env.MASHUP_EMAIL;
  if (email === undefined) {
    await account(page, newEmail('look'));
    return;
  }

  await goTo('login');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(process.env.MASHUP_PASSWORD ?? password);
  await button('Log in').click();
  await page.waitForURL('**/create');
}

/** Two songs and a mashup of them, unless the account has them already. */
async function fill() {
  await goTo('create');
  await page.locator('.drop').waitFor();
  if (await page.locator('.song').count() === 0) {
    await button('Try the demo').click();
    // Leaving the page would break the upload off.
    await page.locator('.strip').nth(1).waitFor();
  }
  if (await newest() === null) {
    await goTo('create');
    await page.locator('.strip').nth(1).waitFor();
    await page.getByText('1:00', { exact: true }).first().click();
    await page.getByRole('radiogroup', { name: 'Versions to compare' }).getByText('2', { exact: true }).click();
    await button('Generate').click();
    await page.waitForURL(/\/mashups\/[^/]+$/);
  }
}

/** Where the newest mashup is; null where there is none. */
async function newest() {
  const { items } = await page.evaluate(async () => (await fetch('/api/v1/mashups?limit=1')).json());
  return items.length === 0 ? null : `mashups/${items[0].id}`;
}

/** Until nothing is still to come, and nothing on its way to another colour or place. */
async function stands() {
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root, .state .mantine-Loader-root, [role="status"][aria-label="Loading"]') === null);
  await page.evaluate(async () => {
    await new Promise((resolve) => { requestAnimationFrame(() => { requestAnimationFrame(resolve); }); });
    await Promise.allSettled(document.getAnimations().filter((a) => a instanceof CSSTransition).map((a) => a.finished));
  });
}

/** A page that is not loaded anew for each theme shows whether the theme changes while it is open. */
async function look(name, wasTouched = false) {
  await stands();
  const jumps = await page.evaluate(() => window.jumps);
  if (!wasTouched && jumps > stillness) {
    errors.push(`${name} jumps while it loads: ${jumps.toFixed(3)}`);
  }

  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The page hears of it in its own time.
    await page.waitForFunction((wanted) => document.documentElement.dataset.mantineColorScheme === wanted, colorScheme);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await stands();
      if (pictures) {
        await page.screenshot({ path: `${folder}${name}-${colorScheme}-${width}.png`, fullPage: true });
      }
      // Without pictures, each theme is asked about on one of the widths.
      await check(`${name}, ${colorScheme}, ${width} px`, pictures || (colorScheme === 'dark') === (width === 375));
    }
  }

  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function check(where, withAxe) {
  // A page that was just made narrower may still be on its way; one that stays too wide is found below.
  await page.waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth, null, { timeout: 20_000 }).catch(() => undefined);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) {
    errors.push(`${where}: ${over} px too wide`);
  }

  if (!withAxe) {
    return;
  }

  if (!await page.evaluate(() => 'axe' in window)) {
    await page.evaluate(axe);
  }
  const { violations } = await page.evaluate(() => window.axe.run());
  violations.forEach((v) => {
    const words = `${where}: ${v.impact} ${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} ${n.any[0]?.message ?? ''}`).slice(0, 4).join(' | ')}`;
    if (v.impact === 'serious' || v.impact === 'critical') {
      errors.push(words);
    } else {
      console.log(words);
    }
  });
}
