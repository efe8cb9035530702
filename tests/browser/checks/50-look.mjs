// Each kind as it is seen: on wide and narrow screens, light and dark, with large text, by keyboard; WCAG by axe-core.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { addStyle, atMoment, browser, launchWithLetters, once, sideways, visitAll } from '../browser.mjs';
import { none } from '../faults.mjs';

export const title = 'each kind of page: layout and accessibility';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
  + ' p { margin-bottom: 2em !important }';
// The same with letters as wide as those of DejaVu, the widest face that a reader may have instead.
const WIDE_LETTERS = '* { letter-spacing: .22em !important }';

export function check({ kinds, home, moment }) {
  const wide = once(() => visitAll(kinds, { colorScheme: 'light', reducedMotion: 'reduce' }, async (tab, { path }, tell) => {
    await tab.goto(home + path);
    await axe(tab, tell, { type: 'tag', values: TAGS });
    await skipLink(tab, tell);
    await walkFocus(tab, tell);
    tell('1280 px', await sideways(tab));
    await tab.setViewportSize({ width: 768, height: 900 });
    tell('768 px', await sideways(tab));
    tell('first line', await tab.evaluate(firstLine));
    await tab.setViewportSize({ width: 1280, height: 900 });
    await addStyle(tab, 'html { font-size: 200% }');
    tell('large text', await sideways(tab));
    await tab.emulateMedia({ colorScheme: 'dark' });
    await axe(tab, (_, fault) => tell('axe dark', fault), { type: 'rule', values: ['color-contrast'] });
    await tab.emulateMedia({ colorScheme: 'light' });
  }, atMoment(moment)));

  const narrow = once(() => visitAll(kinds, { viewport: { width: 360, height: 780 }, colorScheme: 'dark', reducedMotion: 'reduce' },
    async (tab, { path }, tell) => {
      await tab.setViewportSize({ width: 360, height: 780 });
      await tab.goto(home + path);
      await axe(tab, tell, { type: 'tag', values: TAGS });
      await tab.keyboard.press('Tab');
      await walkFocus(tab, tell);
      for (const [name, fault] of await tab.evaluate(boxesAndText)) tell(name, fault);
      tell('360 px', await sideways(tab));
      await tab.setViewportSize({ width: 320, height: 640 });
      await addStyle(tab, SPACING);
      tell('spacing', await sideways(tab));
      await addStyle(tab, WIDE_LETTERS);
      tell('wide letters', await sideways(tab));
      await tab.emulateMedia({ colorScheme: 'light' });
      await axe(tab, (_, fault) => tell('axe light', fault), { type: 'rule', values: ['color-contrast'] });
      await tab.emulateMedia({ colorScheme: 'dark' });
    }, atMoment(moment)));

  test('axe finds nothing at 1280 px, light', async () => none(await wide('axe')));
  test('axe finds nothing at 360 px, dark', async () => none(await narrow('axe')));
  test('contrast is enough at 1280 px, dark', async () => none(await wide('axe dark')));
  test('contrast is enough at 320 px, light', async () => none(await narrow('axe light')));
  test('the way past the menu is the first stop and leads to the content', async () => none(await wide('skip')));
  test('every control shows the focus and is seen while it has it: 1280 px, light', async () => none(await wide('focus')));
  test('every control shows the focus and is seen while it has it: 360 px, dark', async () => none(await narrow('focus')));
  test('nothing moves sideways at 1280 px', async () => none(await wide('1280 px')));
  test('nothing moves sideways at 768 px', async () => none(await wide('768 px')));
  test('nothing moves sideways at 360 px', async () => none(await narrow('360 px')));
  test('nothing moves sideways with text twice as large', async () => none(await wide('large text')));
  test('nothing moves sideways at 320 px with raised text spacing', async () => none(await narrow('spacing')));
  test('nothing moves sideways at 320 px with raised text spacing and wide letters', async () => none(await narrow('wide letters')));
  test('nothing moves sideways on a phone with letters of 24 and of 32 px', async () => {
    for (const letters of [24, 32]) {
      const faults = await visitAll(kinds, { from: await launchWithLetters(letters), viewport: { width: 360, height: 740 } },
        async (tab, { path }, tell) => {
          for (const width of [360, 320]) {
            await tab.setViewportSize({ width, height: 740 });
            await tab.goto(home + path);
            tell('letters', await sideways(tab));
          }
        });
      none(faults('letters'));
    }
  });
  test('with letters of 32 px the head of a page is little more than half of a phone, and no word of the title is broken', async () => {
    const tab = await (await launchWithLetters(32)).newPage({ viewport: { width: 360, height: 740 } });
    await tab.goto(`${home}index.html`);
    const { height } = await tab.locator('.masthead').boundingBox();
    const title = await tab.evaluate(titleLines);
    await tab.close();
    none([
      height <= 740 * .58 ? [] : [`the head is ${height} px high`],
      title.every((line) => / $/.test(line)) ? [] : [`lines of the title: ${title.join('|')}`],
    ].flat());
  });
  test('what scrolls by itself takes the focus, has a name and shows that it scrolls', async () => none(await narrow('box')));
  test('the title of a table is not wider than the screen', async () => none(await narrow('captions')));
  test('every link has an address', async () => none(await narrow('links')));
  test('links and buttons are high enough for a finger', async () => none(await narrow('targets')));
  test('the number of a short row stands at its first line', async () => none(await wide('first line')));
  test('no line begins with the dot between people and form', async () => none(await narrow('dots')));
  test('text is 14 px and more', async () => none(await narrow('text')));

  test('the chart of workload stands whole on a small laptop, with whole names', async () => {
    const charts = kinds.filter((page) => page.dataPage === 'workload');
    const faults = await visitAll(charts, { viewport: { width: 1000, height: 700 } }, async (tab, { path }, tell) => {
      await tab.goto(home + path);
      tell('chart', await tab.evaluate(() => {
        const box = document.querySelector('.heat').parentElement;
        if (box.scrollWidth > box.clientWidth) return `${box.scrollWidth} px in ${box.clientWidth} px`;
        const edges = [...document.querySelectorAll('.heat-count, .heat-name')].map((text) => text.getBoundingClientRect());
        if (edges.some((edge) => edge.right > box.getBoundingClientRect().right + 1)) return 'numbers are cut';
        const names = [...document.querySelectorAll('.heat-name')];
        const first = Math.min(...[...document.querySelectorAll('.heat-cell')].map((cell) => cell.getBoundingClientRect().left));
        const wrong = names.find((name) => name.textContent.endsWith('…') || name.getBoundingClientRect().right > first + 1);
        return wrong ? `«${wrong.textContent}»` : '';
      }));
    });
    none(faults('chart'));
  });

  test('what the rows of a table of counts come to is seen on a wide screen, however many months there are', async () => {
    const tables = kinds.filter((page) => ['workload', 'timeline'].includes(page.dataPage));
    const faults = await visitAll(tables, {}, async (tab, { path }, tell) => {
      await tab.goto(home + path);
      tell('sums', await tab.evaluate(() => {
        const table = document.querySelector('.counts');
        const edge = table.parentElement.getBoundingClientRect().right;
        const [name, sum] = [table.tHead.rows[0].lastElementChild, table.tBodies[0].rows[0].lastElementChild];
        const isSeen = name.textContent === 'усього' && [name, sum].every((cell) => cell.getBoundingClientRect().right <= edge + 1);
        return isSeen ? '' : `«${name.textContent}» ends at ${sum.getBoundingClientRect().right} px of ${edge}`;
      }));
    });
    none(faults('sums'));
  });

  test('the way to all pages stands beside the menu, and stays there when it is opened', async () => {
    const faults = [];
    const tab = await browser.newPage();
    for (const width of [1000, 1100, 1280, 1600]) {
      await tab.setViewportSize({ width, height: 800 });
      await tab.goto(home);
      const way = tab.locator('.menu-all > summary');
      const first = await tab.locator('.menu-main a').first().boundingBox();
      const before = await way.boundingBox();
      await way.click();
      const after = await way.boundingBox();
      if (Math.abs(before.y + before.height / 2 - first.y - first.height / 2) > 6) faults.push(`${width} px: below the menu`);
      if (Math.abs(before.x - after.x) + Math.abs(before.y - after.y) > 1) faults.push(`${width} px: moves when opened`);
    }
    await tab.close();
    none(faults);
  });

  test('Tab goes through all controls in the order of reading and comes to an end', async () => {
    const walked = ['home', 'entry', 'search', 'month'].map((kind) => kinds.findLast((page) => page.dataPage === kind)).filter(Boolean);
    const faults = await visitAll(walked, {}, async (tab, { path }, tell) => {
      await tab.goto(home + path);
      const order = [];
      for (let stops = 0; stops < 900; stops += 1) {
        await tab.keyboard.press('Tab');
        const at = await tab.evaluate(() => (document.activeElement === document.body ? -1
          : [...document.querySelectorAll('*')].indexOf(document.activeElement)));
        if (at < 0) break;
        order.push(at);
      }
      const controls = await tab.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0
          && !(element.closest('details:not([open])') && element.tagName !== 'SUMMARY')).length);
      const isSorted = order.every((place, step) => step === 0 || place > order[step - 1]);
      if (!isSorted || order.length < controls) tell('tab', `${order.length} stops of ${controls}, in order: ${isSorted}`);
    });
    none(faults('tab'));
  });

  test('forced colours leave links, buttons and the focus to be seen', async () => {
    const seen = ['home', 'month', 'year', 'workload'].map((kind) => kinds.find((page) => page.dataPage === kind)).filter(Boolean);
    const faults = await visitAll(seen, { forcedColors: 'active', reducedMotion: 'reduce' }, async (tab, { path }, tell) => {
      await tab.goto(home + path);
      await tab.keyboard.press('Tab');
      await walkFocus(tab, tell);
    }, atMoment(moment));
    none(faults('focus'));
  });
}

