// What Lighthouse says of the built app: npm run lighthouse [ADDRESS …]. It is fetched for the occasion; nothing of the app needs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser, service } from './browser.mjs';

const addresses = process.argv.length > 2 ? process.argv.slice(2) : [`${service}/`, `${service}/login`];
const report = join(mkdtempSync(join(tmpdir(), 'lighthouse-')), 'report.json');
for (const address of addresses) {
  const run = spawnSync('npx', ['--yes', 'lighthouse@13', address, '--quiet', '--output=json', `--output-path=${report}`,
    '--only-categories=performance,accessibility,best-practices', '--chrome-flags=--headless=new --no-sandbox'],
  { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, CHROME_PATH: findBrowser() } });
  if (run.status !== 0) {
    process.exit(run.status ?? 1);
  }

  const { categories, audits } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`${address}: ${Object.values(categories).map((c) => `${c.title} ${Math.round(c.score * 100)}`).join(', ')}`);
  Object.values(audits).filter((a) => a.score !== null && a.score < 0.9 && a.scoreDisplayMode === 'binary').forEach((a) => { console.log(`  ${a.title}`); });
}
