// The whole site as one file: another program unpacks it, and it opens from disk.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { browser } from '../browser.mjs';
import { folder, readSite } from '../portal.mjs';

export const title = 'copy of the site';

export function check({ site, plain }) {
  test('the archive unpacks into the site and opens from disk', async (t) => {
    const archive = path.join(plain.root, 'site.zip');
    const at = folder('unpacked');
    execFileSync('unzip', ['-q', archive, '-d', at]);
    const copy = readSite(path.join(at, 'site'));
    const expected = [...plain.files.keys()].filter((name) => name !== 'site.zip' && !name.startsWith('.'));
    assert.deepEqual([...copy.files.keys()].sort(), expected.sort());
    t.diagnostic(`${copy.files.size} files in ${fs.statSync(archive).size} bytes`);
    const context = await browser.newContext();
    const tab = await context.newPage();
    const faults = [];
    tab.on('pageerror', (error) => faults.push(String(error)));
    tab.on('requestfailed', (request) => faults.push(request.url()));
    await tab.goto(pathToFileURL(path.join(at, 'site', 'index.html')).href);
    await tab.fill('input[name=q]', 'семінар');
    await tab.waitForSelector('[role=option], .search-results a, .suggestions a');
    assert.deepEqual(faults, []);
    await tab.goto(pathToFileURL(path.join(at, 'site', 'data.html')).href);
    assert.equal(await tab.locator('a[href="site.zip"]').count(), 0, 'the copy does not offer itself');
    await context.close();
  });

  test('the page of data tells the size of the archive', () => {
    const page = site.pages.find((page) => page.path === 'data.html').html;
    const bytes = site.files.get('site.zip').length;
    const told = page.match(/ZIP, (\d+)(?:,(\d))?\u00a0МБ/);
    assert.ok(told, 'the size is told');
    assert.ok(Math.abs(Number(`${told[1]}.${told[2] ?? 0}`) - bytes / 2 ** 20) <= 1, `${told[0]} of ${bytes}`);
  });
}
