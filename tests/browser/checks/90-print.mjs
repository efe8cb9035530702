// On paper: every kind on A4, nothing cut, nothing empty, nothing tiny; the plan as approved on A4 landscape.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { folder } from '../portal.mjs';
import { browser, once, visitAll } from '../browser.mjs';
import { none } from '../faults.mjs';

export const title = 'print';

const COLUMNS = ['№ з/п', 'Зміст роботи', 'Відповідальний', 'Форма', 'Термін виконання'];
const LANDSCAPE = [842, 595];
const PORTRAIT = [595, 842];

export function check({ site, kinds, home }) {
  const paper = folder('paper');

  let sheets = 0;
  const found = once(() => visitAll(kinds, { colorScheme: 'dark' }, async (tab, page, tell) => {
    await tab.goto(home + page.path);
    const file = path.join(paper, page.path.replaceAll('/', '-').replace('.html', '.pdf'));
    await tab.pdf({ path: file, preferCSSPageSize: true });
    const printed = readPaper(file);
    sheets += printed.length;
    for (const fault of paperFaults(printed)) tell('paper', fault);
    await tab.emulateMedia({ media: 'print' });
    for (const fault of await tab.evaluate(controlsOnPaper)) tell('controls', fault);
    for (const fault of await tab.evaluate(lightInk)) tell('ink', fault);
    await tab.emulateMedia({ media: null });
  }));

  test('every kind: A4, no empty sheet, nothing cut, text of 8 pt and more', async (t) => {
    none(await found('paper'));
    t.diagnostic(`${sheets} sheets`);
  });
  test('the table of the year takes few sheets, and its foot stands below a row, whatever is filtered', async (t) => {
    const tab = await browser.newPage();
    const file = path.join(paper, 'year.pdf');
    const faults = [];
    for (const query of ['', '?section=2', '?month=03', '?month=12']) {
      await tab.goto(`${home}year.html${query}`);
      const rows = await tab.locator('#year [data-facets]:visible').count();
      await tab.pdf({ path: file, preferCSSPageSize: true });
      const sheets = readPaper(file);
      t.diagnostic(`«${query}»: ${rows} rows on ${sheets.length} sheets`);
      if (sheets.length > 2 + rows / 16) faults.push(`«${query}»: ${rows} rows on ${sheets.length} sheets`);
      faults.push(...paperFaults(sheets));
      if (!/Термін виконання/.test(sheets.at(-1).text)) faults.push(`«${query}»: no row on the last sheet`);
    }
    await tab.close();
    none(faults);
  });
  test('where a sheet came from and the code to subscribe stand on the first one, not on a last one of their own', async () => {
    const faults = [];
    const tab = await browser.newPage();
    const months = site.pages.filter(({ dataPage, html }) => dataPage === 'month' && /class="qr"/.test(html));
    const others = kinds.filter(({ dataPage, html }) => dataPage !== 'month' && /class="subscribe".*class="qr"/s.test(html));
    assert.ok(months.length > 8 && others.length > 2, `${months.length} months, ${others.length} others`);
    for (const page of [...months, ...others]) {
      const file = path.join(paper, 'code.pdf');
      await tab.goto(home + page.path);
      await tab.pdf({ path: file, preferCSSPageSize: true });
      const sheets = readPaper(file);
      const told = (sheet) => [/Наведіть\s+камеру/, /Надруковано/].filter((words) => words.test(sheet.text)).length;
      if (told(sheets[0]) !== 2) faults.push(`${page.path}: the first sheet`);
      if (sheets.slice(1).some(told)) faults.push(`${page.path}: another sheet`);
    }
    await tab.close();
    none(faults);
  });
  test('the sections of a plan are one sheet', async () => {
    const tab = await browser.newPage();
    await tab.goto(`${home}sections.html`);
    const file = path.join(paper, 'sections.pdf');
    await tab.pdf({ path: file, preferCSSPageSize: true });
    await tab.close();
    const sheets = readPaper(file).length;
    none(sheets === 1 ? [] : [`${sheets} sheets`]);
  });
  test('no navigation or buttons on paper', async () => none(await found('controls')));
  test('a dark screen prints dark on white', async () => none(await found('ink')));

  test('the plan as approved: landscape, the five columns in order on every sheet of a table, signature', async (t) => {
    const tab = await browser.newPage();
    await tab.goto(`${home}plan.html`);
    const file = path.join(paper, 'plan.pdf');
    await tab.pdf({ path: file, preferCSSPageSize: true });
    const headers = await tab.locator('main table:has(thead)').evaluateAll((tables) =>
      tables.map((table) => [...table.querySelectorAll('thead th')].map((cell) => cell.textContent.trim().replace(/\s+/g, ' '))));
    const words = await tab.locator('main').innerText();
    await tab.close();
    const faults = headers.filter((header) => header.length === 5 && header.join() !== COLUMNS.join()).map((header) => `columns ${header}`);
    if (headers.filter((header) => header.join() === COLUMNS.join()).length < 10) faults.push('fewer than ten tables with the five columns');
    const sheets = readPaper(file);
    for (const [at, sheet] of sheets.entries()) {
      if (sheet.size.join() !== LANDSCAPE.join()) faults.push(`sheet ${at + 1} is ${sheet.size}`);
    }
    const text = sheets.map((sheet) => sheet.text).join('\n');
    const withHeader = sheets.filter((sheet) => /Зміст роботи/.test(sheet.text) && /Термін/.test(sheet.text)).length;
    // Title, contents and introduction come before the tables.
    const tableSheets = sheets.length - sheets.findIndex((sheet) => /Зміст роботи/.test(sheet.text));
    if (withHeader < tableSheets - 1) faults.push(`the columns are named on ${withHeader} of ${tableSheets} sheets`);
    const signature = words.trim().split('\n').filter(Boolean).at(-1).trim().split(/\s+/).at(-1);
    if (!sheets.at(-1).text.includes(signature)) faults.push(`«${signature}» does not stand on the last sheet`);
    // Of a sheet that goes on, less than a third may stay empty, unless the next one begins with a section.
    const isCaption = (sheet) => sheet && !/^№/.test(sheet.text.trim());
    const from = sheets.findIndex((sheet) => /Зміст роботи/.test(sheet.text));
    for (const [at, sheet] of sheets.entries()) {
      const end = Math.max(...sheet.pieces.map((piece) => piece.top));
      if (at >= from && at < sheets.length - 1 && end < LANDSCAPE[1] * (isCaption(sheets[at + 1]) ? 0.4 : 0.65)) faults.push(`sheet ${at + 1} ends at ${end} pt`);
      if (/Термін\s+виконання\s*$/.test(sheet.text)) faults.push(`sheet ${at + 1} ends with the head of a table`);
    }
    if (!/Зміст роботи/.test(sheets.at(-1).text)) faults.push('the signature stands on a sheet without a row of the plan');
    if (!/ЗАТВЕРДЖУЮ/.test(sheets[0].text)) faults.push('no approval on the first sheet');
    t.diagnostic(`${sheets.length} sheets, ${text.length} characters`);
    none(faults);
  });
}

