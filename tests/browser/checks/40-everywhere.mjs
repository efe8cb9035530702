// Every page, really shown on the narrowest phone: it fits, its scripts run without a complaint, it asks nobody else.
import test from 'node:test';
import { once, sideways, visitAll } from '../browser.mjs';
import { none } from '../faults.mjs';

export const title = 'every page on a phone of 320 px';

export function check({ site, home }) {
  const found = once(() => visitAll(site.pages.filter((page) => !page.isRedirect), { viewport: { width: 320, height: 640 } },
    async (tab, { path }, tell) => {
      tab.faults.length = 0;
      await tab.goto(home + path, { waitUntil: 'load' });
      tell('sideways', await sideways(tab));
      for (const fault of tab.faults) tell('complaints', fault);
    }, listen));

  test('nothing moves sideways', async () => none(await found('sideways')));
  test('no complaint in the console, nobody else is asked', async () => none(await found('complaints')));
}

async function listen(tab) {
  tab.faults = [];
  tab.on('console', (message) => { if (['error', 'warning'].includes(message.type())) tab.faults.push(message.text()); });
  tab.on('pageerror', (error) => tab.faults.push(String(error)));
  tab.on('request', (request) => { if (new URL(request.url()).hostname !== '127.0.0.1') tab.faults.push(`asks ${request.url()}`); });
}
