// The filters of the year: kept in the address, told to screen readers, undone by Back.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { browser } from '../browser.mjs';
import { none } from '../faults.mjs';
import { large } from '../portal.mjs';

export const title = 'filters of the year';

export function check({ home }) {
  test('a chosen value narrows, stands in the address, and Back undoes it', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}year.html`);
    const rows = () => tab.locator('[data-facets]:not([hidden])').count();
    const all = await rows();
    const chosen = await tab.locator('form[data-filters] select').evaluateAll((selects) => selects
      .map((select) => ({ name: select.name, value: select.options[1].value, isOnly: select.options.length === 2 })));
    assert.ok(chosen.length >= 5, `filters: ${chosen.map(({ name }) => name)}`);
    for (const { name, value, isOnly } of chosen) {
      await tab.selectOption(`form[data-filters] select[name="${name}"]`, value);
      const narrowed = await rows();
      assert.ok(isOnly ? narrowed === all : narrowed > 0 && narrowed < all, `${name}=${value}: ${narrowed} of ${all}`);
      assert.equal(new URL(tab.url()).searchParams.get(name), value);
      assert.match(await tab.locator('.filters-shown').textContent(), new RegExp(`Показано ${narrowed} із ${all}`));
      await tab.goBack();
      assert.equal(await rows(), all, `Back after ${name}`);
    }
    await tab.close();
  });

  test('every value of every filter finds something, and the sum of the sections is the whole', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}year.html`);
    const counts = await tab.evaluate(() => {
      const rows = [...document.querySelectorAll('[data-facets]')].map((row) => row.dataset.facets.split(' '));
      return [...document.querySelectorAll('form[data-filters] select')].map((select) => ({
        name: select.name,
        counts: [...select.options].slice(1).map((option) => [option.value, rows.filter((facets) => facets.includes(`${select.name}:${option.value}`)).length]),
        total: rows.length,
      }));
    });
    await tab.close();
    const empty = counts.flatMap((filter) => filter.counts.filter(([, count]) => count === 0).map(([value]) => `${filter.name}:${value}`));
    assert.deepEqual(empty, []);
    const sections = counts.find((filter) => filter.name === 'section');
    assert.equal(sections.counts.reduce((sum, [, count]) => sum + count, 0), sections.total);
  });

  test('what is left stands under its headings, has its calendar, and is what is printed', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}year.html`);
    const person = await tab.locator('select[name="person"] option[data-calendar]').first().getAttribute('value');
    await tab.goto(`${home}year.html?person=${person}`);
    const bare = await tab.locator('[data-filter-group]:not([hidden])').evaluateAll((groups) =>
      groups.filter((group) => !group.querySelector('[data-facets]:not([hidden])')).length);
    assert.equal(bare, 0, 'a heading without rows');
    const calendar = tab.locator('a[data-calendar-file]');
    assert.ok(await calendar.isVisible());
    const file = await tab.request.get(await calendar.evaluate((link) => link.href));
    assert.match(await file.text(), /^BEGIN:VCALENDAR/);
    await tab.emulateMedia({ media: 'print' });
    assert.ok(await tab.locator('.filters-shown').isVisible(), 'paper does not say what was chosen');
    assert.equal(await tab.locator('tr[data-facets][hidden]').first().isVisible(), false);
    await tab.emulateMedia({ media: null });
    await tab.selectOption('select[name="section"]', { index: 1 });
    assert.ok(await tab.locator('[data-calendar-all]').isVisible(), 'two answers together have no calendar');
    await tab.click('.filters-reset');
    assert.equal(new URL(tab.url()).search, '');
    await tab.close();
  });

  test('each calendar that a filter offers is a file, and its page is where one subscribes', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}year.html`);
    const offers = await tab.locator('select option[data-calendar]').evaluateAll((options) => options.map((option) => ({
      filter: option.closest('select').name, file: new URL(option.dataset.calendar, location.href).href, page: new URL(option.dataset.calendarPage, location.href).href,
    })));
    assert.deepEqual([...new Set(offers.map(({ filter }) => filter))].sort(), ['college', 'form', 'month', 'person', 'section']);
    assert.ok(offers.filter(({ filter }) => filter === 'month').length >= 12, 'every month has its calendar');
    const faults = [];
    for (const { file, page } of offers) {
      if (!/^BEGIN:VCALENDAR/.test(await (await tab.request.get(file)).text())) faults.push(file);
      const html = await (await tab.request.get(page)).text();
      if (!html.includes(`id="${new URL(page).hash.slice(1)}"`)) faults.push(page);
    }
    none(faults);
    await tab.close();
  });

  test('a choice that leaves nothing says so and leads back', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}year.html`);
    const empty = await tab.evaluate(() => {
      const rows = [...document.querySelectorAll('[data-facets]')].map((row) => row.dataset.facets.split(' '));
      const values = (name) => [...document.querySelector(`select[name="${name}"]`).options].slice(1).map((option) => option.value);
      const pairs = values('person').flatMap((person) => values('college').map((college) => [person, college]));
      return pairs.find(([person, college]) => !rows.some((row) => row.includes(`person:${person}`) && row.includes(`college:${college}`)));
    });
    await tab.goto(`${home}year.html?person=${empty[0]}&college=${empty[1]}`);
    await tab.locator('[data-filters-none]').waitFor({ state: 'visible' });
    assert.match(await tab.locator('.filters-shown').textContent(), /Показано 0 із/);
    await tab.click('[data-filters-none] a');
    assert.equal(await tab.locator('[data-facets][hidden]').count(), 0);
    await tab.close();
  });

  test('on a phone the questions open when asked for, and what was answered stays in view', async () => {
    const tab = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await tab.goto(`${home}year.html`);
    const seen = () => tab.locator('form[data-filters] select:visible').count();
    assert.equal(await seen(), 0);
    const first = await tab.locator('[data-facets]').first().boundingBox();
    assert.ok(first.y < 740, `the first row begins at ${first.y}`);
    await tab.click('[data-fold]');
    assert.ok(await seen() >= 5);
    await tab.selectOption('select[name="section"]', { index: 1 });
    await tab.click('[data-fold]');
    assert.equal(await seen(), 1, 'the chosen answer');
    assert.equal(await tab.getAttribute('[data-fold]', 'aria-expanded'), 'false');
    await tab.click('.filters-reset');
    assert.equal(await seen(), 0);
    assert.ok(await tab.locator('[data-fold]').evaluate((fold) => fold === document.activeElement), 'the focus is lost');
    await tab.setViewportSize({ width: 1280, height: 900 });
    assert.ok(await seen() >= 5);
    assert.equal(await tab.locator('[data-fold]').isVisible(), false);
    await tab.close();
  });

  test('a table in parts leads to the part that has the rows, and each link tells how many', async () => {
    const start = pathToFileURL(path.join(large(1000), 'year.html')).href;
    const tab = await browser.newPage();
    const told = () => tab.locator('[data-filter-parts]').first().locator('li').allInnerTexts()
      .then((texts) => texts.map((text) => Number(text.match(/\((?:до )?(\d+)\)/)?.[1] ?? -1)));
    const shown = () => tab.locator('[data-facets]:not([hidden])').count();
    await tab.goto(start);
    const parts = await tab.locator('[data-filter-parts]').first().locator('li').count();
    assert.ok(parts > 1);
    const value = (name) => tab.locator(`select[name="${name}"] option`).last().getAttribute('value');
    const [section, person, month] = [await value('section'), await value('person'), await value('month')];
    await tab.goto(`${start}?section=${section}`);
    await tab.waitForURL(/year-\d+\.html/);
    assert.ok(await shown() > 0, 'a link to a section ends where nothing is');
    for (const query of [`person=${person}`, `person=${person}&month=${month}`]) {
      const found = [];
      let counts = [];
      for (let part = 0; part < parts; part += 1) {
        await tab.goto(start.replace('year.html', `year${part ? `-${part + 1}` : ''}.html?${query}`));
        if (part === 0) counts = await told();
        // Where nothing is, the page has led on.
        found.push(new RegExp(`year${part ? `-${part + 1}` : ''}\\.html`).test(tab.url()) ? await shown() : 0);
      }
      assert.equal(counts.length, parts);
      if (query.includes('&')) assert.ok(counts.every((count, part) => count >= found[part]), `${counts}: ${found}`);
      else assert.deepEqual(counts, found);
    }
    await tab.goto(`${start}?person=${person}`);
    await tab.locator('[data-filter-parts] a').last().click();
    assert.equal(new URL(tab.url()).searchParams.get('person'), person, 'the choice is lost on the way to another part');
    await tab.click('.filters-reset');
    assert.deepEqual(await told(), Array(parts).fill(-1));
    await tab.close();
  });

  test('catalogues have filters that narrow too', async () => {
    const tab = await browser.newPage();
    for (const name of ['practices', 'research-works', 'monitoring']) {
      await tab.goto(`${home}${name}.html`);
      const selects = await tab.locator('form[data-filters] select').count();
      assert.ok(selects > 0, `${name} has no filters`);
      const all = await tab.locator('[data-facets]').count();
      await tab.locator('form[data-filters] select').first().selectOption({ index: 1 });
      const left = await tab.locator('[data-facets]:not([hidden])').count();
      assert.ok(left > 0 && left < all, `${name}: ${left} of ${all}`);
    }
    await tab.close();
  });
}
