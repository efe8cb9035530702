// What the search can, in a real browser through the page of the real portal: node --test tests/search/
// Each ability is asked in the box; the words of the plan stand in content/.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { findBrowser, openBrowser } from './browser.mjs';
import { builtSite, loadSearch } from './site.mjs';

// ability | what is typed | a number that must be among the results, or «page:» a page offered above them
const FINDS = `
inflection | вебінарами | 2.22.8
inflection | моніторингу участі випускників | 9.2
inflection | олімпіад | 7.4
inflection | комп'ютер | 13.4
inflection | роботодавцю | 8.4
prefix | ліценз | 1.3
prefix | вхідного конт | 9.20
typo | бюлитень | 11.3
typo | ліцензовання | 1.3
apostrophe | кар'єри | 9.17
apostrophe | кар’єри | 9.17
apostrophe | карєри | 9.17
abbreviation | обласна військова адміністрація | 1.3
abbreviation | Мала академія наук | 2.5
abbreviation | НМТ | 9.2
abbreviation | національний мультипредметний тест | 9.2
number | 2.22.8 | 2.22.8
number | 2.22.8#31 | 2.22.8#31
person | Роспотнюк | 1.3
person | Сахневич І.Д. | 2.5
person | Ковальчук | page:people/kovalchuk-t-o.html
college | Коростишівський коледж | page:colleges/
college | малинський ліцей | 2.16
month | у листопаді | 9.12
month | серпень | 1.5
several words | довідка інклюзивне навчання | 9.21
several words | конкурс українська мова Яцика | 10.22
several words | події жовтня | 2.16
date | 10.01.2026 | 1.13
layout | jkbvgsflf | 7.4
layout | ctvsyfh | 8.5
transliteration | olimpiada | 7.4
transliteration | Sakhnevych | 2.5
`;

// What is typed | a number that must not be found: another word, however alike.
const KEEPS_APART = `
методика | 2.13
майстер | 7.1
практика | 9.5
вебінар | 9.9
`;

const rows = (text) => text.trim().split('\n').map((line) => line.split(' | '));
const program = findBrowser();
const COUNT = `document.querySelectorAll('#results li').length`;

test('the search of the portal', { skip: program ? false : 'no Chromium here' }, async (t) => {
  const site = builtSite();
  const { engine, language } = loadSearch(site);
  const browser = await openBrowser(program);
  const url = (file) => pathToFileURL(path.join(site, file)).href;

  /** Types into the box of an entry's page and waits for the answer to this very query. */
  async function ask(query) {
    await browser.evaluate(`(() => { const box = document.querySelector('input[type=search]');
      box.value = ${JSON.stringify(query)}; box.dispatchEvent(new Event('input')); })()`);
    await browser.until(`window.planSearch(${JSON.stringify(query)}, { typing: true })
      .then(() => document.querySelector('[role=status]').textContent !== '')`);
    return browser.evaluate(`({ numbers: [...document.querySelectorAll('#results [data-number]')].map((a) => a.dataset.number),
      hrefs: [...document.querySelectorAll('.search-direct a')].map((a) => a.getAttribute('href')),
      status: document.querySelector('[role=status]').textContent })`);
  }

  try {
    await browser.open(url('entries/2-22-8.html'));
    for (const [ability, query, wanted] of rows(FINDS)) {
      await t.test(`${ability}: ${query}`, async () => {
        const found = await ask(query);
        if (wanted.startsWith('page:')) {
          assert.ok(found.hrefs.some((href) => href.includes(wanted.slice(5))), `pages ${found.hrefs}`);
        } else {
          assert.ok(found.numbers.includes(wanted), `${found.numbers} (${found.status})`);
        }
        assert.match(found.status, /^Знайдено: \d+(?:\. |$)/);
      });
    }
    for (const [query, unwanted] of rows(KEEPS_APART)) {
      await t.test(`kept apart: ${query}`, async () => {
        const found = await browser.evaluate(`planSearch(${JSON.stringify(query)})
          .then((all) => [...all].map((one) => one.dataNumber))`);
        assert.ok(!found.includes(unwanted), String(found));
      });
    }

    await t.test('a number is first, and its items follow', async () => {
      const { numbers } = await ask('2.22.8');
      assert.deepEqual(numbers.slice(0, 3), ['2.22.8', '2.22.8#1', '2.22.8#2']);
    });

    await t.test('an item opens at its line', async () => {
      await ask('2.22.8#31');
      const href = await browser.evaluate(`document.querySelector('#results [data-number="2.22.8#31"]').href`);
      await browser.open(url('index.html'));
      await browser.open(href);
      assert.ok(await browser.evaluate(`Boolean(document.getElementById(location.hash.slice(1)))`), href);
    });

    await t.test('nothing found is said, with advice', async () => {
      await browser.open(url('index.html'));
      const { status } = await ask('бегемот');
      assert.equal(status, 'Нічого не знайдено');
      assert.match(await browser.evaluate(`document.querySelector('.search-notes').textContent`), /Спробуйте/);
    });

    await t.test('what was corrected is said', async () => {
      await ask('jkbvgsflf');
      assert.match(await browser.evaluate(`document.querySelector('.search-notes').textContent`), /розкладка/);
    });

    for (const width of [360, 1280]) {
      await t.test(`results fit the window of ${width} pixels`, async () => {
        await browser.resize(width, 800);
        await ask('конкурс');
        assert.ok(await browser.evaluate(`(() => { const box = document.querySelector('.search-panel').getBoundingClientRect();
          return box.left >= 0 && box.right <= innerWidth && document.documentElement.scrollWidth <= innerWidth; })()`));
        await keep(browser, `search-${width}.png`);
      });
    }

    await t.test('the search page keeps query and filters in its address', async () => {
      await browser.open(`${url('search.html')}?q=${encodeURIComponent('моніторинг')}&person=baranivska-l-y`);
      await browser.until(COUNT);
      const people = await browser.evaluate(`[...document.querySelectorAll('#results .search-facts')].map((p) => p.textContent)`);
      assert.ok(people.length > 0 && people.every((facts) => facts.includes('Баранівська')), String(people));
      assert.equal(await browser.evaluate(`document.querySelector('select[name=person]').value`), 'baranivska-l-y');
      await keep(browser, 'search-page.png');
    });

    await t.test('without a script the search page leads to the index from А to Я', async () => {
      assert.ok(await browser.evaluate(`Boolean(document.querySelector('main a[href="alphabet.html"]'))`));
    });
  } finally {
    await browser.close();
  }

  await t.test('every prefix of a word of a title finds it while it is typed', () => {
    const everything = ['entry', 'item'].flatMap((kind) => [...engine('', { kind, limit: 1e6 })]);
    const words = new Map();
    for (const { title, dataNumber } of everything) {
      for (const { word, joined } of language.tokens(title)) {
        if (!joined && !language.isNumber(word)) words.set(word, dataNumber);
      }
    }
    for (const [word, number] of words) {
      for (let end = Math.min(3, word.length); end <= word.length; end += 1) {
        const found = [...engine(word.slice(0, end), { typing: true, limit: 1e6 })];
        assert.ok(found.some((one) => one.dataNumber === number), `«${word.slice(0, end)}» does not find ${number}`);
      }
    }
    assert.ok(words.size > 1000, `only ${words.size} words`);
  });
});

/** Keeps a picture in the folder SEARCH_PICTURES, if there is one. */
async function keep(browser, name) {
  const folder = process.env.SEARCH_PICTURES;
  if (!folder) return;
  const { writeFileSync } = await import('node:fs');
  writeFileSync(path.join(folder, name), await browser.screenshot());
}
