/* The search itself: the index that src/site/search/ wrote, and queries to it. It needs
 * search-language.js before it and the index file after it; search-box.js adds all three and shows
 * what is found. planSearchEngine(query, options) gives an array of results, best first, with
 * notes (what was loosened or corrected), direct (pages of people, colleges and the like whose
 * names hold the query) and total. No element of a page is touched here. */
(function (root) {
  'use strict';

  var VERSION = 1;
  var KINDS = ['entry', 'item', 'practice', 'research-work', 'person', 'group', 'college',
    'methodical-section', 'section', 'page'];
  /* Kinds that lead to a page about something; the others are what the plan says. */
  var DIRECT_FROM = KINDS.indexOf('person');
  var MONTH_STEMS = ['січн', 'лют', 'березн', 'квітн', 'травн', 'червн', 'липн', 'серпн', 'вересн',
    'жовтн', 'листопад', 'грудн'];
  var LIMIT = 300;
  var FEW = 5;

  /* What a word is worth by the field it stands in and by how it was found. */
  var FIELD = { title: 1, parent: 0.3, person: 1, form: 0.6, college: 0.8, term: 0.6, month: 0.55 };
  var EXACT_FORM = 1.15;
  var DERIVED = 0.4;
  var ALTERNATED = 0.5;
  var PREFIXED = 0.7;
  var RECOVERED = 0.6;

  // ---------------------------------------------------------------- the index

  var SWAPPED = ['оаитнеірсвклдпмуяьзгйчбхцжщшюїєфґ', 'abcdefghijklmnopqrstuvwxyz{}~^_@$'];

  function readIndex(data, language) {
    var swap = swapper();
    var stem = language.stemmer({ rules: swap(data.rules), exceptions: swap(data.exceptions) });
    var index = {
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
    readPostings(data.postings, index);
    return index;
  }

  function swapper() {
    var pairs = new Map();
    for (var i = 0; i < SWAPPED[0].length; i++) {
      pairs.set(SWAPPED[0].charAt(i), SWAPPED[1].charAt(i));
      pairs.set(SWAPPED[1].charAt(i), SWAPPED[0].charAt(i));
    }
    return function (text) {
      var out = new Array(text.length);
      for (var i = 0; i < text.length; i++) {
        var c = text.charAt(i);
        out[i] = pairs.get(c) || c;
      }
      return out.join('');
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
      lists.forEach(function (list) { units.push({ weight: FIELD[field[1]], documents: list }); });
    });
    var terms = index.terms.map(function () { return { weight: FIELD.term, documents: [] }; });
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

  function readPostings(text, index) {
    var next = numbers(text);
    var starts = new Int32Array(index.words.length + 1);
    var units = [];
    var details = [];
    for (var word = 0; word < index.words.length; word++) {
      var unit = 0;
      for (var count = next() + 1; count > 0; count--) {
        var step = next();
        unit += step >> 1;
        units.push(unit);
        details.push(step & 1 ? next() : 0);
        unit += 1;
      }
      starts[word + 1] = units.length;
    }
    index.starts = starts;
    index.postingUnits = Int32Array.from(units);
    index.postingDetails = Uint8Array.from(details);
  }

  // ---------------------------------------------------------------- a query

  /* A group is one word of the query with every word form it may stand for: {word, ids: Map of
   * word id to weight, months, number, weight}. */
  function parse(index, language, query, mode) {
    var groups = [];
    var notes = [];
    var unknown = [];
    var chunks = query.split(/\s+/).filter(Boolean);
    chunks.forEach(function (chunk, place) {
      var isLast = place === chunks.length - 1 && !/\s$/.test(query);
      var parsed = parseChunk(index, language, chunk, isLast ? mode : 'whole', notes,
        chunks.length === 1);
      groups = groups.concat(parsed.groups);
      unknown = unknown.concat(parsed.unknown);
    });
    joinNeighbours(index, groups);
    return { groups: withoutFunctionWords(index, groups), notes: notes, unknown: unknown };
  }

  function parseChunk(index, language, chunk, mode, notes, isOnly) {
    var found = resolveText(index, language, chunk, mode, isOnly);
    if (found.unknown.length === 0) return found;
    var recovered = firstThat([
      function () { return recoverLayout(index, language, chunk, mode, notes); },
      function () { return recoverTransliteration(index, language, chunk, mode, notes); }
    ]);
    return recovered || recoverTypos(index, found, mode, notes);
  }

  function firstThat(attempts) {
    for (var i = 0; i < attempts.length; i++) {
      var value = attempts[i]();
      if (value) return value;
    }
    return null;
  }

  function resolveText(index, language, text, mode, isOnly) {
    var all = language.tokens(text);
    var plain = all.filter(function (token) { return !token.joined; });
    var found = { groups: [], unknown: [] };
    var place = text.match(/^(\d+(?:\.\d+)*)#(\d+)$/);
    if (place) {
      found.groups.push(numberGroup(index, place[0], mode, true));
      return found;
    }
    plain.forEach(function (token, i) {
      var isLast = i === plain.length - 1 && token.end === text.length;
      var group = resolveWord(index, language, token.word, isLast ? mode : 'whole', isOnly);
      if (group.ids.size || group.months || group.number) found.groups.push(group);
      else found.unknown.push(group.word);
      group.position = i;
    });
    all.filter(function (token) { return token.joined; }).forEach(function (token) {
      addJoined(index, found, token, mode);
    });
    return found;
  }

  /* «онлайн-конференція» is found where it is written as two words, or as one. */
  function addJoined(index, found, token, mode) {
    var ids = new Map();
    addStem(index, ids, token.word, 1);
    if (mode === 'typing') addPrefix(index, ids, token.word, PREFIXED);
    if (!ids.size) return;
    if (!found.groups.length || found.unknown.length) {
      found.unknown = [];
      found.groups = [{ word: token.word, ids: ids, months: 0, number: '', weight: 1 }];
      return;
    }
    found.groups.forEach(function (group) { merge(group.ids, ids, 1); });
  }

  function joinNeighbours(index, groups) {
    for (var i = 0; i + 1 < groups.length; i++) {
      var ids = new Map();
      addStem(index, ids, groups[i].word + groups[i + 1].word, 1);
      merge(groups[i].ids, ids, 1);
      merge(groups[i + 1].ids, ids, 1);
    }
  }

  /* Words such as «і», «для» narrow nothing, unless there is nothing else. */
  function withoutFunctionWords(index, groups) {
    var meaningful = groups.filter(function (group) {
      return !index.functionWords.has(group.word) || group.isPrefix;
    });
    return meaningful.length ? meaningful : groups;
  }

  function resolveWord(index, language, word, mode, isOnly) {
    if (language.isNumber(word)) return numberGroup(index, word, mode, isOnly);
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1, isPrefix: false };
    addWhole(index, group, word, 1);
    if (mode === 'typing' || (mode === 'auto' && !group.ids.size && !group.months)) {
      var before = group.ids.size;
      addPrefix(index, group.ids, word, PREFIXED);
      initialVariants(word).forEach(function (variant) {
        addPrefix(index, group.ids, variant, PREFIXED * 0.9);
      });
      group.isPrefix = group.ids.size > before;
      if (mode === 'typing') addMonthPrefix(group, word);
    }
    return group;
  }

  function addWhole(index, group, word, weight) {
    var stem = index.stem(word);
    addStem(index, group.ids, word, weight);
    var month = MONTH_STEMS.indexOf(stem);
    if (month >= 0) group.months |= 1 << month;
    initialVariants(word).forEach(function (variant) {
      addStem(index, group.ids, variant, weight * 0.9);
    });
    vowelVariants(word).forEach(function (variant) {
      addIds(index, group.ids, index.byStem.get(index.stem(variant)), '', weight * ALTERNATED);
    });
    voiceVariants(stem).forEach(function (variant) {
      addIds(index, group.ids, index.byStem.get(variant), '', weight * 0.7);
    });
    if (group.ids.size) return;
    alternations(stem).forEach(function (variant) {
      addIds(index, group.ids, index.byStem.get(variant), '', weight * ALTERNATED);
    });
  }

  function addStem(index, ids, word, weight) {
    addIds(index, ids, index.byStem.get(index.stem(word)), word, weight);
  }

  function addIds(index, ids, found, exact, weight) {
    (found || []).forEach(function (id) {
      raise(ids, id, index.words[id] === exact ? weight * EXACT_FORM : weight);
    });
  }

  function addPrefix(index, ids, prefix, weight) {
    for (var id = firstFrom(index.words, prefix); id < index.words.length; id++) {
      if (index.words[id].lastIndexOf(prefix, 0) !== 0) return;
      raise(ids, id, weight * Math.sqrt(prefix.length / index.words[id].length));
    }
  }

  var MONTH_NAMES = ['січень', 'лютий', 'березень', 'квітень', 'травень', 'червень', 'липень',
    'серпень', 'вересень', 'жовтень', 'листопад', 'грудень'];

  function addMonthPrefix(group, word) {
    if (word.length < 3) return;
    MONTH_NAMES.forEach(function (name, month) {
      if (name.lastIndexOf(word, 0) === 0) group.months |= 1 << month;
    });
  }

  function firstFrom(words, word) {
    var low = 0;
    var high = words.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (words[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function raise(ids, id, weight) {
    if (!(ids.get(id) >= weight)) ids.set(id, weight);
  }

  function merge(into, ids, weight) {
    ids.forEach(function (value, id) { raise(into, id, value * weight); });
  }

  function numberGroup(index, word, mode, isOnly) {
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1, isPrefix: false };
    var isRoute = word.indexOf('#') > 0 || (word.indexOf('.') > 0 && isNumberOf(index, word)) ||
      (isOnly && word.length < 3);
    if (isRoute) {
      group.number = word;
      return group;
    }
    addIds(index, group.ids, index.wordIds.has(word) ? [index.wordIds.get(word)] : [], word, 1);
    if (mode === 'typing' || (mode === 'auto' && !group.ids.size)) {
      if (word.length > 1) addPrefix(index, group.ids, word, PREFIXED);
      group.isPrefix = true;
    }
    return group;
  }

  function isNumberOf(index, word) {
    return index.documents.some(function (document) {
      return document.number === word || document.number.lastIndexOf(word + '.', 0) === 0;
    });
  }

  // ---------------------------------------------------------------- other forms of a word

  /* «упровадження» and «впровадження», «учитель» and «вчитель» are one word. */
  function initialVariants(word) {
    if (!/^[ув][бвгджзйклмнпрстфхцчшщ]/.test(word) || word.length < 5) return [];
    return [(word.charAt(0) === 'у' ? 'в' : 'у') + word.slice(1)];
  }

  /* «лицей» for «ліцей», in the query or in the plan. */
  function vowelVariants(word) {
    if (word.length < 5) return [];
    var variants = [];
    for (var i = 1; i < word.length - 2; i++) {
      var at = 'иі'.indexOf(word.charAt(i));
      if (at >= 0) variants.push(word.slice(0, i) + 'іи'.charAt(at) + word.slice(i + 1));
    }
    return variants;
  }

  function voiceVariants(stem) {
    return /ся$/.test(stem) ? [stem.slice(0, -2)] : [stem + 'ся'];
  }

  /* к and ц or ч, г and з or ж, х and с or ш at the end of a stem; a vowel that comes and goes. */
  function alternations(stem) {
    if (stem.length < 4) return [];
    var body = stem.slice(0, -1);
    var last = stem.charAt(stem.length - 1);
    var variants = [];
    ['кцч', 'гзж', 'хсш'].forEach(function (row) {
      if (row.indexOf(last) < 0) return;
      row.split('').forEach(function (other) { if (other !== last) variants.push(body + other); });
    });
    if (/[іое]$/.test(body)) variants.push(body.slice(0, -1) + last);
    else variants.push(body + 'і' + last);
    return variants;
  }

  // ---------------------------------------------------------------- recovery

  var LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.\\`";
  var UKRAINIAN_KEYS = "йцукенгшщзхїфівапролджєячсмитьбюґ'";

  function retype(text, from, to) {
    return text.toLowerCase().split('').map(function (c) {
      var at = from.indexOf(c);
      return at < 0 ? c : to.charAt(at);
    }).join('');
  }

  /* «ctvsyfh» is «семінар», «ьщщвду» is «moodle»: typed on the other keyboard layout. */
  function recoverLayout(index, language, chunk, mode, notes) {
    var isLatin = /[a-z]/i.test(chunk);
    var tries = isLatin
      ? [retype(chunk, LATIN_KEYS, UKRAINIAN_KEYS),
        retype(chunk.replace(/[.,;:!?]+$/, ''), LATIN_KEYS, UKRAINIAN_KEYS)]
      : [retype(chunk, UKRAINIAN_KEYS, LATIN_KEYS)];
    for (var i = 0; i < tries.length; i++) {
      var found = resolveText(index, language, tries[i], mode === 'whole' ? 'whole' : 'auto', false);
      if (found.groups.length && !found.unknown.length && tries[i].length > 1) {
        return recovered(found, chunk, tries[i], 'розкладка клавіатури', notes);
      }
    }
    if (!isLatin) return null;
    return recoverLayoutTypo(index, language, tries[0], chunk, mode, notes);
  }

  /* The other layout and a slip of the finger together, for long words only. */
  function recoverLayoutTypo(index, language, text, chunk, mode, notes) {
    var tokens = language.tokens(text);
    if (tokens.length !== 1 || tokens[0].word.length < 6 || /[aeiouy]/i.test(chunk)) return null;
    var found = recoverTypos(index, { groups: [], unknown: [tokens[0].word] }, mode, []);
    if (!found.groups.length) return null;
    return recovered(found, chunk, found.groups[0].shown, 'розкладка клавіатури', notes);
  }

  var LATIN_SOUNDS = [['shch', 'щ'], ['sch', 'щ'], ['zgh', 'зг'], ['kh', 'х'], ['zh', 'ж'],
    ['ch', 'ч'], ['sh', 'ш'], ['ts', 'ц'], ['tz', 'ц'], ['ph', 'ф'], ['ck', 'к'], ['yi', 'ї'],
    ['ye', 'є'], ['yu', 'ю'], ['ya', 'я'], ['yo', 'йо'], ['je', 'є'], ['ju', 'ю'], ['ja', 'я'],
    ['ie', 'є'], ['iu', 'ю'], ['ia', 'я'], ['a', 'а'], ['b', 'б'], ['c', 'ц'], ['d', 'д'],
    ['e', 'е'], ['f', 'ф'], ['g', 'г'], ['h', 'г'], ['i', 'і'], ['j', 'й'], ['k', 'к'], ['l', 'л'],
    ['m', 'м'], ['n', 'н'], ['o', 'о'], ['p', 'п'], ['q', 'к'], ['r', 'р'], ['s', 'с'], ['t', 'т'],
    ['u', 'у'], ['v', 'в'], ['w', 'в'], ['x', 'кс'], ['y', 'и'], ['z', 'з']];

  function fromLatin(text) {
    var out = '';
    for (var at = 0; at < text.length;) {
      var pair = LATIN_SOUNDS.find(function (sound) {
        return text.lastIndexOf(sound[0], at) === at;
      });
      out += pair ? pair[1] : text.charAt(at);
      at += pair ? pair[0].length : 1;
    }
    return out;
  }

  /* What stays of a word however it is romanised: «Yevhenieva», «Evgeneva» and «Євгенєва» agree. */
  function soundKey(word) {
    return word.replace(/щ/g, 'шч').replace(/[ьй]о/g, 'о').replace(/ь/g, '').replace(/[х]/g, 'г')
      .replace(/я/g, 'а').replace(/ю/g, 'у').replace(/є/g, 'е').replace(/[іїй]/g, 'и')
      .replace(/и+(?=[аеоу])/g, '').replace(/(.)\1+/g, '$1');
  }

  /* «metodyst» and «profesijna» are Ukrainian words in Latin letters, by the rules of 2010 or not. */
  function recoverTransliteration(index, language, chunk, mode, notes) {
    var word = language.fold(chunk).replace(/[^a-z-]/g, '');
    if (!/^[a-z][a-z-]+$/.test(word)) return null;
    var parts = word.split('-').filter(Boolean);
    var found = { groups: [], unknown: [] };
    for (var i = 0; i < parts.length; i++) {
      var group = bySound(index, fromLatin(parts[i]), i === parts.length - 1 ? mode : 'whole');
      if (!group) return null;
      found.groups.push(group);
    }
    var shown = found.groups.map(function (group) { return group.shown; }).join('-');
    return recovered(found, chunk, shown, 'латинка', notes);
  }

  function bySound(index, word, mode) {
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1, shown: word };
    addWhole(index, group, word, 1);
    if (group.ids.size || group.months) return group;
    var key = soundKey(word);
    var stemKey = soundKey(index.stem(word));
    if (key.length < 3) return null;
    if (!index.sounds) index.sounds = index.words.map(soundKey);
    if (!index.stemSounds) {
      index.stemSounds = [];
      index.byStem.forEach(function (ids, stem) { index.stemSounds.push([soundKey(stem), ids]); });
    }
    index.sounds.forEach(function (sound, id) {
      if (sound === key) addIds(index, group.ids, index.byStem.get(index.stem(index.words[id])), '', 1);
    });
    index.stemSounds.forEach(function (row) {
      if (stemKey.length > 2 && row[0] === stemKey) addIds(index, group.ids, row[1], '', 1);
    });
    if (!group.ids.size && mode !== 'whole' && key.length > 3) {
      index.sounds.forEach(function (sound, id) {
        if (sound.lastIndexOf(key, 0) === 0) raise(group.ids, id, PREFIXED);
      });
    }
    if (!group.ids.size) return null;
    group.shown = index.words[group.ids.keys().next().value];
    return group;
  }

  function recovered(found, from, to, how, notes) {
    found.groups.forEach(function (group) { group.weight = RECOVERED; });
    notes.push({ kind: 'recovered', from: from, to: to,
      text: 'Шукали «' + to + '» замість «' + from + '» (' + how + ')' });
    return found;
  }

  function recoverTypos(index, found, mode, notes) {
    var unknown = [];
    found.unknown.forEach(function (word) {
      var group = nearest(index, word, mode);
      if (!group) return unknown.push(word);
      group.weight = RECOVERED;
      found.groups.push(group);
      notes.push({ kind: 'recovered', from: word, to: group.shown,
        text: 'Шукали «' + group.shown + '» замість «' + word + '» (можлива описка)' });
      return undefined;
    });
    return { groups: found.groups, unknown: unknown };
  }

  /* The words of the plan nearest to one it does not hold: one slip from four letters, two from
   * eight; letters that are easily confused count half. */
  function nearest(index, word, mode) {
    if (word.length < 4 || /\d/.test(word)) return null;
    var limit = word.length < 8 ? 1 : 2;
    var best = limit;
    var hits = [];
    var stem = index.stem(word);
    var letters = signature(word);
    var stemLetters = signature(stem);
    if (!index.signatures) index.signatures = index.words.map(signature);
    if (!index.stemSignatures) {
      index.stemSignatures = [];
      index.byStem.forEach(function (ids, candidate) {
        index.stemSignatures.push([candidate, signature(candidate), ids]);
      });
    }
    function consider(candidate, typed, ids, isPrefix) {
      if (word.length < 6 && !isSameStart(candidate, word)) return;
      var cost = distance(typed, candidate, best, isPrefix);
      if (cost > best) return;
      if (cost < best) hits = [];
      best = cost;
      hits.push(ids);
    }
    var isPrefix = mode !== 'whole' && word.length > 4;
    index.words.forEach(function (candidate, id) {
      var own = index.signatures[id];
      if (bits(letters & ~own) > limit || (!isPrefix && bits(own & ~letters) > limit)) return;
      consider(candidate, word, [id], isPrefix);
    });
    if (stem.length > 3) {
      index.stemSignatures.forEach(function (row) {
        if (row[0].length < 4 || bits(stemLetters & ~row[1]) > limit) return;
        if (bits(row[1] & ~stemLetters) <= limit) consider(row[0], stem, row[2], false);
      });
    }
    if (!hits.length) return null;
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1 };
    hits.forEach(function (ids) {
      ids.forEach(function (id) {
        if (!group.shown) group.shown = index.words[id];
        addIds(index, group.ids, index.byStem.get(index.stem(index.words[id])), '', 1);
      });
    });
    return group;
  }

  /* Which letters a word has, one bit each and one for those that are confused: words that differ
   * in more letters than the slips allowed need not be compared. */
  function signature(word) {
    var set = 0;
    for (var i = 0; i < word.length; i++) {
      var letter = ALIKE.get(word.charAt(i)) || word.charCodeAt(i);
      set |= 1 << (letter % 32);
    }
    return set;
  }

  function isSameStart(one, other) {
    var a = one.charCodeAt(0);
    var b = other.charCodeAt(0);
    return confusion(a, b) < 1 || one.charCodeAt(1) === b || a === other.charCodeAt(1);
  }

  var CONFUSED = ['иі', 'еи', 'еі', 'оа', 'ув', 'іїй', 'еє', 'щш', 'ои', 'зс', 'гх'];
  var confused = new Set();
  CONFUSED.forEach(function (row) {
    row.split('').forEach(function (one) {
      row.split('').forEach(function (other) { if (one !== other) confused.add(pairCode(one, other)); });
    });
  });

  var ALIKE = new Map('иіеоаїйєув'.split('').map(function (c) { return [c, 1]; })
    .concat([['щ', 2], ['ш', 2], ['з', 3], ['с', 3], ['г', 4], ['х', 4]]));

  function pairCode(one, other) {
    return one.charCodeAt(0) * 65536 + other.charCodeAt(0);
  }

  function confusion(a, b) {
    return a === b ? 0 : confused.has(a * 65536 + b) ? 0.5 : 1;
  }

  var rows = [new Float64Array(64), new Float64Array(64), new Float64Array(64)];

  /* Damerau–Levenshtein, given up above the limit; of a prefix: to the nearest beginning. */
  function distance(one, other, limit, isPrefix) {
    var length = one.length;
    if (length - other.length > limit || length > 40) return Infinity;
    if (!isPrefix && other.length - length > limit) return Infinity;
    var width = Math.min(other.length, length + limit);
    var older = rows[0];
    var before = rows[1];
    var row = rows[2];
    var i;
    var j;
    for (j = 0; j <= width; j++) row[j] = j;
    for (i = 1; i <= length; i++) {
      var spare = older;
      older = before;
      before = row;
      row = spare;
      row[0] = i;
      var least = i;
      var a = one.charCodeAt(i - 1);
      for (j = 1; j <= width; j++) {
        var b = other.charCodeAt(j - 1);
        var cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + confusion(a, b));
        if (i > 1 && j > 1 && a === other.charCodeAt(j - 2) && one.charCodeAt(i - 2) === b) {
          cost = Math.min(cost, older[j - 2] + 1);
        }
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > limit) return Infinity;
    }
    if (!isPrefix) return row[width];
    var nearest = Infinity;
    for (j = 0; j <= width; j++) nearest = Math.min(nearest, row[j]);
    return nearest;
  }

  // ---------------------------------------------------------------- ranking

  /* What a group is worth in each document: Float64Array, and how many documents it finds. */
  function weigh(index, group) {
    var worth = new Float64Array(index.documents.length);
    group.ids.forEach(function (weight, id) { weighWord(index, worth, id, weight); });
    if (group.months) weighMonths(index, worth, group.months);
    if (group.number) weighNumber(index, worth, group.number);
    var count = 0;
    for (var i = 0; i < worth.length; i++) if (worth[i] > 0) count += 1;
    return { worth: worth, count: count };
  }

  function weighWord(index, worth, word, weight) {
    for (var at = index.starts[word]; at < index.starts[word + 1]; at++) {
      var unit = index.postingUnits[at];
      var detail = index.postingDetails[at];
      var value = weight * (detail & 8 ? DERIVED : 1);
      if (unit < index.documents.length) weighDocument(index, worth, unit, (detail & 7) + 1, value);
      else weighUnit(worth, index.units[unit - index.documents.length], value);
    }
  }

  function weighDocument(index, worth, id, count, value) {
    var document = index.documents[id];
    var norm = 0.35 + 0.25 * document.length / index.averageLength;
    var gain = value * count / (count + norm);
    worth[id] += gain * FIELD.title;
    document.children.forEach(function (child) { worth[child] += gain * FIELD.parent; });
  }

  function weighUnit(worth, unit, value) {
    unit.documents.forEach(function (id) { worth[id] += value * unit.weight; });
  }

  /* A month of its own counts more than one of many. */
  function weighMonths(index, worth, months) {
    index.documents.forEach(function (document) {
      var shared = document.months & months;
      if (shared) worth[document.id] += FIELD.month / Math.sqrt(bits(document.months));
    });
  }

  function bits(number) {
    var count = 0;
    for (; number; number &= number - 1) count += 1;
    return count;
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
    var accepts = filter(index, options);
    var parsed = parse(index, language, query, options.typing ? 'typing' :
      options.typing === false ? 'whole' : 'auto');
    if (!parsed.groups.length) {
      return present(index, language, { ranked: query.trim() ? [] : listed(index, accepts, options),
        groups: [], notes: parsed.notes, unknown: parsed.unknown, options: options });
    }
    var weighed = parsed.groups.map(function (group) { return weigh(index, group); });
    var matched = match(index, parsed, weighed, accepts);
    matched.ranked = rank(index, language, matched.found, parsed.groups, weighed);
    return present(index, language, { ranked: matched.ranked, groups: parsed.groups,
      notes: parsed.notes.concat(matched.notes), unknown: parsed.unknown, options: options });
  }

  /* All words first; if nothing holds them all, what holds the most of them. */
  function match(index, parsed, weighed, accepts) {
    var total = index.documents.length;
    var shares = weighed.map(function (w) { return Math.log(1 + total / (w.count + 0.5)); });
    var best = 0;
    var held = [];
    index.documents.forEach(function (document) {
      if (!accepts(document)) return;
      var count = 0;
      var share = 0;
      weighed.forEach(function (w, i) {
        if (w.worth[document.id] > 0) { count += 1; share += shares[i]; }
      });
      if (count) held.push({ id: document.id, count: count, share: share });
      if (share > best) best = share;
    });
    var all = held.filter(function (h) { return h.count === weighed.length; });
    if (all.length && (all.length >= FEW || weighed.length < 3)) return { found: all, notes: [] };
    if (all.length) return withAlmostAll(held, weighed.length);
    var most = held.filter(function (h) { return h.share >= best * 0.6; });
    return { found: most, notes: most.length ? [{ kind: 'loosened',
      text: 'Ніщо не містить усіх слів запиту; показано те, що містить частину з них' }] : [] };
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
      found.slice(0, 60).forEach(function (hit) {
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
    language.tokens(index.documents[id].title).forEach(function (token) {
      var word = index.wordIds.get(token.word);
      groups.forEach(function (group, i) {
        if (group.ids.has(word)) places[i].push(token.position);
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

  // ---------------------------------------------------------------- filters and results

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
      return { id: document.id, score: 0, count: 0 };
    });
  }

  function present(index, language, outcome) {
    var options = outcome.options;
    var hits = [];
    var direct = [];
    outcome.ranked.forEach(function (hit) {
      var isDirect = index.documents[hit.id].kind >= DIRECT_FROM && !options.kind;
      if (!isDirect) hits.push(hit);
      else if (hit.count === outcome.groups.length) direct.push(hit);
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
    return results;
  }

  function result(index, language, hit, groups) {
    var document = index.documents[hit.id];
    function names(facets, ids) { return ids.map(function (id) { return facets[id].name; }); }
    return {
      url: document.url, dataNumber: document.dataNumber, number: document.number,
      kind: KINDS[document.kind], title: document.title, score: hit.score,
      parent: document.parent < 0 ? '' : index.documents[document.parent].title,
      section: names(index.sections, document.sections)[0] || '',
      persons: names(index.persons, document.persons),
      forms: names(index.forms, document.forms),
      colleges: names(index.colleges, document.colleges),
      term: document.term < 0 ? '' : index.terms[document.term],
      /* [start, end] of the found words in the title, worked out when asked for. */
      get marks() { return marks(index, language, document.title, groups); }
    };
  }

  /* Where the found words stand in the title: [start, end] pairs in order. */
  function marks(index, language, title, groups) {
    var pairs = [];
    language.tokens(title).forEach(function (token) {
      var word = index.wordIds.get(token.word);
      var last = pairs[pairs.length - 1];
      if (!groups.some(function (group) { return group.ids.has(word); })) return;
      if (last && token.start < last[1]) last[1] = Math.max(last[1], token.end);
      else pairs.push([token.start, token.end]);
    });
    return pairs;
  }

  root.planSearchIndex = function (data) {
    if (data.version !== VERSION) throw new Error('the search index is of another version');
    var index = readIndex(data, root.planLanguage);
    root.planSearchEngine = function (query, options) {
      return search(index, root.planLanguage, String(query), options || {});
    };
    root.planSearchEngine.facets = {
      section: index.sections, person: index.persons, form: index.forms, college: index.colleges,
      kind: KINDS.filter(function (_, kind) {
        return index.documents.some(function (document) { return document.kind === kind; });
      })
    };
  };
})(typeof window === 'undefined' ? globalThis : window);
