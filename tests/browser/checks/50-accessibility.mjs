// WCAG 2.2 A and AA and good practice by axe-core; where the focus goes and how it is seen.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { atMoment, browser, visitAll } from '../browser.mjs';
import { none } from '../faults.mjs';

export const title = 'accessibility';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOOKS = [
  { width: 1280, scheme: 'light' }, { width: 360, scheme: 'dark' },
  { width: 1280, scheme: 'dark', rules: ['color-contrast'] }, { width: 360, scheme: 'light', rules: ['color-contrast', 'target-size'] },
];

export function check({ kinds, home, moment }) {
  for (const { width, scheme, rules } of LOOKS) {
    test(`axe finds nothing at ${width} px, ${scheme}${rules ? ` (${rules.join(', ')})` : ''}`, async () => {
      const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS };
      none(await visitAll(kinds, { viewport: { width, height: 900 }, colorScheme: scheme }, async (tab, { path }) => {
        await tab.goto(home + path);
        await tab.evaluate(AXE);
        const found = await tab.evaluate((only) => axe.run({ runOnly: only, resultTypes: ['violations'] }), runOnly);
        return found.violations.map((fault) =>
          `${path}: ${fault.id} ×${fault.nodes.length} ${fault.nodes[0].target.join(' ')} ${fault.nodes[0].any[0]?.message ?? ''}`);
      }, atMoment(moment)));
    });
  }

  test('the way past the menu is the first stop and leads to the content', async () =>
    none(await visitAll(kinds, {}, async (tab, { path }) => {
      await tab.goto(home + path);
      await tab.keyboard.press('Tab');
      const skip = await tab.evaluate(() => {
        const box = document.activeElement.getBoundingClientRect();
        return { href: document.activeElement.getAttribute('href'), seen: box.top >= 0 && box.left >= 0 && box.height >= 24 };
      });
      await tab.keyboard.press('Enter');
      const stop = await tab.evaluate(() => document.activeElement.id);
      return skip.href === '#main' && skip.seen && stop === 'main' ? [] : [`${path}: ${JSON.stringify(skip)}, then ${stop}`];
    })));

  for (const scheme of ['light', 'dark']) {
    test(`every control shows the focus and is seen while it has it, ${scheme}`, async () =>
      none(await visitAll(kinds, { viewport: { width: 1280, height: 800 }, colorScheme: scheme, reducedMotion: 'reduce' },
        async (tab, { path }) => {
          await tab.goto(home + path);
          await tab.keyboard.press('Tab'); // from now on the focus is a keyboard's
          return (await tab.evaluate(walk)).map((fault) => `${path}: ${fault}`);
        })));
  }

  test('Tab goes through all controls in the order of reading and comes to an end', async () => {
    const walked = ['home', 'entry', 'search', 'person'].map((kind) => kinds.find((page) => page.dataPage === kind));
    none(await visitAll(walked.filter(Boolean), {}, async (tab, { path }) => {
      await tab.goto(home + path);
      const order = [];
      for (let at = -1, stops = 0; stops < 600; stops += 1) {
        await tab.keyboard.press('Tab');
        at = await tab.evaluate(() => (document.activeElement === document.body ? -1
          : [...document.querySelectorAll('*')].indexOf(document.activeElement)));
        if (at < 0) break;
        order.push(at);
      }
      const controls = await tab.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0
          && !(element.closest('details:not([open])') && element.tagName !== 'SUMMARY')).length);
      const isSorted = order.every((place, step) => step === 0 || place > order[step - 1]);
      return isSorted && order.length >= controls ? [] : [`${path}: ${order.length} stops of ${controls}, in order: ${isSorted}`];
    }));
  });

  test('forced colours leave links, buttons and the focus to be seen', async () => {
    const tab = await browser.newPage({ forcedColors: 'active', reducedMotion: 'reduce' });
    await tab.goto(home);
    await tab.keyboard.press('Tab');
    const faults = (await tab.evaluate(walk)).slice(0, 5);
    await tab.close();
    none(faults);
  });
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
      const [, , , alpha = 1] = channels(color);
      if (alpha === 1 && color.startsWith('rgb')) return color;
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
