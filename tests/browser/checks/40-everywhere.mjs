// Every page, really shown on the narrowest phone: it fits, its scripts run without a complaint, it asks nobody else.
import test from 'node:test';
import { addStyle, sideways, visitAll } from '../browser.mjs';
import { none } from '../faults.mjs';

export const title = 'every page on a phone of 320 px';

export function check({ site, kinds, home }) {
  test('fits, without a complaint in the console', async () => none(await visitAll(
    site.pages.filter((page) => !page.isRedirect), { viewport: { width: 320, height: 640 } },
    async (tab, { path }) => {
      tab.faults.length = 0;
      await tab.goto(home + path, { waitUntil: 'load' });
      const over = await sideways(tab);
      return [...tab.faults, over && `sideways ${over}`].filter(Boolean).map((fault) => `${path}: ${fault}`);
    },
    listen,
  )));

  for (const width of [360, 768, 1280]) {
    test(`each kind fits ${width} px`, async () => none(await visitAll(kinds, { viewport: { width, height: 800 } },
      async (tab, { path }) => {
        await tab.goto(home + path);
        const over = await sideways(tab);
        return over ? [`${path}: ${over}`] : [];
      })));
  }

  const TEXT = {
    'text twice as large': { width: 1280, css: 'html { font-size: 200% }' },
    'zoom of 400 %': { width: 320, css: '' },
    'raised text spacing': {
      width: 320,
      css: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
    },
  };
  for (const [name, { width, css }] of Object.entries(TEXT)) {
    test(`each kind fits with ${name}`, async () => none(await visitAll(kinds, { viewport: { width, height: 640 } },
      async (tab, { path }) => {
        await tab.goto(home + path);
        await addStyle(tab, css);
        const over = await sideways(tab);
        return over ? [`${path}: ${over}`] : [];
      })));
  }

  test('what scrolls by itself can be reached by keyboard and has a name; text is 14 px and more', async () =>
    none(await visitAll(kinds, { viewport: { width: 360, height: 780 } }, async (tab, { path }) => {
      await tab.goto(home + path);
      return (await tab.evaluate(boxesAndText)).map((fault) => `${path}: ${fault}`);
    })));
}

async function listen(tab) {
  tab.faults = [];
  tab.on('console', (message) => { if (['error', 'warning'].includes(message.type())) tab.faults.push(message.text()); });
  tab.on('pageerror', (error) => tab.faults.push(String(error)));
  tab.on('request', (request) => { if (new URL(request.url()).hostname !== '127.0.0.1') tab.faults.push(`asks ${request.url()}`); });
}

// Runs in the browser.
function boxesAndText() {
  const faults = [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) continue;
    const overflow = getComputedStyle(element).overflowX;
    if (overflow !== 'auto' && overflow !== 'scroll') continue;
    const isNamed = element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby');
    if (element.tabIndex < 0 || !isNamed) faults.push(`box ${element.tagName}.${element.className} without focus or name`);
  }
  const small = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('sup, sub')) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < 13.99) small.add(`text of ${size} px: ${element.tagName}.${element.className} «${walker.currentNode.data.trim().slice(0, 30)}»`);
  }
  return [...faults, ...small];
}
