// Without JavaScript, from disk, under a sub-path: the same content, nothing dead.
import test from 'node:test';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { atMoment, browser, once, visitAll } from '../browser.mjs';
import { none } from '../faults.mjs';

export const title = 'without JavaScript, from disk';

export function check({ plain, kinds, home, moment }) {
  const found = once(async () => {
    const shown = new Map();
    await visitAll(kinds, {}, async (tab, page) => {
      await tab.goto(home + page.path);
      shown.set(page.path, await tab.evaluate(visibleLinks));
    }, atMoment(moment));
    return visitAll(kinds, { javaScriptEnabled: false }, async (tab, page, tell) => {
      await tab.goto(home + page.path);
      const plain = new Set(await tab.evaluate(visibleLinks));
      for (const link of shown.get(page.path)) if (!plain.has(link)) tell('links', link);
      for (const fault of await tab.evaluate(deadOrHidden)) tell('dead', fault);
    });
  });
  test('every link that scripts show is there without them', async () => none(await found('links')));
  test('nothing dead is shown, nothing with content is hidden', async () => none(await found('dead')));

  test('the search leads to a page of lists', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const tab = await context.newPage();
    await tab.goto(home);
    await tab.fill('input[name=q]', 'семінар');
    await tab.press('input[name=q]', 'Enter');
    await tab.waitForURL(/search\.html\?q=/);
    const links = await tab.locator('main a[href]').count();
    await context.close();
    none(links >= 8 ? [] : [`only ${links} links`]);
  });

  test('opened from disk every kind looks and works the same', async () => {
    const url = (name) => pathToFileURL(path.join(plain.root, name)).href;
    const faults = await visitAll(kinds, {}, async (tab, page, tell) => {
      const complain = (message) => tell('disk', message);
      const onConsole = (message) => { if (message.type() === 'error') complain(message.text()); };
      const onFailed = (request) => { if (request.failure()?.errorText !== 'net::ERR_ABORTED') complain(`${request.url()} failed`); };
      const onError = (error) => complain(String(error));
      tab.on('console', onConsole).on('requestfailed', onFailed).on('pageerror', onError);
      await tab.goto(url(page.path));
      const facts = await tab.evaluate(() => ({
        styles: document.styleSheets.length > 0 && getComputedStyle(document.querySelector('.skip')).position,
        script: document.documentElement.classList.contains('script'),
      }));
      if (facts.styles !== 'absolute' && facts.styles !== 'fixed') complain('the style sheet is not there');
      if (!facts.script) complain('the script does not run');
      tab.off('console', onConsole).off('requestfailed', onFailed).off('pageerror', onError);
    });
    none(faults('disk'));
  });
}

// These run in the browser.
function visibleLinks() {
  return [...new Set([...document.querySelectorAll('main a[href], header a[href], footer a[href]')]
    .filter((link) => link.checkVisibility({ visibilityProperty: true }) && !link.closest('.filters'))
    .map((link) => link.getAttribute('href')))];
}

function deadOrHidden() {
  const faults = [];
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const name = (element) => `${element.localName}.${element.className} «${element.textContent.trim().slice(0, 40)}»`;
  for (const button of document.querySelectorAll('button, [role="button"], input[type="button"], [data-print], [data-copy]')) {
    const isSubmit = button.type === 'submit' && button.form?.getAttribute('action');
    if (isShown(button) && !isSubmit) faults.push(`dead ${name(button)}`);
  }
  for (const field of document.querySelectorAll('select, input:not([readonly])')) {
    if (isShown(field) && !field.form?.querySelector('button[type="submit"], button:not([type])')) faults.push(`dead ${name(field)}`);
  }
  for (const element of document.querySelectorAll('main [hidden], main [aria-hidden="true"]')) {
    if (element.querySelector('a[href]') && !element.closest('form, [data-filters-none], [data-filtered-note], [data-list]')) faults.push(`hidden ${name(element)}`);
  }
  return faults;
}
