// Takes the pictures of docs/screenshots anew: node tests/browser/screenshots.mjs [FOLDER [words of the names]]
// Every picture shows the real plan on the same day, so that a change in a picture is a change of the portal.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { atMoment, browser, openServer } from './browser.mjs';
import { REAL, build } from './portal.mjs';

const DAY = '2026-03-11T09:00:00';
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 720 };
const dark = { colorScheme: 'dark' };
const wide = { viewport: WIDE };
const phone = { viewport: PHONE, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

const search = async (tab) => { await tab.waitForSelector('main #results a'); };
const PICTURES = [
  ['home', 'index.html', wide],
  ['home-phone', 'index.html', phone],
  ['month', 'months/2026-03.html', wide],
  ['section', 'sections/6.html', wide],
  ['entry', 'entries/2-22-8.html', wide],
  ['entry-dark', 'entries/2-22-8.html', { ...wide, ...dark }],
  ['person-phone-dark', 'people/tkachuk-i-m.html', { ...phone, ...dark }],
  ['college', 'colleges/zhytomyrske-vpu-budivnytstva-ta-dyzainu.html', wide],
  ['practices', 'practices.html', wide],
  ['practices-phone', 'practices.html', phone],
  ['year', 'year.html?person=tkachuk-i-m&month=03', wide],
  ['workload', 'workload.html', wide],
  ['calendars', 'calendars.html', wide],
  ['search', 'search.html?q=%D0%B2%D0%B5%D0%B1%D1%96%D0%BD%D0%B0%D1%80%D0%B8', wide, search],
  ['search-phone', 'search.html?q=%D0%B2%D0%B5%D0%B1%D1%96%D0%BD%D0%B0%D1%80%D0%B8', phone, search],
];
// A sheet of paper: the page as a file of the printer, its sheet by number.
const SHEETS = [['plan-print', 'plan.html', 6], ['person-print', 'people/tkachuk-i-m.html', 1]];

const [folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url)), ...wanted] = process.argv.slice(2);
fs.mkdirSync(folder, { recursive: true });
const server = await openServer();
const site = build(REAL, 'pictures', 'https://plan.example.org/');
server.serve(site);
const college = [...site.files.keys()].filter((name) => name.startsWith('colleges/'))
  .sort((one, other) => site.files.get(other).length - site.files.get(one).length)[0];
for (const [name, address, options, prepare] of PICTURES) {
  if (wanted.length && !wanted.some((word) => name.includes(word))) continue;
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  await atMoment(DAY)(tab);
  await tab.goto(server.address + (name === 'college' ? college : address));
  await prepare?.(tab);
  await tab.screenshot({ path: path.join(folder, `${name}.png`) });
  await context.close();
}
for (const [name, address, sheet] of SHEETS) {
  if (wanted.length && !wanted.some((word) => name.includes(word))) continue;
  const tab = await browser.newPage();
  await tab.goto(server.address + address);
  const file = path.join(folder, `${name}.pdf`);
  await tab.pdf({ path: file, preferCSSPageSize: true });
  execFileSync('pdftoppm', ['-png', '-singlefile', '-r', '96', '-f', `${sheet}`, file, path.join(folder, name)]);
  fs.rmSync(file);
  await tab.close();
}
await browser.close();
server.close();
