// Checks the built portal in a real browser: node --test-reporter=spec tests/browser/all.mjs [words of the checks to run]
// PORTAL_SITE=FOLDER checks a site that is already built. `bash tests/run` installs what this needs.
import fs from 'node:fs';
import { describe } from 'node:test';
import { openServer } from './browser.mjs';
import { REAL, build, kindsOf, readSite } from './portal.mjs';

const built = process.env.PORTAL_SITE;
const server = await openServer();
const site = built ? readSite(built) : build(REAL, 'published', server.address);
server.serve(site);
// «Today» is a day of the plan's year.
const year = site.files.get('index.html').toString('utf8').match(/<time datetime="(\d{4})/)[1];
const portal = {
  site,
  plain: built ? site : build(REAL, 'plain'),
  kinds: kindsOf(site),
  home: server.address,
  hostile: await openServer(),
  moment: `${year}-10-07T09:00:00`,
};
console.log(`# ${site.files.size} files, ${site.pages.length} pages, ${portal.kinds.length} pages for the checks by kind`);

const wanted = process.argv.slice(2);
const folder = new URL('checks/', import.meta.url);
for (const name of fs.readdirSync(folder).sort()) {
  if (wanted.length && !wanted.some((word) => name.includes(word))) continue;
  const { title, check } = await import(new URL(name, folder));
  describe(title, () => check(portal));
}
