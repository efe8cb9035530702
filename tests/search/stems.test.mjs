// The browser's words are the program's words: the same case files as src/language/ reads.
// Run: node --test tests/search/        Rewrite the stems: node tests/search/stems.test.mjs --write
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const root = new URL('../../', import.meta.url);
const read = (path) => fs.readFileSync(new URL(path, root), 'utf8');
const cases = (path) => read(path).split('\n').filter((line) => line && !line.startsWith('#'));

const context = vm.createContext({});
vm.runInContext(read('themes/default/assets/search/10-language.js'), context);
const language = context.planLanguage;
const stem = language.stemmer({
  rules: read('src/language/stem/rules.txt'),
  exceptions: read('src/language/stem/exceptions.txt'),
});

if (process.argv.includes('--write')) {
  rewriteStems();
} else {
  test('words have the stems that the program gives them', () => {
    let count = 0;
    for (const line of cases('tests/cases/stems.txt')) {
      const [expected, words] = line.split(': ');
      for (const word of words.split(' ')) {
        assert.equal(stem(word), expected, `of «${word}»`);
        count += 1;
      }
    }
    assert.ok(count >= 3000, `only ${count} words were read`);
  });

  test('derived words stay apart', () => {
    for (const line of cases('tests/cases/apart.txt')) {
      const [one, other] = line.split(' / ');
      assert.notEqual(stem(one), stem(other), `«${one}» and «${other}»`);
    }
  });

  test('texts give the words that the program gives', () => {
    for (const line of cases('tests/cases/tokens.txt')) {
      const [text, expected] = line.split(' => ');
      const found = language.tokens(unescape(text))
        .map((t) => (t.joined ? `(${t.word})@${t.position}` : `${t.word}@${t.position}`));
      assert.equal(found.join(' '), expected, `in «${text}»`);
    }
  });

  test('a word stands in the text between its start and its end', () => {
    const text = 'Про «кар’єру» в ЗП(ПТ)О: 2.22.8, науково-практична';
    for (const token of language.tokens(text)) {
      if (!token.joined) assert.equal(language.fold(text.slice(token.start, token.end)), token.word);
    }
  });
}

function unescape(text) {
  return text.replace(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

function rewriteStems() {
  const path = new URL('tests/cases/stems.txt', root);
  const comments = read('tests/cases/stems.txt').split('\n').filter((line) => line.startsWith('#'));
  const groups = new Map();
  for (const line of cases('tests/cases/stems.txt')) {
    for (const word of line.split(': ')[1].split(' ')) {
      groups.set(stem(word), [...(groups.get(stem(word)) ?? []), word]);
    }
  }
  const lines = [...groups.keys()].sort().map((key) => `${key}: ${groups.get(key).sort().join(' ')}`);
  fs.writeFileSync(path, `${[...comments, ...lines].join('\n')}\n`);
}
