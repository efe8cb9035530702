// The search of a built site, without a browser: its files are read in the order in which a page adds them.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of the built real portal: PORTAL_SITE, or a new one that is gone when the tests end. */
export function builtSite() {
  if (process.env.PORTAL_SITE) return path.resolve(process.env.PORTAL_SITE);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plan-portal-search-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  // A build writes into the content which events it published, so it gets a copy.
  for (const part of ['content', 'seeds', 'themes']) {
    fs.cpSync(path.join(repository, part), path.join(folder, part), { recursive: true });
  }
  execFileSync('cargo', ['run', '--quiet', '--locked', '--', 'build', '--content', path.join(folder, 'content'),
    '--quiet'], { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'] });
  return path.join(folder, 'public');
}

/** The engine of a built site, what it was made of, and how long that took. */
export function loadSearch(site, manifestPath = 'assets/search.js') {
  const context = vm.createContext({});
  const read = (name) => fs.readFileSync(path.join(site, name), 'utf8');
  let manifest;
  context.planSearchManifest = (files) => { manifest = files; };
  vm.runInContext(read(manifestPath), context);
  const [{ id, files }] = manifest.indexes;
  const sources = [manifest.code, ...files].map((name) => ({ name, text: read(name) }));
  const started = performance.now();
  for (const { text } of sources) vm.runInContext(text, context);
  return { engine: context.planSearchEngines[id], language: context.planLanguage, sources,
    milliseconds: performance.now() - started };
}