async function axe(tab, tell, runOnly) {
  const isThere = await tab.evaluate(() => Boolean(window.axe));
  if (!isThere) await tab.evaluate(AXE);
  const found = await tab.evaluate(async (only) => {
    // The shade at the edge of what scrolls is a picture, over which axe does not judge contrast.
    const [sheet, others] = [new CSSStyleSheet(), [...document.adoptedStyleSheets]];
    sheet.replaceSync('.scroll { background-image: none !important }');
    document.adoptedStyleSheets = [...others, sheet];
    const results = await window.axe.run({ runOnly: only, resultTypes: ['violations'] });
    document.adoptedStyleSheets = others;
    return results;
  }, runOnly);
  for (const { id, nodes: [first, ...more] } of found.violations) {
    tell('axe', `${id} ×${more.length + 1} ${first.target.join(' ')} ${first.any[0]?.message ?? ''}`);
  }
}

async function skipLink(tab, tell) {
  await tab.keyboard.press('Tab');
  const skip = await tab.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return { href: document.activeElement.getAttribute('href'), seen: box.top >= 0 && box.left >= 0 && box.height >= 24 };
  });
  await tab.keyboard.press('Enter');
  const stop = await tab.evaluate(() => document.activeElement.id);
  if (skip.href !== '#main' || !skip.seen || stop !== 'main') tell('skip', `${JSON.stringify(skip)}, then ${stop}`);
}

