/* Takes a query apart: each of its words with every word form of the index that it may stand for.
 * A word is looked for whole, in the forms of its stem; the last one, while it is typed, also as a
 * beginning. What the index does not hold at all goes to search-recovery.js. */
(function (root) {
  'use strict';

  var parts = root.planSearchParts = root.planSearchParts || {};
  var MONTH_STEMS = ['січн', 'лют', 'березн', 'квітн', 'травн', 'червн', 'липн', 'серпн', 'вересн',
    'жовтн', 'листопад', 'грудн'];

  /* What a word is worth by how it was found. */
  var EXACT_FORM = 1.15;
  var ALTERNATED = 0.5;
  var PREFIXED = 0.7;
  var BESIDE_WHOLE = 0.2;
  /* The index has such a word as a derived one, which is worth less anyway. */
  var ABBREVIATED = 1;
  /* Of what so many rows have, nothing derived is looked for. */
  var FEW = 4;
  /* What more than one row of so many has is not meant by a word made of it: «методика» of «методичний». */
  var OF_ROWS = 10;
  /* How many words a beginning stands for at most. */
  var MOST = 400;
  var MOST_OF_SHORT = [0, 16, 40];

  /* A group is one word of the query with every word form it may stand for: {word, ids: Map of
   * word id to weight, months, number, weight}. */
  function parse(index, language, query, mode) {
    var groups = [];
    var notes = [];
    var unknown = [];
    var chunks = withoutNumberWords(withApostrophes(index, language, query).replace(/(\d)\s+#/g, '$1#').replace(/(^|\s)п+\.(?=\d)/gi, '$1')
      .replace(/[а-яіїєґ]{3}(?=\d)/gi, '$& ')
      .replace(/\b\d+(([.,-] ?\d+){2}|,\d+)\b/g, dotted).split(/\s+/).filter(Boolean));
    chunks = withoutBlanks(index, language, chunks);
    chunks.forEach(function (chunk, place) {
      var isLast = place === chunks.length - 1 && !/\s$/.test(query);
      var parsed = parseChunk(index, language, chunk, isLast ? mode : 'whole', notes,
        chunks.length === 1);
      groups = groups.concat(parsed.groups);
      unknown = unknown.concat(parsed.unknown);
    });
    /* «п. 3.12» is no day. */
    var isPoint = /(^|\s)(п+\.?|№|номер|(під)?пункт[а-яі]*)\s*\d/i.test(query);
    groups.forEach(function (group) {
      if (group.isDay && isPoint) group.months = 0;
      else if (group.isDay) notes.push({ kind: 'loosened', text: 'На цей день окремо нічого немає; показано його місяць' });
    });
    joinNeighbours(index, groups);
    addAbbreviations(index, groups);
    /* A word of the glossary that no document holds, and too few others of its row. */
    groups = groups.filter(function (group) {
      var isHeld = group.ids.size || group.months || group.number;
      if (!isHeld) unknown.push(group.word);
      return isHeld;
    });
    return { groups: withoutFunctionWords(index, groups, unknown.length), notes: notes, unknown: unknown };
  }

  /* «пам ять», «кар,єра» and «об/єднання» have some sign or a blank for their apostrophe. */
  function withApostrophes(index, language, query) {
    return query.replace(/([а-яіїєґ]*[бвгджзклмнпрстфх])[\s,;:.\/\\]+([яюєї][а-яіїєґ]*)/gi, function (both, one, other) {
      return index.formsOf(index.stem(language.fold(one + other))) ? one + other : both;
    });
  }

  /* «проф орієнтація» is one word, when the plan has it and not both of the two. */
  function withoutBlanks(index, language, chunks) {
    function isKnown(text) { return index.formsOf(index.stem(language.fold(text))); }
    return chunks.reduce(function (all, chunk) {
      var last = all[all.length - 1];
      if (!/^[а-яіїєґ]{3,}$/i.test(chunk) || !last || (isKnown(last) && isKnown(chunk)) || !isKnown(last + chunk)) all.push(chunk);
      else all[all.length - 1] += chunk;
      return all;
    }, []);
  }

  /* «2-22-8», «2,22» and «2. 22. 8» are 2.22.8. */
  function dotted(number) {
    return number.replace(/[.,-] ?/g, '.');
  }

  /* «п. 2.22.8» and «пункт 2.22.8» are 2.22.8; «п.2.22.8» is parted from its «п.» before. */
  function withoutNumberWords(chunks) {
    if (!chunks.some(function (chunk) { return /^\d+\.\d/.test(chunk); })) return chunks;
    return chunks.filter(function (chunk) { return !/^(п|пп|№|номер|(під)?пункт[а-яі]*)\.?$/i.test(chunk); });
  }

  function parseChunk(index, language, chunk, mode, notes, isOnly) {
    var found = resolveText(index, language, chunk, mode, isOnly);
    if (found.unknown.length === 0 || index.missing.size) return found;
    var initials = isOnly || !/^[а-яіїєґ]{2}$/i.test(chunk) ? null : ofInitials(index, language, chunk);
    return initials || parts.recover(index, language, chunk, found, mode, notes);
  }

  /* «Т.В.» may be written «ТВ» after a surname. */
  function ofInitials(index, language, chunk) {
    var found = resolveText(index, language, chunk.split('').join('.'), 'whole', false);
    return found.unknown.length ? null : found;
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
      if (group.ids.size || group.months || group.number ||
          index.spelledOut.has(index.stem(group.word))) found.groups.push(group);
      else if (!index.functionWords.has(group.word)) found.unknown.push(group.word);
      group.position = i;
      group.typed = text.slice(token.start, token.end);
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

  /* «заклади професійної освіти», or most of these words, also ask for «ЗПО»; one of them does not, unless no
   * document has it: «мультипредметний» can mean «НМТ» only. */
  function addAbbreviations(index, groups) {
    var stems = groups.map(function (group) { return index.stem(group.word); });
    index.glossary.forEach(function (row) {
      var asked = groups.filter(function (group, i) {
        return row.full.indexOf(stems[i]) >= 0 && stems.indexOf(stems[i]) === i;
      });
      var isTelling = asked.some(function (group) { return group.word.length > 6 && !group.ids.size; });
      if (!isTelling && asked.length < Math.max(Math.min(2, row.full.length), row.full.length / 2)) return;
      asked.forEach(function (group) {
        addIds(index, group.ids, known(index, row.mark), '', ABBREVIATED);
        /* Worth nothing of themselves, but marked in what is shown. */
        row.short.forEach(function (word) { addIds(index, group.ids, known(index, word), '', 0); });
      });
    });
  }

  function known(index, word) {
    var id = index.idOf(word);
    return id === undefined ? [] : [id];
  }

  /* Words such as «і», «для» narrow nothing, unless there is nothing else, not even what was not found. */
  function withoutFunctionWords(index, groups, unknown) {
    var meaningful = groups.filter(function (group) {
      return !index.functionWords.has(group.word) || group.isPrefix;
    });
    return meaningful.length || unknown ? meaningful : groups;
  }

  function resolveWord(index, language, word, mode, isOnly) {
    if (language.isNumber(word)) return numberGroup(index, word, mode, isOnly);
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1, isPrefix: false };
    addWhole(index, group, word, 1);
    if (index.missing.size) return group;
    var isOpen = mode === 'auto' && word.length > 3 && !rowsWith(index, group.ids) && !group.months;
    if (mode === 'typing' || isOpen) {
      var before = group.ids.size;
      /* A form that the plan has is what is meant; one that it has not may be the beginning of another. */
      var isWord = index.idOf(word) !== undefined;
      var weight = isWord ? PREFIXED * BESIDE_WHOLE : PREFIXED;
      if (mode === 'typing' && !isWord && hasPrefix(index, word)) lessen(group.ids);
      addPrefix(index, group.ids, word, weight);
      spellings(word).forEach(function (variant) {
        addPrefix(index, group.ids, variant, weight * 0.9);
      });
      if (!group.ids.size && word.length > 3 && !index.missing.size) {
        (word.length > 4 ? lastVariants(word) : []).concat(placeVariants(index.stem(word))).forEach(function (variant) {
          addPrefix(index, group.ids, variant, weight * ALTERNATED);
        });
      }
      group.isPrefix = group.ids.size > before;
      if (mode === 'typing') addMonthPrefix(group, word);
    }
    addDerived(index, group, word);
    return group;
  }

  /* In about how many rows of the plan it stands; that some other page has it does not end the search. */
  function rowsWith(index, ids) {
    var count = 0;
    ids.forEach(function (weight, id) { if (weight > 0 && index.isOfRows(id)) count += index.sizeOf(id); });
    return count;
  }

  function addWhole(index, group, word, weight) {
    var stem = index.stem(word);
    addStem(index, group.ids, word, weight);
    group.months |= monthOf(stem);
    spellings(word).forEach(function (variant) {
      addStem(index, group.ids, variant, weight * 0.9);
    });
    vowelVariants(word).map(index.stem).forEach(function (variant) {
      /* «правило» is not «правіло», a past tense. */
      if (variant.length === stem.length) addIds(index, group.ids, index.formsOf(variant), '', weight * ALTERNATED);
    });
    voiceVariants(stem).forEach(function (variant) {
      addIds(index, group.ids, index.formsOf(variant), '', weight * 0.7);
    });
    if (group.ids.size || index.missing.size) return;
    dativeVariants(index, word).concat(alternations(stem)).forEach(function (variant) {
      addIds(index, group.ids, index.formsOf(variant), '', weight * ALTERNATED);
    });
  }

  /* «членові» is a noun's dative where no adjective in -овий is known. */
  function dativeVariants(index, word) {
    var noun = word.replace(/(ов|ев|єв)і$/, '');
    return noun.length > 3 && noun !== word ? [index.stem(noun), index.stem(noun + 'ь')] : [];
  }

  function monthOf(stem) {
    var month = MONTH_STEMS.indexOf(stem);
    return month < 0 ? 0 : 1 << month;
  }

  function addStem(index, ids, word, weight) {
    addIds(index, ids, index.formsOf(index.stem(word)), word, weight);
  }

  function addIds(index, ids, found, exact, weight) {
    var own = exact && found ? index.idOf(exact) : undefined;
    (found || []).forEach(function (id) {
      raise(ids, id, id === own ? weight * EXACT_FORM : weight);
    });
  }

  /* What begins so; of very many words those that stand in the most documents. */
  function addPrefix(index, ids, prefix, weight) {
    var most = MOST_OF_SHORT[prefix.length] || MOST;
    var found = [];
    index.eachWord(prefix, function (word, id) { found.push({ id: id, length: word.length }); });
    if (found.length > most) {
      found.sort(function (one, other) { return index.sizeOf(other.id) - index.sizeOf(one.id) || one.id - other.id; });
      found.length = most;
    }
    found.forEach(function (one) { raise(ids, one.id, weight * Math.sqrt(prefix.length / one.length)); });
  }

  function hasPrefix(index, prefix) {
    return index.eachWord(prefix, function () { return true; });
  }

  function lessen(ids) {
    ids.forEach(function (weight, id) { ids.set(id, weight * 0.5); });
  }

  var MONTH_NAMES = ['січень', 'лютий', 'березень', 'квітень', 'травень', 'червень', 'липень',
    'серпень', 'вересень', 'жовтень', 'листопад', 'грудень'];

  function addMonthPrefix(group, word) {
    if (word.length < 3) return;
    MONTH_NAMES.forEach(function (name, month) {
      if (name.lastIndexOf(word, 0) === 0) group.months |= 1 << month;
    });
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
    addIds(index, group.ids, known(index, word), word, 1);
    if (mode === 'typing' || (mode === 'auto' && !group.ids.size)) {
      if (word.length > 1) addPrefix(index, group.ids, word, PREFIXED);
      group.isPrefix = true;
    }
    if (!group.ids.size && monthOfDay(word)) {
      group.months = monthOfDay(word);
      group.isDay = true;
    }
    return group;
  }

  /* «12.03» asks for March where nothing is on that very day. */
  function monthOfDay(word) {
    var day = /^(0?[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])(\.\d{4})?$/.exec(word);
    return day ? 1 << (Number(day[2]) - 1) : 0;
  }

  function isNumberOf(index, word) {
    return index.numbered(word).length > 0;
  }

  // ------------------------------------------------------------ other forms of a word

  /* «упровадження» and «впровадження», «учитель» and «вчитель», «проект» and «проєкт» are one word. */
  function spellings(word) {
    var variants = [];
    if (word.length < 5) return variants;
    if (/^[ув][бвгджзйклмнпрстфхцчшщ]/.test(word)) variants.push((word.charAt(0) === 'у' ? 'в' : 'у') + word.slice(1));
    var other = word.replace(/о([еє])/, function (both, letter) { return letter === 'е' ? 'оє' : 'ое'; });
    if (other !== word) variants.push(other);
    return variants;
  }

  /* «лицей» for «ліцей», in the query or in the plan. */
  function vowelVariants(word) {
    if (word.length < 5) return [];
    var variants = [];
    for (var i = 0; i < word.length - 2; i++) {
      var at = 'иі'.indexOf(word.charAt(i));
      if (at >= 0) variants.push(word.slice(0, i) + 'іи'.charAt(at) + word.slice(i + 1));
    }
    return variants;
  }

  function voiceVariants(stem) {
    if (!/ся$/.test(stem)) return [stem + 'ся'];
    return stem.length > 4 ? [stem.slice(0, -2)] : [];
  }

  /* к and ц or ч, г and з or ж, х and с or ш at the end of a stem; a vowel that comes and goes. */
  function alternations(stem) {
    if (stem.length < 4) return [];
    var body = stem.slice(0, -1);
    var last = stem.charAt(stem.length - 1);
    var variants = lastVariants(stem);
    if (/[іое]$/.test(body)) variants.push(body.slice(0, -1) + last);
    else if (!/[аеиіоуюяєї]/.test(last)) variants.push(body + 'і' + last);
    return variants;
  }

  /* «Вінниця» is meant by «вінницький», «Овруч» by «овруцький». */
  function placeVariants(stem) {
    var body = stem.slice(0, -1);
    var last = stem.charAt(stem.length - 1);
    return ['кцчц', 'гзжз', 'хсшс'].map(function (row) {
      return row.indexOf(last) < 0 ? stem + 'ськ' : body + row.charAt(3) + 'ьк';
    });
  }

  /* With what a root ends, and what a word made of it ends with instead. */
  var MADE = '-ний -овий -ський -йний -ічний і-ивний і-ічний і-ування ніст-ний ств- ник-ний нсі-нтний нці-нтний у-ування ' +
    'ю-ювання у-ація изаці- ізаці- изм-ичний сс-ський щин-ський ччин-цький н-ник ниц-ник ениц-ень тк-т чк-ч рк-р к-чний к-ний лк-льний';

  /* What few rows have or none may stand there as an adjective or a noun made of it: «комп’ютери» of «комп’ютерний», «ментори» of
   * «менторство», «інклюзія» of «інклюзивний», «толерантність» of «толерантний», «психологиня» of «психолог», «ліцензувати» of
   * «ліцензування», «впровадити» of «впровадження». */
  function addDerived(index, group, word, isAnyway) {
    var root = word.slice(0, index.stem(word).length);
    if (root.length < 5 || index.missing.size || group.months) return;
    var rows = rowsWith(index, group.ids);
    if (rows >= FEW && !isAnyway) return;
    var made = [];
    /* «Майстерність» is no other word for «майстерня», which the plan has. */
    (rows ? MADE : MADE + ' -ство -ість').split(' ').forEach(function (pair) {
      var ends = pair.split('-');
      var at = root.length - ends[0].length;
      if (root.slice(at) === ends[0]) made.push(root.slice(0, at) + ends[1]);
    });
    if (/ти$/.test(word)) made.push(root + 'ення', root + 'лення', root.replace(/д$/, 'дження'));
    made.push(word.replace(/ин([іьюя]|ею|ям|ями|ях)$/, ''));
    made.map(index.stem).forEach(function (stem) {
      var forms = stem.length > 2 && !monthOf(stem) && new Map((index.formsOf(stem) || []).map(function (id) { return [id, 1]; }));
      if (forms && rowsWith(index, forms) * OF_ROWS < index.total) merge(group.ids, forms, ALTERNATED);
    });
  }

  function lastVariants(text) {
    var last = text.charAt(text.length - 1);
    var variants = [];
    ['кцч', 'гзж', 'хсш'].forEach(function (row) {
      if (row.indexOf(last) < 0) return;
      row.split('').forEach(function (other) {
        if (other !== last) variants.push(text.slice(0, -1) + other);
      });
    });
    return variants;
  }

  parts.alternate = lastVariants;
  parts.parse = parse;
  parts.resolveText = resolveText;
  parts.addWhole = addWhole;
  parts.addIds = addIds;
  parts.addDerived = addDerived;
  parts.monthOf = monthOf;
  parts.raise = raise;
  parts.PREFIXED = PREFIXED;
})(typeof window === 'undefined' ? globalThis : window);
