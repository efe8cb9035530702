/* The search itself: ranks what holds the words of a query and gives results. It needs the scripts
 * of this folder before it and an index after it; 60-search-box.js adds them and shows what is found.
 *
 * An index makes planSearchEngines[its id], the first one also planSearchEngine: of (query, options)
 * it gives an array of results, best first, with notes (what was
 * loosened or corrected), direct (pages of people, colleges and the like whose names hold the
 * query), total, isPartial (of a large index: there are more) and missing: names of shards of a large
 * index that are to be added before one asks again. No element of a page is touched here. */
(function (root) {
  'use strict';

  var parts = root.planSearchParts = root.planSearchParts || {};
  var LIMIT = 300;
  var FEW = 5;
  /* How many of the best are looked at for neighbouring words. */
  var CLOSE = 24;
  /* Of how many results the texts are wanted at once, unless options.shown tells. */
  var SHOWN = 30;
  /* How many continuations of long lists a query may ask for. */
  var MOST_MORE = 16;
  var OF_MONTH = 0.55;

  // ------------------------------------------------------------ ranking

  /* What a group is worth in each document, and about how many documents it finds. Of lists that are
   * not here whole: what the rest may be worth at most, and which documents are known whole. */
  function weigh(index, group) {
    var w = { loaded: 0, worth: new Float64Array(index.total), count: 0, rest: 0, partial: [], seen: null, after: -1 };
    var best = [];
    group.ids.forEach(function (weight, id) {
      if (weight > 0) weighWord(index, w, best, id, weight);
    });
    /* Of several colleges or people, only the one that fits best counts. */
    best.forEach(function (values) {
      values.forEach(function (value, id) { if (value) w.worth[id] += value; });
    });
    if (w.partial.length) markSeen(index, w);
    if (group.months) weighMonths(index, w, group.months);
    if (group.number) weighNumber(index, w, group.number);
    w.count = Math.min(w.count, index.total);
    return w;
  }

  function weighWord(index, w, best, id, weight) {
    var impacts = index.impactsOf(id);
    if (!impacts) return;
    w.count += index.sizeOf(id);
    w.loaded += impacts.loaded || 0;
    impacts.documents.forEach(function (document, i) {
      var code = impacts.codes[i];
      w.worth[document] += weight * Math.floor(code / parts.FIELDS) / parts.LEVELS;
      for (var field = 0, rest = code % parts.FIELDS; rest; field++, rest = Math.floor(rest / 3)) {
        if (rest % 3 === 0) continue;
        var values = best[field] = best[field] || new Float64Array(index.total);
        values[document] = Math.max(values[document], weight * parts.fieldWorth(field, rest % 3));
      }
    });
    if (!impacts.rest) return;
    w.rest += weight * parts.worthOf(impacts.rest.code);
    w.after = w.partial.length ? -1 : impacts.rest.after;
    w.partial.push(impacts);
  }

  /* Documents that all the long lists have shown already. */
  function markSeen(index, w) {
    w.seen = new Uint8Array(index.total);
    w.partial.forEach(function (impacts) {
      impacts.documents.forEach(function (id) { w.seen[id] = Math.min(255, w.seen[id] + 1); });
    });
  }

  /* A month of its own counts more than one of many. */
  function weighMonths(index, w, months) {
    var seen = new Uint8Array(index.total);
    for (var month = 0; month < 12; month++) {
      if (!(months >> month & 1)) continue;
      var found = index.withFacet('month', month + 1);
      found.documents.forEach(function (id, i) {
        if (seen[id]) return;
        seen[id] = 1;
        w.count += 1;
        w.worth[id] += OF_MONTH / Math.sqrt(found.details[i]);
      });
    }
  }

  /* «2.22» is the entry, then its items, then 2.22.1 and the others under it. */
  function weighNumber(index, w, number) {
    index.numbered(number).forEach(function (document) {
      var own = document.dataNumber;
      w.count += 1;
      if (own === number) w.worth[document.id] += 12;
      else if (own.charAt(number.length) === '#') w.worth[document.id] += 8;
      else w.worth[document.id] += own.indexOf('#') > 0 ? 3 : 5;
    });
  }

  function search(index, language, query, options) {
    index.missing.clear();
    var parsed = parts.parse(index, language, query, options.typing ? 'typing' :
      options.typing === false ? 'whole' : 'auto');
    var accepts = filter(index, options);
    var outcome = { ranked: [], groups: parsed.groups, notes: parsed.notes, unknown: parsed.unknown, options: options };
    if (!parsed.groups.length) {
      if (!query.trim()) outcome.ranked = listed(index, accepts, options);
      return index.missing.size ? unfinished(index) : present(index, language, outcome);
    }
    var weighed;
    var matched;
    function weighAll() {
      weighed = parsed.groups.map(function (group) { return weigh(index, group); });
      parsed.groups.forEach(function (group) { addForms(index, group); });
      matched = index.missing.size ? null : match(index, parsed, weighed, accepts, options.kind ? index.total : index.rows);
    }
    weighAll();
    if (matched && !matched.known && parsed.groups.length > 1) {
      /* «Секція психологів» is that of «працівників психологічної служби». */
      parsed.groups.forEach(function (group) { parts.addDerived(index, group, group.word, true); });
      weighAll();
    }
    if (!matched) return unfinished(index);
    score(index, matched.found, parsed.groups, weighed);
    outcome.isPartial = weighed.some(function (w) { return w.partial.length > 0; });
    if (outcome.isPartial && !isCertain(index, matched, parsed.groups, weighed, accepts, options)) wantMore(index, weighed);
    if (index.missing.size) return unfinished(index);
    outcome.ranked = rank(index, language, matched.found, parsed.groups);
    outcome.notes = outcome.notes.concat(meaningNotes(parsed.groups), matched.notes);
    return index.missing.size ? unfinished(index) : present(index, language, outcome);
  }

  /* The words that a group stands for, as titles have them, and what is said there for those that titles have not:
   * phrases by their stems, and the words of which an abbreviation has the first letters. */
  function addForms(index, group) {
    var meant = new Set();
    group.forms = new Set();
    group.phrases = /^[а-яіїє]{3,4}$/.test(group.word) ? [group.word.split('')] : [];
    group.isMeant = group.ids.size > 0 && !group.months;
    group.ids.forEach(function (weight, id) {
      var word = index.wordAt(id);
      var means = index.meanings.get(word);
      group.forms.add(word);
      if (means) means.forEach(meant.add, meant);
      else if (weight > 0) group.isMeant = false;
    });
    group.meant = Array.from(meant);
    group.phrases = group.phrases.concat(group.meant.map(index.stemsOf));
    index.glossary.forEach(function (row) {
      if (row.short.length === 1 && group.forms.has(row.short[0])) group.phrases.push(row.full);
    });
  }

  /* Where a word is found by its meaning alone, it is said what was looked for. */
  function meaningNotes(groups) {
    return groups.filter(function (group) { return group.isMeant; }).map(function (group) {
      return { kind: 'meant', text: 'Шукали ' + group.meant.map(quoted).join(', ') + ' замість ' +
        quoted(group.shown || group.typed || group.word) + ' (близьке за значенням)' };
    });
  }

  function quoted(word) {
    return '«' + word + '»';
  }

  /* More of the long lists, twice as much each time, until it is enough. */
  function wantMore(index, weighed) {
    var lists = weighed.reduce(function (all, w) { return all.concat(w.partial); }, []);
    var loaded = weighed.reduce(function (sum, w) { return sum + w.loaded; }, 0);
    if (loaded + lists.length > MOST_MORE) return;
    lists.forEach(function (list) {
      list.rest.next(Math.max(1, list.loaded)).forEach(function (name) {
        index.missing.add(name);
      });
    });
  }

  /* Whether nothing that long lists still hold can come among the first results: they are ordered by worth. */
  function isCertain(index, matched, groups, weighed, accepts, options) {
    var needed = neededGroups(groups);
    var wanted = Math.max(groups.length > 1 ? CLOSE : 0, options.shown || SHOWN);
    var hits = matched.found.filter(function (hit) { return hit.isFull && (hit.id < index.rows || options.kind); });
    if (hits.length < wanted) return false;
    hits.sort(byScore);
    var first = new Set();
    for (var i = 0; i < wanted; i++) first.add(hits[i].id);
    var last = hits[wanted - 1];
    for (var id = 0; id < index.rows; id++) {
      if (first.has(id) ? !isWhole(id) : accepts(id) && mayRise(id)) return false;
    }
    return true;

    function isWhole(id) {
      return weighed.every(function (w) { return !w.partial.length || w.seen[id] === w.partial.length; });
    }

    function mayRise(id) {
      var most = 0;
      for (var i = 0; i < weighed.length; i++) {
        var w = weighed[i];
        var worth = w.worth[id];
        if (w.partial.length && w.seen[id] < w.partial.length) worth += id <= w.after ? w.rest - 0.001 : w.rest;
        if (worth <= 0 && needed[i]) return false;
        most += scoreOf(worth, groups[i], w);
      }
      var difference = Math.round((last.score - most) * 1e6);
      return difference < 0 || (difference === 0 && id < last.id);
    }
  }

  /* No results yet: shards are to be added first. */
  function unfinished(index) {
    var results = [];
    results.total = 0;
    results.isPartial = false;
    results.direct = [];
    results.notes = [];
    results.missing = Array.from(index.missing);
    return results;
  }

  /* All words first; if no row holds them all, what holds the most of them. Pages beside the rows (from `rows` on) are
   * shown apart, and a word that only they have narrows no rows. */
  function match(index, parsed, weighed, accepts, rows) {
    var total = index.total;
    var needed = neededGroups(parsed.groups);
    var count = needed.filter(Boolean).length;
    var shares = weighed.map(function (w) { return Math.log(1 + total / (w.count + 0.5)); });
    var full = [];
    var part = [];
    for (var id = 0; id < total; id++) {
      var has = 0;
      var share = 0;
      for (var i = 0; i < weighed.length; i++) {
        if (needed[i] && weighed[i].worth[id] > 0) { has += 1; share += shares[i]; }
      }
      if (!has || !accepts(id)) continue;
      if (has === count) full.push({ id: id, count: has, isFull: true });
      else if (id < rows) part.push({ id: id, count: has, share: share });
    }
    var known = full.filter(function (h) { return h.id < rows; }).length;
    if (known >= FEW) return { found: full, known: known, notes: [] };
    var best = part.reduce(function (most, h) { return Math.max(most, h.share); }, 0);
    /* Few hold all of the words: after them stand those that lack one, and it is said. */
    var more = part.filter(function (h) {
      return known && count > 2 ? h.count === count - 1 : h.share >= best * (known || count > 2 ? 0.6 : 0.2);
    });
    return { found: full.concat(more), known: known, notes: more.length ? [{ kind: 'loosened', text: known
      ? 'Далі показано те, де бракує одного слова'
      : 'Усіх слів разом немає; показано те, де є частина' }] : [] };
  }

  /* A year is seldom written where it is meant: «березень 2026» asks for what is in March. */
  function neededGroups(groups) {
    var needed = groups.map(function (group) { return !/^20\d\d$/.test(group.word); });
    return needed.some(Boolean) ? needed : groups.map(function () { return true; });
  }

  function scoreOf(worth, group, w) {
    return worth > 0 ? group.weight * w.rarity * (worth > 4 ? worth : worth / (worth + 0.6)) : 0;
  }

  function score(index, found, groups, weighed) {
    weighed.forEach(function (w) {
      w.rarity = Math.log(1 + (index.total - w.count + 0.5) / (w.count + 0.5)) + 0.2;
    });
    found.forEach(function (hit) {
      hit.score = 0;
      weighed.forEach(function (w, i) { hit.score += scoreOf(w.worth[hit.id], groups[i], w); });
    });
  }

  function rank(index, language, found, groups) {
    found.sort(byScore);
    if (groups.length > 1) {
      found.slice(0, CLOSE).forEach(function (hit) {
        hit.score *= 1 + 0.3 * closeness(index, language, hit.id, groups);
      });
      found.sort(byScore);
    }
    return found;
  }

  /* What holds more of the words is first; equal ones stay in the order of the plan. */
  function byScore(one, other) {
    var difference = Math.round((other.score - one.score) * 1e6);
    return other.count - one.count || difference || one.id - other.id;
  }

  /* From 0 to 1: how many neighbours of the query are neighbours in the title, in order. */
  function closeness(index, language, id, groups) {
    var places = groups.map(function () { return []; });
    tokensOf(language, index.recordOf(id)).forEach(function (token) {
      groups.forEach(function (group, i) {
        if (group.forms.has(token.word)) places[i].push(token.position);
      });
    });
    var sum = 0;
    for (var i = 0; i + 1 < groups.length; i++) {
      var best = 0;
      places[i].forEach(function (one) {
        places[i + 1].forEach(function (other) {
          var gap = other - one;
          best = Math.max(best, gap === 1 ? 1 : Math.abs(gap) < 4 ? 0.5 : 0);
        });
      });
      sum += best;
    }
    return sum / (groups.length - 1);
  }

  function tokensOf(language, record) {
    return record ? language.tokens(record.title) : [];
  }

  // ------------------------------------------------------------ filters and results

  var FILTERS = ['section', 'person', 'form', 'college', 'kind', 'month'];

  function filter(index, options) {
    var sets = FILTERS.filter(function (name) { return options[name]; }).map(function (name) {
      var set = new Uint8Array(index.total);
      index.withFacet(name, String(options[name])).documents.forEach(function (id) { set[id] = 1; });
      return set;
    });
    return function (id) {
      return sets.every(function (set) { return set[id] === 1; });
    };
  }

  /* Filters without words: everything they let through, as the plan has it. */
  function listed(index, accepts, options) {
    var all = [];
    if (!FILTERS.some(function (name) { return options[name]; })) return all;
    for (var id = 0; id < index.total; id++) {
      if (accepts(id)) all.push({ id: id, score: 0, count: 0, isFull: true });
    }
    return all;
  }

  function present(index, language, outcome) {
    var options = outcome.options;
    var hits = [];
    var direct = [];
    outcome.ranked.forEach(function (hit) {
      var isDirect = hit.id >= index.rows && !options.kind;
      if (!isDirect) hits.push(hit);
      else if (hit.isFull) direct.push(hit);
    });
    function shown(hit) { return result(index, language, hit, outcome.groups); }
    var results = hits.slice(0, options.limit || LIMIT).map(shown);
    results.total = hits.length;
    results.isPartial = Boolean(outcome.isPartial);
    results.direct = direct.slice(0, 5).map(shown);
    results.notes = outcome.notes.slice();
    if (outcome.unknown.length && (hits.length || direct.length)) {
      results.notes.push({ kind: 'unknown', text: 'Не знайдено слів: ' + outcome.unknown.map(quoted).join(', ') });
    }
    results.slice(0, options.shown || SHOWN).concat(results.direct).forEach(function (one) {
      return one.title + one.parent;
    });
    results.missing = Array.from(index.missing);
    return results;
  }

  /* What is shown is read when it is asked for. */
  function result(index, language, hit, groups) {
    function own() { return index.recordOf(hit.id) || {}; }
    function entry() { return own().parent >= 0 ? index.recordOf(own().parent) || {} : {}; }
    function names(kind) { return (own()[kind] || []).map(function (id) { return index.facets[kind][id].name; }); }
    function marked(record) { return record.title ? marks(index, language, record, groups) : []; }
    return {
      id: hit.id, score: hit.score,
      get dataNumber() { return own().dataNumber || ''; },
      get number() { return (own().dataNumber || '').split('#')[0]; },
      get kind() { return parts.KINDS[own().kind]; },
      get url() { return own().url || ''; },
      get title() { return own().title || ''; },
      get parent() { return entry().title || ''; },
      get section() { return names('section')[0] || ''; },
      get persons() { return names('person'); },
      get forms() { return names('form'); },
      get colleges() { return names('college'); },
      get term() { return own().term || ''; },
      /* [start, end] of the found words in the title, and in that of its entry. */
      get marks() { return marked(own()); },
      get parentMarks() { return marked(entry()); }
    };
  }

  /* Where the found words, and what is said for them, stand in the title: [start, end] pairs in order. */
  function marks(index, language, record, groups) {
    var tokens = tokensOf(language, record);
    var plain = tokens.filter(function (token) { return !token.joined; });
    var found = tokens.filter(function (token) {
      /* «вебсайт» is found by «сайт». */
      return [token.word, token.word.replace(parts.FIRST_PARTS, '')].some(function (word) {
        return groups.some(function (group) { return group.forms.has(word); });
      });
    }).map(function (token) { return [token.start, token.end]; });
    groups.forEach(function (group) {
      group.phrases.forEach(function (phrase) {
        plain.forEach(function (token, i) {
          if (stands(index, phrase, plain, i)) found.push([token.start, plain[i + phrase.length - 1].end]);
        });
      });
    });
    found.sort(function (one, other) { return one[0] - other[0]; });
    return found.reduce(function (pairs, pair) {
      var last = pairs[pairs.length - 1];
      if (last && pair[0] < last[1]) last[1] = Math.max(last[1], pair[1]);
      else pairs.push(pair);
      return pairs;
    }, []);
  }

  /* Whether the words from this place on have the stems of a phrase, or begin with the letters of an abbreviation. */
  function stands(index, phrase, plain, from) {
    return phrase.length > 0 && phrase.every(function (part, i) {
      var word = plain[from + i] ? plain[from + i].word : '';
      return part.length > 1 ? index.stem(word) === part : word.length > 3 && word.charAt(0) === part;
    });
  }

  root.planSearchShard = function (id, name, texts) { root.planSearchEngines[id].add(name, texts); };

  root.planSearchIndex = function (data) {
    var index = (data.shards ? parts.readShards : parts.readIndex)(data, root.planLanguage);
    function engine(query, options) {
      return search(index, root.planLanguage, String(query), options || {});
    }
    root.planSearchEngines = root.planSearchEngines || {};
    root.planSearchEngines[index.id] = engine;
    root.planSearchEngine = root.planSearchEngine || engine;
    engine.add = index.add;
    engine.facets = index.facets;
  };
})(typeof window === 'undefined' ? globalThis : window);
