/* Reads an index of one file that src/site/search/encode.rs wrote: the documents with the people, forms and
 * terms they share. The word forms that these show, and in which unit each stands, it takes from their texts, as
 * src/site/search/index.rs does; those by which they are found besides are told. What it gives is asked by the
 * other scripts; an index in shards gives the same (search-shards/), and notes in `missing` what it lacks:
 *
 * idOf(word), wordAt(id), formsOf(stem) ids, isOfRows(id), sizeOf(id) how many documents
 * eachWord(beginning, visit), eachStem(beginning, visit), eachTail(beginning, visit) stems without a letter
 * impactsOf(id) {documents, codes, rest}, numbered(number), withFacet(kind, id) {documents, details}
 * recordOf(document) what is shown of it. */
(function (root) {
  'use strict';

  var parts = root.planSearchParts = root.planSearchParts || {};
  var VERSION = 6;
  var SWAPPED = ['оаитнеірсвклдпмуяьзгйчбхцжщшюїєфґ', 'abcdefghijklmnopqrstuvwxyz{}~^_@$'];
  var KINDS = ['entry', 'item', 'practice', 'research-work', 'person', 'group', 'college',
    'methodical-section', 'section', 'form', 'project', 'partner', 'page'];
  var LISTS = { section: 'sections', person: 'persons', form: 'forms', college: 'colleges' };

  /* The language and the names for filters, which both kinds of index have. */
  function readLanguage(data, language) {
    if (data.version !== VERSION) throw new Error('the search index is of another version');
    var swap = swapper();
    var index = {
      id: data.id,
      swap: swap,
      stem: language.stemmer({ rules: swap(data.rules), exceptions: swap(data.exceptions) }),
      functionWords: new Set(swap(data.functionWords).split(' ')),
      others: words(swap(data.others)),
      missing: new Set(),
      urlOf: function (url, dataNumber) {
        if (url) return url;
        var number = dataNumber.split('#');
        return data.url.replace('*', function () { return number[0].replace(/\./g, '-'); }) + (number[1] ? '#i' + number[1] : '');
      },
      facets: {}
    };
    Object.keys(LISTS).forEach(function (kind) {
      index.facets[kind] = readFacets(data[LISTS[kind]], swap);
    });
    readGlossary(swap(data.glossary), language, index);
    /* What stands in the plan for words of every day that it does not have. */
    index.meanings = new Map(lines(swap(data.meanings)).map(function (line) {
      var fields = line.split('|');
      return [fields[0], fields.slice(1)];
    }));
    return index;
  }

  function readIndex(data, language) {
    var index = readLanguage(data, language);
    var swap = index.swap;
    index.terms = lines(swap(data.terms));
    index.documents = [];
    readDocuments(data, index);
    index.total = index.documents.length;
    index.rows = index.documents.findIndex(function (document) { return document.kind > 1; });
    if (index.rows < 0) index.rows = index.total;
    index.facets.kind = KINDS.filter(function (_, kind) {
      return index.documents.some(function (document) { return document.kind === kind; });
    });
    var titles = swap(data.titles).split('\n');
    var urls = data.urls.split('\n');
    index.documents.forEach(function (document, id) {
      document.title = titles[id];
      document.url = index.urlOf(urls[id], document.dataNumber);
    });
    var postings = ownPostings(index, language);
    addHidden(postings, words(swap(data.lexicon)), numbers(data.postings));
    var all = Array.from(postings.keys()).sort();
    readWords(all, index);
    readPostings(all.map(function (word) { return postings.get(word); }), index);
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
    function next() {
      var number = 0;
      var scale = 1;
      var digit = digits[text.charCodeAt(at++)];
      while (digit >= 61) {
        number += digit * scale;
        scale *= 30;
        digit = digits[text.charCodeAt(at++)];
      }
      return number + digit * scale;
    }
    next.left = function () { return at < text.length; };
    return next;
  }

  /* What is known of the documents stands one property of all of them after the other. */
  function readDocuments(data, index) {
    var dataNumbers = data.documents === '' ? [] : data.numbers.split('\n');
    var next = numbers(data.documents);
    index.documents = dataNumbers.map(function (dataNumber, id) {
      return { id: id, dataNumber: dataNumber, number: '', parent: -1, children: [] };
    });
    function column(read) { index.documents.forEach(read); }
    column(function (document) { document.kind = next(); });
    column(function (document, id) {
      var back = next();
      if (back) addToParent(index.documents[id - back], document);
      document.number = document.dataNumber.split('#')[0];
    });
    column(function (document) { document.months = next(); });
    column(function (document) { document.term = next() - 1; });
    Object.keys(LISTS).forEach(function (kind) {
      column(function (document) {
        document[kind] = [];
        for (var n = next(); n > 0; n--) document[kind].push(next());
      });
    });
    readUnits(index);
  }

  /* An item without a number of its own is the next one of its entry. */
  function addToParent(parent, item) {
    item.parent = parent.id;
    parent.children.push(item.id);
    item.dataNumber = item.dataNumber || parent.dataNumber + '#' + parent.children.length;
  }

  /* After the documents, each person, form, college and term is a unit of its own. */
  function readUnits(index) {
    index.units = [];
    ['person', 'form', 'college', 'term'].forEach(function (kind, field) {
      var names = index.facets[kind] || index.terms;
      var lists = names.map(function () { return []; });
      index.documents.forEach(function (document) {
        (kind !== 'term' ? document[kind] : document.term < 0 ? [] : [document.term])
          .forEach(function (facet) { lists[facet].push(document.id); });
      });
      lists.forEach(function (list, i) {
        index.units.push({ digit: Math.pow(3, field), documents: list, name: names[i].name || names[i] });
      });
    });
  }

  /* Abbreviations: the word that the index has for each, its own words, the stems of the full ones. */
  function readGlossary(text, language, index) {
    function plain(words) {
      return language.tokens(words).filter(function (token) { return !token.joined; })
        .map(function (token) { return token.word; });
    }
    index.stemsOf = function (words) { return plain(words).map(index.stem); };
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

  /* Words in order, each without what it shares with the one before. */
  function words(text) {
    var all = [];
    var before = '';
    (text.match(/[A-Z][^A-Z]*/g) || []).forEach(function (entry) {
      before = before.slice(0, entry.charCodeAt(0) - 65) + entry.slice(1);
      all.push(before);
    });
    return all;
  }

  function firstFrom(sorted, word) {
    var low = 0;
    var high = sorted.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (sorted[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /* Visits what begins so, until a visit gives true; tells whether there was any. */
  function visitFrom(sorted, beginning, visit) {
    var first = firstFrom(sorted, beginning);
    var at = first;
    while (at < sorted.length && sorted[at].lastIndexOf(beginning, 0) === 0) {
      if (visit(sorted[at], at)) return true;
      at += 1;
    }
    return at > first;
  }

  function readWords(all, index) {
    var ids = new Map();
    var byStem = new Map();
    all.forEach(function (word, id) {
      var stem = index.stem(word);
      ids.set(word, id);
      if (!byStem.has(stem)) byStem.set(stem, []);
      byStem.get(stem).push(id);
    });
    var stems = Array.from(byStem.keys()).sort();
    index.size = all.length;
    index.idOf = function (word) { return ids.get(word); };
    index.wordAt = function (id) { return all[id]; };
    index.formsOf = function (stem) { return byStem.get(stem); };
    index.eachWord = function (beginning, visit) { return visitFrom(all, beginning, visit); };
    index.eachStem = function (beginning, visit) {
      return visitFrom(stems, beginning, function (stem) { return visit(stem, byStem.get(stem)); });
    };
    index.eachTail = tailsOf(stems);
  }

  /* Stems without their first letter, for words that lack it or have another. */
  function tailsOf(stems) {
    var letters = new Map();
    var tails;
    return function (beginning, visit) {
      if (!tails) {
        stems.forEach(function (stem) {
          var tail = stem.slice(1);
          if (!/^\p{Alphabetic}{4,}$/u.test(tail)) return;
          letters.set(tail, (letters.get(tail) || '') + stem.charAt(0));
        });
        tails = Array.from(letters.keys()).sort();
      }
      return visitFrom(tails, beginning, function (tail) { return visit(tail, letters.get(tail)); });
    };
  }

  /* Of each word of a title or a name the units it stands in, each with how often besides the first time. */
  function ownPostings(index, language) {
    var postings = new Map();
    var total = 0;
    function add(word, unit) {
      var own = postings.get(word);
      if (!own) {
        postings.set(word, own = []);
        own.rest = FIRST_PARTS.test(word) ? word.replace(FIRST_PARTS, '') : '';
      }
      if (own[own.length - 2] !== unit) own.push(unit, 0);
      else if (own[own.length - 1] < 7) own[own.length - 1] += 1;
      return own;
    }
    /* Gives the number of the words. */
    function addText(text, unit) {
      var plain = [];
      language.tokens(text).forEach(function (token) {
        if (token.joined && ADVERB.test(plain[token.position])) return;
        var rest = add(token.word, unit).rest;
        if (token.joined) return;
        plain.push(token.word);
        if (rest) add(rest, unit);
      });
      return plain.length;
    }
    index.documents.forEach(function (document, unit) { total += document.length = addText(document.title, unit); });
    index.averageLength = total / Math.max(1, index.total);
    index.units.forEach(function (unit, i) { addText(unit.name, index.total + i); });
    return postings;
  }

  /* «сайт» of «вебсайт», which is found by it as «веб-сайт» is; src/site/search/index.rs tells more. */
  var FIRST_PARTS = /^(?:аудіо|веб(?!інар)|відео(?!граф)|інтернет|кібер|медіа(?!тор)|онлайн|фото(?!граф))(?=....)/;
  var ADVERB = /....[нквгл]о$/;

  /* Words by which a unit is found that does not show them. */
  function addHidden(postings, words, next) {
    words.forEach(function (word) {
      var own = postings.get(word) || [];
      var unit = 0;
      postings.set(word, own);
      for (var left = next() + 1; left > 0; left--) {
        var step = next();
        unit += step >> 1;
        own.push(unit, (step & 1 ? next() : 0) + 8);
        unit += 1;
      }
    });
  }

  function readPostings(postings, index) {
    var impacts = [];
    index.impactsOf = function (id) {
      impacts[id] = impacts[id] || impactsOf(index, postings[id]);
      return impacts[id];
    };
    index.sizeOf = function (id) { return index.impactsOf(id).documents.length; };
    index.isOfRows = function (id) {
      return postings[id].some(function (unit, i) { return i % 2 === 0 && (unit < index.rows || unit >= index.total); });
    };
    readDocumentLists(index);
  }

  var DERIVED = 0.4;
  var OF_ENTRY = 0.3;
  var LEVELS = 25;
  var FIELDS = 81;
  var FIELD = [1, 0.5, 0.5, 0.6];

  /* In which documents a word stands and what it is worth there: a level of the title and, in the
   * base 3, a digit for person, form, college and term. src/site/search/shards.rs does the same. */
  function impactsOf(index, postings) {
    var titles = new Map();
    var names = new Map();
    for (var i = 0; i < postings.length; i += 2) {
      var unit = postings[i];
      var detail = postings[i + 1];
      if (unit < index.total) addTitle(index, titles, unit, detail);
      else addName(index.units[unit - index.total], names, detail & 8 ? 1 : 2);
    }
    names.forEach(function (code, id) { if (!titles.has(id)) titles.set(id, 0); });
    var documents = Array.from(titles.keys()).sort(function (a, b) { return a - b; });
    return { documents: documents, rest: null, codes: documents.map(function (id) {
      var title = titles.get(id);
      return (title && Math.max(1, Math.floor(title * LEVELS + 0.5))) * FIELDS + (names.get(id) || 0);
    }) };
  }

  function addTitle(index, titles, id, detail) {
    var document = index.documents[id];
    var count = (detail & 7) + 1;
    var norm = 0.35 + 0.25 * document.length / index.averageLength;
    var gain = (detail & 8 ? DERIVED : 1) * count / (count + norm);
    titles.set(id, (titles.get(id) || 0) + gain);
    document.children.forEach(function (child) { titles.set(child, (titles.get(child) || 0) + gain * OF_ENTRY); });
  }

  /* Of several people or colleges, the one that fits best counts. */
  function addName(unit, names, digit) {
    unit.documents.forEach(function (id) {
      var code = names.get(id) || 0;
      var known = Math.floor(code / unit.digit) % 3;
      if (digit > known) names.set(id, code + (digit - known) * unit.digit);
    });
  }

  function fieldWorth(field, digit) {
    return digit === 2 ? FIELD[field] : digit * DERIVED * FIELD[field];
  }

  /* What a code is worth in all. */
  function worthOf(code) {
    var sum = Math.floor(code / FIELDS) / LEVELS;
    for (var field = 0, rest = code % FIELDS; field < 4; field++, rest = Math.floor(rest / 3)) {
      sum += fieldWorth(field, rest % 3);
    }
    return sum;
  }

  function readDocumentLists(index) {
    index.numbered = function (number) {
      return index.documents.filter(function (document) { return isUnder(document.dataNumber, number); });
    };
    index.withFacet = function (kind, id) {
      var place = kind === 'month' ? Number(id) - 1 : kind === 'kind' ? KINDS.indexOf(id) :
        index.facets[kind].findIndex(function (facet) { return facet.id === id; });
      var found = { documents: [], details: [] };
      index.documents.forEach(function (document) {
        if (kind === 'month' ? document.months >> place & 1 : kind === 'kind' ? document.kind === place :
          document[kind].indexOf(place) >= 0) {
          found.documents.push(document.id);
          found.details.push(bits(document.months));
        }
      });
      return found;
    };
    index.recordOf = function (id) {
      var document = index.documents[id];
      return Object.assign({}, document, { term: index.terms[document.term] || '' });
    };
  }

  /* «2.22», its items and the numbers under it. */
  function isUnder(own, number) {
    return own.lastIndexOf(number, 0) === 0 && (own.length === number.length || '.#'.indexOf(own.charAt(number.length)) >= 0);
  }

  /* How many bits of a number are set. */
  function bits(number) {
    var count = 0;
    for (; number; number &= number - 1) count += 1;
    return count;
  }

  Object.assign(parts, { readIndex: readIndex, readLanguage: readLanguage, numbers: numbers, words: words,
    lines: lines, visitFrom: visitFrom, firstFrom: firstFrom, isUnder: isUnder, bits: bits, KINDS: KINDS,
    LISTS: LISTS, LEVELS: LEVELS, FIELDS: FIELDS, FIRST_PARTS: FIRST_PARTS, fieldWorth: fieldWorth, worthOf: worthOf });
})(typeof window === 'undefined' ? globalThis : window);