// The keyboard was used before, so the focus that a script gives is shown as a keyboard's.
async function walkFocus(tab, tell) {
  for (const fault of await tab.evaluate(walk)) tell('focus', fault);
}

// Runs in the browser: gives every control the focus and looks at it.
async function walk() {
  const faults = [];
  const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled);
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [red, green, blue] = channels(color).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      const mixed = color.match(/^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)\)/); // what color-mix() gives
      if (mixed) return `rgb(${mixed.slice(1).map((value) => Math.round(value * 255)).join()})`;
      if (color.startsWith('rgb(')) return color;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  for (const element of controls) {
    const name = () => `${element.localName}.${element.className.baseVal ?? element.className} «${(element.textContent || element.getAttribute('aria-label') || '').trim().slice(0, 30)}»`;
    element.focus();
    if (document.activeElement !== element) { faults.push(`${name()} does not take the focus`); continue; }
    const style = getComputedStyle(element);
    const hasRing = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    if (!hasRing && style.boxShadow === 'none') { faults.push(`${name()} shows no focus`); continue; }
    if (hasRing && style.outlineColor.startsWith('rgb(')) {
      const [light, dark] = [luminance(style.outlineColor), luminance(behind(element))].sort((one, other) => other - one);
      if ((light + 0.05) / (dark + 0.05) < 3) faults.push(`${name()}: ring ${style.outlineColor} on ${behind(element)}`);
    }
    const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    const isSeen = boxes.some((box) => {
      const [x, y] = [Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), Math.max(box.top + Math.min(box.height / 2, 20), 1)];
      const top = document.elementFromPoint(x, y);
      return top && (element.contains(top) || top.contains(element) || top.closest('label')?.control === element);
    });
    if (!isSeen) faults.push(`${name()} cannot be seen while it has the focus`);
  }
  return faults;
}

