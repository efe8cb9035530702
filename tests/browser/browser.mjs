// One Chromium for all checks, and a server that serves a site as an office would: compressed, under a sub-path.
import http from 'node:http';
import path from 'node:path';
import { after } from 'node:test';
import zlib from 'node:zlib';
import { chromium } from 'playwright-core';

// A portal must work under any path.
const UNDER = '/plan-2026/x/';
const TYPES = {
  html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml', png: 'image/png', json: 'application/json', ics: 'text/calendar; charset=utf-8',
  xml: 'application/xml', csv: 'text/csv; charset=utf-8', txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
};

export const browser = await launch();

async function launch(...more) {
  const launched = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Nothing leaves the machine, whatever a page asks for.
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', ...more],
  });
  after(() => launched.close());
  return launched;
}

/** A browser whose reader chose letters of so many pixels: the conditions of a style sheet know of them too. */
export function launchWithLetters(pixels) {
  return launch(`--blink-settings=defaultFontSize=${pixels}`);
}

/**
 * A server at `address`, before there is a site: `serve(site)` says what it serves. So a portal can be built with the
 * address under which it is looked at.
 */
export async function openServer() {
  const compressed = new Map();
  let files = new Map();
  const server = http.createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let name = asked.startsWith(UNDER) ? asked.slice(UNDER.length) : undefined;
    if (name === '') name = 'index.html';
    const bytes = files.get(name);
    if (!bytes) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('no such file');
      return;
    }
    if (!compressed.has(name)) compressed.set(name, zlib.gzipSync(bytes, { level: 6 }));
    response.writeHead(200, {
      'content-type': TYPES[path.extname(name).slice(1)] ?? 'application/octet-stream',
      'content-encoding': 'gzip', 'cache-control': 'max-age=600',
    }).end(compressed.get(name));
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const close = () => { server.closeAllConnections(); server.close(); };
  after(close);
  return {
    close,
    address: `http://127.0.0.1:${server.address().port}${UNDER}`,
    serve(site) { files = site.files; },
  };
}

/**
 * Visits `items` with a few tabs at once, each tab a context with `options` of its own, of the browser `from` if that
 * is among them. `visit(tab, item, tell)` tells faults by the name of what is checked, so that one visit serves many
 * checks; `prepare(tab)` runs once for each tab. Gives a function from the name to its faults.
 */
export async function visitAll(items, options, visit, prepare) {
  const queue = [...items];
  const { from = browser, ...own } = options;
  const found = new Map();
  const work = async () => {
    const context = await from.newContext({ viewport: { width: 1280, height: 900 }, ...own });
    const tab = await context.newPage();
    tab.setDefaultTimeout(20_000);
    if (prepare) await prepare(tab);
    for (let item = queue.shift(); item; item = queue.shift()) {
      await visit(tab, item, (name, fault) => {
        if (!fault) return;
        found.set(name, [...(found.get(name) ?? []), `${item.path}: ${fault}`]);
      });
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: Math.min(TABS, items.length) }, work));
  return (name) => found.get(name) ?? [];
}
const TABS = 3;

/** The visits of several tests: made when the first of them wants its faults. */
export function once(make) {
  let made;
  return async (name) => {
    made ??= make();
    return (await made)(name);
  };
}

/** The clock of a tab stands at this moment, so that «today» is a day of the plan. */
export function atMoment(iso) {
  return (tab) => tab.clock.setFixedTime(new Date(iso));
}

/** Adds a style that the page's policy cannot refuse. */
export function addStyle(tab, css) {
  return tab.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, css);
}

/** How far the page can be moved sideways, and what sticks out. */
export function sideways(tab) {
  return tab.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - room;
    if (over <= 0) return '';
    const out = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > room + 1 && !element.closest('[tabindex="0"]'));
    return `${over} px: ${out.slice(0, 3).map((element) => `${element.tagName}.${element.className}`).join(' ')}`;
  });
}
