// A portal of several offices and years: what a query loads does not grow with them. Synthetic content, 1,600 entries
// in two offices of two years; ENTRIES=100000 node --test tests/search/scale.test.mjs makes 25 offices of ten years
// (with PROGRAM=target/release/plan-portal, else it takes long).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { findBrowser, openBrowser } from './browser.mjs';
import { manifestOf, portal } from './site.mjs';

const MOST = 150 * 1024;
const entries = process.env.ENTRIES ?? '1600';

test('a query loads the index of one office and year only', async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plan-portal-scale-'));
  const site = path.join(folder, 'public');
  try {
    portal('bench-content', path.join(folder, 'content'), '--entries', entries);
    portal('build', '--content', path.join(folder, 'content'), '--out', site, '--quiet');
    const offices = fs.readdirSync(site).filter((name) => fs.existsSync(path.join(site, name, 'assets/search.js')));
    assert.ok(offices.length > 1, String(offices));
    const read = (name) => fs.readFileSync(path.join(site, name));
    const weigh = (bytes) => zlib.gzipSync(bytes, { level: 6 }).length;
    const heaviest = { bytes: 0 };
    for (const office of offices) {
      const text = read(`${office}/assets/search.js`);
      const { code, indexes } = manifestOf(text.toString('utf8'));
      for (const { id, files } of indexes) {
        const bytes = [text, read(code), ...files.map(read)].reduce((sum, file) => sum + weigh(file), 0);
        assert.ok(bytes <= MOST, `${office} ${id}: ${bytes} bytes`);
        if (bytes > heaviest.bytes) Object.assign(heaviest, { office, id, bytes });
      }
    }
    t.diagnostic(`${entries} entries, ${offices.length} offices: at most ${heaviest.bytes} bytes (${heaviest.office} ${heaviest.id}) for a query, code included`);
    if (findBrowser()) await otherYear(t, site, offices[0]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** Another year is chosen on the search page, and stands in its address. */
async function otherYear(t, site, office) {
  const { indexes } = manifestOf(fs.readFileSync(path.join(site, office, 'assets/search.js'), 'utf8'));
  const browser = await openBrowser(findBrowser());
  try {
    await t.test('the search page of an office asks its other years too', async () => {
      await browser.open(`${pathToFileURL(path.join(site, office, 'search.html')).href}?q=${encodeURIComponent('засідання')}`);
      await browser.until(`document.querySelector('#results a')`);
      const [current, other] = indexes.map((index) => index.id);
      assert.equal(await browser.evaluate(`document.querySelector('select[name=year]').value`), current);
      await browser.evaluate(`{ const select = document.querySelector('select[name=year]'); select.value = ${JSON.stringify(other)};
        select.dispatchEvent(new Event('change')); }`);
      await browser.until(`location.search.includes('year=') && document.querySelector('#results a[href*="/${other}/"]')`);
      const hrefs = await browser.evaluate(`[...document.querySelectorAll('#results a[data-number]')].map((a) => a.href)`);
      assert.ok(hrefs.every((href) => href.includes(`/${office}/${other}/`)), String(hrefs));
      for (const href of hrefs.slice(0, 3)) assert.ok(fs.existsSync(fileURLToPath(href.split('#')[0])), href);
    });
  } finally {
    await browser.close();
  }
}
