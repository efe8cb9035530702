// A large index in shards answers as it does in one file. Synthetic content of one plan, built twice; ENTRIES=6000 QUERIES=2000
// node --test tests/search/shards.test.mjs asks more (with PROGRAM=target/release/plan-portal, else it takes long).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { dice, filters, planOf, query } from './queries.mjs';
import { loadSearch, portal } from './site.mjs';

const entries = process.env.ENTRIES ?? '300';
const QUERIES = Number(process.env.QUERIES ?? 400);
/** Most bytes of a shard: words, and lists of documents. */
const MOST = { w: 8192, s: 8192, x: 8192, n: 8192, t: 8192, p: 16384, c: 16384, f: 16384 };

test('an index in shards', async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plan-portal-shards-'));
  try {
    const content = path.join(folder, 'content');
    const settings = path.join(content, 'portal.toml');
    portal('bench-content', content, '--entries', entries, '--entries-per-plan', entries);
    const written = fs.readFileSync(settings, 'utf8');
    const built = (name, limit, line = '') => {
      fs.writeFileSync(settings, `search_file_kb = ${limit}\n${line}${written}`);
      portal('build', '--content', content, '--out', path.join(folder, name), '--quiet');
      return path.join(folder, name);
    };
    const whole = loadSearch(built('whole', 100000));
    const site = built('sharded', 0);
    const sharded = () => loadSearch(site);
    const plan = planOf(whole);

    await t.test('gives the same as a whole one, whatever is asked', () => same(whole, sharded, plan));
    await t.test('finds a word by each of its beginnings', () => prefixes(sharded(), plan));
    await t.test('stays as it is when something else changes', () => {
      const manifest = fs.readFileSync(path.join(site, 'assets/search.js'), 'utf8');
      built('sharded', 0, 'data_license = "CC BY 4.0"\n');
      assert.equal(fs.readFileSync(path.join(site, 'assets/search.js'), 'utf8'), manifest);
      assert.ok(sharded().ask('семінар').length > 0);
    });
    await t.test('has no large file, and none that grows with the plan', () => sizes(site, whole.sources.at(-1).text));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

function same(whole, sharded, plan) {
  const random = dice();
  let some = 0;
  let fresh = sharded();
  for (let turn = 0; turn < QUERIES; turn += 1) {
    // A person asks a few times; what is here already must not change an answer.
    if (turn % 8 === 0) fresh = sharded();
    const [text, options] = [query(plan, random), filters(whole.engine.facets, random)];
    const [found, wanted] = [fresh.ask(text, options), whole.ask(text, options)];
    const count = found.isPartial ? options.shown ?? 30 : Infinity;
    assert.deepEqual(shown(found, count), shown(wanted, count), `«${text}» ${JSON.stringify(options)}`);
    if (!found.isPartial) assert.equal(found.total, wanted.total, text);
    assert.ok(found.total <= wanted.total, text);
    some += found.length > 0;
  }
  assert.ok(some > QUERIES / 2, `only ${some} queries found something`);
}

/** All that a result shows, of the first ten; of the others which they are. */
function shown(found, count) {
  const all = [...found].slice(0, count);
  return JSON.parse(JSON.stringify([all.slice(0, 10), all.map((one) => one.id), found.direct, found.notes]));
}

function prefixes(search, plan) {
  const random = dice(2);
  for (let turn = 0; turn < QUERIES / 4; turn += 1) {
    const row = plan.rows[random(plan.rows.length)];
    for (const { word, joined } of search.language.tokens(row.title)) {
      if (joined || search.language.isNumber(word)) continue;
      const end = Math.min(word.length, 3 + random(word.length));
      const found = search.ask(word.slice(0, end), { typing: true, limit: 1e6 });
      const own = [...found, ...found.direct].some((one) => one.id === row.id);
      // Of very many the first are right, and it is said that there are more.
      assert.ok(own || found.isPartial || found.direct.length === 5, `«${word.slice(0, end)}» does not find ${row.title}`);
    }
  }
}

/** The hash of an index may look like the name of a shard: «b3178506». */
const SHARD = /-[0-9a-f]{8}-([a-z])\d+\.js$/;

function sizes(site, whole) {
  const folder = path.join(site, 'assets');
  const names = fs.readdirSync(folder).filter((name) => /^search-\d/.test(name));
  for (const name of names) {
    const [, kind] = SHARD.exec(name) ?? [];
    const bytes = fs.statSync(path.join(folder, name)).size;
    if (kind) assert.ok(bytes <= MOST[kind], `${name}: ${bytes} bytes`);
  }
  const base = names.find((name) => !SHARD.test(name));
  assert.ok(fs.statSync(path.join(folder, base)).size < whole.length / 4 + 40_000, base);
  assert.ok(names.length > 20, `only ${names.length} files`);
}
