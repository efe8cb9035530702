// What the text of every page says, read without running it.
import test from 'node:test';
import { browser } from '../browser.mjs';
import { none } from '../faults.mjs';

export const title = 'markup of every page';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
  + "connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'";
const KINDS = ['home', 'entry', 'section', 'person', 'month', 'college', 'practice', 'search', 'subscribe', 'year',
  'about', 'error'];

export function check({ site, plain, home }) {
  for (const [name, tested] of [['with an address', site], ['without an address', plain]]) {
    test(`a portal ${name}`, async (t) => {
      const pages = await facts(tested);
      const full = pages.filter((page) => !page.isRedirect);
      const tell = (check) => none(full.flatMap((page) => [check(page)].flat().filter(Boolean)
        .map((fault) => `${page.path}: ${fault}`)));

      await t.test('the policy stands first, and nothing is inline', () => none(pages.flatMap((page) => [
        page.head[0] === 'META charset' || 'charset is not first',
        page.head[1] === `META ${POLICY}` || `second in head is ${page.head[1]}`,
        page.inline.length === 0 || page.inline.join(', '),
      ].filter((fault) => fault !== true).map((fault) => `${page.path}: ${fault}`))));

      await t.test('language, title, description, kind', () => {
        tell((page) => [
          page.lang === 'uk' ? '' : `lang is ${page.lang}`,
          page.title && [...page.title].length <= 90 ? '' : `title of ${[...page.title].length}: ${page.title}`,
          page.description ? '' : 'no description',
          page.dataPage ? '' : 'no data-page',
        ]);
        const kinds = new Set(full.map((page) => page.dataPage));
        none(KINDS.filter((kind) => !kinds.has(kind)).map((kind) => `no page says data-page="${kind}"`));
      });

      await t.test('titles are unique', () => none(repeated(full.map((page) => [page.title, page.path]))));
      await t.test('descriptions are unique', () => none(repeated(full.filter((page) => !page.noindex)
        .map((page) => [page.description, page.path]))));

      await t.test('one h1, no heading level left out, landmarks, the way past the menu first', () => tell((page) => [
        page.headings.filter((level) => level === 1).length === 1 ? '' : 'not one h1',
        page.headings.every((level, at) => level <= (page.headings[at - 1] ?? 1) + 1) ? '' : `headings ${page.headings}`,
        page.landmarks === 'HEADER MAIN FOOTER' ? '' : `landmarks ${page.landmarks}`,
        page.firstLink === '#main' ? '' : `the first link is ${page.firstLink}`,
        page.mainTabindex === '-1' ? '' : 'main cannot take the focus',
        page.orders.length ? `tabindex ${page.orders}` : '',
      ]));

      await t.test('identifiers are unique, times are dates, tables have captions and headers', () => tell((page) => [
        page.twins.length ? `twice: ${page.twins}` : '',
        page.times.length ? `time: ${page.times}` : '',
        page.tables.join(', '),
        page.blank.length ? `target=_blank without noopener: ${page.blank}` : '',
      ]));

      await t.test('no more than 8 000 elements', () => tell((page) => (page.elements <= 8000 ? '' : `${page.elements}`)));

      await t.test('data for search engines', () => tell((page) => page.jsonLd.flatMap((text) => {
        const data = JSON.parse(text);
        const list = [data['@graph'] ?? data].flat();
        return list.filter((one) => one['@type'] === 'Event').flatMap((event) => [
          event.name ? '' : 'an event without name',
          /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?[+-]\d\d:\d\d)?$/.test(event.startDate) ? '' : `startDate ${event.startDate}`,
        ]);
      })));

      await t.test('addresses of the pages themselves', () => tell((page) => {
        const own = home + page.path.replace(/(^|\/)index\.html$/, '$1');
        if (name === 'without an address') return page.canonical ? 'a canonical address out of nothing' : '';
        return page.canonical === own || page.dataPage === 'error' ? '' : `canonical is ${page.canonical}`;
      }));
    });
  }
}

function repeated(rows) {
  const first = new Map();
  return rows.flatMap(([text, path]) => {
    if (first.has(text)) return [`${path} = ${first.get(text)}: ${text}`];
    first.set(text, path);
    return [];
  });
}

async function facts(site) {
  const tab = await browser.newPage();
  const pages = [];
  for (const { path, html, isRedirect, dataPage } of site.pages) {
    pages.push({ path, isRedirect, dataPage, ...await tab.evaluate(read, html) });
  }
  await tab.close();
  return pages;
}

// Runs in the browser, on a document that is parsed and never shown.
function read(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const all = [...page.querySelectorAll('*')];
  const list = (selector) => [...page.querySelectorAll(selector)];
  const ids = all.map((element) => element.id).filter(Boolean);
  return {
    head: [...page.head.children].slice(0, 2).map((element) =>
      `${element.tagName} ${element.hasAttribute('charset') ? 'charset' : element.content}`),
    inline: [
      ...list('style').map(() => 'a style element'),
      ...list('script:not([src])').filter((script) => script.type !== 'application/ld+json').map(() => 'an inline script'),
      ...all.flatMap((element) => element.getAttributeNames()
        .filter((name) => name === 'style' || name.startsWith('on')).map((name) => `${element.tagName} ${name}`)),
      ...list('[type="module"], [integrity], [crossorigin], base').map((element) => `${element.outerHTML.slice(0, 60)}`),
      ...list('use').filter((use) => !(use.getAttribute('href') ?? '').startsWith('#')).map(() => 'a sprite of another file'),
    ],
    lang: page.documentElement.lang,
    title: page.title,
    description: page.querySelector('meta[name="description"]')?.content,
    canonical: page.querySelector('link[rel="canonical"]')?.getAttribute('href'),
    noindex: Boolean(page.querySelector('meta[name="robots"][content*="noindex"]')),
    headings: list('h1, h2, h3, h4, h5, h6').map((heading) => Number(heading.tagName[1])),
    landmarks: list('body > header, main, body > footer').map((element) => element.tagName).join(' '),
    firstLink: page.body.querySelector('a, button, input, summary')?.getAttribute('href'),
    mainTabindex: page.querySelector('main#main')?.getAttribute('tabindex'),
    orders: list('[tabindex]').map((element) => Number(element.getAttribute('tabindex'))).filter((order) => order > 0),
    twins: ids.filter((id, at) => ids.indexOf(id) !== at),
    times: list('time').map((time) => time.getAttribute('datetime') ?? time.textContent)
      .filter((value) => !/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?)?)?)?$/.test(value)),
    tables: list('table').flatMap((table) => [
      table.caption?.textContent.trim() ? [] : ['a table without caption'],
      table.querySelector('th:not([scope])') ? ['a header without scope'] : [],
    ].flat()),
    blank: list('[target="_blank"]').filter((link) => !link.relList.contains('noopener')).map((link) => link.href),
    elements: all.length,
    jsonLd: list('script[type="application/ld+json"]').map((script) => script.textContent),
  };
}