/** The sheets of a PDF: size in points, text, and each piece of text with its place and size. */
function readPaper(file) {
  const SCALE = 3; // the most that pdftohtml can; it rounds to whole pixels
  const xml = execFileSync('pdftohtml', ['-xml', '-i', '-hidden', '-zoom', String(SCALE), '-stdout', file], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString('utf8');
  const fonts = new Map([...xml.matchAll(/<fontspec id="(\d+)" size="(-?\d+)"/g)].map(([, id, size]) => [id, Number(size) / SCALE]));
  return xml.split('<page ').slice(1).map((sheet) => {
    const [, height, width] = sheet.match(/height="(\d+)" width="(\d+)"/).map((value) => Math.round(Number(value) / SCALE));
    const pieces = [...sheet.matchAll(/<text top="(-?\d+)" left="(-?\d+)" width="(-?\d+)" height="(-?\d+)" font="(\d+)">(.*?)<\/text>/gs)]
      .map(([, top, left, wide, , font, text]) => ({
        top: top / SCALE, left: left / SCALE, right: (Number(left) + Number(wide)) / SCALE, size: fonts.get(font),
        text: text.replace(/<[^>]*>/g, ''),
      })).filter((piece) => piece.text.trim());
    return { size: [width, height], pieces, text: pieces.map((piece) => piece.text).join(' ') };
  });
}

function paperFaults(sheets) {
  return sheets.flatMap((sheet, at) => {
    const faults = [];
    const size = sheet.size.join();
    if (size !== PORTRAIT.join() && size !== LANDSCAPE.join()) faults.push(`sheet ${at + 1} is ${size}`);
    if (sheet.text.trim().length < 20) faults.push(`sheet ${at + 1} of ${sheets.length} is empty`);
    const cut = sheet.pieces.find((piece) => piece.left < 0 || piece.right > sheet.size[0] + 1);
    if (cut) faults.push(`sheet ${at + 1}: «${cut.text.slice(0, 40)}» is cut`);
    const small = sheet.pieces.find((piece) => piece.size < 7.8);
    if (at > 0 && at === sheets.length - 1 && /Надруковано/.test(sheet.pieces[0]?.text)) faults.push(`sheet ${at + 1} holds the foot alone`);
    if (small) faults.push(`sheet ${at + 1}: «${small.text.slice(0, 40)}» has ${small.size} pt`);
    return faults;
  });
}

// These run in the browser, as on paper. The strip of months stays: it tells how much each month holds.
function controlsOnPaper() {
  return [...document.querySelectorAll('button, select, input, nav:not(.months), .skip')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length && !element.readOnly
      && element.getBoundingClientRect().bottom > 0)
    .map((element) => `${element.localName}.${element.className}`);
}

function lightInk() {
  const faults = new Set();
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const brightness = ([red, green, blue]) => (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const ink = channels(element.namespaceURI.endsWith('svg') ? style.fill : style.color);
    if (brightness(ink) > 0.45) faults.add(`ink ${ink} of ${element.localName}.${element.className.baseVal ?? element.className}`);
  }
  for (const element of document.querySelectorAll('html, body, body *')) {
    const [red, green, blue, alpha = 1] = channels(getComputedStyle(element).backgroundColor);
    if (alpha > 0.5 && brightness([red, green, blue]) < 0.5 && element.textContent.trim() && element.checkVisibility()) {
      faults.add(`dark paper under ${element.localName}.${element.className}`);
    }
  }
  return [...faults];
}
