// Checks the built portal in a real browser: node --test-reporter=spec tests/browser/all.mjs [words of the checks to run]
// PORTAL_SITE=FOLDER checks a site that is already built. `bash tests/run` installs what this needs.
import fs from 'node:fs';
import { describe } from 'node:test';
import { serve } from './browser.mjs';
import { buildReal, kindsOf, readSite } from './portal.mjs';

const built = process.env.PORTAL_SITE;
const site = built ? readSite(built) : buildReal(true);
const months = site.pages.map((page) => page.path.match(/^months\/(\d{4})-10\.html$/)?.[1]).find(Boolean);
const portal = {
  site,
  plain: built ? site : buildReal(false),
  kinds: kindsOf(site),
  home: await serve(site),
  moment: `${months}-10-07T09:00:00`,
};
console.log(`# ${site.files.size} files, ${site.pages.length} pages, ${portal.kinds.length} pages for the checks by kind`);

const wanted = process.argv.slice(2);
const folder = new URL('checks/', import.meta.url);
for (const name of fs.readdirSync(folder).sort()) {
  if (wanted.length && !wanted.some((word) => name.includes(word))) continue;
  const { title, check } = await import(new URL(name, folder));
  describe(title, () => check(portal));
}
