/* Reads the index that src/site/search/encode.rs wrote: the documents with the people, forms and
 * terms they share, the word forms in order, and in which unit each stands. A large index has its
 * postings (p) and the texts of its documents (t) in shards: what a search lacks is noted in
 * index.missing, 60-search-box.js adds it, and the search is done again. */
(function (root) {
  'use strict';

  var parts = root.planSearchParts = root.planSearchParts || {};
  var VERSION = 3;
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
      byStem: new Map(),
      missing: new Set(),
      shards: { p: { starts: [0], loaded: [] }, t: { starts: [0], loaded: [] } }
    };
    index.add = function (name, texts) { addShard(index, swap, name, texts); };
    readDocuments(data, index);
    readLexicon(swap(data.lexicon), index);
    readGlossary(swap(data.glossary), language, index);
    index.ofRows = new Uint8Array(index.words.length);
    if (data.shards) {
      index.shards.p.starts = data.shards.p;
      index.shards.t.starts = data.shards.t;
      readRows(data.shards.rows, index.ofRows);
    } else {
      index.add('p0', [data.postings]);
      index.add('t0', [data.titles, data.urls]);
      markRows(index, index.shards.p.loaded[0]);
    }
    return index;
  }

  function addShard(index, swap, name, texts) {
    var shards = index.shards[name.charAt(0)];
    var place = Number(name.slice(1));
    var first = shards.starts[place];
    shards.loaded[place] = name.charAt(0) === 'p'
      ? readPostings(texts[0], first, (shards.starts[place + 1] || index.words.length) - first)
      : { first: first, titles: swap(texts[0]).split('\n'), urls: texts[1].split('\n') };
  }

  /* The shard that has this word (p) or document (t), or null when it is not here yet. */
  function shardOf(index, kind, id) {
    var starts = index.shards[kind].starts;
    var low = 0;
    var high = starts.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (starts[middle] <= id) low = middle;
      else high = middle - 1;
    }
    var shard = index.shards[kind].loaded[low];
    if (!shard) index.missing.add(kind + low);
    return shard || null;
  }

  function textOf(index, document, field) {
    var shard = shardOf(index, 't', document.id);
    return shard ? shard[field][document.id - shard.first] : '';
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

  /* What is known of the documents stands one property of all of them after the other. */
  function readDocuments(data, index) {
    var dataNumbers = data.documents === '' ? [] : data.numbers.split('\n');
    var next = numbers(data.documents);
    var total = 0;
    index.documents = dataNumbers.map(function (dataNumber, id) {
      return { id: id, dataNumber: dataNumber, number: '', parent: -1, children: [] };
    });
    function column(read) { index.documents.forEach(read); }
    column(function (document) { document.kind = next(); });
    column(function (document) { total += document.length = next(); });
    column(function (document, id) {
      var back = next();
      if (back) addToParent(index.documents[id - back], document);
      document.number = document.dataNumber.split('#')[0];
    });
    column(function (document) { document.months = next(); });
    column(function (document) { document.term = next() - 1; });
    ['sections', 'persons', 'forms', 'colleges'].forEach(function (facets) {
      column(function (document) {
        document[facets] = [];
        for (var n = next(); n > 0; n--) document[facets].push(next());
      });
    });
    index.averageLength = total / Math.max(1, dataNumbers.length);
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

  /* Of `count` words from `first` on: the units they stand in. */
  function readPostings(text, first, count) {
    var next = numbers(text);
    var starts = new Int32Array(count + 1);
    var units = [];
    var details = [];
    for (var word = 0; word < count; word++) {
      var unit = 0;
      for (var left = next() + 1; left > 0; left--) {
        var step = next();
        unit += step >> 1;
        units.push(unit);
        details.push(step & 1 ? next() : 0);
        unit += 1;
      }
      starts[word + 1] = units.length;
    }
    return { first: first, starts: starts, units: Int32Array.from(units), details: Uint8Array.from(details) };
  }

  /* Which words a row of the plan has. */
  function markRows(index, postings) {
    for (var word = 0; word < index.words.length; word++) {
      for (var at = postings.starts[word]; at < postings.starts[word + 1]; at++) {
        var unit = postings.units[at];
        if (unit >= index.documents.length || index.documents[unit].kind < 2) index.ofRows[word] = 1;
      }
    }
  }

  function readRows(text, ofRows) {
    var next = numbers(text);
    for (var word = 0; word < ofRows.length; word += 6) {
      var six = next();
      for (var i = 0; i < 6 && word + i < ofRows.length; i++) ofRows[word + i] = six >> i & 1;
    }
  }

  /* How many bits of a number are set. */
  function bits(number) {
    var count = 0;
    for (; number; number &= number - 1) count += 1;
    return count;
  }

  parts.readIndex = readIndex;
  parts.shardOf = shardOf;
  parts.textOf = textOf;
  parts.bits = bits;
})(typeof window === 'undefined' ? globalThis : window);
