// The search on the made-up plan of tests/cases/search/, in Node: node --test tests/search/
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const root = new URL('../../', import.meta.url);
const context = vm.createContext({});
const assets = ['search/10-language', 'search/20-reader', 'search/30-query', 'search/40-recovery', 'search/50-search',
  'search-shards/10-shards'].map((name) => `themes/default/assets/${name}.js`);
for (const path of [...assets, 'tests/cases/search/index.js']) {
  vm.runInContext(fs.readFileSync(new URL(path, root), 'utf8'), context);
}
const engine = context.planSearchEngine;
const language = context.planLanguage;
const numbers = (query, options) => [...engine(query, options)].map((result) => result.dataNumber);
const notes = (query, options) => [...engine(query, options).notes].map((note) => note.text);

function finds(query, number, options) {
  assert.ok(numbers(query, options).includes(number), `«${query}» gives ${numbers(query, options)}`);
}

function misses(query, number, options) {
  assert.ok(!numbers(query, options).includes(number), `«${query}» gives ${number}`);
}

test('any form of a word finds any other', () => {
  finds('вебінарами', '2.22.8');
  finds('секція', '1.2');
  finds('майстер', '2.1#1');
  finds('освітніх процесів', '2.22#1');
  finds('людей', '4.3#1');
  finds('Дубовиком', '4.1');
  finds('Зарічній', '5.1');
});

test('another word is not found, however alike', () => {
  misses('майстер', '2.1#2');
  misses('майстерність', '2.1#1');
  misses('конференції', '2.22.8');
  assert.deepEqual(numbers('картопля'), []);
});

test('an apostrophe may be any or none', () => {
  for (const query of ["кар'єра", 'кар’єра', 'карʼєра', 'кар`єра', 'карєра', 'кар єра', 'кар,єра', 'кар/єра']) finds(query, '2.22.8#1');
  finds('психічне здоров я', '2.22.1');
});

test('a number is a route: the entry, its items, then what is under it', () => {
  assert.deepEqual(numbers('2.22').slice(0, 4), ['2.22', '2.22#1', '2.22#2', '2.22.1']);
  assert.deepEqual(numbers('2.22.8'), ['2.22.8', '2.22.8#1', '2.22.8#2']);
  assert.equal(numbers('2.22.8#2')[0], '2.22.8#2');
});

test('an item is found by the words of its entry, below those of its own', () => {
  const found = numbers('дуальна форма');
  assert.equal(found[0], '2.1');
  assert.ok(found.includes('2.1#1'));
});

test('abbreviations are used both ways', () => {
  finds('ЗПО', '3.2');
  finds('заклади професійної освіти', '1.2');
  finds('МАН', '4.3');
  assert.equal(numbers('заклади професійної освіти')[0], '3.2');
});

test('a month finds what happens in it, its own first', () => {
  const found = numbers('березень');
  assert.ok(found.indexOf('2.22.8#1') < found.indexOf('2.1'));
  finds('у жовтні', '2.2#2');
});

test('у and в, hyphens and one alphabet do not matter', () => {
  finds('впровадження електронного обліку', '3.2');
  finds('упровадження дуальної форми', '2.1');
  finds('онлайн конференція', '2.22.1');
  finds('онлайнконференція', '2.22.1');
  finds('нayково', '2.22.1');
});

test('a word without match is looked for on the other layout, in Latin, then by its neighbours', () => {
  finds('rjyathtywsz', '2.22.1');
  assert.match(notes('rjyathtywsz')[0], /конференція.*розкладка/);
  finds('ьщщвду', '3.1');
  finds('atestatsiia', '5.2');
  finds('Zarichna', '5.1');
  finds('вебенар', '2.22.8');
  finds('бібліотикарів', '2.2#2');
  assert.match(notes('вебенар')[0], /описка/);
  assert.deepEqual(notes('вебінар'), []);
});

test('a slip is forgiven in a form that the plan does not have', () => {
  finds('вибінарами', '2.22.8');
  finds('вебніарами', '2.22.8');
  finds('бібліотекарамі', '2.2#2');
  misses('методика', '2.1');
});

