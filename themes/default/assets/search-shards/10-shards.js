/* Reads an index in shards that src/site/search/shards.rs wrote, where they are told of. It answers as an
 * index of one file does (search/20-reader.js); what an answer lacks is noted in index.missing,
 * 60-search-box.js adds it, and the search is done again. */
(function (root) {
  'use strict';

  var parts = root.planSearchParts;

  function readShards(data, language) {
    var index = parts.readLanguage(data, language);
    var table = data.shards;
    var all = {};
    index.total = table.total;
    index.rows = table.rows;
    index.facets.kind = data.kinds.map(function (kind) { return parts.KINDS[kind]; });
    ['s', 'x', 'n'].forEach(function (kind) { all[kind] = shardsOf(index, kind, parts.lines(index.swap(table[kind]))); });
    all.w = shardsOf(index, 'w', parts.lines(index.swap(table.w[0])));
    all.w.firsts = rising(table.w[1]);
    ['p', 'f', 't'].forEach(function (kind) { all[kind] = shardsOf(index, kind, rising(table[kind])); });
    all.c = shardsOf(index, 'c', []);
    index.add = function (name, texts) {
      var kind = name.charAt(0);
      var place = Number(name.slice(1));
      all[kind].loaded[place] = READ[kind](index, texts, kind === 'w' ? all.w.firsts[place] : all[kind].starts[place], table);
    };
    addWords(index, all);
    addLists(index, all);
    addTexts(index, all);
    return index;
  }

  function shardsOf(index, kind, starts) {
    var shards = { starts: starts, loaded: [] };
    /* The shard at this place, or null when it is not here yet. */
    shards.at = function (place) {
      if (place < 0 || place >= starts.length) return null;
      if (!shards.loaded[place]) index.missing.add(kind + place);
      return shards.loaded[place] || null;
    };
    shards.placeOf = function (key) { return placeOf(starts, key); };
    return shards;
  }

  /* The last that begins at this key or before it. */
  function placeOf(starts, key) {
    var place = parts.firstFrom(starts, key);
    return starts[place] === key ? place : place - 1;
  }

  function rising(text) {
    var sum = 0;
    return read(text, function (next) { return sum += next(); });
  }

  /* As many things as the text has. */
  function read(text, one) {
    var next = parts.numbers(text);
    var all = [];
    while (next.left()) all.push(one(next));
    return all;
  }

  // ------------------------------------------------------------ words

  function readWords(one) {
    return function (index, texts, first) {
      return { first: first, words: parts.words(index.swap(texts[0])), rows: read(texts[1], one) };
    };
  }

  function addWords(index, all) {
    function find(kind, word) {
      var shard = all[kind].at(all[kind].placeOf(word));
      if (!shard) return undefined;
      var at = parts.firstFrom(shard.words, word);
      return shard.words[at] === word ? { at: at, row: shard.rows[at], first: shard.first } : undefined;
    }
    /* Visits what begins so, over all shards that have such words. */
    index.each = function (kind, beginning, visit) {
      var shards = all[kind];
      var found = false;
      for (var place = Math.max(0, shards.placeOf(beginning)); place < shards.starts.length; place++) {
        if (shards.starts[place] > beginning && shards.starts[place].lastIndexOf(beginning, 0) !== 0) break;
        var shard = shards.at(place);
        if (shard && parts.visitFrom(shard.words, beginning, visit.bind(null, shard))) found = true;
      }
      return found;
    };
    index.idOf = function (word) {
      var found = find('w', word);
      return found && found.first + found.at;
    };
    index.formsOf = function (stem) {
      var found = find('s', stem);
      return found && found.row;
    };
    index.eachWord = function (beginning, visit) {
      return index.each('w', beginning, function (shard, word, at) { return visit(word, shard.first + at); });
    };
    index.eachStem = function (beginning, visit) {
      return index.each('s', beginning, function (shard, stem, at) { return visit(stem, shard.rows[at]); });
    };
    index.eachTail = function (beginning, visit) {
      return index.each('x', beginning, function (shard, tail, at) { return visit(tail, shard.rows[at]); });
    };
    function ofWord(id, field) {
      var shard = all.w.at(placeOf(all.w.firsts, id));
      return shard && shard[field][id - shard.first];
    }
    index.wordAt = function (id) { return ofWord(id, 'words') || ''; };
    index.sizeOf = function (id) { return ofWord(id, 'rows') >> 1; };
    index.isOfRows = function (id) { return (ofWord(id, 'rows') & 1) === 1; };
    index.numbered = function (number) {
      var found = [];
      index.each('n', number, function (shard, own, at) {
        if (parts.isUnder(own, number)) found.push({ id: shard.rows[at], dataNumber: own });
      });
      return found;
    };
  }

  function readForms(next) {
    var ids = [];
    var id = 0;
    for (var left = next(); left > 0; left--) ids.push(id += next());
    return ids;
  }

  function readLetters(next) {
    var letters = '';
    for (var left = next(); left > 0; left--) letters += String.fromCharCode(next());
    return letters;
  }

  // ------------------------------------------------------------ documents of words and filters

  function addLists(index, all) {
    index.impactsOf = function (id) {
      var shard = all.p.at(all.p.placeOf(id));
      if (!shard) return null;
      var list = shard.lists[id - shard.first];
      while (list.rest && all.c.loaded[list.rest.next(1)[0].slice(1)]) join(index, list, all.c.loaded);
      return list;
    };
    index.withFacet = function (kind, id) {
      var found = { documents: [], details: [] };
      var row = rowOf(index, kind, id);
      /* A long list goes on in the next shards, which begin with it. */
      var place = row < 0 ? Infinity : parts.firstFrom(all.f.starts, row);
      if (all.f.starts[place] !== row) place -= 1;
      for (; all.f.starts[place] <= row; place++) {
        var shard = all.f.at(place);
        var list = shard && shard.lists[row - shard.first];
        if (!list) continue;
        found.documents = found.documents.concat(list.documents);
        found.details = found.details.concat(list.details);
      }
      return found;
    };
  }

  /* Where the documents of a value stand: sections, people, forms, colleges, kinds, months. */
  function rowOf(index, kind, id) {
    var row = 0;
    var kinds = Object.keys(parts.LISTS);
    for (var i = 0; i < kinds.length; i++) {
      var facets = index.facets[kinds[i]];
      if (kinds[i] === kind) {
        var place = facets.findIndex(function (facet) { return facet.id === id; });
        return place < 0 ? -1 : row + place;
      }
      row += facets.length;
    }
    if (kind === 'kind') return parts.KINDS.indexOf(id) < 0 ? -1 : row + parts.KINDS.indexOf(id);
    return id >= 1 && id <= 12 ? row + parts.KINDS.length + Number(id) - 1 : -1;
  }

  function readLists(index, texts, first, table) {
    return { first: first, lists: read(texts[0], function (next) {
      var size = next();
      var list = { documents: [], codes: [], rest: null, loaded: 0 };
      var more = size > table.best ? next() : -1;
      var code = readPart(list, next, more >= 0);
      if (more >= 0) continueAt(index, list, more, Math.ceil(size / table.best) - 1, code);
      return list;
    }) };
  }

  /* The documents of a part; gives the code that the next part begins with. */
  function readPart(list, next, hasMore) {
    for (var codes = next(); codes > 0; codes--) {
      var code = next();
      var id = 0;
      for (var left = next() + 1; left > 0; left--) {
        id += next();
        list.documents.push(id);
        list.codes.push(code);
        id += 1;
      }
    }
    return hasMore ? next() : -1;
  }

  /* That a list goes on, from this continuation: what comes is worth no more than `code`, and of that worth nothing
   * stands before the document `after`. */
  function continueAt(index, list, first, count, code) {
    var worth = parts.worthOf(code);
    var after = -1;
    list.documents.forEach(function (id, i) {
      if (id < index.rows && id > after && Math.abs(parts.worthOf(list.codes[i]) - worth) < 1e-6) after = id;
    });
    list.rest = { code: code, after: after, first: first, count: count,
      /* The names of the next continuations. */
      next: function (many) {
        var names = [];
        for (var i = 0; i < Math.min(many, count); i++) names.push('c' + (first + i));
        return names;
      } };
  }

  function join(index, list, loaded) {
    var rest = list.rest;
    var next = parts.numbers(loaded[rest.first]);
    var code = readPart(list, next, rest.count > 1);
    list.loaded += 1;
    if (rest.count > 1) continueAt(index, list, rest.first + 1, rest.count - 1, code);
    else list.rest = null;
  }

  function readFilters(index, texts, first) {
    var months = rowOf(index, 'month', 1);
    var row = first;
    return { first: first, lists: read(texts[0], function (next) {
      var list = { documents: [], details: [] };
      var id = 0;
      for (var left = next(); left > 0; left--) {
        id += next();
        var count = next() + 1;
        var detail = row >= months ? next() : 0;
        for (; count > 0; count--, id++) {
          list.documents.push(id);
          list.details.push(detail);
        }
      }
      row += 1;
      return list;
    }) };
  }

  // ------------------------------------------------------------ what results show

  function addTexts(index, all) {
    index.recordOf = function (id) {
      var shard = all.t.at(all.t.placeOf(id));
      return shard && shard[id - shard.first];
    };
  }

  function readTexts(index, texts, first) {
    var terms = index.swap(texts[3]).split('\n');
    var numbers = texts[2].split('\n');
    var urls = texts[1].split('\n');
    var next = parts.numbers(texts[4]);
    var records = index.swap(texts[0]).split('\n').map(function (title, i) {
      var record = { id: first + i, title: title, url: index.urlOf(urls[i], numbers[i]), dataNumber: numbers[i], term: terms[i], kind: next() };
      var back = next();
      record.parent = back ? first + i - back : -1;
      Object.keys(parts.LISTS).forEach(function (kind) {
        record[kind] = [];
        for (var left = next(); left > 0; left--) record[kind].push(next());
      });
      return record;
    });
    records.first = first;
    return records;
  }

  var READ = {
    w: readWords(function (next) { return next(); }),
    s: readWords(readForms),
    x: readWords(readLetters),
    n: readWords(function (next) { return next(); }),
    p: readLists,
    c: function (index, texts) { return texts[0]; },
    f: readFilters,
    t: readTexts
  };

  parts.readShards = readShards;
})(typeof window === 'undefined' ? globalThis : window);
