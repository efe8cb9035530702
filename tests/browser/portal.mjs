// The portals under test: built by the program itself into a temporary folder, then read once.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'plan-portal-browser-'));
after(() => fs.rmSync(temporary, { recursive: true, force: true }));

/** A folder of the tests, gone when they end. */
export function folder(name) {
  const made = path.join(temporary, name);
  fs.mkdirSync(made, { recursive: true });
  return made;
}

/** Builds a copy of `content` into a new folder; with an `address`, as an office builds it that publishes it there, and
 * with more lines for `portal.toml`. */
export function build(content, name, address, more = '') {
  const copy = path.join(folder(`${name}-source`), 'content');
  fs.cpSync(content, copy, { recursive: true });
  fs.cpSync(path.join(repository, 'seeds'), path.join(path.dirname(copy), 'seeds'), { recursive: true });
  if (address || more) {
    const settings = path.join(copy, 'portal.toml');
    const written = fs.readFileSync(settings, 'utf8');
    const published = address ? `base_url = "${address}"\n${written.replace(/^base_url = .*$/m, '')}` : written;
    fs.writeFileSync(settings, `${more}\n${published}`);
  }
  const out = folder(name);
  execFileSync('cargo', ['run', '--quiet', '--locked', '--', 'build', '--content', copy,
    '--themes', path.join(repository, 'themes'), '--out', out, '--quiet'],
  { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'] });
  return readSite(out);
}

/** The folder of a site of one plan with so many entries, which nobody wrote. */
export function large(entries) {
  const [content, out] = [folder(`large-${entries}-content`), folder(`large-${entries}`)];
  const run = (...words) => execFileSync('cargo', ['run', '--quiet', '--locked', '--', ...words, '--quiet'],
    { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'] });
  run('bench-content', content, '--entries', entries, '--entries-per-plan', entries);
  run('build', '--content', content, '--themes', path.join(repository, 'themes'), '--out', out);
  return out;
}

/** What the program says of content that it refuses. */
export function refusal(content) {
  const { status, stdout } = spawnSync('cargo', ['run', '--quiet', '--locked', '--', 'check', '--content', content, '--format', 'json'],
    { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  assert.equal(status, 1, 'the content was not refused');
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}

/** The content of this repository. */
export const REAL = path.join(repository, 'content');

/** The files of a built site, and its pages as text. */
export function readSite(root) {
  const files = new Map();
  const walk = (relative) => {
    for (const entry of fs.readdirSync(path.join(root, relative), { withFileTypes: true })) {
      const name = relative ? `${relative}/${entry.name}` : entry.name;
      if (entry.isDirectory()) walk(name);
      else files.set(name, fs.readFileSync(path.join(root, name)));
    }
  };
  walk('');
  const pages = [...files.keys()].filter((name) => name.endsWith('.html')).sort()
    .map((name) => ({ path: name, html: files.get(name).toString('utf8') }));
  for (const page of pages) {
    page.isRedirect = /<meta http-equiv="refresh"/.test(page.html);
    page.dataPage = page.html.match(/<body[^>]*\bdata-page="([^"]*)"/)?.[1];
  }
  return { root, files, pages };
}

/**
 * One or two pages of every kind. Every page of the top folder is a kind of its own; in a folder the list page is
 * one, and of the others the largest and the smallest show what a template does with much and with little.
 */
export function kindsOf(site) {
  const groups = new Map();
  for (const page of site.pages.filter((page) => !page.isRedirect)) {
    const cut = page.path.lastIndexOf('/');
    const isOwn = cut < 0 || page.path.endsWith('/index.html');
    const key = isOwn ? page.path : `${page.path.slice(0, cut)} ${page.dataPage}`;
    groups.set(key, [...(groups.get(key) ?? []), page]);
  }
  return [...groups.values()].flatMap((group) => {
    group.sort((one, other) => other.html.length - one.html.length);
    return group.length > 1 ? [group[0], group.at(-1)] : group;
  });
}
