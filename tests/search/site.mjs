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

/** The engine of a built site, what it was made of, and how long that took. `ask` adds the shards that an answer lacks,
 * as a page does, and notes in `added` which, and in `rounds` how often it had to ask again. */
export function loadSearch(site, manifestPath = 'assets/search.js', wanted = undefined) {
  const context = vm.createContext({});
  const read = (name) => fs.readFileSync(path.join(site, name), 'utf8');
  const manifest = manifestOf(read(manifestPath));
  const { id, files } = manifest.indexes.find((index) => index.id === wanted) ?? manifest.indexes[0];
  const sources = [manifest.code, ...files].map((name) => ({ name, text: read(name) }));
  const started = performance.now();
  for (const { text } of sources) vm.runInContext(text, context);
  const milliseconds = performance.now() - started;
  const engine = context.planSearchEngines[id];
  const added = new Set();
  const search = { engine, language: context.planLanguage, sources, milliseconds, added, rounds: 0 };
  search.ask = (query, options) => {
    let found = engine(query, options);
    for (; found.missing.length; found = engine(query, options)) {
      search.rounds += 1;
      for (const name of found.missing) {
        const file = files.at(-1).replace(/\.js$/, `-${name}.js`);
        if (added.has(file)) throw new Error(`«${query}» asks for ${file} again`);
        added.add(file);
        vm.runInContext(read(file), context);
      }
    }
    return found;
  };
  return search;
}

/** The manifest of an office: what its pages load. */
export function manifestOf(text) {
  let manifest;
  vm.runInNewContext(text, { planSearchManifest: (files) => { manifest = files; } });
  return manifest;
}

/** Runs the program: PROGRAM, or what cargo builds. */
export function portal(...options) {
  const [program, ...first] = process.env.PROGRAM ? [path.resolve(process.env.PROGRAM)] : ['cargo', 'run', '--quiet', '--locked', '--'];
  execFileSync(program, [...first, ...options], { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
}
