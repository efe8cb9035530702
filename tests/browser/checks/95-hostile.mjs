// Content that tries to run, to break out or to deceive is built and stays text.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { browser, sideways, visitAll } from '../browser.mjs';
import { none } from '../faults.mjs';
import { build, folder, refusal } from '../portal.mjs';

export const title = 'hostile content';

const CONTENT = fileURLToPath(new URL('../hostile/content', import.meta.url));
// Links that no page may have: the build must refuse them, however they are written.
const REFUSED = ["javascript:window.__pwned='link'", 'JaVaScRiPt:alert(1)', '&#106;avascript:alert(1)', 'vbscript:msgbox(1)',
  'data:text/html,x', 'data:text/html;base64,PHNjcmlwdD4=', 'file:///etc/passwd', 'java\\&#10;script:alert(1)',
  'mailto:proba@example.org?bcc=evil@example.org'];

export function check({ hostile: server }) {
  const site = build(CONTENT, 'hostile', server.address);
  const home = server.address;
  server.serve(site);

  test('its words reach the pages', () => {
    const all = site.pages.map((page) => page.html).join('\n');
    const probes = fs.readdirSync(CONTENT, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
      .flatMap((file) => [...fs.readFileSync(path.join(file.parentPath ?? file.path, file.name), 'utf8').matchAll(/__pwned='(\w+)'/g)])
      .map(([, name]) => name);
    none(probes.filter((name) => !all.includes(`__pwned=&#x27;${name}`) && !all.includes(`__pwned='${name}`) && !all.includes(`__pwned=&#39;${name}`))
      .map((name) => `the probe «${name}» did not reach any page`));
  });

  test('links that would run are refused', () => {
    const worse = folder('refused');
    fs.cpSync(CONTENT, worse, { recursive: true });
    fs.appendFileSync(path.join(worse, 'plans/2026/intro.md'), REFUSED.map((link) => `\n[тут](<${link}>)\n`).join(''));
    const told = refusal(worse).map((line) => line.code).filter((code) => code === 'refused-link' || code === 'broken-link').length;
    assert.ok(told === REFUSED.length, `${told} of ${REFUSED.length} were refused`);
  });

  test('nothing of it runs on any page', async () => {
    const faults = await visitAll(site.pages, {}, async (tab, { path }, tell) => {
      tab.removeAllListeners('dialog');
      tab.on('dialog', (dialog) => { tell('ran', dialog.message()); dialog.dismiss(); });
      await tab.goto(home + path);
      for (const fault of await tab.evaluate(look)) tell('ran', fault);
    }, (tab) => tab.addInitScript(() => { window.__pwned = undefined; }));
    none(faults('ran'));
  });

  test('none of it moves a phone sideways', async () => {
    const pages = site.pages.filter((page) => !page.isRedirect);
    const faults = await visitAll(pages, { viewport: { width: 320, height: 640 } }, async (tab, { path }, tell) => {
      await tab.goto(home + path);
      tell('sideways', await sideways(tab));
    });
    none(faults('sideways'));
  });

  test('the search shows it as text', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}search.html?q=${encodeURIComponent('проба')}`);
    await tab.waitForSelector('main #results a, main .search-direct a');
    none(await tab.evaluate(look));
    await tab.close();
  });

  test('no cell of a table for Excel begins as a formula', () => {
    const tables = [...site.files].filter(([name]) => name.endsWith('.csv'));
    assert.ok(tables.length > 0, 'no tables');
    none(tables.flatMap(([name, bytes]) => cells(bytes.toString('utf8').replace(/^\ufeff/, ''))
      .filter((cell) => /^[=+\-@\t\r]/.test(cell)).map((cell) => `${name}: ${cell.slice(0, 60)}`)));
  });

  test('data for search engines, feeds and calendars stay whole', async () => {
    const tab = await browser.newPage();
    const faults = [];
    for (const [name, bytes] of site.files) {
      const text = bytes.toString('utf8');
      if (name.endsWith('.json')) JSON.parse(text);
      if (name.endsWith('.xml')) {
        const broken = await tab.evaluate((xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror')?.textContent, text);
        if (broken) faults.push(`${name}: ${broken.slice(0, 100)}`);
      }
      if (name.endsWith('.ics')) {
        const events = text.match(/^BEGIN:/gm).length;
        if (events !== text.match(/^END:/gm).length || /^(ATTENDEE|ORGANIZER:mailto:evil|X-EVIL)/m.test(text)) faults.push(`${name}: a line got in`);
      }
      if (/\.(html|csv|json|xml|ics)$/.test(name) && /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) faults.push(`${name}: a control character`);
    }
    for (const { path, html } of site.pages) {
      for (const [, data] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
        try { JSON.parse(data); } catch (error) { faults.push(`${path}: ${error.message}`); }
      }
    }
    await tab.close();
    none(faults);
  });
}

/** The cells of a table with `;` between them. */
function cells(text) {
  return [...text.matchAll(/(?:^|;|\n)(?:"((?:[^"]|"")*)"|([^;\n"]*))/g)].map(([, quoted, plain]) => (quoted ?? plain ?? '').replaceAll('""', '"').trim() && (quoted ?? plain));
}

// Runs in the browser.
function look() {
  const faults = [];
  if (window.__pwned !== undefined) faults.push(`ran: ${window.__pwned}`);
  for (const element of document.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) {
      if (name.startsWith('on')) faults.push(`attribute ${name} on ${element.localName}`);
      if (/^(href|src|action|formaction|data)$/.test(name)
        && /^[\s\u0000-\u001f]*(javascript|vbscript|data):/i.test(element.getAttribute(name))) faults.push(`${name}=${element.getAttribute(name).slice(0, 60)}`);
    }
  }
  for (const script of document.scripts) {
    if (!script.src && script.type !== 'application/ld+json') faults.push(`inline script ${script.textContent.slice(0, 40)}`);
    else if (script.src && !script.src.startsWith(location.origin)) faults.push(`script ${script.src}`);
  }
  if (document.querySelector('iframe[srcdoc], object, embed, base, marquee, img[src="x"]')) faults.push('an element of the content');
  // A mark that turns the direction of writing must not reach beyond the words it stands in.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (/[\u202a-\u202e\u2066-\u2069]/.test(walker.currentNode.data)) { faults.push(`a direction mark: «${walker.currentNode.data.trim().slice(0, 40)}»`); break; }
  }
  return faults;
}
