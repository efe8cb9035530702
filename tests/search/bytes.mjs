// What a search loads from a built site, in bytes: every query is asked as the first of a visit, and all that it needs counts:
// the office's small file, the code, the index or its shards. node tests/search/bytes.mjs SITE [QUERIES] [MANIFEST]
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { dice, filters, planOf, query, typed, ways } from './queries.mjs';
import { loadSearch } from './site.mjs';

const [site, count = '300', manifest = firstManifest()] = process.argv.slice(2);
const weights = new Map();

/** The files that one office's pages name, of a portal of many offices the first one's. */
function firstManifest() {
  const folders = ['', ...fs.readdirSync(process.argv[2]).sort()];
  return path.join(folders.find((folder) => fs.existsSync(path.join(process.argv[2], folder, 'assets/search.js'))), 'assets/search.js');
}

function weigh(name) {
  if (!weights.has(name)) {
    const bytes = fs.readFileSync(path.join(site, name));
    weights.set(name, [bytes.length, zlib.gzipSync(bytes, { level: 6 }).length]);
  }
  return weights.get(name);
}

const plan = planOf(loadSearch(site, manifest));
const random = dice(7);
const tests = [];
for (const way of ways) {
  for (let turn = 0; turn < count / 10; turn += 1) tests.push([way, typed(plan.words, way, random), { shown: 10, typing: turn % 2 === 0 }]);
}
for (let turn = 0; turn < count / 2; turn += 1) tests.push(['several words', query(plan, random), { shown: 10, typing: turn % 2 === 0 }]);
for (let turn = 0; turn < count / 5; turn += 1) {
  const options = filters(loadSearch(site, manifest).engine.facets, random);
  tests.push(['search page', query(plan, random), { shown: 30, ...options }]);
}

const rows = new Map([['all', []]]);
let first;
for (const [ability, text, options] of tests) {
  const search = loadSearch(site, manifest);
  const started = performance.now();
  search.ask(text, options);
  const time = performance.now() - started;
  first = [manifest, ...search.sources.map((source) => source.name)];
  const sum = [...first, ...search.added].map(weigh).reduce((all, one) => [all[0] + one[0], all[1] + one[1]], [0, 0]);
  const row = { raw: sum[0], gzip: sum[1], files: search.added.size, rounds: search.rounds, time, text };
  rows.get('all').push(row);
  rows.set(ability, [...(rows.get(ability) ?? []), row]);
}

console.log(`${plan.rows.length} documents; before any query ${first.map((name) => `${name} ${weigh(name).join('/')}`).join(', ')}`);
console.log('ability            queries   gzip p50    p95    max   raw p50     max  files  rounds   ms p95  heaviest');
for (const [ability, list] of rows) {
  const at = (field, share) => list.map((row) => row[field]).sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
  const heaviest = list.find((row) => row.gzip === at('gzip', 1));
  console.log([ability.padEnd(16), String(list.length).padStart(9), ...[at('gzip', 0.5), at('gzip', 0.95), at('gzip', 1), at('raw', 0.5), at('raw', 1)]
    .map((bytes) => (bytes / 1024).toFixed(1).padStart(7)), String(at('files', 1)).padStart(6), String(at('rounds', 1)).padStart(7),
    at('time', 0.95).toFixed(1).padStart(8), ` «${heaviest.text}»`].join(' '));
}
