// What pages say of today: nothing is fixed at build time, the next date and the month at hand are seen at once on a phone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { browser } from '../browser.mjs';

export const title = 'today';

export function check({ site, home, moment }) {
  const year = moment.slice(0, 4);

  /** A phone whose clock stands at `iso`, on a page. */
  async function phoneAt(iso, path) {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    const tab = await context.newPage();
    await tab.clock.setFixedTime(new Date(iso));
    await tab.goto(home + path);
    return { tab, leave: () => context.close() };
  }

  test('the page read on two days tells two days, and its bytes tell none', async () => {
    for (const [iso, words] of [[`${year}-03-02T10:00:00`, /2\s*березня/], [`${year}-10-07T10:00:00`, /7\s*жовтня/]]) {
      const { tab, leave } = await phoneAt(iso, '');
      assert.match((await tab.locator('.now-date').innerText()).replace(/\n/g, ' '), words);
      await leave();
    }
    const context = await browser.newContext({ javaScriptEnabled: false });
    const tab = await context.newPage();
    await tab.goto(home);
    assert.equal(await tab.locator('[data-now]').isVisible(), false, 'a stale today');
    assert.ok(await tab.locator('[data-agenda] [data-month]').count() >= 12, 'every month is there');
    assert.ok(await tab.locator('.months a[href^="#"]').count() >= 12, 'and has an anchor');
    await context.close();
  });

  test('the next date is seen on a phone without scrolling, with how far it is', async () => {
    const days = await (async () => {
      const { tab, leave } = await phoneAt(moment, '');
      const found = await tab.locator('[data-agenda] time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime'))
        .filter((day) => /^\d{4}-\d\d-\d\d$/.test(day)));
      await leave();
      return [...new Set(found)].sort();
    })();
    assert.ok(days.length > 0, 'no exact day in the plan');
    for (const day of [days[0], days.at(-1)]) {
      const before = new Date(new Date(`${day}T09:00:00`).getTime() - 86_400_000 * 2);
      const { tab, leave } = await phoneAt(before.toISOString(), '');
      const box = await tab.locator(`[data-now] .row:has(time[datetime="${day}"])`).first().boundingBox();
      assert.ok(box && box.y + 60 < 640, `${day} begins at ${box?.y} px`);
      assert.match(await tab.locator('.now-in').first().innerText(), /за 2\s+дні/);
      await leave();
    }
  });

  test('what comes again and again is shown with its next day, once', async () => {
    const reader = await phoneAt(moment, '');
    const again = await reader.tab.locator('[data-again] [data-row]').evaluateAll((rows) => rows.map((row) => ({
      href: row.dataset.row, days: [...row.querySelectorAll('time')].map((time) => time.getAttribute('datetime')),
    })));
    await reader.leave();
    assert.ok(again.length > 0, 'no row of the plan comes again on certain days');
    for (const { href, days } of again) {
      const [, second] = days;
      const before = new Date(new Date(`${second}T09:00:00`).getTime() - 86_400_000);
      const { tab, leave } = await phoneAt(before.toISOString(), '');
      const row = tab.locator(`[data-now] .row:has(a[href="${href}"])`);
      assert.equal(await row.count(), 1, href);
      assert.equal(await row.locator('time').getAttribute('datetime'), second);
      assert.match(await row.locator('.now-in').innerText(), /завтра/);
      await leave();
    }
  });

  test('this month and the next are one step away', async () => {
    const { tab, leave } = await phoneAt(moment, '');
    const links = await tab.locator('.now-months a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.deepEqual(links.map((href) => href.match(/\d{4}-\d\d/)?.[0]), [`${year}-10`, `${year}-11`]);
    await leave();
  });

  test('the day in the grid and in the list of a month is named in words', async () => {
    const page = site.pages.find((one) => one.dataPage === 'month' && /data-date="/.test(one.html) && /id="d\d{4}-/.test(one.html));
    const day = page.html.match(/id="d(\d{4}-\d\d-\d\d)"/)[1];
    const { tab, leave } = await phoneAt(`${day}T09:00:00`, page.path);
    assert.match(await tab.locator(`#d${day} .group-title[aria-current="date"]`).innerText(), /сьогодні/);
    await tab.setViewportSize({ width: 1280, height: 800 });
    assert.match(await tab.locator('.day[aria-current="date"]').innerText(), /сьогодні/);
    await leave();
  });

  test('a list by months begins with the month at hand; what is over is folded, not lost', async () => {
    const [month, over] = [`${year}-10`, `${year}-03`];
    const lists = site.pages.filter(({ html }) => !/data-agenda/.test(html) && html.includes(`id="${month}"`) && html.includes(`id="${over}"`));
    for (const kind of ['person', 'form', 'group', 'events']) {
      const page = lists.find(({ dataPage }) => dataPage === kind);
      assert.ok(page, kind);
      const { tab, leave } = await phoneAt(moment, page.path);
      const heading = tab.locator(`[id="${month}"] > .group-title`);
      assert.match(await heading.innerText(), /зараз/, page.path);
      assert.equal(await heading.getAttribute('aria-current'), 'date');
      assert.equal(await tab.locator(`[id="${over}"]`).isVisible(), false, `${page.path}: March is in the way`);
      assert.match(await tab.locator('.past > summary').first().innerText(), /^Раніше: \p{L}+(\s–\s\p{L}+)?\s\d{4}$/u);
      if (kind === 'person') assert.ok((await heading.boundingBox()).y < 640, 'the month at hand is on the first screen');
      await tab.locator(`.months a[href="#${over}"]`).click();
      assert.ok(await tab.locator(`[id="${over}"]`).isVisible(), `${page.path}: a link to March opens it`);
      await leave();
      const linked = await phoneAt(moment, `${page.path}#${over}`);
      const box = await linked.tab.locator(`[id="${over}"]`).boundingBox();
      assert.ok(box && box.y >= 0 && box.y < 320, `${page.path}#${over} begins at ${box?.y} px`);
      await linked.leave();
      // In the next year nothing is ahead: the list stays whole.
      const later = await phoneAt(`${Number(year) + 1}-10-07T09:00:00`, page.path);
      assert.ok(await later.tab.locator(`[id="${over}"]`).isVisible(), `${page.path}: a year later`);
      await later.leave();
    }
  });
}
