// How well the search of the real portal finds: node tests/search/quality.mjs [-v]
// Builds the portal (PORTAL_SITE=FOLDER takes one that is built), asks the judged queries of queries.txt and prints
// recall@10, MRR, time and bytes, and how the stemmer does on the forms of tests/cases/lemmas.txt. Fails when what search has to reach is not reached; -v tells of each fault.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { builtSite, loadSearch } from './site.mjs';

const isVerbose = process.argv.includes('-v');
const { engine, language, sources, milliseconds: loadTime } = loadSearch(builtSite());

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
  const stem = language.stemmer({ rules: read('src/language/stem/rules.txt'),
    exceptions: read('src/language/stem/exceptions.txt') });
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

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
}

const stems = stemming();
console.log(`stemmer: ${stems.forms} forms; understemming ${stems.under.toFixed(4)}, overstemming ${stems.over.toExponential(1)}`);

/** What the search has to reach. */
const LIMITS = [
  ['recall@10', mean(scores.get('all'), 'recall'), 0.97],
  ['MRR', mean(scores.get('all'), 'rank'), 0.97],
  ['recall@10 of inflected words', mean(scores.get('inflection'), 'recall'), 0.98],
  ['recall@10 of another layout', mean(scores.get('layout'), 'recall'), 0.9],
  ['recall@10 of Latin letters', mean(scores.get('translit'), 'recall'), 0.9],
  ['words kept apart', mean(scores.get('apart'), 'recall'), 0.93],
  ['queries with nothing relevant', -scores.get('all').filter((score) => score.rank === 0).length, -3],
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
