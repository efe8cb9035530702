// Queries as people type them, made of the words of a plan; the same ones in every run.

/** Numbers below `below` that look random and are not. */
export function dice(seed = 1) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % below;
  };
}

const KEYS = ["йцукенгшщзхїфівапролджєячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."];
const LATIN = [..."абвгдежзийіклмнопрстуфхцчшщьюяєї"].map((letter, at) => [letter,
  'a b v h d e zh z y i i k l m n o p r s t u f kh ts ch sh shch  iu ia ie i'.split(' ')[at] ?? '']);

const WAYS = {
  whole: (word) => word,
  beginning: (word, random) => word.slice(0, 3 + random(Math.max(1, word.length - 3))),
  'left out': (word, random) => without(word, 1 + random(Math.max(1, word.length - 1))),
  swapped: (word, random) => {
    const at = random(Math.max(1, word.length - 1));
    return word.slice(0, at) + word.slice(at + 1, at + 2) + word.slice(at, at + 1) + word.slice(at + 2);
  },
  'two slips': (word, random) => without(without(word, 1 + random(word.length)), 1 + random(word.length)),
  'another letter': (word, random) => {
    const at = random(word.length);
    return word.slice(0, at) + LATIN[random(LATIN.length)][0] + word.slice(at + 1);
  },
  'other ending': (word, random) => word.slice(0, -1) + ['ами', 'ого', 'і', 'у', 'ах', 'ою'][random(6)],
  layout: (word) => [...word].map((letter) => KEYS[1][KEYS[0].indexOf(letter)] ?? letter).join(''),
  Latin: (word) => [...word].map((letter) => new Map(LATIN).get(letter) ?? letter).join(''),
};

function without(word, at) {
  return word.slice(0, at) + word.slice(at + 1);
}

/** A word with one slip of the finger: a letter left out, added, another one, or two that changed places. */
export function slip(word, random) {
  for (;;) {
    const [kind, at, letter] = [random(4), random(word.length), LATIN[random(LATIN.length)][0]];
    const [before, own, next, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1, at + 2), word.slice(at + 2)];
    const slipped = before + [next, own + letter + next, letter + next, next + own][kind] + after;
    if (slipped !== word) return slipped;
  }
}

/** The ways in which a word is typed. */
export const ways = Object.keys(WAYS);

/** A word of the plan, typed in this way. */
export function typed(words, way, random) {
  const word = words[random(words.length)];
  return way === 'whole' || word.length < 4 ? word : WAYS[way](word, random);
}

/** One to three words, side by side in a title or not, some of them mistyped, or a number of the plan. */
export function query(plan, random) {
  if (random(12) === 0) {
    const number = plan.numbers[random(plan.numbers.length)];
    return random(3) ? number : number.split('#')[0].split('.').slice(0, 2).join('.');
  }
  const count = 1 + random(3);
  if (random(2)) {
    const title = plan.titles[random(plan.titles.length)];
    const at = random(title.length);
    return title.slice(at, at + count).join(' ') + (random(3) ? '' : ' ');
  }
  const mostly = () => (random(2) ? 'whole' : ways[random(ways.length)]);
  return Array.from({ length: count }, () => typed(plan.words, mostly(), random)).join(' ') + (random(4) ? '' : ' ');
}

/** What queries are made of: the words, titles and numbers of a plan, as its search has them. */
export function planOf({ ask, language }) {
  const rows = ['entry', 'item', 'person', 'college'].flatMap((kind) => [...ask('', { kind, limit: 1e6, shown: 1e6 })]);
  const titles = rows.map((row) => language.tokens(row.title).filter((token) => !token.joined).map((token) => token.word));
  const words = [...new Set(titles.flat())].filter((word) => !language.isNumber(word));
  return { words, titles: titles.filter((title) => title.length),
    numbers: rows.map((row) => row.dataNumber).filter(Boolean), rows };
}

/** Filters that such a plan has, and ways to ask. */
export function filters(facets, random) {
  const of = (kind) => facets[kind][random(facets[kind].length)].id;
  return [{}, {}, {}, { typing: true }, { typing: true }, { typing: false }, { shown: 10 }, { kind: 'item' }, { kind: 'person' },
    { month: 1 + random(12) }, { section: of('section') }, { person: of('person') }, { form: of('form') },
    { month: 1 + random(12), section: of('section'), typing: true }][random(14)];
}
