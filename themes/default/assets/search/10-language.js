/* Ukrainian words for the search: the same normaliser, tokeniser and stemmer as src/language/.
 * The tables (endings, exceptions) come with the index, so the two sides cannot drift; what they
 * mean is told in src/language/stem/rules.txt. tests/search/stems.test.mjs checks the agreement. */
(function (root) {
  'use strict';

  var CONSONANTS = 'бвгджзйклмнпрстфхцчшщ';
  var SHORTEST = 4;
  /* The last four are typed for an apostrophe, and are one before these letters only. */
  var APOSTROPHES = "'’ʼ`´‘‛′\"”“*";
  var APOSTROPHE = /['’ʼ`´‘‛′]|.[яюєї]/i;
  var HYPHENS = '-‐‑';
  var LETTER = /\p{Alphabetic}/u;
  var CYRILLIC = /[\u0400-\u052f]/;
  var LATIN = /[a-z]/;
  var PLAIN = /[-\s,;.:«»–()]*([А-ЩЬЮЯЄІЇа-щьюяєії]+)(?=[\s,;.:»]|$)/y;
  var LATIN_LOOKS = 'aceiopxykm';
  var CYRILLIC_LOOKS = 'асеіорхукм';

  /* One form for every spelling of a word: lower case, no apostrophes, accents or soft hyphens,
   * ґ as г, ё as е, ы as и, and letters of one alphabet only. */
  function fold(word) {
    var parts = word.toLowerCase().normalize('NFD');
    var out = '';
    for (var i = 0; i < parts.length; i++) {
      var c = parts.charAt(i);
      var next = parts.charAt(i + 1);
      if (c === 'и' && next === '\u0306') c = 'й';
      else if (c === 'і' && next === '\u0308') c = 'ї';
      else if (c === 'ґ') c = 'г';
      else if (c === 'ы') c = 'и';
      else if (isDropped(c)) c = '';
      out += c;
    }
    return oneAlphabet(out);
  }

  function isMark(c) {
    return c >= '\u0300' && c <= '\u036f';
  }

  function isDropped(c) {
    return isMark(c) || c === '\u00ad' || APOSTROPHES.indexOf(c) >= 0;
  }

  /* «англomовного» with a Latin o and m becomes Cyrillic; «Мoodle» with a Cyrillic М, Latin. */
  function oneAlphabet(word) {
    if (!CYRILLIC.test(word) || !LATIN.test(word)) return word;
    return relook(word, LATIN, LATIN_LOOKS, CYRILLIC_LOOKS) ||
      relook(word, CYRILLIC, CYRILLIC_LOOKS, LATIN_LOOKS) || word;
  }

  function relook(word, alphabet, from, to) {
    var out = '';
    for (var i = 0; i < word.length; i++) {
      var c = word.charAt(i);
      if (alphabet.test(c)) {
        var at = from.indexOf(c);
        if (at < 0) return '';
        c = to.charAt(at);
      }
      out += c;
    }
    return out;
  }

  /* The words of a text with their places: {word, position, start, end, joined}. A word with hyphens or
   * brackets in it («ЗП(ПТ)О») gives its parts and, at the first one's position, all of them joined;
   * «2.22.8» is one word. */
  function tokens(text) {
    var found = [];
    var parts = [];
    var partStart = -1;
    var position = 0;
    var last = '';
    var at = 0;

    function endPart(end) {
      if (partStart < 0) return;
      var word = fold(text.slice(partStart, end));
      if (word) parts.push({ word: word, position: 0, start: partStart, end: end, joined: false });
      partStart = -1;
    }

    function endWord(end) {
      endPart(end);
      for (var i = 0; i < parts.length; i++) {
        parts[i].position = position + i;
        found.push(parts[i]);
      }
      if (parts.length > 1 && !parts.every(function (p) { return isNumber(p.word); })) {
        found.push({
          word: oneAlphabet(parts.map(function (p) { return p.word; }).join('')),
          position: position, start: parts[0].start, end: parts[parts.length - 1].end, joined: true
        });
      }
      position += parts.length;
      parts = [];
      last = '';
    }

    while (at < text.length) {
      /* Most words are of plain letters between plain signs, and need no look at each letter. */
      PLAIN.lastIndex = at;
      var plain = partStart < 0 && !parts.length && PLAIN.exec(text);
      if (plain) {
        at = PLAIN.lastIndex;
        found.push({ word: plain[1].toLowerCase(), position: position++, start: at - plain[1].length, end: at, joined: false });
        continue;
      }
      var c = String.fromCodePoint(text.codePointAt(at));
      var after = at + c.length;
      var next = after < text.length ? String.fromCodePoint(text.codePointAt(after)) : '';
      var inWord = partStart >= 0;
      if (isWordLetter(c)) {
        if (!inWord) partStart = at;
        last = c;
      } else if (isMark(c) || c === '\u00ad') {
        /* Inside a word it is dropped by fold; before one it separates nothing. */
      } else if (inWord && isWordLetter(next) && APOSTROPHES.indexOf(c) >= 0 && APOSTROPHE.test(c + next)) {
        /* Part of the word: «кар’єра», «кар"єра». */
      } else if (c === '.' && inWord && isDigit(last) && isDigit(next)) {
        /* Part of a number: «2.22.8». */
      } else if ((HYPHENS.indexOf(c) >= 0 || c === '(' || c === ')') && inWord && isWordLetter(next)) {
        endPart(at);
      } else {
        endWord(at);
      }
      at = after;
    }
    endWord(text.length);
    return found;
  }

  function isDigit(c) {
    return c >= '0' && c <= '9' && c.length === 1;
  }

  function isWordLetter(c) {
    return c !== '' && (isDigit(c) || (LETTER.test(c) && !isMark(c)));
  }

  function isNumber(word) {
    return /^[0-9.]+$/.test(word);
  }

  /* Tables: {rules, exceptions}, the text of the two files of src/language/stem/. */
  function stemmer(tables) {
    var groups = readRules(tables.rules);
    var exceptions = readExceptions(tables.exceptions);
    return function (word) {
      if (exceptions.words.has(word)) return exceptions.words.get(word);
      if (word.length < SHORTEST || !isCyrillicWord(word)) return word;
      var stem = word;
      var voice = '';
      for (var i = 0; i < groups.length; i++) {
        var group = groups[i];
        if (group.name === 'exceptions') {
          if (exceptions.stems.has(stem)) stem = exceptions.stems.get(stem);
        } else {
          var shorter = replaceEnding(group, stem);
          if (group.name === 'voice' && shorter !== stem) voice = 'ся';
          stem = shorter;
        }
      }
      return stem + voice;
    };
  }

  function isCyrillicWord(word) {
    return /^[\u0430-\u045f\u0491]+$/.test(word);
  }

  function replaceEnding(group, word) {
    for (var size = Math.min(group.longest, word.length); size > 0; size--) {
      var rules = group.endings.get(word.slice(word.length - size));
      if (!rules) continue;
      var left = word.slice(0, word.length - size);
      for (var i = 0; i < rules.length; i++) {
        if (applies(rules[i], left)) return left + rules[i].replacement;
      }
    }
    return word;
  }

  function applies(rule, left) {
    if (left.length < rule.least) return false;
    if (!rule.before) return true;
    var has = left !== '' && rule.before.indexOf(left.charAt(left.length - 1)) >= 0;
    return has !== rule.negated;
  }

  function readRules(text) {
    var groups = [];
    lines(text).forEach(function (line) {
      if (line.charAt(0) === '[') {
        groups.push({ name: line.slice(1, -1), longest: 0, endings: new Map() });
        return;
      }
      var sides = line.split('>');
      var fields = sides[1].split('|').map(trim);
      var before = fields[2] || '';
      var negated = before.charAt(0) === '^';
      words(sides[0]).forEach(function (ending) {
        spread(ending).forEach(function (consonant) {
          addRule(groups[groups.length - 1], ending.replace('?', consonant), {
            replacement: fields[0].replace('?', consonant),
            least: Number(fields[1]),
            before: negated ? before.slice(1) : before,
            negated: negated
          });
        });
      });
    });
    return groups;
  }

  /* A question mark stands for any consonant, the same in the ending and its replacement. */
  function spread(ending) {
    return ending.indexOf('?') < 0 ? [''] : CONSONANTS.split('');
  }

  function addRule(group, ending, rule) {
    if (!group.endings.has(ending)) group.endings.set(ending, []);
    group.endings.get(ending).push(rule);
    group.longest = Math.max(group.longest, ending.length);
  }

  function readExceptions(text) {
    var tables = { words: new Map(), stems: new Map() };
    var table = tables.words;
    lines(text).forEach(function (line) {
      if (line.charAt(0) === '[') {
        table = tables[line.slice(1, -1)];
        return;
      }
      var sides = line.split('>').map(trim);
      words(sides[0]).forEach(function (word) { table.set(word, sides[1]); });
    });
    return tables;
  }

  function lines(text) {
    return text.split('\n').map(function (line) { return line.replace(/#.*/, '').trim(); })
      .filter(Boolean);
  }

  function words(text) {
    return text.split(' ').filter(Boolean);
  }

  function trim(text) {
    return text.trim();
  }

  root.planLanguage = { fold: fold, tokens: tokens, stemmer: stemmer, isNumber: isNumber };
})(typeof window === 'undefined' ? globalThis : window);