test('a word of every day is no slip of a word of the plan', () => {
  for (const word of ['конкуренція', 'часник', 'фірма', 'медичні', 'квітку']) {
    assert.deepEqual(numbers(word), [], word);
    assert.deepEqual(numbers(word, { typing: true }), [], word);
  }
  assert.deepEqual(numbers('медичн', { typing: true }), []);
  finds('конфиренція', '2.22.1');
});

test('letters that alternate make another word', () => {
  assert.deepEqual(numbers('Харків'), []);
  assert.deepEqual(numbers('Харкові'), []);
});

test('a word in Russian spelling is found by its Ukrainian one', () => {
  finds('Заричная', '5.1');
});

test('a blank too many or too few does not matter', () => {
  finds('веб інари', '2.22.8');
  finds('НМТ2030', '2.22#2');
  finds('жовтень2030', '2.2#1');
});

test('small words alone find nothing beside a word that nothing holds', () => {
  assert.deepEqual(numbers('погода на завтра'), []);
  assert.deepEqual(numbers('погода для конкурсу'), numbers('конкурсу'));
});

test('a woman of a profession is found by the man that the plan has', () => {
  finds('учениця', '4.3');
  finds('викладачка', '2.2#1');
});

test('a name in Latin letters is found as it sounds', () => {
  for (const word of ['мудл', 'мудле']) finds(word, '3.1');
  finds('софт скілс', '2.22.8#2');
  assert.match(notes('скілс')[0], /skills.*латинка/);
});

test('a word may be shortened to its beginning', () => {
  finds('облсекція', '1.2');
  finds('педпрацівники', '5.2');
  assert.equal(numbers('профрозвиток')[0], '2.22');
  assert.match(notes('профрозвиток')[0], /«проф. розвиток».*скорочення/);
});

test('where no row has all words, what is made of them is looked for', () => {
  finds('впровадити', '2.1');
  finds('узагальнити досвід', '4.2');
  assert.deepEqual(notes('узагальнити досвід'), []);
});

test('what may be meant by Latin letters is tried in the ending too', () => {
  finds('vebinarah', '2.22.8');
  finds('вэбинар', '2.22.8');
});

test('words before a number do not matter, and a day asks for its month', () => {
  assert.equal(numbers('п. 2.22.8')[0], '2.22.8');
  assert.equal(numbers('пункт 2.22.8')[0], '2.22.8');
  assert.equal(numbers('2.22.8 #2')[0], '2.22.8#2');
  finds('12.10', '2.2#2');
  assert.match(notes('12.10')[0], /місяць/);
});

test('all words are asked for first; what is loosened is said', () => {
  assert.match(notes('вебінар Зарічна')[0], /бракує одного слова/);
  assert.deepEqual(numbers('вебінар Зарічна').slice(0, 2).sort(), ['2.22#2', '2.22.8#2']);
  assert.match(notes('інвентаризація бібліотекарів')[0], /частина/);
  finds('інвентаризація бібліотекарів', '5.3');
  assert.match(notes('вебінари хххххх').join(), /«хххххх»/);
  // «коли» and «про» are no words that may lack.
  assert.deepEqual(notes('коли вебінари про кар’єру'), notes('вебінари кар’єру'));
  assert.deepEqual(notes('коледж 2030'), notes('коледж'));
});

test('the last word may be unfinished while it is typed', () => {
  finds('дист', '3.1', { typing: true });
  assert.deepEqual(numbers('дист', { typing: false }), []);
  assert.ok(numbers('майстер', { typing: true }).includes('2.1#2'));
});

test('every prefix of a word of the plan finds it while it is typed', () => {
  for (const kind of ['entry', 'item']) {
    for (const result of engine('', { kind })) {
      for (const token of language.tokens(result.title)) {
        for (let end = 3; !token.joined && end <= token.word.length; end += 1) {
          const found = [...engine(token.word.slice(0, end), { typing: true })];
          assert.ok(found.some((one) => one.url === result.url),
            `«${token.word.slice(0, end)}» does not find ${result.title}`);
        }
      }
    }
  }
});

