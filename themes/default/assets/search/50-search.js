/* The search itself: ranks what holds the words of a query and gives results. It needs the scripts
 * of this folder before it and an index after it; 60-search-box.js adds them and shows what is found.
 *
 * An index makes planSearchEngines[its id], the first one also planSearchEngine: of (query, options)
 * it gives an array of results, best first, with notes (what was
 * loosened or corrected), direct (pages of people, colleges and the like whose names hold the
 * query), total and missing: names of shards of a large index that are to be added before one asks
 * again. No element of a page is touched here. */
(function (root) {
  'use strict';

  var parts = root.planSearchParts = root.planSearchParts || {};
  var KINDS = ['entry', 'item', 'practice', 'research-work', 'person', 'group', 'college',
    'methodical-section', 'section', 'form', 'project', 'partner', 'page'];
  /* Kinds that lead to a page about something; the others are rows of the plan. */
  var DIRECT_FROM = KINDS.indexOf('practice');
  var LIMIT = 300;
  var FEW = 5;
  /* How many of the best are looked at for neighbouring words. */
  var CLOSE = 24;
  /* Of how many results the texts are wanted at once, unless options.shown tells. */
  var SHOWN = 30;

  /* What a word is worth by the field it stands in. */
  var FIELD = { title: 1, parent: 0.3, person: 1, form: 0.5, college: 0.5, term: 0.6, month: 0.55 };
  var DERIVED = 0.4;

  // ------------------------------------------------------------ ranking

  /* What a group is worth in each document: Float64Array, and how many documents it finds. */
  function weigh(index, group) {
    var worth = new Float64Array(index.documents.length);
    var fields = {};
    group.ids.forEach(function (weight, id) {
      if (weight > 0) weighWord(index, worth, fields, id, weight);
    });
    /* Of several colleges or people, only the one that fits best counts. */
    Object.keys(fields).forEach(function (field) {
      fields[field].forEach(function (value, id) { worth[id] += value * FIELD[field]; });
    });
    if (group.months) weighMonths(index, worth, group.months);
    if (group.number) weighNumber(index, worth, group.number);
    var count = 0;
    for (var i = 0; i < worth.length; i++) if (worth[i] > 0) count += 1;
    return { worth: worth, count: count };
  }

  function weighWord(index, worth, fields, word, weight) {
    var postings = parts.shardOf(index, 'p', word);
    if (!postings) return;
    var own = word - postings.first;
    for (var at = postings.starts[own]; at < postings.starts[own + 1]; at++) {
      var unit = postings.units[at];
      var detail = postings.details[at];
      var value = weight * (detail & 8 ? DERIVED : 1);
      if (unit < index.documents.length) weighDocument(index, worth, unit, (detail & 7) + 1, value);
      else weighUnit(fields, index.units[unit - index.documents.length], value);
    }
  }

  function weighDocument(index, worth, id, count, value) {
    var document = index.documents[id];
    var norm = 0.35 + 0.25 * document.length / index.averageLength;
    var gain = value * count / (count + norm);
    worth[id] += gain * FIELD.title;
    document.children.forEach(function (child) { worth[child] += gain * FIELD.parent; });
  }

  function weighUnit(fields, unit, value) {
    var best = fields[unit.field] = fields[unit.field] || new Map();
    unit.documents.forEach(function (id) {
      if (!(best.get(id) >= value)) best.set(id, value);
    });
  }

  /* A month of its own counts more than one of many. */
  function weighMonths(index, worth, months) {
    index.documents.forEach(function (document) {
      var shared = document.months & months;
      if (shared) worth[document.id] += FIELD.month / Math.sqrt(parts.bits(document.months));
    });
  }

  /* «2.22» is the entry, then its items, then 2.22.1 and the others under it. */
  function weighNumber(index, worth, number) {
    index.documents.forEach(function (document) {
      var own = document.dataNumber;
      if (!own) return;
      if (own === number) worth[document.id] += 12;
      else if (own.lastIndexOf(number + '#', 0) === 0) worth[document.id] += 8;
      else if (own.lastIndexOf(number + '.', 0) === 0) worth[document.id] += own.indexOf('#') > 0 ? 3 : 5;
    });
  }

  function search(index, language, query, options) {
    index.missing.clear();
    var accepts = filter(index, options);
    var parsed = parts.parse(index, language, query, options.typing ? 'typing' :
      options.typing === false ? 'whole' : 'auto');
    if (!parsed.groups.length) {
      return present(index, language, { ranked: query.trim() ? [] : listed(index, accepts, options),
        groups: [], notes: parsed.notes, unknown: parsed.unknown, options: options });
    }
    var weighed = parsed.groups.map(function (group) { return weigh(index, group); });
    if (index.missing.size) return unfinished(index);
    var matched = match(index, parsed, weighed, accepts);
    matched.ranked = rank(index, language, matched.found, parsed.groups, weighed);
    if (index.missing.size) return unfinished(index);
    return present(index, language, { ranked: matched.ranked, groups: parsed.groups,
      notes: parsed.notes.concat(matched.notes), unknown: parsed.unknown, options: options });
  }

  /* No results yet: shards are to be added first. */
  function unfinished(index) {
    var results = [];
    results.total = 0;
    results.direct = [];
    results.notes = [];
    results.missing = Array.from(index.missing);
    return results;
  }

  /* All words first; if nothing holds them all, what holds the most of them. */
  function match(index, parsed, weighed, accepts) {
    var total = index.documents.length;
    var needed = neededGroups(parsed.groups);
    var shares = weighed.map(function (w) { return Math.log(1 + total / (w.count + 0.5)); });
    var best = 0;
    var held = [];
    index.documents.forEach(function (document) {
      if (!accepts(document)) return;
      var count = 0;
      var share = 0;
      weighed.forEach(function (w, i) {
        if (needed[i] && w.worth[document.id] > 0) { count += 1; share += shares[i]; }
      });
      if (count) held.push({ id: document.id, count: count, share: share });
      if (share > best) best = share;
    });
    var count = needed.filter(Boolean).length;
    var all = held.filter(function (h) { return h.count === count; });
    all.forEach(function (h) { h.isFull = true; });
    if (all.length && (all.length >= FEW || count < 3)) return { found: all, notes: [] };
    if (all.length) return withAlmostAll(held, count);
    var most = held.filter(function (h) { return h.share >= best * 0.6; });
    return { found: most, notes: most.length ? [{ kind: 'loosened',
      text: 'Ніщо не містить усіх слів запиту; показано те, що містить частину з них' }] : [] };
  }

  /* A year is seldom written where it is meant: «березень 2026» asks for what is in March. */
  function neededGroups(groups) {
    var needed = groups.map(function (group) { return !/^20\d\d$/.test(group.word); });
    return needed.some(Boolean) ? needed : groups.map(function () { return true; });
  }

  /* Few hold all of many words: after them stand those that lack one, and it is said. */
  function withAlmostAll(held, count) {
    var found = held.filter(function (h) { return h.count >= count - 1; });
    var isMore = found.some(function (h) { return h.count < count; });
    return { found: found, notes: isMore ? [{ kind: 'loosened',
      text: 'Після збігів з усіма словами показано те, де бракує одного слова' }] : [] };
  }

  function rank(index, language, found, groups, weighed) {
    var total = index.documents.length;
    var rarity = weighed.map(function (w) {
      return Math.log(1 + (total - w.count + 0.5) / (w.count + 0.5)) + 0.2;
    });
    found.forEach(function (hit) {
      hit.score = 0;
      weighed.forEach(function (w, i) {
        var worth = w.worth[hit.id];
        if (worth > 0) hit.score += groups[i].weight * rarity[i] * (worth > 4 ? worth : worth / (worth + 0.6));
      });
    });
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
    titleTokens(index, language, index.documents[id]).forEach(function (token) {
      groups.forEach(function (group, i) {
        if (group.ids.has(token.id)) places[i].push(token.position);
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

  /* The words of a title with the ids that the index has for them, kept once worked out. */
  function titleTokens(index, language, document) {
    if (!document.tokens) {
      var title = parts.textOf(index, document, 'titles');
      if (!title) return [];
      document.tokens = language.tokens(title).map(function (token) {
        return { id: index.wordIds.get(token.word), position: token.position,
          start: token.start, end: token.end };
      });
    }
    return document.tokens;
  }

  // ------------------------------------------------------------ filters and results

  function filter(index, options) {
    function has(list, facets, wanted) {
      return list.some(function (facet) { return facets[facet].id === wanted; });
    }
    var month = Number(options.month) || 0;
    return function (document) {
      return (!options.section || has(document.sections, index.sections, options.section)) &&
        (!options.person || has(document.persons, index.persons, options.person)) &&
        (!options.form || has(document.forms, index.forms, options.form)) &&
        (!options.college || has(document.colleges, index.colleges, options.college)) &&
        (!options.kind || KINDS[document.kind] === options.kind) &&
        (!month || (document.months >> (month - 1) & 1) === 1);
    };
  }

  /* Filters without words: everything they let through, as the plan has it. */
  function listed(index, accepts, options) {
    if (!['section', 'person', 'form', 'college', 'kind', 'month'].some(function (name) {
      return options[name];
    })) return [];
    return index.documents.filter(accepts).map(function (document) {
      return { id: document.id, score: 0, count: 0, isFull: true };
    });
  }

  function present(index, language, outcome) {
    var options = outcome.options;
    var hits = [];
    var direct = [];
    outcome.ranked.forEach(function (hit) {
      var isDirect = index.documents[hit.id].kind >= DIRECT_FROM && !options.kind;
      if (!isDirect) hits.push(hit);
      else if (hit.isFull) direct.push(hit);
    });
    function shown(hit) { return result(index, language, hit, outcome.groups); }
    var results = hits.slice(0, options.limit || LIMIT).map(shown);
    results.total = hits.length;
    results.direct = direct.slice(0, 5).map(shown);
    results.notes = outcome.notes.slice();
    if (outcome.unknown.length && (hits.length || direct.length)) {
      results.notes.push({ kind: 'unknown', text: 'Не знайдено слів: ' +
        outcome.unknown.map(function (word) { return '«' + word + '»'; }).join(', ') });
    }
    results.slice(0, options.shown || SHOWN).concat(results.direct).forEach(function (one) {
      return one.title + one.parent;
    });
    results.missing = Array.from(index.missing);
    return results;
  }

  function result(index, language, hit, groups) {
    var document = index.documents[hit.id];
    function names(facets, ids) { return ids.map(function (id) { return facets[id].name; }); }
    function text(of, field) { return parts.textOf(index, of, field); }
    return {
      dataNumber: document.dataNumber, number: document.number, kind: KINDS[document.kind], score: hit.score,
      get url() { return text(document, 'urls'); },
      get title() { return text(document, 'titles'); },
      get parent() { return document.parent < 0 ? '' : text(index.documents[document.parent], 'titles'); },
      section: names(index.sections, document.sections)[0] || '',
      persons: names(index.persons, document.persons),
      forms: names(index.forms, document.forms),
      colleges: names(index.colleges, document.colleges),
      term: document.term < 0 ? '' : index.terms[document.term],
      /* [start, end] of the found words in the title, worked out when asked for. */
      get marks() { return marks(index, language, document, groups); },
      get parentMarks() {
        return document.parent < 0 ? [] : marks(index, language, index.documents[document.parent], groups);
      }
    };
  }

  /* Where the found words stand in the title: [start, end] pairs in order. */
  function marks(index, language, document, groups) {
    var pairs = [];
    titleTokens(index, language, document).forEach(function (token) {
      var last = pairs[pairs.length - 1];
      if (!groups.some(function (group) { return group.ids.has(token.id); })) return;
      if (last && token.start < last[1]) last[1] = Math.max(last[1], token.end);
      else pairs.push([token.start, token.end]);
    });
    return pairs;
  }

  root.planSearchShard = function (id, name, texts) { root.planSearchEngines[id].add(name, texts); };

  root.planSearchIndex = function (data) {
    var index = parts.readIndex(data, root.planLanguage);
    function engine(query, options) {
      return search(index, root.planLanguage, String(query), options || {});
    }
    root.planSearchEngines = root.planSearchEngines || {};
    root.planSearchEngines[index.id] = engine;
    root.planSearchEngine = root.planSearchEngine || engine;
    engine.add = index.add;
    engine.facets = {
      section: index.sections, person: index.persons, form: index.forms, college: index.colleges,
      kind: KINDS.filter(function (_, kind) {
        return index.documents.some(function (document) { return document.kind === kind; });
      })
    };
  };
})(typeof window === 'undefined' ? globalThis : window);
