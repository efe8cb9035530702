// How well the search of the real portal finds: node tests/search/quality.mjs [-v]
// Builds the portal (PORTAL_SITE=FOLDER takes one that is built), asks the judged queries of queries.txt and prints
// recall@10, MRR, time and bytes, how slips of the finger in words of the plan are forgiven, whether words that it does not
// have (absent.txt) find nothing, and how the stemmer does on the forms of tests/cases/lemmas.txt. Fails when what search
// has to reach is not reached; -v tells of each fault.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { dice, planOf, slip } from './queries.mjs';
import { builtSite, loadSearch } from './site.mjs';

const isVerbose = process.argv.includes('-v');
const search = loadSearch(builtSite());
const { engine, language, sources, milliseconds: loadTime } = search;

const everything = engine.facets.kind
  .flatMap((kind) => [...engine('', { kind, limit: 1e6 })])
  .filter((result) => result.dataNumber);
const words = (result) => [result.title, result.parent, result.persons.join(', '), result.term,
  result.forms.join(', ')]
  .join(' ; ').toLowerCase().replace(/[’ʼ`]/g, "'");

const rows = fs.readFileSync(new URL('queries.txt', import.meta.url), 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split(' | '));
const scores = new Map();
const times = [];
for (const [ability, query, ...pattern] of rows) {
  const started = performance.now();
  const results = [...engine(query, ability === 'prefix' ? { typing: true } : {})];
  results.slice(0, 10).forEach((result) => result.marks);
  times.push(performance.now() - started);
  if (isVerbose && times.at(-1) > 20) console.log(`slow: ${query} ${times.at(-1).toFixed(1)} ms`);
  const score = judge(ability, pattern.join(' | '), results);
  for (const name of [ability, 'all']) {
    if (!scores.has(name)) scores.set(name, []);
    scores.get(name).push(score);
  }
  if (isVerbose && (score.recall < 1 || score.rank < 1)) {
    console.log(`${ability}: ${query} recall ${score.recall.toFixed(2)} 1/rank ${score.rank.toFixed(2)}`);
    console.log(`    missed: ${score.missed ?? ''}`);
    results.slice(0, 4).forEach((r) => console.log(`    ${r.dataNumber} ${r.title.slice(0, 90)}`));
  }
}

function judge(ability, pattern, results) {
  if (pattern === 'none') return measure(results.length === 0 ? 1 : 0, results.length ? 0 : 1);
  if (pattern.startsWith('number:')) {
    const numbers = pattern.slice(7).split(' ');
    const right = numbers.filter((number, i) => results[i]?.dataNumber === number).length;
    return measure(right / numbers.length, right === numbers.length ? 1 : 0);
  }
  const relevant = relevantNumbers(pattern);
  if (relevant.size === 0) console.log(`(nothing of this plan is relevant to ${pattern})`);
  const ten = results.slice(0, 10).filter((result) => relevant.has(result.dataNumber)).length;
  const first = results.findIndex((result) => relevant.has(result.dataNumber));
  if (ability === 'apart') {
    const kept = results.filter((result) => relevant.has(result.dataNumber)).length;
    return measure(kept / Math.max(1, results.length), first === 0 ? 1 : 0);
  }
  const recall = relevant.size ? ten / Math.min(10, relevant.size) : 1;
  const found = new Set(results.map((result) => result.dataNumber));
  const missed = [...relevant].filter((number) => !found.has(number)).slice(0, 8).join(' ');
  return { ...measure(recall, first < 0 ? 0 : 1 / (first + 1)), missed };
}

function measure(recall, rank) {
  return { recall, rank };
}

function relevantNumbers(pattern) {
  if (pattern.startsWith('month:')) {
    const inMonth = engine('', { month: Number(pattern.slice(6)), limit: 1e6 });
    return new Set([...inMonth].map((result) => result.dataNumber));
  }
  const expression = new RegExp(pattern);
  return new Set(everything.filter((result) => expression.test(words(result)))
    .map((result) => result.dataNumber));
}

const mean = (list, field) => list.reduce((sum, score) => sum + score[field], 0) / list.length;
for (const [name, list] of scores) {
  console.log(`${name.padEnd(13)} ${String(list.length).padStart(4)} queries  ` +
    `recall@10 ${mean(list, 'recall').toFixed(3)}  MRR ${mean(list, 'rank').toFixed(3)}  ` +
    `nothing relevant ${list.filter((score) => score.rank === 0).length}`);
}
times.sort((a, b) => a - b);
const bytes = sources.map(({ text }) => [Buffer.byteLength(text), zlib.gzipSync(text, { level: 9 }).length]);
const total = bytes.reduce((sum, pair) => [sum[0] + pair[0], sum[1] + pair[1]], [0, 0]);
console.log(`load ${loadTime.toFixed(1)} ms; query p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms, ` +
  `slowest ${at(times, 1)} ms`);
console.log(`index and code: ${total[0]} bytes, ${total[1]} gzipped (index ${bytes.at(-1).join(', ')})`);

/** Paice's two indexes: pairs of forms of one word that the stemmer keeps apart, of two words that it makes one. */
function stemming() {
  const read = (name) => fs.readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  const stem = stemmer();
  const lemmas = read('tests/cases/lemmas.txt').split('\n').filter((line) => line && !line.startsWith('#'));
  const forms = lemmas.flatMap((line, lemma) => {
    const [start, endings] = line.split(': ');
    return endings.split(' ').map((end) => ({ lemma, stem: stem(start + (end === '-' ? '' : end)), word: start + end }));
  });
  const pairs = { same: 0, apart: 0, different: 0, merged: 0 };
  forms.forEach((one, i) => forms.slice(i + 1).forEach((other) => {
    const isMerged = one.stem === other.stem;
    if (one.lemma === other.lemma) {
      pairs.same += 1;
      if (!isMerged) pairs.apart += 1;
    } else {
      pairs.different += 1;
      if (isMerged) pairs.merged += 1;
      if (isMerged && isVerbose) console.log(`one stem: ${one.word} ${other.word}`);
    }
  }));
  return { forms: forms.length, under: pairs.apart / pairs.same, over: pairs.merged / pairs.different };
}

/** How many of random words of the plan, with so many slips, still find a row that has the word among the first ten. */
function forgiven(slips) {
  const plan = planOf(search);
  const stem = stemmer();
  const holders = new Map();
  for (const row of plan.rows) {
    for (const { word } of language.tokens(row.title)) {
      holders.set(stem(word), (holders.get(stem(word)) ?? new Set()).add(row.dataNumber));
    }
  }
  const words = plan.words.filter((word) => word.length >= (slips > 1 ? 8 : 5) && /^[а-яіїє]+$/.test(word));
  const random = dice(3);
  let [found, asked] = [0, 0];
  for (let turn = 0; turn < 600; turn += 1) {
    const word = words[random(words.length)];
    let typed = word;
    for (let left = slips; left > 0; left -= 1) typed = slip(typed, random);
    if (holders.has(stem(typed))) continue;
    asked += 1;
    const isFound = [...engine(typed)].slice(0, 10).some((row) => holders.get(stem(word)).has(row.dataNumber));
    if (isFound) found += 1;
    else if (isVerbose) console.log(`${slips} slips: ${typed} does not find ${word}`);
  }
  return found / asked;
}

/** How many of the words that the plan does not have find nothing, typed and not typed to the end. */
function silent() {
  const stem = stemmer();
  const texts = planOf(search).rows.flatMap((row) => [row.title, ...row.persons, ...row.colleges, ...row.forms]);
  const known = new Set(texts.flatMap((text) => language.tokens(text)).map(({ word }) => stem(word)));
  const lines = fs.readFileSync(new URL('absent.txt', import.meta.url), 'utf8').split('\n').filter((line) => !line.startsWith('#'));
  const absent = lines.join(' ').split(/\s+/).filter((word) => word && !known.has(stem(language.fold(word))));
  const found = absent.flatMap((word) => [{}, { typing: true }].filter((options) => {
    const results = engine(word, options);
    if (isVerbose && results.length) console.log(`absent: ${word} finds ${results.notes.map((note) => note.text)}`);
    return results.length > 0;
  }));
  return 1 - found.length / (2 * absent.length);
}

function stemmer() {
  const read = (name) => fs.readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  return language.stemmer({ rules: read('src/language/stem/rules.txt'), exceptions: read('src/language/stem/exceptions.txt') });
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
}

const stems = stemming();
console.log(`stemmer: ${stems.forms} forms; understemming ${stems.under.toFixed(4)}, overstemming ${stems.over.toExponential(1)}`);
const [one, two, nothing] = [forgiven(1), forgiven(2), silent()];
console.log(`found with one slip ${one.toFixed(3)}, with two ${two.toFixed(3)}; words that the plan does not have find nothing ${nothing.toFixed(3)}`);

/** What the search has to reach. */
const LIMITS = [
  ['recall@10', mean(scores.get('all'), 'recall'), 0.97],
  ['MRR', mean(scores.get('all'), 'rank'), 0.97],
  ['recall@10 of inflected words', mean(scores.get('inflection'), 'recall'), 0.98],
  ['recall@10 of another layout', mean(scores.get('layout'), 'recall'), 0.9],
  ['recall@10 of Latin letters', mean(scores.get('translit'), 'recall'), 0.9],
  ['words kept apart', mean(scores.get('apart'), 'recall'), 0.93],
  ['queries with nothing relevant', -scores.get('all').filter((score) => score.rank === 0).length, -3],
  ['words with one slip found', one, 0.95],
  ['words with two slips found', two, 0.84],
  ['absent words that find nothing', nothing, 0.95],
  ['understemming', -stems.under, -0.07],
  ['overstemming', -stems.over, -2e-5],
  ['bytes, gzipped', -total[1], -60 * 1024],
  ['bytes', -total[0], -200 * 1024],
];
for (const [name, reached, limit] of LIMITS) {
  if (reached >= limit) continue;
  console.log(`NOT REACHED: ${name} ${Math.abs(reached)}, wanted ${Math.abs(limit)}`);
  process.exitCode = 1;
}
