// The search of the built portal, as a reader uses it, from a server and from disk. What it finds: tests/search/.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import { browser, openServer } from '../browser.mjs';
import { REAL, build } from '../portal.mjs';

export const title = 'search of the built portal';

const INPUT = 'input[type=search][name=q]';

/** In the page: types these letter by letter and tells how long each letter's results took to stand on the page. */
async function typeSlowly(queries) {
  const field = document.querySelector('input[type=search][name=q]');
  const times = [];
  for (const query of queries) {
    for (let end = 1; end <= query.length; end += 1) {
      const changed = new Promise((resolve) => {
        const watch = new MutationObserver(() => { watch.disconnect(); resolve(); });
        watch.observe(document.querySelector('#results').parentNode, { childList: true, subtree: true });
      });
      const at = performance.now();
      field.value = query.slice(0, end);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await changed;
      document.querySelector('#results').getBoundingClientRect();
      times.push(performance.now() - at);
    }
  }
  return times;
}

export function check({ site, plain, kinds, home }) {
  const disk = `${pathToFileURL(plain.root).href}/`;
  for (const [place, start] of [['a server', home], ['disk', disk]]) {
    test(`from ${place}: typed, walked with arrows, opened with Enter`, async () => {
      const tab = await browser.newPage();
      await tab.goto(start + kinds.find((page) => page.dataPage === 'entry').path);
      await tab.keyboard.press('Control+KeyK');
      assert.ok(await tab.evaluate((field) => document.activeElement.matches(field), INPUT), 'Ctrl+K');
      await tab.keyboard.type('вебінар');
      await tab.waitForSelector('#results a');
      assert.match(await tab.locator('form[role=search] [role=status], [data-search-status]').first().textContent(), /\d/);
      await tab.keyboard.press('ArrowDown');
      const target = await tab.evaluate(() => document.activeElement.href);
      assert.ok(target.startsWith(start), `${target} of ${start}`);
      await tab.keyboard.press('Enter');
      await tab.waitForURL(target);
      assert.ok(site.files.has(decodeURIComponent(target.slice(start.length)).split('#')[0]));
      await tab.close();
    });
  }

  test('all of a result under the box leads where its words do, and the ring of the focus is around all of it', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}sections.html`);
    await tab.fill(INPUT, 'вебінари');
    await tab.waitForSelector('.search-panel .search-result a');
    for (let presses = 0; presses < 9 && !(await tab.locator('.search-result a:focus').count()); presses += 1) await tab.keyboard.press('ArrowDown');
    const ring = await tab.evaluate(() => {
      const [link, result] = [document.activeElement, document.activeElement.closest('.search-result')];
      const box = result.getBoundingClientRect();
      const isLink = (y) => document.elementFromPoint(box.right - 8, y) === link;
      const style = getComputedStyle(link, '::after');
      return { isLink: isLink(box.top + 4) && isLink(box.bottom - 4), width: style.outlineWidth, offset: style.outlineOffset };
    });
    assert.deepEqual(ring, { isLink: true, width: '3px', offset: '-3px' });
    await tab.close();
  });

  test('the search page answers the query in its address and filters', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}search.html?q=${encodeURIComponent('семінар')}`);
    await tab.waitForSelector('main #results a');
    const all = await tab.locator('#results a').count();
    assert.equal(await tab.inputValue(INPUT), 'семінар');
    await tab.selectOption('select[name=month]', { index: 10 });
    await tab.waitForFunction((before) => document.querySelectorAll('#results a').length < before, all);
    assert.match(tab.url(), /month=/);
    await tab.goBack();
    await tab.waitForFunction((before) => document.querySelectorAll('#results a').length === before, all);
    await tab.close();
  });

  test('what is found is closed by Escape and by leaving it, and opened again by the arrow', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}sections.html`);
    const isOpen = () => tab.locator('.search-panel').isVisible();
    await tab.fill(INPUT, 'вебінари');
    await tab.waitForSelector('#results a');
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Escape');
    assert.equal(await isOpen(), false, 'Escape');
    assert.ok(await tab.evaluate((field) => document.activeElement.matches(field), INPUT), 'the focus is given back');
    await tab.keyboard.press('ArrowDown');
    assert.ok(await isOpen() && await tab.evaluate(() => Boolean(document.activeElement.closest('.search-panel'))), 'the arrow');
    await tab.locator('.search-panel a:visible').last().focus();
    await tab.keyboard.press('Tab');
    assert.ok(await tab.evaluate(() => !document.activeElement.closest('form')), 'Tab leaves');
    assert.equal(await isOpen(), false, 'what has the focus is not covered');
    await tab.close();
  });

  test('on a phone a result shows the words that were asked for, in the line above it too', async () => {
    const tab = await browser.newPage({ viewport: { width: 360, height: 780 } });
    await tab.goto(`${home}search.html?q=${encodeURIComponent('досвід коледжів')}`);
    await tab.waitForSelector('main #results .search-parent mark');
    const hidden = await tab.locator('#results mark').evaluateAll((marks) => marks.filter((mark) => {
      const [box, line] = [mark.getBoundingClientRect(), mark.parentElement.getBoundingClientRect()];
      return box.bottom > line.bottom + 1 || box.right > line.right + 1 || box.width === 0;
    }).map((mark) => mark.textContent));
    const found = await tab.locator('main #results li').allTextContents();
    await tab.close();
    assert.deepEqual(hidden, []);
    assert.ok(found.some((words) => /\s(у|з|в|на)\u00a0/i.test(words)), 'words are tied');
    assert.deepEqual(found.filter((words) => /\s(у|з|в|на) \S/i.test(words)), []);
  });

  test('quick, and light to load', async (t) => {
    const tab = await browser.newPage();
    const asked = [];
    await tab.goto(home);
    tab.on('request', (request) => asked.push(request.url().slice(home.length)));
    // The icon of the page belongs to the page: the browser may ask for it a moment later.
    const isOfSearch = (name) => name !== 'favicon.svg';
    const started = performance.now();
    await tab.focus(INPUT);
    await tab.fill(INPUT, 'нарада');
    await tab.waitForSelector('#results a');
    const first = performance.now() - started;
    const weight = asked.filter(isOfSearch).reduce((sum, name) => sum + zlib.gzipSync(site.files.get(name), { level: 6 }).length, 0);
    const times = await tab.evaluate(() => ['семінар', 'в', 'вебінари березень', 'ткачук', '2.22.8', 'ctvsyfh', 'конкурс учнів', 'жовтень',
      'педагогічний досвід', 'коледж житомир'].flatMap((query) => [1, 2, 3].map(() => {
      const at = performance.now();
      window.planSearchEngine(query, { typing: true }).slice(0, 10).forEach((result) => result.marks);
      return performance.now() - at;
    })));
    // Typed twice, the quicker one counts: the machine may be at something else.
    const typed = async () => tab.evaluate(typeSlowly, ['семінар для методистів', 'вебінарами', 'моніторенг якості', 'jkbvgsflf', '2.22.8', 'сахневич']);
    const [once, again] = [await typed(), await typed()];
    const keys = once.map((time, at) => Math.min(time, again[at]));
    await tab.close();
    times.sort((one, other) => one - other);
    keys.sort((one, other) => one - other);
    t.diagnostic(`first answer ${first.toFixed(0)} ms, from a key to its results p95 ${keys[Math.floor(keys.length * 0.95)].toFixed(1)} ms of ${keys.length}, ` +
      `queries p95 ${times[Math.floor(times.length * 0.95)].toFixed(1)} ms, ${(weight / 1024).toFixed(1)} KB on demand`);
    assert.ok(keys[Math.floor(keys.length * 0.95)] <= 50, `${keys.at(-1)} ms`);
    assert.ok(weight > 0 && weight <= 60 * 1024, `${weight} bytes`);
    assert.ok(times[Math.floor(times.length * 0.95)] <= 50, `${times.at(-1)} ms`);
  });

  test('a query or fragment from outside is text', async () => {
    const tab = await browser.newPage();
    await tab.addInitScript(() => { window.__pwned = undefined; });
    const probe = '"><img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>';
    for (const name of ['search.html', 'year.html', 'index.html']) {
      for (const key of ['q', 'person', 'month']) {
        await tab.goto(`${home}${name}?${key}=${encodeURIComponent(probe)}#${encodeURIComponent(probe)}`);
        await tab.waitForTimeout(50);
        assert.equal(await tab.evaluate(() => window.__pwned), undefined, name);
        assert.equal(await tab.locator('img[src=x]').count(), 0, name);
      }
    }
    await tab.close();
  });

  test('an index in shards gives the same, from a server and from disk', async (t) => {
    const server = await openServer();
    const cut = build(REAL, 'in-shards', server.address, 'search_file_kb = 0');
    server.serve(cut);
    assert.ok([...cut.files.keys()].filter((name) => /search-.*-[a-z]\d+\.js$/.test(name)).length > 50, 'there are no shards');
    const answers = async (start, queries) => {
      const tab = await browser.newPage();
      let weight = 0;
      if (start === server.address) {
        tab.on('request', (request) => { weight += cut.files.get(decodeURIComponent(request.url().slice(start.length)))?.length ?? 0; });
      }
      const faults = [];
      tab.on('pageerror', (error) => faults.push(error.message));
      tab.on('requestfailed', (request) => faults.push(request.url()));
      await tab.goto(`${start}search.html`);
      const found = [];
      for (const query of queries) {
        await tab.fill(INPUT, query);
        await tab.evaluate((text) => window.planSearch(text, { typing: true, shown: 30 }), query);
        await tab.waitForFunction(() => document.querySelector('#results li, .search-notes p'));
        found.push(await tab.evaluate((text) => Promise.all([window.planSearch(text, { typing: true, shown: 30 })]).then(([all]) => ({
          rows: all.slice(0, 30).map((row) => [row.dataNumber, row.url, row.title, row.parent, row.persons.join()]),
          notes: all.notes.map((note) => note.text), direct: all.direct.map((row) => row.url) })), query));
      }
      const rows = await tab.locator('#results a').count();
      await tab.close();
      assert.deepEqual(faults, []);
      return { found, rows, weight };
    };
    const queries = ['вебінарами', 'ctvsyfh', '2.22.8', 'ткачук', 'моніторенг якості', 'конкурс учнів у березні', 'бегемот', 'olimpiada', 'в'];
    const whole = await answers(home, queries);
    for (const start of [server.address, `${pathToFileURL(cut.root).href}/`]) {
      const sharded = await answers(start, queries);
      assert.deepEqual(sharded.found, whole.found);
      assert.equal(sharded.rows, whole.rows);
      if (sharded.weight) t.diagnostic(`${queries.length} queries of one visit with their page: ${(sharded.weight / 1024).toFixed(0)} KB`);
    }
  });
}
