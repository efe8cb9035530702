/* What a word of a query may have meant that no document holds: typed on another keyboard layout, in
 * Latin letters, or with a slip. What is found so is worth less and is said in a note. */
(function (root) {
  'use strict';

  var parts = root.planSearchParts = root.planSearchParts || {};
  var RECOVERED = 0.6;
  /* No word of the language is longer. */
  var LONGEST = 40;

  /* Another alphabet, another layout, Latin letters, two words in one, slips: in this order. */
  function recover(index, language, chunk, found, mode, notes) {
    var better = first(index, [
      function () { return recoverLooks(index, language, chunk, notes); },
      function () { return recoverLayout(index, language, chunk, mode, notes); },
      function () { return recoverTransliteration(index, language, chunk, mode, notes); },
      function () { return recoverShortened(index, language, chunk, mode, notes); },
      function () { return recoverBlank(index, language, chunk, mode, notes); },
      function () { return recoverTypos(index, found, mode, notes); }
    ]) || found;
    better.groups.forEach(function (group) {
      if (group.weight !== RECOVERED) return;
      group.ids.forEach(function (weight, id) { group.months |= parts.monthOf(index.stem(index.wordAt(id) || '')); });
      if (group.ids.size) parts.addDerived(index, group, shownOf(index, group));
    });
    return better;
  }

  /* «науководослідна» is two words whose blank was left out. */
  function recoverBlank(index, language, chunk, mode, notes) {
    var word = language.fold(chunk);
    if (word.length < 9 || word.length > LONGEST || /[^\u0430-\u045f]/.test(word) || isOther(index, word, mode)) return null;
    for (var at = word.length - 4; at > 3 && !index.missing.size; at--) {
      var text = word.slice(0, at) + ' ' + word.slice(at);
      /* «програміст» is no «програ міст»: one of them stands in the plan as it is. */
      var isWritten = false;
      if (!text.split(' ').every(function (part) {
        var stem = index.stem(part);
        isWritten = isWritten || index.idOf(part) !== undefined;
        return stem.length > 3 && index.formsOf(stem);
      }) || !isWritten) continue;
      return recovered(parts.resolveText(index, language, text, mode, false), chunk, text, 'пропущено пробіл', notes);
    }
    return null;
  }

  /* «профстандарт» is «професійний стандарт», «держзамовлення» is «державне замовлення». */
  var SHORTENED = /^(держ|проф|пед|метод|обл|навч|авто|соц)(?:тех)?(.{4,})$/;

  function recoverShortened(index, language, chunk, mode, notes) {
    var word = language.fold(chunk);
    var halves = SHORTENED.exec(word);
    if (!halves || isOther(index, word, mode)) return null;
    var found = parts.resolveText(index, language, halves[2], mode, false);
    if (found.unknown.length || !found.groups.length) return null;
    found.groups = parts.resolveText(index, language, halves[1], 'typing', false).groups.concat(found.groups);
    return recovered(found, chunk, halves[1] + '. ' + halves[2], 'скорочення', notes);
  }

  /* What the first of these ways finds that finds anything; none is tried while shards are missing. */
  function first(index, ways) {
    for (var i = 0; i < ways.length && !index.missing.size; i++) {
      var found = ways[i]();
      if (found) return found;
    }
    return null;
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

  /* «ctvsyfh» is «семінар», «ьщщвду» is «moodle», «енергыъ» is «енергії»: typed on another layout. */
  function recoverLayout(index, language, chunk, mode, notes) {
    var isLatin = /[a-z]/i.test(chunk);
    var ofRussian = retype(chunk, 'ыъэё', "іїє'");
    var tries = /[ыъэё]|ь[ею]/i.test(chunk)
      ? [ofRussian, retype(chunk, 'ыъэё', 'иїее'), spelled(chunk), retype(ofRussian, UKRAINIAN_KEYS, LATIN_KEYS)]
      : isLatin
      ? [retype(chunk, LATIN_KEYS, UKRAINIAN_KEYS),
        retype(chunk.replace(/[.,;:!?]+$/, ''), LATIN_KEYS, UKRAINIAN_KEYS)]
      : [spelled(chunk), retype(chunk, UKRAINIAN_KEYS, LATIN_KEYS)];
    for (var i = 0; i < tries.length; i++) {
      var found = parts.resolveText(index, language, tries[i], mode === 'whole' ? 'whole' : 'auto', false);
      if (found.groups.length && !found.unknown.length && tries[i].length > 2) {
        return recovered(found, chunk, tries[i], tries[i] === spelled(chunk) ? 'написання' : 'розкладка клавіатури', notes);
      }
    }
    if (!isLatin || index.missing.size) return null;
    return recoverLayoutTypo(index, language, tries[0], chunk, mode, notes);
  }

  /* «объект», «карьера», «комиссия», «программа» and «олевская» as Ukrainian spells them. */
  function spelled(word) {
    return word.toLowerCase().replace(/[ьъ](?=[еюя])/g, "'").replace(/'е/g, "'є").replace(/ы/g, 'и')
      .replace(/ск(?=[аиоу][а-я]{0,3}$)/, 'ськ').replace(/ие$/, 'і').replace(/([аоу])[яею]$/, '$1')
      .replace(/и(?=[аеиоуюя])/g, 'і').replace(/([а-щ])\1/g, '$1');
  }

  /* The other layout and a slip of the finger together, for long words only. */
  function recoverLayoutTypo(index, language, text, chunk, mode, notes) {
    var tokens = language.tokens(text);
    if (tokens.length !== 1 || tokens[0].word.length < 6 || /[aeiouy]/i.test(chunk)) return null;
    var found = recoverTypos(index, { groups: [], unknown: [tokens[0].word] }, mode, []);
    if (!found.groups.length) return null;
    return recovered(found, chunk, found.groups[0].shown, 'розкладка клавіатури', notes);
  }

  /* What Latin letters may stand for, the likeliest first. */
  var LATIN_SOUNDS = [['shch', 'щ'], ['sch', 'щ'], ['zgh', 'зг'], ['kh', 'х'], ['zh', 'ж', 'зг'],
    ['ch', 'ч'], ['sh', 'ш'], ['ts', 'ц'], ['tz', 'ц'], ['ph', 'ф'], ['ck', 'к'], ['yi', 'ї', 'ий'],
    ['ye', 'є'], ['yu', 'ю'], ['ya', 'я'], ['yo', 'йо'], ['je', 'є', 'же'], ['ju', 'ю', 'жу'],
    ['ja', 'я', 'жа'], ['jo', 'йо', 'жо'], ['ie', 'є', 'іє'], ['iu', 'ю', 'ію'], ['ia', 'я', 'ія'],
    ['ii', 'ії', 'ій'], ['iy', 'ій', 'ий'], ['oi', 'ої', 'ой'], ['ai', 'ай', 'аї'],
    ['ei', 'ей', 'еї'], ['a', 'а'], ['b', 'б'], ['c', 'ц', 'к'], ['d', 'д'], ['e', 'е', 'є'], ['f', 'ф'],
    ['g', 'г'], ['h', 'г', 'х'], ['i', 'і', 'и'], ['j', 'й', 'ж'], ['k', 'к'], ['l', 'л'], ['m', 'м'],
    ['n', 'н'], ['o', 'о'], ['p', 'п'], ['q', 'к'], ['r', 'р'], ['s', 'с'], ['t', 'т'], ['u', 'у'],
    ['v', 'в'], ['w', 'в'], ['x', 'х', 'кс'], ['y', 'и', 'й'], ['z', 'з']];
  var READINGS = 96;

  /* The ways to read a word in Latin letters, the likeliest first. Vowels that sound alike matter in
   * the ending only: before it soundKey makes them one. */
  function fromLatin(text) {
    var readings = [''];
    for (var at = 0; at < text.length;) {
      var sound = soundAt(text, at);
      var isLast = at + 5 >= text.length || /^[cjhxz]/.test(sound[0]);
      var ways = isLast && readings.length * (sound.length - 1) <= READINGS ? sound.slice(1) : [sound[1]];
      readings = longer(readings, ways);
      at += sound[0].length;
    }
    return readings;
  }

  function soundAt(text, at) {
    return LATIN_SOUNDS.find(function (sound) {
      return text.lastIndexOf(sound[0], at) === at;
    }) || [text.charAt(at), text.charAt(at)];
  }

  function longer(readings, ways) {
    var all = [];
    ways.forEach(function (way) {
      readings.forEach(function (reading) { all.push(reading + way); });
    });
    return all;
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

  /* How English reads letters besides; «e» is often silent. */
  var ENGLISH_SOUNDS = [['oo', 'у'], ['ee', 'і'], ['ea', 'і'], ['ie', 'і'], ['a', 'ей'], ['c', 'с'], ['i', 'ай'], ['j', 'дж'],
    ['u', 'а', 'ю'], ['y', 'ай'], ['e', '']].concat(LATIN_SOUNDS);

  /* The other way round: «софт» is «soft», «фейсбук» is «facebook». */
  function latinBySound(index, language, chunk, notes) {
    var word = language.fold(chunk).replace(/ь/g, '');
    var stem = index.stem(word);
    if (word.length < 3) return null;
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1 };
    LATIN.split('').forEach(function (letter) {
      index.eachWord(letter, function (latin, id) {
        if (!/^[a-z]{3,}$/.test(latin)) return;
        latin = latin.replace(/(.)\1+/g, function (same, one) { return /[eo]/.test(one) ? same : one; });
        if (sounds(latin, word) || (stem.length > 4 && sounds(latin, stem))) group.ids.set(id, 1);
      });
    });
    if (!group.ids.size) return null;
    var shown = shownOf(index, group);
    return recovered({ groups: [group], unknown: [] }, chunk, shown, 'латинка', notes);
  }

  /* Whether the Latin letters may sound as the word is written. */
  function sounds(latin, word) {
    return latin ? ENGLISH_SOUNDS.some(function (sound) {
      return latin.lastIndexOf(sound[0], 0) === 0 && sound.slice(1).some(function (letters) {
        return word.lastIndexOf(letters, 0) === 0 && sounds(latin.slice(sound[0].length), word.slice(letters.length));
      });
    }) : !word;
  }

  function bySound(index, readings, mode) {
    var word = readings[0];
    /* «cherven» is «червень» before it is anything red. */
    if (parts.monthOf(index.stem(word + 'ь'))) word += 'ь';
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1, shown: word };
    parts.addWhole(index, group, word, 1);
    if (group.ids.size || group.months) return group;
    if (soundKey(word).length < 3 || index.missing.size) return null;
    var stems = readings.map(index.stem);
    stems.forEach(function (stem) { parts.addIds(index, group.ids, index.formsOf(stem), '', 1); });
    if (index.missing.size) return null;
    addSounds(index, group.ids, new Set(stems.map(soundKey)));
    if (!group.ids.size && mode !== 'whole') addSoundPrefix(index, group.ids, readings);
    if (!group.ids.size) return null;
    group.shown = shownOf(index, group);
    return group;
  }

  function shownOf(index, group) {
    return index.wordAt(group.ids.keys().next().value);
  }

  /* The words whose stems sound so, or that sound so themselves. */
  function addSounds(index, ids, keys) {
    beginnings(keys).forEach(function (beginning) {
      index.eachStem(beginning, function (stem, forms) {
        if (keys.has(soundKey(stem))) parts.addIds(index, ids, forms, '', 1);
      });
      index.eachWord(beginning, function (word, id) {
        if (keys.has(soundKey(word))) parts.raise(ids, id, 1);
      });
    });
  }

  /* What the words begin with that sound so. */
  function beginnings(keys) {
    var all = new Set();
    keys.forEach(function (key) {
      var letter = key.charAt(0);
      if (key.length < 3) return keys.delete(key);
      (SAME_SOUND.find(function (row) { return row.charAt(0) === letter; }) || letter).split('')
        .forEach(function (one) { all.add(one); });
      if ('аеоу'.indexOf(letter) >= 0) all.add('й').add('іо');
      return undefined;
    });
    return all;
  }

  var SAME_SOUND = ['гх', 'ая', 'ую', 'еє', 'иіїй', 'шщ'];
  var LATIN = 'abcdefghijklmnopqrstuvwxyz';

  function addSoundPrefix(index, ids, readings) {
    var keys = new Set(readings.map(soundKey).filter(function (key) { return key.length > 3; }));
    var sounds = Array.from(keys);
    beginnings(keys).forEach(function (beginning) {
      index.eachWord(beginning, function (word, id) {
        var sound = soundKey(word);
        if (sounds.some(function (key) { return sound.lastIndexOf(key, 0) === 0; })) parts.raise(ids, id, parts.PREFIXED);
      });
    });
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
      var ours = spelled(word);
      var group = isOther(index, word, mode) ? null : oneSlip(index, word) || nearest(index, word, mode) ||
        (ours === word ? null : oneSlip(index, ours) || nearest(index, ours, mode));
      if (!group) return unknown.push(word);
      group.weight = RECOVERED;
      found.groups.push(group);
      notes.push({ kind: 'recovered', from: word, to: group.shown,
        text: 'Шукали «' + group.shown + '» замість «' + word + '» (можлива описка)' });
      return undefined;
    });
    return { groups: found.groups, unknown: unknown };
  }

  /* «податок» is a word of every day and no slip of «початок»; while one types, neither is its beginning. */
  function isOther(index, word, mode) {
    var stem = index.stem(word);
    return index.others.some(function (other) {
      return other === stem || (mode === 'typing' && word.length > 4 && other.lastIndexOf(word, 0) === 0);
    });
  }

  var ALPHABET = 'абвгдежзийклмнопрстуфхцчшщьюяєії';

  /* One slip away from any form of a word of the plan, written there or not: letters that are easily
   * confused first, then two that changed places, then any other. */
  function oneSlip(index, word) {
    if (word.length < 5 || word.length > LONGEST || /[^\u0430-\u045f]/.test(word)) return null;
    var stem = index.stem(word);
    return first(index, [
      function () { return slipped(index, stem, confusedVariants(word), 1); },
      function () { return slipped(index, stem, swappedVariants(word), 2); },
      function () { return slipped(index, stem, otherVariants(word), 0); }
    ]);
  }

  /* Sure are letters that are easily confused (1), surer those that changed places (2). */
  function slipped(index, stem, variants, sureness) {
    var found = new Set();
    variants.forEach(function (variant) {
      var candidate = index.stem(variant);
      /* «осіта» is «освіта» and no slip of «АСЕТ»: of a short stem the first letter is right. */
      if (candidate.length > (candidate.charAt(0) === stem.charAt(0) ? 3 : 4) && index.formsOf(candidate) && (sureness || !isOtherWord(stem, candidate)) &&
          (sureness > 1 || !isFar(stem, candidate))) {
        found.add(candidate);
      }
    });
    if (!found.size) return null;
    var group = { word: found.values().next().value, ids: new Map(), months: 0, number: '', weight: 1 };
    found.forEach(function (candidate) {
      parts.addIds(index, group.ids, index.formsOf(candidate), '', 1);
    });
    group.shown = shownOf(index, group);
    return group;
  }

  /* One letter less may have made another ending: «планета» without its «т» is no «плани». */
  function isFar(stem, candidate) {
    return stem.length < 7 && candidate.length < stem.length + 2 && distance(stem, candidate, 1.5) > 1.5;
  }

  function confusedVariants(word) {
    var variants = [];
    for (var i = 0; i < word.length; i++) {
      CONFUSED.forEach(function (row) {
        if (row.indexOf(word.charAt(i)) < 0) return;
        row.split('').forEach(function (letter) {
          if (letter !== word.charAt(i)) variants.push(word.slice(0, i) + letter + word.slice(i + 1));
        });
      });
    }
    return variants;
  }

  function swappedVariants(word) {
    var variants = [];
    for (var i = 0; i + 1 < word.length; i++) {
      variants.push(word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2));
    }
    return variants;
  }

  /* The first letter is seldom wrong. */
  function otherVariants(word) {
    var variants = [];
    for (var i = 1; i <= word.length; i++) {
      var before = word.slice(0, i);
      if (i < word.length) variants.push(before + word.slice(i + 1));
      for (var j = 0; j < ALPHABET.length; j++) {
        variants.push(before + ALPHABET.charAt(j) + word.slice(i));
        if (i < word.length) variants.push(before + ALPHABET.charAt(j) + word.slice(i + 1));
      }
    }
    return variants;
  }

  /* The words of the plan nearest to one it does not hold: one slip from four letters, two from
   * eight; letters that are easily confused count half. */
  function nearest(index, word, mode) {
    if (word.length < 4 || word.length > LONGEST || /\d/.test(word) || index.missing.size) return null;
    var limit = slips(word);
    var best = limit;
    var hits = [];
    var stem = index.stem(word);
    var letters = signature(word);
    var stemLetters = signature(stem);
    function consider(candidate, typed, ids, isPrefix, isStem) {
      /* «погода» goes on otherwise than «погодження», and is no slip of it. */
      if (isPrefix && candidate.lastIndexOf(typed.slice(0, -1), 0) === 0) return;
      var cost = distance(typed, candidate, Math.min(best, slips(typed)), isPrefix);
      if (cost > best || (cost > 1 && !isLong(typed, candidate, isPrefix))) return;
      if (isStem ? isOtherWord(typed, candidate)
        : !isPrefix && (cost > 1 ? isOtherWord : isOtherShort)(stem, index.stem(candidate))) return;
      if (cost < best) hits = [];
      best = cost;
      hits.push(ids);
    }
    var isPrefix = mode === 'typing' && word.length > 5;
    var stemLimit = slips(stem);
    startsOf(word).forEach(function (start) {
      index.eachWord(start, function (candidate, id) {
        if (candidate.length < Math.max(4, word.length - limit) || (!isPrefix && candidate.length > word.length + limit)) return;
        var own = signature(candidate);
        if (parts.bits(letters & ~own) > limit || (!isPrefix && parts.bits(own & ~letters) > limit)) return;
        consider(candidate, word, [id], isPrefix);
      });
      if (stem.length < 5) return;
      index.eachStem(start, function (candidate, ids) {
        if (candidate.length < 4 || Math.abs(candidate.length - stem.length) > stemLimit) return;
        var own = signature(candidate);
        if (parts.bits(stemLetters & ~own) > stemLimit || parts.bits(own & ~stemLetters) > stemLimit) return;
        consider(candidate, stem, ids, false, true);
      });
    });
    if (!hits.length || best > 1) {
      addTails(index, stem, 0, hits);
    }
    if (!hits.length && stem.length > 7) addTails(index, stem, 1, hits);
    if (!hits.length && word.length > 8) hits = nearBeginning(index, word);
    if (!hits.length) return null;
    var group = { word: word, ids: new Map(), months: 0, number: '', weight: 1 };
    hits.forEach(function (ids) {
      ids.forEach(function (id) {
        var found = index.wordAt(id);
        if (!group.shown) group.shown = found;
        parts.addIds(index, group.ids, index.formsOf(index.stem(found)), '', 1);
      });
    });
    return group;
  }

  /* The first letter left out, or another one in its place, and this many slips after it. */
  function addTails(index, stem, limit, hits) {
    [stem, stem.length > 5 ? stem.slice(1) : ''].forEach(function (typed) {
      if (typed.length < 4) return;
      index.eachTail(limit ? typed.slice(0, 2) : typed, function (tail, letters) {
        if (Math.abs(tail.length - typed.length) > limit || distance(typed, tail, limit) > limit) return;
        letters.split('').forEach(function (letter) { hits.push(index.formsOf(letter + tail) || []); });
      });
    });
  }

  /* Two slips of which one spoilt the ending: stems near to how the word begins. */
  function nearBeginning(index, word) {
    var best = 1;
    var hits = [];
    index.eachStem(word.slice(0, 2), function (stem, ids) {
      if (stem.length < 7 || stem.length < word.length - 3) return;
      var cost = distance(stem, word, best, true);
      if (cost > best) return;
      if (cost < best) hits = [];
      best = cost;
      hits.push(ids);
    });
    return hits;
  }

  /* «методика» is no slip of «методична»: stems that part near the end and go on with other
   * consonants are other words, unless they meet again. */
  function isOtherWord(typed, found) {
    var stem = sameVowels(typed);
    var candidate = sameVowels(found);
    var same = 0;
    while (same < stem.length && stem.charAt(same) === candidate.charAt(same)) same += 1;
    if (isOtherShort(stem, candidate)) return true;
    if (same < 4 || same < stem.length - 3) return false;
    var one = stem.slice(same);
    var other = candidate.slice(same);
    var met = 0;
    while (met < Math.min(one.length, other.length) &&
        one.charAt(one.length - 1 - met) === other.charAt(other.length - 1 - met)) met += 1;
    if (met > 0) return false;
    if (!other) return one.length > 1 && CONSONANT.test(one);
    if (one.length === 1 && other.length === 1) {
      return parts.alternate(one).indexOf(other) >= 0;
    }
    return CONSONANT.test(other);
  }

  /* «похорон» is no slip of «охорона»: nobody types a letter before a word. «Курка» is none of «курси», «звір» of «збір»,
   * «правда» of «право»: of a short stem each consonant and the last letter are much of what tells it apart. Letters that
   * alternate make other words: «Харків» is none of «харчів». */
  function isOtherShort(stem, candidate) {
    if (stem.slice(1) === candidate && stem.charAt(0) !== stem.charAt(1)) return true;
    if (stem.length < 6 && stem.slice(0, -1) === candidate) return /[бвгджзклнпрстфцчшщ]/.test(stem.slice(-1)) && stem.slice(-1) !== candidate.slice(-1);
    if (stem.length !== candidate.length || stem === candidate) return false;
    var same = 0;
    while (stem.charAt(same) === candidate.charAt(same)) same += 1;
    if (stem.slice(same + 1) !== candidate.slice(same + 1)) return false;
    if (parts.alternate(stem.charAt(same)).indexOf(candidate.charAt(same)) >= 0) return true;
    return stem.length === 4 && (same === 3 || CONSONANT.test(stem.charAt(same)) && CONSONANT.test(candidate.charAt(same)));
  }

  /* The stemmer makes one of і and о or е in a last syllable. */
  function sameVowels(stem) {
    return stem.replace(/[іе]/g, 'о');
  }

  var CONSONANT = /[бвгджзйклмнпрстфхцчшщ]/;

  function slips(word) {
    return word.length < 7 ? 1 : 2;
  }

  /* Long enough for two slips; letters may have been left out of a word of eight. A beginning must be longer. */
  function isLong(typed, candidate, isPrefix) {
    return typed.length > (isPrefix ? 8 : 7) || (candidate.length > 7 && (!isPrefix || candidate.length <= typed.length + 1));
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

  /* What the words begin with that are compared: the first letter is seldom wrong, but may be confused, or stand
   * second, or be one too many. */
  function startsOf(word) {
    var letter = word.charAt(0);
    var starts = [letter];
    CONFUSED.forEach(function (row) {
      if (row.indexOf(letter) >= 0) starts = starts.concat(row.split(''));
    });
    [word.charAt(1) + letter, word.slice(1, 3)].forEach(function (two) {
      if (starts.indexOf(two.charAt(0)) < 0) starts.push(two);
    });
    return new Set(starts);
  }

  var CONFUSED = ['иі', 'еи', 'еі', 'оа', 'ув', 'іїй', 'ий', 'еє', 'щш', 'ои', 'зс', 'гх'];
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