// Runs in the browser.
function boxesAndText() {
  const faults = [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) continue;
    const overflow = getComputedStyle(element).overflowX;
    if (overflow !== 'auto' && overflow !== 'scroll') continue;
    const isNamed = element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby');
    if (element.tabIndex < 0 || !isNamed) faults.push(['box', `${element.tagName}.${element.className} without focus or name`]);
    if (getComputedStyle(element).backgroundAttachment.split(', ').at(-1) !== 'scroll' || !getComputedStyle(element).backgroundImage.includes('gradient')) {
      faults.push(['box', `${element.tagName}.${element.className} does not show that it scrolls`]);
    }
  }
  for (const caption of document.querySelectorAll('caption')) {
    if (caption.getBoundingClientRect().right > innerWidth + 1) faults.push(['captions', `«${caption.textContent.trim().slice(0, 40)}»`]);
  }
  for (const people of document.querySelectorAll('.row-people:not(:last-child)')) {
    const [before, last] = [...people.getClientRects()].slice(-2);
    if (last && last.width < 14 && last.top > before.bottom - 8) faults.push(['dots', people.textContent.trim()]);
  }
  const small = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('sup, sub')) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < 13.99) small.add(`${size} px: ${element.localName}.${element.className.baseVal ?? element.className} «${walker.currentNode.data.trim().slice(0, 30)}»`);
  }
  // Also those that a script puts in: search engines and screen readers take them for links that lead nowhere.
  for (const link of document.querySelectorAll('a:not([href])')) faults.push(['links', `<a class="${link.className}"> without an address`]);
  // Within sentences links are as high as lines are.
  for (const control of document.querySelectorAll('a[href], button, summary, select')) {
    const { left, top, height } = control.getBoundingClientRect();
    if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('.prose') || left + top < 0 || height === 0 || height >= 23.9) continue;
    faults.push(['targets', `${control.localName}.${control.className} «${control.textContent.trim().slice(0, 30)}»: ${height.toFixed(1)} px`]);
  }
  return [...faults, ...[...small].map((fault) => ['text', fault])];
}

// Runs in the browser: the lines of the title but for the last, each with what parts it from the next.
function titleLines() {
  const text = document.querySelector('h1').firstChild;
  const tops = [...text.data].map((_, at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().top;
  });
  const ends = tops.flatMap((top, at) => (at > 0 && top > tops[at - 1] + 5 && text.data[at] !== ' ' ? [at] : []));
  return ends.map((end, at) => text.data.slice(ends[at - 1] ?? 0, end));
}

// Runs in the browser.
function firstLine() {
  const wrong = [...document.querySelectorAll('.row-brief')].find((row) => {
    const [number, link] = [row.querySelector('.row-number'), row.querySelector('.row-text a')].map((element) => element?.getClientRects()[0]);
    return number && link && Math.abs(number.top - link.top) > 8;
  });
  return wrong ? wrong.textContent.trim().slice(0, 60) : '';
}
