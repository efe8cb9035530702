/* What a word of a query may have meant that no document holds: typed on another keyboard layout, in
 * Latin letters, or with a slip. What is found so is worth less and is said in a note. */
(function (root) {
  'use strict';

  var parts = root.planSearchParts = root.planSearchParts || {};
  var RECOVERED = 0.6;

  /* Another alphabet, another layout, Latin letters, slips: in this order. */
  function recover(index, language, chunk, found, mode, notes) {
    return recoverLooks(index, language, chunk, notes) ||
      recoverLayout(index, language, chunk, mode, notes) ||
      recoverTransliteration(index, language, chunk, mode, notes) ||
      recoverTypos(index, found, mode, notes);
  }

  /* «HMT» in Latin capitals is «НМТ». */
  function recoverLooks(index, language, chunk, notes) {
    if (!/^[ABCEHIKMOPTXaceiopxy]+$/.test(chunk)) return null;
    var text = retypeExactly(chunk, 'ABCEHIKMOPTXaceiopxy', 'АВСЕНІКМОРТХасеіорху');
    var found = parts.resolveText(index, language, text, 'whole', false);
    if (found.unknown.length || !found.groups.length) return null;
    return recovered(found, chunk, text, 'латинські літери', notes);
  }

  function retypeExactly(text, from, to) {
    return text.split('').map(function (c) {
      var at = from.indexOf(c);
      return at < 0 ? c : to.charAt(at);
    }).join('');
  }

  var LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.\\`";
  var UKRAINIAN_KEYS = "йцукенгшщзхїфівапролджєячсмитьбюґ'";

  function retype(text, from, to) {
    return retypeExactly(text.toLowerCase(), from, to);
  }

  /* «ctvsyfh» is «семінар», «ьщщвду» is «moodle»: typed on the other keyboard layout. */
  function recoverLayout(index, language, chunk, mode, notes) {
    var isLatin = /[a-z]/i.test(chunk);
    var tries = isLatin
      ? [retype(chunk, LATIN_KEYS, UKRAINIAN_KEYS),
        retype(chunk.replace(/[.,;:!?]+$/, ''), LATIN_KEYS, UKRAINIAN_KEYS)]
      : [retype(chunk, UKRAINIAN_KEYS, LATIN_KEYS)];
    for (var i = 0; i < tries.length; i++) {
      var found = parts.resolveText(index, language, tries[i], mode === 'whole' ? 'whole' : 'auto', false);
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
    if (!word) return latinBySound(index, language, chunk, notes);
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

  /* The other way round: «софт» is «soft». */
  function latinBySound(index, language, chunk, notes) {
    var key = soundKey(language.fold(chunk));
    if (key.length < 3) return null;
    var group = { word: key, ids: new Map(), months: 0, number: '', weight: 1 };
    index.words.forEach(function (word, id) {
      if (/^[a-z]{3,}$/.test(word) && soundKey(fromLatin(word)) === key) group.ids.set(id, 1);
    });
    if (!group.ids.size) return null;
    var shown = index.words[group.ids.keys().next().value];
    return recovered({ groups: [group], unknown: [] }, chunk, shown, 'латинка', notes);
  }

  function bySound(index, word, mode) {
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1, shown: word };
    parts.addWhole(index, group, word, 1);
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
      if (sound === key) parts.addIds(index, group.ids, index.byStem.get(index.stem(index.words[id])), '', 1);
    });
    index.stemSounds.forEach(function (row) {
      if (stemKey.length > 2 && row[0] === stemKey) parts.addIds(index, group.ids, row[1], '', 1);
    });
    if (!group.ids.size && mode !== 'whole' && key.length > 3) {
      index.sounds.forEach(function (sound, id) {
        if (sound.lastIndexOf(key, 0) === 0) parts.raise(group.ids, id, parts.PREFIXED);
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
    var limit = slips(word);
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
    function consider(candidate, typed, ids, isPrefix, isStem) {
      if (word.length < 6 && !isSameStart(candidate, word)) return;
      var cost = distance(typed, candidate, Math.min(best, slips(typed)), isPrefix);
      if (cost > best) return;
      if (isStem ? isOtherWord(typed, candidate)
        : cost > 1 && !isPrefix && isOtherWord(stem, index.stem(candidate))) return;
      if (cost < best) hits = [];
      best = cost;
      hits.push(ids);
    }
    var isPrefix = mode === 'typing' && word.length > 4;
    index.words.forEach(function (candidate, id) {
      if (candidate.charAt(0) === '=') return;
      var own = index.signatures[id];
      if (parts.bits(letters & ~own) > limit || (!isPrefix && parts.bits(own & ~letters) > limit)) return;
      consider(candidate, word, [id], isPrefix);
    });
    var stemLimit = slips(stem);
    if (stem.length > 4) {
      index.stemSignatures.forEach(function (row) {
        if (row[0].length < 4 || parts.bits(stemLetters & ~row[1]) > stemLimit) return;
        if (parts.bits(row[1] & ~stemLetters) > stemLimit) return;
        consider(row[0], stem, row[2], false, true);
      });
    }
    if (!hits.length) return null;
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1 };
    hits.forEach(function (ids) {
      ids.forEach(function (id) {
        if (!group.shown) group.shown = index.words[id];
        parts.addIds(index, group.ids, index.byStem.get(index.stem(index.words[id])), '', 1);
      });
    });
    return group;
  }

  /* «методика» is no slip of «методична»: stems that part near the end and go on with other
   * consonants are other words. */
  function isOtherWord(stem, candidate) {
    var same = 0;
    while (same < stem.length && stem.charAt(same) === candidate.charAt(same)) same += 1;
    if (same < 4 || same < stem.length - 3) return false;
    var one = stem.slice(same);
    var other = candidate.slice(same);
    if (one.length === 1 && other.length === 1) {
      return parts.alternate(one).indexOf(other) >= 0;
    }
    return /[бвгджзклмнпрстфхцчшщ]/.test(other);
  }

  function slips(word) {
    return word.length < 8 ? 1 : 2;
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

  parts.recover = recover;
})(typeof window === 'undefined' ? globalThis : window);
