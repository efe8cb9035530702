// The search box in a real browser, from disk and under the site's policy: node --test tests/search/
// The page is the least one that the box needs; the index is that of tests/cases/search/.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findBrowser, openBrowser } from './browser.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = findBrowser();
const CTRL = 2;
const assets = 'themes/default/assets';
const SCRIPTS = fs.readdirSync(path.join(root, assets, 'search')).sort();
const MANIFEST = `planSearchManifest(${JSON.stringify({ code: 'assets/code.js',
  indexes: [{ id: '2030', name: '2030 рік', files: ['assets/index.js'] }] })});`;

const page = (up, extra) => `<!doctype html><html lang="uk"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'">
<title>Проба</title></head><body><p id="text">План <input id="other"></p>
<form data-search role="search" action="${up}search.html" data-search-root="${up}"
  data-search-files="${up}assets/search.js">
<label>Пошук <input type="search" name="q"></label></form>${extra}
<script src="${up}assets/search-box.js"></script></body></html>`;

function makeSite() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'search site-'));
  fs.mkdirSync(path.join(folder, 'assets'));
  fs.mkdirSync(path.join(folder, 'plan'));
  const write = (name, text) => fs.writeFileSync(path.join(folder, 'assets', name), text);
  const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');
  write('code.js', SCRIPTS.map((name) => read(`${assets}/search/${name}`)).join('\n'));
  write('index.js', read('tests/cases/search/index.js'));
  write('search.js', MANIFEST);
  write('search-box.js', read(`${assets}/js/60-search-box.js`));
  fs.writeFileSync(path.join(folder, 'plan/page.html'), page('../', '<label><input type="checkbox" data-search-slash> /</label>'));
  fs.writeFileSync(path.join(folder, 'search.html'), page('',
    '<div data-search-filters hidden></div><p role="status" data-search-status></p><div><ol id="results"></ol></div>'));
  return folder;
}

test('the search box', { skip: program ? false : 'no Chromium here' }, async (t) => {
  const folder = makeSite();
  const browser = await openBrowser(program);
  const url = (file) => pathToFileURL(path.join(folder, file)).href;
  const status = () => browser.evaluate(`document.querySelector('[role=status]').textContent`);
  const numbers = () => browser.evaluate(
    `[...document.querySelectorAll('#results a')].map((a) => a.dataset.number ?? '')`);
  const hasFocus = (selector) => browser.evaluate(
    `document.activeElement === document.querySelector(${JSON.stringify(selector)})`);

  try {
    await t.test('loads nothing before it is used, and has its status ready', async () => {
      await browser.open(url('plan/page.html'));
      assert.equal(await browser.evaluate('document.scripts.length'), 1);
      assert.equal(await status(), '');
    });

    await t.test('opens with Ctrl-K on any layout and with /, unless one is typing', async () => {
      await browser.key('л', 'KeyK', CTRL);
      assert.ok(await hasFocus('[name=q]'));
      await browser.evaluate(`document.getElementById('other').focus()`);
      await browser.key('/', 'Slash');
      assert.ok(await hasFocus('#other'));
      await browser.evaluate(`document.getElementById('other').blur()`);
      await browser.key('/', 'Slash');
      assert.ok(await hasFocus('[name=q]'));
      assert.equal(await browser.evaluate(`document.querySelector('[name=q]').value`), '');
    });

    await t.test('shows results while one types, marks them and says how many', async () => {
      await browser.type('вебін');
      await browser.until(`document.querySelector('#results a')`);
      const found = await numbers();
      assert.ok(found.includes('2.22.8'), String(found));
      assert.match(await status(), /^Знайдено: \d+$/);
      assert.ok(await browser.evaluate(`document.querySelector('#results mark')?.textContent.startsWith('Вебінар')`));
      assert.ok(await browser.evaluate(`document.querySelector('#results a[data-number="2.22.8"]').href.endsWith('/entry/14.html')`));
    });

    await t.test('arrows walk the results, Escape comes back and closes', async () => {
      await browser.key('ArrowDown');
      assert.ok(await hasFocus('#results a'));
      await browser.key('ArrowUp');
      assert.ok(await hasFocus('[name=q]'));
      await browser.key('ArrowDown');
      await browser.key('Escape');
      assert.ok(await hasFocus('[name=q]'));
      assert.ok(await browser.evaluate(`document.querySelector('.search-panel').hidden`));
    });

    await t.test('/ can be switched off and stays off', async () => {
      await browser.evaluate(`document.querySelector('[data-search-slash]').click()`);
      await browser.open(url('plan/page.html'));
      await browser.key('/', 'Slash');
      assert.ok(!await hasFocus('[name=q]'));
      await browser.evaluate(`document.querySelector('[data-search-slash]').click()`);
    });

    await t.test('Enter leads to the search page, whose address keeps the query', async () => {
      await browser.evaluate(`document.querySelector('[name=q]').focus()`);
      await browser.type('секціями');
      await browser.key('Enter');
      await browser.until(`location.search && document.querySelector('#results a')`);
      assert.match(await browser.evaluate('location.search'), /q=/);
      assert.deepEqual((await numbers()).slice(0, 2).sort(), ['1.2', '2.2']);
    });

    await t.test('filters narrow and stand in the address; so a search can be sent', async () => {
      await browser.open(`${url('search.html')}?q=засідання&month=11`);
      await browser.until(`document.querySelector('#results a')`);
      assert.deepEqual(await numbers(), ['2.2#3']);
      await browser.evaluate(`{ const s = document.querySelector('select[name=month]'); s.value = '10';
        s.dispatchEvent(new Event('change')); }`);
      assert.deepEqual((await numbers()).sort(), ['2.2#1', '2.2#2']);
      assert.match(await browser.evaluate('location.search'), /month=10/);
    });

    await t.test('text is never markup', async () => {
      await browser.open(`${url('search.html')}?q=доступність`);
      await browser.until(`document.querySelector('.search-direct a')`);
      assert.equal(await browser.evaluate(`document.querySelector('.search-direct a').textContent`),
        'Доступність </script><b>сайту</b>');
      await browser.open(`${url('search.html')}?q=<img src=x onerror=alert(1)>`);
      await browser.until(`document.querySelector('.search-notes p')`);
      assert.equal(await browser.evaluate('document.images.length'), 0);
    });

    await t.test('a script can call it', async () => {
      const found = await browser.evaluate(
        `planSearch('вебінари березень').then((r) => r.map((one) => one.dataNumber))`);
      assert.equal(found[0], '2.22.8#1');
    });
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