test('filters narrow, alone and with words', () => {
  assert.deepEqual(numbers('', { section: 'V', kind: 'entry' }), ['5.1', '5.2', '5.3']);
  assert.deepEqual(numbers('засідання', { month: 11 }), ['2.2#3']);
  assert.ok(numbers('', { person: 'Дубовик Г.С.' }).every((number) => number));
  assert.deepEqual(numbers('вебінар', { person: 'Поліщук-Верба Є.І.' }).sort(),
    ['2.22#1', '2.22.8#1']);
});

test('pages of people and colleges stand apart', () => {
  const found = engine('Дубовик');
  assert.equal(found.direct[0].kind, 'person');
  assert.ok([...found].every((result) => result.kind !== 'person'));
  assert.equal(engine('вербський коледж').direct[0].kind, 'college');
  assert.equal(engine('дубовик', { kind: 'person' })[0].kind, 'person');
});

test('the found words are marked, and only they', () => {
  const [result] = engine('секціях');
  const marked = [...result.marks].map(([start, end]) => result.title.slice(start, end));
  assert.deepEqual(marked, ['секцій']);
});

test('anything may be typed', () => {
  for (const query of ['', ' ', '.', '#', '2.', '-', "'", '%', '<b>', '\\', '№ 5', 'я', '𝒳', '()[]',
    'а'.repeat(5000), '1.1.1.1.1', '2.22.8#', 'constructor', '__proto__', 'ЗП(ПТ)О']) {
    assert.ok(Array.isArray([...engine(query)]), query);
    engine(query, { typing: true });
  }
});

test('a sharded index finds the same as a whole one, whatever is asked', () => {
  const words = [...new Set(language.tokens(fs.readFileSync(new URL('tests/cases/search/documents.txt', root), 'utf8'))
    .map((token) => token.word))];
  let seed = 1;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % below;
  };
  const options = [{}, { typing: true }, { month: 10 }, { kind: 'item' }, { shown: 3 }];
  for (let turn = 0; turn < 100; turn += 1) {
    const { sharded, lines } = shardedEngine();
    let added = 0;
    for (let more = 0; more < 6; more += 1) {
      const query = Array.from({ length: 1 + random(3) }, () => queryWord(words, random)).join(' ');
      const asked = options[random(options.length)];
      let found = sharded(query, asked);
      while (found.missing.length) {
        for (const name of found.missing) vm.runInContext(lines.get(name), context);
        added += found.missing.length;
        found = sharded(query, asked);
      }
      const wanted = engine(query, asked);
      const count = found.isPartial ? asked.shown ?? 30 : Infinity;
      assert.deepEqual(shown(found, count), shown(wanted, count), `«${query}»`);
      if (!found.isPartial) assert.equal(found.total, wanted.total, query);
    }
    assert.ok(added < lines.size, 'a search adds what it needs only');
  }
});

/** A new engine of the sharded index, and the line that adds each of its shards. */
function shardedEngine() {
  const [base, ...shards] = fs.readFileSync(new URL('tests/cases/search/shards.js', root), 'utf8').split('\n');
  vm.runInContext(base, context);
  const named = shards.filter(Boolean).map((line) => [/^planSearchShard\("[^"]*","(\w+)"/.exec(line)[1], line]);
  return { sharded: context.planSearchEngines['2030-shards'], lines: new Map(named) };
}

/** A word of the plan, its beginning, or with a slip. */
function queryWord(words, random) {
  const word = words[random(words.length)];
  const at = 1 + random(Math.max(1, word.length - 1));
  return [word, word.slice(0, Math.max(3, at)), word.slice(0, at) + word.slice(at + 1)][random(3)];
}

/** What must be the same: of more results than are asked for, the first ones. */
function shown(found, count) {
  const all = found.slice(0, count);
  return JSON.parse(JSON.stringify([all.slice(0, 3), all.map((one) => one.id), found.direct, found.notes]));
}

test('what the plan says for a word of every day is told and marked', () => {
  const found = engine('самоосвіту');
  assert.deepEqual(notes('самоосвіту'), ['Шукали «професійний розвиток» замість «самоосвіту» (близьке за значенням)']);
  const [{ title, marks }] = found;
  assert.deepEqual([...marks].map(([start, end]) => title.slice(start, end)), ['професійного розвитку']);
  assert.deepEqual(notes('розвиток'), []);
});
