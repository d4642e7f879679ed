// Every page in both themes and three widths, and what axe finds on it: node tools/screenshots.mjs SONG SONG
// Goes into screenshots/, which git ignores. Needs a running service (MASHUP_SERVICE) and Chromium.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { account, complaints, openBrowser, service } from './browser.mjs';

const [first, second] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = new URL('../screenshots/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const widths = (process.env.WIDTHS ?? '375,820,1440').split(',').map(Number);
const open = ['/', '/login', '/register', '/forgot', '/reset', '/nowhere'];
let serious = 0;

async function look(page, name) {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((t) => { localStorage.setItem('mantine-color-scheme-value', t); }, theme);
    await page.reload({ waitUntil: 'load' });
    await page.waitForTimeout(1200);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(150);
      await page.screenshot({ path: `${folder}${name}-${theme}-${width}.png`, fullPage: true });
      if (width === 820) {
        continue;
      }
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) {
        console.log(`${name} ${theme} ${width}: ${over} px too wide`);
      }
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      for (const v of violations) {
        serious += v.impact === 'serious' || v.impact === 'critical' ? 1 : 0;
        console.log(`${name} ${theme} ${width}: ${v.impact} ${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} ${n.any[0]?.message ?? ''}`).slice(0, 4).join(' | ')}`);
      }
    }
  }
}

try {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const errors = complaints(page);
  for (const path of open) {
    await page.goto(service + path);
    await look(page, `open${path.replace('/', '-')}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await account(page, process.env.MASHUP_EMAIL ?? `look-${Date.now()}@example.org`, 'Right-horse-7');
  await look(page, 'create-empty');
  await page.goto(`${service}/mashups`);
  await look(page, 'mashups-empty');
  await page.goto(`${service}/create`);
  await page.locator('input[type=file]').setInputFiles([first, second]);
  await page.locator('.strip').nth(1).waitFor({ timeout: 240_000 });
  await look(page, 'create');
  await page.getByText('1:00', { exact: true }).first().click();
  await page.getByText('2', { exact: true }).last().click();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.waitForURL('**/making/**');
  await page.getByTestId('percent').waitFor({ timeout: 60_000 });
  await look(page, 'making');
  await page.waitForURL('**/mashups/*', { timeout: 240_000 });
  const result = page.url();
  await look(page, 'result');
  await page.goto(`${result}/edit`);
  await page.locator('.clip').first().focus();
  await look(page, 'editor');
  for (const path of ['mashups', 'queue', 'profile', 'admin']) {
    await page.goto(`${service}/${path}`);
    await look(page, path);
  }
  console.log(errors.length === 0 ? 'no console error' : errors);
  console.log(`${serious} serious findings`);
} finally {
  await browser.close();
}
