// Where every link leads, what files are called, and how far a page is from home.
import test from 'node:test';
import { browser } from '../browser.mjs';
import { none } from '../faults.mjs';

export const title = 'links, addresses, file names';

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;
const OUTSIDE = /^(https?:|mailto:|tel:|webcals?:)/;
// Of what leads outside only this may be loaded by following: everything else a page names must lie in the site.
const LOADED = new Set(['script src', 'img src', 'iframe src', 'source src', 'link stylesheet', 'link icon', 'link manifest']);

export function check({ site, plain, home }) {
  let pages;
  test('every link leads to a file, every fragment to a place in it', async () => {
    pages = await linksOf(site);
    none(faultsOf(site, pages, home));
  });
  test('the same without an address', async () => none(faultsOf(plain, await linksOf(plain), home)));

  test('every page is at most three clicks from home', () => {
    const near = new Map([['index.html', 0]]);
    for (const path of near.keys()) {
      for (const { kind, value } of pages.get(path)?.links ?? []) {
        if (!kind.startsWith('a ') || OUTSIDE.test(value)) continue;
        const to = resolve(path, value).file;
        if (!near.has(to)) near.set(to, near.get(path) + 1);
      }
    }
    none(site.pages.filter((page) => !page.isRedirect && page.dataPage !== 'error' && page.dataPage !== 'embed')
      .filter((page) => !(near.get(page.path) <= 3))
      .map((page) => `${page.path}: ${near.get(page.path) ?? 'no way'}`));
  });

  test('file names are plain and unique on every system', () => {
    const lower = new Set();
    none([...site.files.keys()].flatMap((name) => [
      /^[a-z0-9._/-]+$/.test(name) ? [] : [`${name}: not lower-case ASCII`],
      name.length <= 180 ? [] : [`${name}: ${name.length} characters`],
      name.split('/').some((part) => RESERVED.test(part)) ? [`${name}: reserved by Windows`] : [],
      lower.size === lower.add(name.toLowerCase()).size ? [`${name}: differs by case only`] : [],
    ].flat()));
  });

  test('the site map names every page that search engines may show', (t) => {
    const map = site.files.get('sitemap.xml')?.toString('utf8');
    if (!map) return t.skip('no sitemap.xml');
    const locations = (xml) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map((found) => found[1]);
    // That of several offices names their own.
    const named = new Set(!map.includes('<sitemapindex') ? locations(map) : locations(map)
      .flatMap((url) => locations(site.files.get(url.slice(home.length))?.toString('utf8') ?? `<loc>${url}</loc>`)));
    const shown = site.pages.filter((page) => !page.isRedirect && !/<meta name="robots" content="noindex/.test(page.html))
      .map((page) => home + page.path.replace(/(^|\/)index\.html$/, '$1'));
    none([...shown.filter((url) => !named.has(url)).map((url) => `missing ${url}`),
      ...[...named].filter((url) => !shown.includes(url)).map((url) => `no such page ${url}`)]);
  });

  test('every answer of the search leads to a page and a place in it', async () => {
    const tab = await browser.newPage();
    await tab.goto(home);
    await tab.focus('input[type=search]');
    await tab.waitForFunction(() => Object.keys(window.planSearchEngines ?? {}).length);
    const urls = await tab.evaluate(() => Object.values(window.planSearchEngines).flatMap((engine) =>
      engine.facets.kind.flatMap((kind) => [...engine('', { kind, limit: 1e6 })].map((one) => one.url))));
    await tab.close();
    none(urls.length > 100 ? urls.map((url) => missing(site, pages, 'index.html', url)).filter(Boolean) : [`${urls.length} answers`]);
  });
}

/** The file and fragment that a relative link of a page leads to. */
function resolve(from, value) {
  const url = new URL(value, `http://site/${from}`);
  return { file: decodeURIComponent(url.pathname.slice(1)), fragment: decodeURIComponent(url.hash.slice(1)) };
}

function missing(site, pages, from, value) {
  const { file, fragment } = resolve(from, value);
  if (!site.files.has(file)) return `${from}: ${value} leads to nothing`;
  if (fragment && !pages.get(file)?.ids.has(fragment)) return `${from}: ${value}: no such place`;
  return undefined;
}

function faultsOf(site, pages, home) {
  const faults = [];
  for (const [path, { links }] of pages) {
    for (const { kind, value } of links) {
      const published = addressed(value, home);
      if (published !== undefined) {
        const file = published.split('#')[0];
        if (!site.files.has(file === '' || file.endsWith('/') ? `${file}index.html` : file)) faults.push(`${path}: ${value} is not published`);
        // A server shows the error page at any address, so only its links are absolute.
        if (LOADED.has(kind) && path !== '404.html') faults.push(`${path}: ${kind} ${value} is absolute`);
      } else if (OUTSIDE.test(value)) {
        if (LOADED.has(kind)) faults.push(`${path}: loads ${value}`);
      } else if (/^[a-z][a-z0-9+.-]*:/i.test(value) && !(kind === 'img src' && value.startsWith('data:'))) {
        faults.push(`${path}: ${kind} ${value.slice(0, 60)}`);
      } else if (value !== '?' && (value.startsWith('/') || /(^|\/)\.{0,2}([?#]|$)/.test(value.replace(/^[?#].+/, 'x')))) {
        faults.push(`${path}: «${value}» does not name a file`);
      } else {
        const fault = missing(site, pages, path, value);
        if (fault) faults.push(fault);
      }
    }
  }
  return faults;
}

/** The path within the published site of an address, also where another service is told it. */
function addressed(value, home) {
  const host = home.replace(/^http:/, '');
  const plain = value.startsWith('http') ? decodeURIComponent(new URL(value).searchParams.get('cid')
    ?? new URL(value).searchParams.get('url') ?? value) : value;
  const at = plain.indexOf(host);
  return at < 0 ? undefined : plain.slice(at + host.length);
}

async function linksOf(site) {
  const tab = await browser.newPage();
  const pages = new Map();
  for (const { path, html } of site.pages) {
    const { ids, ...rest } = await tab.evaluate(read, html);
    pages.set(path, { ids: new Set(ids), ...rest });
  }
  await tab.close();
  return pages;
}

// Runs in the browser.
function read(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const links = [];
  for (const element of page.querySelectorAll('*')) {
    for (const name of ['href', 'src', 'action', 'formaction', 'data', 'poster', 'cite', 'xlink:href']) {
      const value = element.getAttribute(name);
      if (value === null) continue;
      const tag = element.localName;
      links.push({ kind: tag === 'link' ? `link ${element.rel}` : `${tag} ${name}`, value });
    }
    if (element.localName === 'meta' && element.httpEquiv === 'refresh') {
      links.push({ kind: 'meta refresh', value: element.content.replace(/^\d+;\s*url=/i, '') });
    }
    if (element.localName === 'meta' && /^og:(url|image)$/.test(element.getAttribute('property') ?? '')) {
      links.push({ kind: 'meta', value: element.content });
    }
  }
  return {
    ids: [...page.querySelectorAll('[id]')].map((element) => element.id),
    links,
  };
}
