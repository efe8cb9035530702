/* Reads the index that src/site/search/encode.rs wrote: the documents with the people, forms and
 * terms they share, the word forms in order, and in which unit each stands. */
(function (root) {
  'use strict';

  var parts = root.planSearchParts = root.planSearchParts || {};
  var VERSION = 2;
  var SWAPPED = ['оаитнеірсвклдпмуяьзгйчбхцжщшюїєфґ', 'abcdefghijklmnopqrstuvwxyz{}~^_@$'];

  function readIndex(data, language) {
    if (data.version !== VERSION) throw new Error('the search index is of another version');
    var swap = swapper();
    var stem = language.stemmer({ rules: swap(data.rules), exceptions: swap(data.exceptions) });
    var index = {
      id: data.id,
      stem: stem,
      functionWords: new Set(swap(data.functionWords).split(' ')),
      sections: readFacets(data.sections, swap),
      persons: readFacets(data.persons, swap),
      forms: readFacets(data.forms, swap),
      colleges: readFacets(data.colleges, swap),
      terms: lines(swap(data.terms)),
      documents: [],
      words: [],
      wordIds: new Map(),
      byStem: new Map()
    };
    readDocuments(data, swap, index);
    readLexicon(swap(data.lexicon), index);
    readGlossary(swap(data.glossary), language, index);
    readPostings(data.postings, index);
    return index;
  }

  /* Ukrainian letters stand for ASCII ones and the other way round: a table by character code. */
  function swapper() {
    var codes = new Uint16Array(65536);
    for (var code = 0; code < codes.length; code++) codes[code] = code;
    for (var i = 0; i < SWAPPED[0].length; i++) {
      codes[SWAPPED[0].charCodeAt(i)] = SWAPPED[1].charCodeAt(i);
      codes[SWAPPED[1].charCodeAt(i)] = SWAPPED[0].charCodeAt(i);
    }
    return function (text) {
      var out = '';
      for (var start = 0; start < text.length; start += 4096) {
        var part = new Uint16Array(Math.min(4096, text.length - start));
        for (var at = 0; at < part.length; at++) part[at] = codes[text.charCodeAt(start + at)];
        out += String.fromCharCode.apply(null, part);
      }
      return out;
    };
  }

  function lines(text) {
    return text === '' ? [] : text.split('\n');
  }

  function readFacets(columns, swap) {
    var names = lines(swap(columns[1]));
    return lines(columns[0]).map(function (id, i) { return { id: id, name: names[i] }; });
  }

  /* The numbers that encode.rs wrote: 61 characters end one, the other 30 carry a digit. */
  function numbers(text) {
    var digits = new Uint8Array(128);
    for (var code = 33, digit = 0; code < 127; code++) {
      if ('"\\<'.indexOf(String.fromCharCode(code)) < 0) digits[code] = digit++;
    }
    var at = 0;
    return function () {
      var number = 0;
      var scale = 1;
      var digit = digits[text.charCodeAt(at++)];
      while (digit >= 61) {
        number += digit * scale;
        scale *= 30;
        digit = digits[text.charCodeAt(at++)];
      }
      return number + digit * scale;
    };
  }

  function readDocuments(data, swap, index) {
    var titles = data.titles === '' ? [] : swap(data.titles).split('\n');
    var urls = data.urls.split('\n');
    var dataNumbers = data.numbers.split('\n');
    var next = numbers(data.documents);
    var total = 0;
    function list() {
      var ids = [];
      for (var n = next(); n > 0; n--) ids.push(next());
      return ids;
    }
    titles.forEach(function (title, id) {
      var kind = next();
      var length = next();
      var back = next();
      var document = {
        id: id, title: title, url: urls[id], dataNumber: dataNumbers[id],
        number: dataNumbers[id].split('#')[0], kind: kind, length: length,
        parent: back ? id - back : -1, children: [], months: next(), term: next() - 1,
        sections: list(), persons: list(), forms: list(), colleges: list()
      };
      total += length;
      if (document.parent >= 0) index.documents[document.parent].children.push(id);
      index.documents.push(document);
    });
    index.averageLength = total / Math.max(1, titles.length);
    readUnits(index);
  }

  /* After the documents, each person, form, college and term is a unit of its own. */
  function readUnits(index) {
    var units = [];
    [['persons', 'person'], ['forms', 'form'], ['colleges', 'college']].forEach(function (field) {
      var lists = index[field[0]].map(function () { return []; });
      index.documents.forEach(function (document) {
        document[field[0]].forEach(function (facet) { lists[facet].push(document.id); });
      });
      lists.forEach(function (list) { units.push({ field: field[1], documents: list }); });
    });
    var terms = index.terms.map(function () { return { field: 'term', documents: [] }; });
    index.documents.forEach(function (document) {
      if (document.term >= 0) terms[document.term].documents.push(document.id);
    });
    index.units = units.concat(terms);
  }

  function readLexicon(text, index) {
    var entry = /([A-Z])([^A-Z]*)/g;
    var before = '';
    for (var match = entry.exec(text); match; match = entry.exec(text)) {
      before = before.slice(0, match[1].charCodeAt(0) - 65) + match[2];
      var stem = index.stem(before);
      var id = index.words.length;
      index.wordIds.set(before, id);
      if (!index.byStem.has(stem)) index.byStem.set(stem, []);
      index.byStem.get(stem).push(id);
      index.words.push(before);
    }
  }

  /* Abbreviations: the word that the index has for each, its own words, the stems of the full ones. */
  function readGlossary(text, language, index) {
    function plain(words) {
      return language.tokens(words).filter(function (token) { return !token.joined; })
        .map(function (token) { return token.word; });
    }
    index.glossary = lines(text).map(function (line) {
      var fields = line.split('|');
      var full = plain(fields[2]).filter(function (word) { return !index.functionWords.has(word); });
      return { mark: fields[0], short: plain(fields[1]), full: full.map(index.stem) };
    });
    index.spelledOut = new Set();
    index.glossary.forEach(function (row) {
      row.full.forEach(function (stem) { index.spelledOut.add(stem); });
    });
  }

  function readPostings(text, index) {
    var next = numbers(text);
    var starts = new Int32Array(index.words.length + 1);
    var units = [];
    var details = [];
    var ofRows = new Uint8Array(index.words.length);
    for (var word = 0; word < index.words.length; word++) {
      var unit = 0;
      for (var count = next() + 1; count > 0; count--) {
        var step = next();
        unit += step >> 1;
        units.push(unit);
        if (unit >= index.documents.length || index.documents[unit].kind < 2) ofRows[word] = 1;
        details.push(step & 1 ? next() : 0);
        unit += 1;
      }
      starts[word + 1] = units.length;
    }
    index.starts = starts;
    index.ofRows = ofRows;
    index.postingUnits = Int32Array.from(units);
    index.postingDetails = Uint8Array.from(details);
  }

  /* How many bits of a number are set. */
  function bits(number) {
    var count = 0;
    for (; number; number &= number - 1) count += 1;
    return count;
  }

  parts.readIndex = readIndex;
  parts.bits = bits;
})(typeof window === 'undefined' ? globalThis : window);
