// The filters of the year: kept in the address, told to screen readers, undone by Back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { browser } from '../browser.mjs';

export const title = 'filters of the year';

export function check({ home }) {
  test('a chosen value narrows, stands in the address, and Back undoes it', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}year.html`);
    const rows = () => tab.locator('[data-facets]:not([hidden])').count();
    const all = await rows();
    const chosen = await tab.locator('form[data-filters] select').evaluateAll((selects) => selects.map((select) => [select.name, select.options[1].value]));
    assert.ok(chosen.length >= 5, `filters: ${chosen.map(([name]) => name)}`);
    for (const [name, value] of chosen) {
      await tab.selectOption(`form[data-filters] select[name="${name}"]`, value);
      const narrowed = await rows();
      assert.ok(narrowed > 0 && narrowed < all, `${name}=${value}: ${narrowed} of ${all}`);
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
}
