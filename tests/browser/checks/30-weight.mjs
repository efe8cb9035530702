// What a page weighs on its way through a weak link, how many requests it makes, and to whom.
import test from 'node:test';
import zlib from 'node:zlib';
import { browser, visitAll } from '../browser.mjs';
import { none } from '../faults.mjs';

export const title = 'weight and requests';

const KB = 1024;
const SMALL = new Set(['entry', 'person', 'section', 'college', 'practice']);
const gzip = (bytes) => zlib.gzipSync(bytes, { level: 6 }).length;
const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;

export function check({ site, kinds, home }) {
  test('every page within its budget', (t) => {
    const heaviest = new Map();
    none(site.pages.flatMap((page) => {
      const size = gzip(site.files.get(page.path));
      const limit = (SMALL.has(page.dataPage) ? 20 : 60) * KB;
      if (size > (heaviest.get(page.dataPage)?.size ?? 0)) heaviest.set(page.dataPage, { size, path: page.path });
      return [
        size <= limit ? [] : [`${page.path} (${page.dataPage}): ${kb(size)} of ${kb(limit)} compressed`],
        site.files.get(page.path).length <= 700 * 1000 ? [] : [`${page.path}: ${kb(site.files.get(page.path).length)} raw`],
      ].flat();
    }));
    for (const [kind, { size, path }] of heaviest) t.diagnostic(`${kind}: ${kb(size)} ${path}`);
  });

  test('first visit: requests, weight, hosts, scripts, styles; nothing fails', async (t) => {
    let most = { weight: 0 };
    const faults = await visitAll(kinds, {}, async (_, { path }, tell) => {
      const complain = (fault) => tell('visit', fault);
      const { tab, leave } = await stranger();
      const asked = [];
      tab.on('request', (request) => asked.push(request.url()));
      tab.on('requestfailed', (request) => complain(`${request.url()} failed`));
      tab.on('response', (response) => { if (response.status() >= 400) complain(`${response.status()} ${response.url()}`); });
      await tab.goto(home + path, { waitUntil: 'load' });
      await leave();
      const own = asked.filter((url) => url.startsWith(home)).map((url) => url.slice(home.length).split(/[?#]/)[0] || 'index.html');
      const sizes = own.map((name) => ({ name, size: gzip(site.files.get(name) ?? '') }));
      const sum = (ending) => sizes.filter(({ name }) => name.endsWith(ending)).reduce((total, { size }) => total + size, 0);
      const weight = sum('');
      if (weight > most.weight) most = { weight, path, requests: asked.length };
      for (const url of asked.filter((url) => !url.startsWith(home) && !url.startsWith('data:'))) complain(`asked ${url}`);
      if (asked.length > 8) complain(`${asked.length} requests`);
      if (weight > 100 * KB) complain(`${kb(weight)} in all`);
      if (sum('.css') > 15 * KB) complain(`styles ${kb(sum('.css'))}`);
      // The search page loads the index at once: that is what it is for.
      if (sum('.js') > 20 * KB && !path.endsWith('search.html')) complain(`scripts ${kb(sum('.js'))}`);
      for (const { name } of sizes.filter(({ name }) => /\.(woff2?|ttf|otf)$/.test(name))) complain(`font ${name}`);
    });
    t.diagnostic(`heaviest: ${most.path}, ${kb(most.weight)} in ${most.requests} requests`);
    none(faults('visit'));
  });

  test('nothing shifts while a page appears', async () => {
    const pages = kinds.filter((page) => ['home', 'year', 'entry', 'month', 'search', 'person', 'form', 'group', 'events'].includes(page.dataPage));
    const faults = await visitAll(pages, {}, async (_, { path }, tell) => {
      for (const width of [360, 1280]) {
        const { tab, leave } = await stranger({ viewport: { width, height: 780 } });
        await tab.addInitScript(() => {
          window.shifts = [];
          new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((shift) => shift.value)))
            .observe({ type: 'layout-shift', buffered: true });
        });
        await tab.goto(home + path, { waitUntil: 'load' });
        await tab.waitForTimeout(300);
        const sum = await tab.evaluate(() => window.shifts.reduce((total, value) => total + value, 0));
        if (sum > 0.001) tell('shift', `${width} px: ${sum.toFixed(4)}`);
        await leave();
      }
    });
    none(faults('shift'));
  });
}

/** A tab of a reader who was never here: nothing is kept of the page before. */
async function stranger(options) {
  const context = await browser.newContext(options);
  return { tab: await context.newPage(), leave: () => context.close() };
}
