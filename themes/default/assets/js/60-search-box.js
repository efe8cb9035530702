/* The search box of every page. On the first use it adds the scripts of the search (classic ones,
 * so that it works from disk and under script-src 'self'); then it shows results while one types.
 *
 * A page offers: <form data-search action="…/search.html" data-search-root="…/" (how this page
 * reaches the root of the site) data-search-files="…"> with input[type=search][name=q]. The file it
 * names calls planSearchManifest({code, indexes: [{id, name, files}]}) with paths from the root; it
 * is the only one that keeps its name, so when something it names is gone, it is asked for anew.
 * A page may offer an <ol id="results">, a [data-search-status] and, on the search page, a
 * [data-search-filters] box; what is missing is made here, with classes that begin with search-.
 * Without this script the form leads to the search page, which lists what to browse.
 *
 * window.planSearch(query, options) gives a promise of the results, best first. Options: section,
 * person, form, college, kind (ids), month (1 to 12), year (id of the index, the current plan's
 * unless told), limit, typing (true: the last word may be unfinished; false: it is whole; left out:
 * it is whole if there is such a word). */
/* Results will come: the page keeps their room, so that nothing moves. */
if (/[?&]q=[^&]/.test(location.search)) document.documentElement.classList.add('searching');

document.addEventListener('DOMContentLoaded', function () {
  'use strict';

  var SHOWN = 10;
  var SHOWN_ON_PAGE = 30;
  var FILTERS = [['year', 'План'], ['section', 'Розділ'], ['person', 'Відповідальний'], ['form', 'Форма'],
    ['month', 'Місяць'], ['college', 'Заклад'], ['kind', 'Що шукати']];
  var MONTHS = ['січень', 'лютий', 'березень', 'квітень', 'травень', 'червень', 'липень', 'серпень',
    'вересень', 'жовтень', 'листопад', 'грудень'];
  var KIND_NAMES = { entry: 'пункти плану', item: 'підпункти', practice: 'педагогічний досвід',
    'research-work': 'роботи учнів', person: 'особи', group: 'групи', college: 'заклади освіти',
    'methodical-section': 'методичні секції', section: 'розділи', form: 'форми роботи',
    project: 'проєкти й програми', partner: 'партнери', page: 'сторінки' };
  var SLASH_KEY = 'plan-search-slash';

  var form = document.querySelector('form[data-search]');
  var input = form && form.querySelector('input[type="search"]');
  if (!input) return;
  var isPage = Boolean(document.querySelector('[data-search-filters]'));
  var siteRoot = form.getAttribute('data-search-root') || '';
  var adding = {};
  var manifest = null;
  var isStale = false;
  var asked = 0;
  var parts = findParts();

  window.planSearch = function (query, options) {
    return load(options && options.year).then(function (engine) { return answer(engine, query, options); });
  };

  window.planSearchManifest = function (files) { manifest = files; };

  // ------------------------------------------------------------ loading

  /* The engine of an index; of the first, the current plan's, when there is none of this name. */
  function load(id) {
    return tryLoad(id).catch(function () {
      isStale = true;
      return tryLoad(id);
    });
  }

  function tell() {
    say('Не вдалося завантажити пошук. Перевірте з’єднання та спробуйте ще раз.');
  }

  function tryLoad(id) {
    var address = form.getAttribute('data-search-files') + (isStale ? '?' + Date.now() : '');
    var named = manifest && !isStale ? Promise.resolve() : addScript(address);
    return named.then(function () {
      isStale = false;
      var index = indexOf(id);
      return Promise.all([manifest.code].concat(index.files).map(function (path) {
        return addScript(siteRoot + path);
      })).then(function () {
        var engine = window.planSearchEngines[index.id];
        engine.file = index.files[index.files.length - 1];
        return engine;
      });
    });
  }

  /* Asks, adds the shards that are missing, and asks again: postings, then titles, seldom more. */
  function answer(engine, query, options) {
    var found = engine(query, options);
    if (!found.missing.length) return Promise.resolve(found);
    return Promise.all(found.missing.map(function (name) {
      return addScript(siteRoot + engine.file.replace(/\.js$/, '-' + name + '.js'));
    })).then(function () { return answer(engine, query, options); });
  }

  function indexOf(id) {
    return manifest.indexes.filter(function (index) { return index.id === id; })[0] || manifest.indexes[0];
  }

  /* Not async: they are fetched together and run in their order, each of them once. */
  function addScript(address) {
    if (!adding[address]) {
      adding[address] = new Promise(function (resolve, reject) {
        var script = document.createElement('script');
        script.src = address;
        script.async = false;
        script.onload = resolve;
        script.onerror = function () {
          delete adding[address];
          reject(new Error(address));
        };
        document.head.appendChild(script);
      });
    }
    return adding[address];
  }

  // ------------------------------------------------------------ the parts of the page

  function findParts() {
    var count = document.querySelector('[data-search-status]');
    var status = form.querySelector('[role="status"]') || count;
    var results = document.getElementById('results');
    var panel = results ? results.parentNode : element('div', 'search-panel');
    if (!results) {
      results = element('ol', 'search-results');
      results.id = 'results';
      panel.appendChild(results);
      form.appendChild(panel);
      panel.hidden = true;
    }
    if (!status) {
      status = element('p', 'search-status');
      status.setAttribute('role', 'status');
      panel.parentNode.insertBefore(status, panel);
    }
    var notes = element('div', 'search-notes');
    var direct = element('ul', 'search-direct');
    direct.setAttribute('aria-label', 'Сторінки з такою назвою');
    var more = element('a', 'search-more');
    more.href = form.action;
    notes.hidden = direct.hidden = more.hidden = true;
    panel.insertBefore(direct, results);
    panel.insertBefore(notes, direct);
    panel.insertBefore(more, results.nextSibling);
    results.setAttribute('aria-label', 'Результати пошуку');
    input.setAttribute('autocomplete', 'off');
    input.setAttribute('aria-controls', 'results');
    return { status: status, count: count, results: results, panel: panel, notes: notes, direct: direct, more: more };
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function clear(node) {
    while (node.firstChild) node.removeChild(node.firstChild);
  }

  // ------------------------------------------------------------ asking

  function ask(typing) {
    var query = input.value;
    var turn = asked += 1;
    var options = filters();
    if (typing) options.typing = true;
    if (!query.trim() && !isFiltered(options)) return show(null, query);
    options.shown = isPage ? SHOWN_ON_PAGE : SHOWN;
    return load(options.year).then(function (engine) {
      return answer(engine, query, options);
    }).then(function (found) {
      if (turn === asked) show(found, query, options);
    }, tell);
  }

  function filters() {
    var values = {};
    FILTERS.forEach(function (filter) {
      var field = form.elements[filter[0]];
      if (field && field.value) values[filter[0]] = field.value;
    });
    return values;
  }

  function isFiltered(options) {
    return FILTERS.some(function (filter) { return filter[0] !== 'year' && options[filter[0]]; });
  }

  function show(found, query, options) {
    clear(parts.results);
    clear(parts.notes);
    clear(parts.direct);
    parts.notes.hidden = parts.direct.hidden = parts.more.hidden = true;
    if (!found) {
      if (!isPage) parts.panel.hidden = true;
      say('');
      return;
    }
    parts.panel.hidden = false;
    found.notes.forEach(function (note) { parts.notes.appendChild(element('p', '', tied(note.text))); });
    found.direct.forEach(function (result) {
      var row = element('li');
      row.appendChild(titleLink(result));
      parts.direct.appendChild(row);
    });
    addRows(found, 0, options.shown, query, options);
    var isNone = !found.length && !found.direct.length;
    document.documentElement.classList.toggle('search-none', isNone);
    if (isNone) {
      /* The search page says above that there is nothing, and shows the lists to browse. */
      parts.notes.appendChild(element('p', '', (isPage ? '' : 'Нічого не знайдено. ') + 'Спробуйте інше слово, ' +
        'коротшу його частину або номер пункту, наприклад 2.22.'));
    }
    parts.notes.hidden = !parts.notes.firstChild;
    parts.direct.hidden = !parts.direct.firstChild;
    if (!isPage && (found.total > SHOWN || found.direct.length)) showMore(query, options, found.total + found.direct.length);
    say(announcement(found), found.notes.map(function (note) { return note.text; }).join('. '));
  }

  /* The first results at once; the search page has a button for the next ones. */
  function addRows(found, from, count, query, options) {
    found.slice(from, from + count).forEach(function (result) {
      parts.results.appendChild(resultRow(result));
    });
    var left = found.length - from - count;
    if (!isPage || left <= 0) return;
    var button = element('button', '', 'Показати ще: ' + left);
    var row = element('li', 'search-next');
    button.type = 'button';
    button.addEventListener('click', function () {
      window.planSearch(query, Object.assign({}, options, { shown: found.length })).then(function (all) {
        parts.results.removeChild(row);
        addRows(all, from + count, left, query, options);
        links()[parts.direct.children.length + from + count].focus();
      });
    });
    row.appendChild(button);
    parts.results.appendChild(row);
  }

  function showMore(query, options, total) {
    parts.more.textContent = 'Показати всі: ' + total;
    parts.more.href = form.getAttribute('action') + address(query, options);
    parts.more.hidden = false;
  }

  function resultRow(result) {
    var row = element('li', 'search-result search-' + result.kind);
    row.appendChild(titleLink(result));
    var facts = [result.persons.join(', '), result.forms.join(', '), result.term, result.section].filter(Boolean);
    if (result.parent) {
      var isFound = result.parentMarks.length > 0;
      var parent = row.appendChild(element('p', isFound ? 'search-parent is-found' : 'search-parent'));
      /* Without the marks of the list in which it stands: «- круглих столів:». */
      var dash = result.parent.match(/^[-–—•\s]*/)[0].length;
      var marks = result.parentMarks.map(function (pair) { return [pair[0] - dash, pair[1] - dash]; });
      mark(parent, result.parent.slice(dash).replace(/[:;,\s]+$/, ''), marks, 56, 24);
    }
    if (facts.length) row.appendChild(element('p', 'search-facts', tied(facts.join(' · '))));
    return row;
  }

  function titleLink(result) {
    var link = element('a');
    link.href = siteRoot + result.url;
    if (result.dataNumber) {
      link.setAttribute('data-number', result.dataNumber);
      link.appendChild(element('span', 'search-number', result.number));
      link.appendChild(document.createTextNode(' '));
    }
    mark(link, result.title, result.marks, 160, 60);
    return link;
  }

  /* No line ends after «у» or before a dash; letters keep their places. Twice, because of «і в». */
  function tied(text) {
    var short = /(^|[\s(«])([аеоуівзйє]|на|до|за|із|зі|по|та|не|ні|об|як|що|чи) /gi;
    return text.replace(short, '$1$2\u00a0').replace(short, '$1$2\u00a0').replace(/ (?=[—–] )/g, '\u00a0')
      .replace(/(^|[\s(«])([IVXІХ]{2,}\.) /g, '$1$2\u00a0');
  }

  /* The title with the found words marked. If the first stands farther on than `far`, the title begins some letters `before` it. */
  function mark(node, title, marks, far, before) {
    title = tied(title);
    var from = marks.length && marks[0][0] > far ? title.lastIndexOf(' ', marks[0][0] - before) + 1 : 0;
    var to = title.length - from > 320 ? title.indexOf(' ', from + 300) : title.length;
    if (to < 0) to = title.length;
    var at = from;
    if (from) node.appendChild(document.createTextNode('… '));
    marks.forEach(function (pair) {
      if (pair[0] < at || pair[1] > to) return;
      node.appendChild(document.createTextNode(title.slice(at, pair[0])));
      node.appendChild(element('mark', '', title.slice(pair[0], pair[1])));
      at = pair[1];
    });
    node.appendChild(document.createTextNode(title.slice(at, to)));
    if (to < title.length) node.appendChild(document.createTextNode(' …'));
  }

  function announcement(found) {
    if (!found.total && !found.direct.length) return 'Нічого не знайдено';
    return (found.isPartial ? 'Знайдено понад ' : 'Знайдено: ') + (found.total + found.direct.length);
  }

  /* What stands in the notes is read aloud too. */
  function say(text, notes) {
    [[parts.count, text], [parts.status, notes ? text + '. ' + notes : text]].forEach(function (pair) {
      if (pair[0] && pair[0].textContent !== pair[1]) pair[0].textContent = pair[1];
    });
  }

  // ------------------------------------------------------------ the address

  function address(query, options) {
    var search = new URLSearchParams();
    if (query.trim()) search.set('q', query.trim());
    FILTERS.forEach(function (filter) {
      if (options && options[filter[0]]) search.set(filter[0], options[filter[0]]);
    });
    var text = search.toString();
    return text ? '?' + text : '';
  }

  function remember(isNew) {
    var place = location.pathname + address(input.value, filters());
    try {
      if (isNew) history.pushState(null, '', place);
      else history.replaceState(null, '', place);
    } catch (error) {
      /* A page opened from disk may not change its address; the search still works. */
    }
  }

  /* The query and the filters of the address; the filters are made for the year that it names. */
  function readAddress() {
    var search = new URLSearchParams(location.search);
    input.value = search.get('q') || '';
    return load(search.get('year')).then(function (engine) {
      addFilters(engine);
      FILTERS.forEach(function (filter) {
        var field = form.elements[filter[0]];
        if (!field) return;
        field.value = search.get(filter[0]) || '';
        if (field.selectedIndex < 0) field.selectedIndex = 0;
      });
      if (search.toString()) return ask(false);
      return show(null, '');
    }).catch(tell);
  }

  // ------------------------------------------------------------ filters of the search page

  /* What can be chosen is what the index of the chosen year has. */
  function addFilters(engine) {
    var box = document.querySelector('[data-search-filters]');
    clear(box);
    FILTERS.forEach(function (filter) {
      var rows = filterRows(filter[0], engine.facets);
      if (filter[0] === 'year' && rows.length < 2) return;
      box.appendChild(filterField(filter[0], filter[1], rows));
    });
    if (!document.querySelector('input[data-search-slash]')) box.appendChild(slashField());
    box.hidden = false;
    // On a phone the filters are folded; what is chosen must be seen.
    var fold = box.closest('details');
    var asked = new URLSearchParams(location.search);
    if (fold && FILTERS.some(function (filter) { return asked.get(filter[0]); })) fold.open = true;
  }

  function filterRows(name, facets) {
    if (name === 'year') return manifest.indexes;
    if (name === 'month') {
      return MONTHS.map(function (month, i) { return { id: String(i + 1), name: month }; });
    }
    if (name === 'kind') {
      return facets.kind.map(function (kind) { return { id: kind, name: KIND_NAMES[kind] }; });
    }
    if (name === 'section') return facets.section;
    return facets[name].slice().sort(function (one, other) {
      return one.name.localeCompare(other.name, 'uk');
    });
  }

  function slashField() {
    var holder = element('label', 'search-slash');
    var setting = element('input');
    setting.type = 'checkbox';
    setting.setAttribute('data-search-slash', '');
    holder.appendChild(setting);
    holder.appendChild(document.createTextNode(' Клавіша «/» відкриває пошук'));
    return holder;
  }

  function filterField(name, label, rows) {
    var holder = element('label', 'search-filter');
    var select = element('select');
    select.name = name;
    if (!form.contains(document.querySelector('[data-search-filters]'))) {
      if (!form.id) form.id = 'search-form';
      select.setAttribute('form', form.id);
    }
    if (name !== 'year') select.appendChild(option('', 'усі'));
    rows.forEach(function (row) { select.appendChild(option(row.id, row.name)); });
    select.addEventListener('change', function () {
      remember(true);
      if (name === 'year') readAddress();
      else ask(false);
    });
    holder.appendChild(element('span', '', label));
    holder.appendChild(document.createTextNode(' '));
    holder.appendChild(select);
    return holder;
  }

  function option(value, text) {
    var made = element('option', '', text);
    made.value = value;
    return made;
  }

  // ------------------------------------------------------------ keys

  function links() {
    return Array.prototype.slice.call(parts.panel.querySelectorAll('a[href]:not([hidden])'));
  }

  function move(step) {
    var all = links();
    var next = all.indexOf(document.activeElement) + step;
    if (next < 0 || !all.length) input.focus();
    else if (next < all.length) all[next].focus();
  }

  function onKey(event) {
    if (event.isComposing) return;
    var isInside = form.contains(event.target) || parts.panel.contains(event.target);
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey &&
        (event.code === 'KeyK' || event.key === 'k' || event.key === 'K')) {
      event.preventDefault();
      open();
    } else if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey &&
        isSlashOn() && !isEditable(event.target)) {
      event.preventDefault();
      open();
    } else if (isInside && event.key === 'ArrowDown' && event.target.tagName !== 'SELECT') {
      event.preventDefault();
      if (links().length && !isPage) parts.panel.hidden = false;
      move(1);
    } else if (isInside && event.key === 'ArrowUp' && event.target.tagName !== 'SELECT') {
      event.preventDefault();
      move(-1);
    } else if (event.key === 'Escape' && isInside) {
      close(event);
    }
  }

  function open() {
    input.focus();
    input.select();
  }

  /* Escape first gives the focus back to the box, then empties and closes it. */
  function close(event) {
    if (document.activeElement !== input) {
      event.preventDefault();
      input.focus();
      if (!isPage) parts.panel.hidden = true;
      return;
    }
    asked += 1;
    if (!isPage && !parts.panel.hidden) {
      event.preventDefault();
      parts.panel.hidden = true;
      say('');
    }
  }

  function isEditable(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function isSlashOn() {
    try {
      return localStorage.getItem(SLASH_KEY) !== 'off';
    } catch (error) {
      return true;
    }
  }

  /* The setting that WCAG 2.1.4 asks for: an input[type=checkbox][data-search-slash] anywhere. */
  function bindSlashSetting() {
    var setting = document.querySelector('input[data-search-slash]');
    if (!setting) return;
    setting.checked = isSlashOn();
    setting.addEventListener('change', function () {
      try {
        if (setting.checked) localStorage.removeItem(SLASH_KEY);
        else localStorage.setItem(SLASH_KEY, 'off');
      } catch (error) {
        setting.checked = true;
      }
    });
  }

  // ------------------------------------------------------------ beginning

  document.addEventListener('keydown', onKey);
  input.addEventListener('focus', function () { load().catch(tell); });
  input.addEventListener('input', function () {
    if (isPage) remember(false);
    ask(true);
  });
  form.addEventListener('submit', function (event) {
    if (!isPage) return;
    event.preventDefault();
    remember(true);
    ask(false);
  });
  /* What is found does not cover what has the focus. */
  form.addEventListener('focusout', function (event) {
    if (!isPage && event.relatedTarget && !form.contains(event.relatedTarget)) parts.panel.hidden = true;
  });
  document.addEventListener('click', function (event) {
    if (!isPage && !form.contains(event.target)) parts.panel.hidden = true;
  });
  if (isPage) {
    window.addEventListener('popstate', readAddress);
    readAddress().then(function () {
      bindSlashSetting();
      document.documentElement.classList.add('search-ready');
    });
  } else {
    bindSlashSetting();
  }
});
